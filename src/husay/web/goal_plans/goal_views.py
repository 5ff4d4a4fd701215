"""One goal: what is said of it, and what a manager moves below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.agreed import Act, Seen
from husay.goals.typed import Typed
from husay.store import goal_plans
from husay.store.company import Company
from husay.web.clock import now
from husay.web.company import company
from husay.web.goal_plans.goal_page import GoalPage
from husay.web.goal_plans.meanwhile import changed_meanwhile
from husay.web.goal_plans.typed import MOVED, Cells, sent
from husay.web.goal_plans.views import of_a_plan, unknown
from husay.web.views import shell_context
from husay.words.workshop import ACTS, DONE

_SEEN = re.compile(r"(-?[0-9]{1,20})(?::(-?[0-9]{1,20}))?")
_CONFLICT, _UNPROCESSABLE = 409, 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_plan
def goal(request: HttpRequest, number: int) -> HttpResponse:
    """A goal's discussion; a POST says something or does something about it."""
    home, key = company(request), _key(request)
    if key not in goal_plans.opened(home, number).plan.by_key:
        return unknown(request, mistake("goal-unknown", value=key))
    if request.method != "POST":
        return _page(request, home, number, key)
    try:
        act, value, words = _act(request), _value(request, home, number), _words(request)
        goal_plans.act(home, number, key, _seen(request, key), act, words, value, now())
    except Mistake as wrong:
        return _page(request, home, number, key, wrong.problems)
    messages.success(request, _("Kept: %(what)s.") % {"what": DONE[act]})
    return _back(number, key)


def _key(request: HttpRequest) -> str:
    return request.GET.get("of", "")[:500]


def _back(number: int, key: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("goals-plan-goal", args=[number], query={"of": key}))


def _page(
    request: HttpRequest,
    home: Company,
    number: int,
    key: str,
    problems: tuple[Problem, ...] = (),
    moved: Cells | None = None,
    meanwhile: Sequence[str] = (),
) -> HttpResponse:
    opened = goal_plans.opened(home, number)
    shown = GoalPage(home, opened, key, problems, request.POST.dict(), moved).context()
    context = shell_context(home.head()) | shown | {"meanwhile": meanwhile}
    status = _CONFLICT if meanwhile else _UNPROCESSABLE if problems else 200
    return render(request, "husay/goal_plans/goal.html", context, status=status)


def _act(request: HttpRequest) -> Act:
    given = request.POST.get("act", "")
    found = next((act for act in ACTS if act == given), None)
    if found is None:
        raise mistake("act-not-theirs", value=given[:40])
    return found


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "")


def _seen(request: HttpRequest, key: str) -> Seen:
    """What lay on the table when the form was shown; raises Mistake where it does not say."""
    found = _SEEN.fullmatch(request.POST.get("seen", ""))
    if found is None:
        raise mistake("goal-not-seen", value=key)
    value, counter = found.groups()
    return Seen(int(value), None if counter is None else int(counter))


def _value(request: HttpRequest, home: Company, number: int) -> int | None:
    """The goal that is proposed or set instead; raises Mistake where it cannot be read."""
    if request.POST.get("act") not in ("counter", "revise"):
        return None
    plan = goal_plans.opened(home, number).plan
    found = Typed(decimal=".", currency=plan.currency).amount(request.POST.get("value", "")[:60])
    if isinstance(found, Problem):
        raise Mistake(found)
    return found


@never_cache
@require_POST
@of_a_plan
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move goals between those right below a unit; with any mistake nothing is moved."""
    home, key = company(request), _key(request)
    if key not in goal_plans.opened(home, number).plan.by_key:
        return unknown(request, mistake("goal-unknown", value=key))
    given = sent(home, number, request.POST.dict(), MOVED)
    try:
        if given.cells.problems:
            raise Mistake(*given.cells.problems.values())
        goal_plans.move(
            home, number, given.version, key, given.cells.values, given.reason, now()
        )  # fmt: skip
    except Mistake as wrong:
        meanwhile = changed_meanwhile(home, goal_plans.opened(home, number), given, wrong)
        return _page(request, home, number, key, wrong.problems, given.cells, meanwhile)
    messages.success(request, _("The goals were moved; their sum is what it was."))
    return _back(number, key)
