"""Decisions on price: the list, a new one, one, and what is done to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.basics.problem import Mistake, Problem
from husay.coaching.price_action import (
    KINDS,
    LONGEST_DECISION,
    LONGEST_REASON,
    SCOPES,
    PriceAction,
)
from husay.store.coaching import price_actions as store
from husay.store.coaching.price_effects import price_effects
from husay.store.company import Company
from husay.web.clock import now
from husay.web.coaching.price_page import PriceActionForm, PriceActionPage, actions_part
from husay.web.coaching.reading import (
    checked,
    day,
    day_or_none,
    if_there,
    led_by,
    lines,
    selected,
    shown,
    text,
    whole,
)
from husay.web.company import company
from husay.words.figure import Sentence
from husay.words.price_actions_report import actions_sentence

_ASKED = ("of", "opened_from", "selected_from", "selected_until", "kind")
_DAY = "price-action-day"


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """All decisions, with what each did."""
    home = company(request)
    found = price_effects(home)
    said = {"sentence": Sentence((actions_sentence(found),))}
    return shown(request, home, "price_actions", actions_part(home, found) | said)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new decision; its address may say of what, and what led to it."""
    home = company(request)
    if request.method != "POST":
        asked = {name: request.GET[name][:300] for name in _ASKED if name in request.GET}
        asked["opened_from"] = led_by(asked.get("opened_from", ""))
        return _form(request, home, asked)
    try:
        made = store.create(home, _given(request), now())
    except Mistake as wrong:
        return _form(request, home, request.POST.dict(), wrong.problems)
    messages.success(request, _("The decision is written down."))
    return HttpResponseRedirect(reverse("price-action", args=[made.number]))


def _form(
    request: HttpRequest, home: Company, typed: dict[str, str], problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    context = {
        "form": PriceActionForm(home, typed).context(),
        "sentence": Sentence(
            (_("What is decided on which price, from when, and who sees to it?"),)
        ),
    }
    return shown(request, home, "price_action_new", context, problems)


@never_cache
@require_safe
@if_there
def action(request: HttpRequest, number: int) -> HttpResponse:
    """One decision."""
    home = company(request)
    (effects,) = price_effects(home, number)
    return shown(request, home, "price_action", PriceActionPage(home, effects).context())


@require_POST
@if_there
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Change, end or undo a decision, as the button says."""
    home = company(request)
    try:
        _do(request, home, number)
    except Mistake as wrong:
        (effects,) = price_effects(home, number)
        page = PriceActionPage(home, effects, request.POST.dict())
        return shown(request, home, "price_action", page.context(), wrong.problems)
    return HttpResponseRedirect(reverse("price-action", args=[number]))


def _do(request: HttpRequest, home: Company, number: int) -> None:
    do, version, at = request.POST.get("do", ""), whole(request, "seen"), now()
    why = text(request, "why", LONGEST_REASON)
    if do == "change":
        store.change(home, number, version, _given(request), why, at)
        messages.success(request, _("The decision was changed."))
        return
    ended = day_or_none(request, "ended", _DAY) if do == "ended" else None
    store.close(home, number, version, do, why, ended, at)


def _given(request: HttpRequest) -> PriceAction:
    """The decision that was typed; raises Mistake with what cannot be read."""
    of = text(request, "of", 300)
    scope, _colon, item = of.partition(":")
    if of:
        checked(scope, SCOPES, "price-action-scope")
    owner = whole(request, "owner")
    return PriceAction(
        scope=scope,  # type: ignore[arg-type]
        item=item[:255],
        kind=checked(text(request, "kind"), KINDS, "price-action-kind"),  # type: ignore[arg-type]
        decision=text(request, "decision", LONGEST_DECISION),
        reason=lines(request, "reason", LONGEST_REASON),
        starts=day(request, "starts", _DAY),
        follow_up=day_or_none(request, "follow_up", _DAY),
        owner=owner if owner > 0 else None,
        selected=selected(request, _DAY),
        opened_from=led_by(text(request, "opened_from", 99)),
    )
