"""Holds are made, lifted and paid out; amounts by hand are proposed and approved."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.pay.holds import hold, lift, pay_out
from husay.store.pay.manual import approve, propose
from husay.store.pay.plans import plan_called
from husay.web.clock import now
from husay.web.coaching.reading import lines, text, whole
from husay.web.company import company
from husay.web.pay.hold_page import by_hand_context, holds_context
from husay.web.pay.input_views import amount_typed
from husay.web.pay.shown import shown, statement_url

_WORDS = 500
Context = Callable[[Company, dict[str, str]], dict[str, object]]


@never_cache
@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    """What is on hold, and what was."""
    home = company(request)
    return shown(request, home, "holds", holds_context(home, {}))


@require_POST
def holds_do(request: HttpRequest) -> HttpResponse:
    """Hold, lift, or pay a statement out that was on hold."""

    def act(home: Company) -> str:
        reason = lines(request, "reason", _WORDS)
        if request.POST.get("do") == "lift":
            lift(home, whole(request, "number"), reason, now())
            return _("The hold is lifted.")
        if request.POST.get("do") == "pay-out":
            pay_out(home, whole(request, "run"), text(request, "item", 255), now())
            return _("The statement is paid out: it is in the ledger now.")
        run = whole(request, "run") if request.POST.get("run") else None
        hold(home, text(request, "kind", 20), text(request, "item", 255), reason, now(), run)
        return _("It is on hold until you lift it.")

    return _done(request, "holds", holds_context, act)


@never_cache
@require_safe
def by_hand(request: HttpRequest) -> HttpResponse:
    """Amounts by hand, with a form for one."""
    home = company(request)
    return shown(request, home, "by_hand", by_hand_context(home, {}))


@require_POST
def by_hand_do(request: HttpRequest) -> HttpResponse:
    """Propose an amount, or approve one that somebody else proposed."""

    def act(home: Company) -> str:
        if request.POST.get("do") == "approve":
            approve(home, whole(request, "number"), now())
            return _("The amount is approved: the next calculation pays it.")
        amount = amount_typed(text(request, "amount", 40))
        size = -amount if request.POST.get("off") else amount
        row, person = plan_called(text(request, "plan", 200)), text(request, "person", 255)
        reason, evidence = lines(request, "reason", _WORDS), text(request, "evidence", _WORDS)
        propose(home, row, person, size, reason, evidence, now())
        return _("The amount is proposed; a second person approves it.")

    return _done(request, "by_hand", by_hand_context, act)


def _done(
    request: HttpRequest, page: str, context: Context, act: Callable[[Company], str]
) -> HttpResponse:
    """Do what the button says, and go on to where it was; or show the page with what was wrong."""
    home = company(request)
    try:
        messages.success(request, act(home))
    except Mistake as wrong:
        return shown(request, home, page, context(home, request.POST.dict()), wrong.problems)
    return HttpResponseRedirect(_back(request, page))


def _back(request: HttpRequest, page: str) -> str:
    """The page of whatever the form stood on: a statement, a run, or the list."""
    run, item = whole(request, "back_run"), text(request, "back_item", 255)
    if run > 0 and item:
        return statement_url(run, item)
    if run > 0:
        return reverse("pay-runs-run", args=[run])
    return reverse("pay-adjustments" if page == "by_hand" else f"pay-{page}")
