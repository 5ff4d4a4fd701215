"""Coaching plans: the list, a new one, and one with what is done to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from husay.basics.problem import Mistake, Problem
from husay.coaching.areas import STAGES
from husay.coaching.plan import LONGEST, LONGEST_ACTION, LONGEST_WHY, CoachingPlan
from husay.store.coaching import plans as store
from husay.store.coaching.people import Leading, names_of
from husay.store.company import Company
from husay.web.clock import now
from husay.web.coaching.notes_part import ACTS as NOTE_ACTS
from husay.web.coaching.notes_part import noted
from husay.web.coaching.plan_form import PlanForm
from husay.web.coaching.plan_page import PlanPage, plans_page
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
from husay.words.figure import Figure, Sentence, compose

_ASKED = (
    "seller", "stage", "practice", "shower", "opened_from", "selected_from", "selected_until",
    "agenda", "starts",
)  # fmt: skip


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of the people whom one leads."""
    home = company(request)
    return shown(request, home, "plans", plans_page(home))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new plan; its address may say for whom, which stage, and what led to it."""
    home = company(request)
    if request.method != "POST":
        asked = {name: request.GET[name][:LONGEST] for name in _ASKED if name in request.GET}
        asked["opened_from"] = led_by(asked.get("opened_from", ""))
        return _form(request, home, asked)
    try:
        made = store.create(home, _given(request), now())
    except Mistake as wrong:
        return _form(request, home, request.POST.dict(), wrong.problems)
    messages.success(request, _("The plan is made. Now agree on an action or two."))
    return HttpResponseRedirect(reverse("coaching-plan", args=[made.number]))


def _form(
    request: HttpRequest,
    home: Company,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    seller = typed.get("seller", "")
    sentence = Sentence((_("What is worked on, with whom, until when?"),))
    if seller and Leading(home).leads(seller):
        name = Figure(text=names_of([seller])[seller])
        text = _("What does {name} work on, with whom, until when?")
        sentence = Sentence(compose(text, name=name))
    context = {"form": PlanForm(home, typed, showers=True).context(), "sentence": sentence}
    return shown(request, home, "plan_new", context, problems)


def _given(request: HttpRequest) -> CoachingPlan:
    """The plan that was typed; raises Mistake with what cannot be read."""
    return CoachingPlan(
        seller=text(request, "seller", 255),
        stage=checked(text(request, "stage"), STAGES, "coaching-stage"),  # type: ignore[arg-type]
        practice=text(request, "practice", 60),
        shower=text(request, "shower", 255),
        opened_from=led_by(text(request, "opened_from", 99)),
        selected=selected(request),
        starts=day(request, "starts"),
        ends=day(request, "ends"),
        follow_up=day_or_none(request, "follow_up"),
        agenda=lines(request, "agenda", LONGEST),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@if_there
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """One plan; a POST does what its button says."""
    home = company(request)
    seen = store.one_plan(home, number)
    if request.method != "POST":
        return shown(request, home, "plan", PlanPage(home, seen).context())
    try:
        _do(request, home, seen)
    except Mistake as wrong:
        page = PlanPage(home, store.one_plan(home, number), request.POST.dict())
        return shown(request, home, "plan", page.context(), wrong.problems)
    return HttpResponseRedirect(reverse("coaching-plan", args=[number]))


def _do(request: HttpRequest, home: Company, seen: store.PlanSeen) -> None:
    do, number, at = request.POST.get("do", ""), seen.number, now()
    version = whole(request, "seen")
    if do in NOTE_ACTS:
        noted(request, home, seen.plan.seller, number)
    elif do == "action":
        words = text(request, "text", LONGEST_ACTION)
        store.add_action(home, number, words, text(request, "who"), day(request, "due"), at)
    elif do in ("tick", "untick"):
        store.tick(home, number, whole(request, "action"), do == "tick", at)
    elif do == "drop":
        store.drop_action(home, number, whole(request, "action"), at)
    elif do == "change":
        store.change(home, number, version, _given(request), at)
        messages.success(request, _("The plan was changed."))
    else:
        store.take_on(home, number, version, do, text(request, "why", LONGEST_WHY), at)
