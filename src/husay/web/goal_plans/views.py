"""The pages of goal plans: the list, a new one, one with its grid, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.basics.problem import Mistake, Problem
from husay.goals.steps import after_typed
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened, VersionRow
from husay.web.clock import now
from husay.web.company import company
from husay.web.goal_plans.change_plan import WHOLE, step_of
from husay.web.goal_plans.listing import plans_page
from husay.web.goal_plans.meanwhile import changed_meanwhile
from husay.web.goal_plans.new_plan import PlanForm, typed_plan
from husay.web.goal_plans.typed import Cells, Sent, sent
from husay.web.goal_plans.workshop import WorkshopPage
from husay.web.views import shell_context
from husay.words.goal_plans import node_names
from husay.words.problems import describe
from husay.words.workshop import done_text, exact_text, followed_text, plan_style, told

_MOST_MOVED = 5
_NOT_FOUND, _CONFLICT, _UNPROCESSABLE = 404, 409, 422
View = Callable[..., HttpResponse]


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that the reader has a part in."""
    home = company(request)
    return render(request, "husay/goal_plans/plans.html", shell_context(home.head())
                  | plans_page(home))  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new plan; every mistake at once, with what was typed."""
    home, wrong = company(request), tuple[Problem, ...]()
    form = PlanForm(home, typed_plan(request.POST.dict() if request.method == "POST" else {}))
    if request.method == "POST":
        try:
            made = form.make(now())
            _warn(request, home, made)
            return HttpResponseRedirect(reverse("goals-plan", args=[made.row.number]))
        except Mistake as mistaken:
            wrong = mistaken.problems
    shown = form.context() | {"wrong": [describe(problem) for problem in wrong]}
    status = _UNPROCESSABLE if wrong else 200
    return render(request, "husay/goal_plans/new.html", shown, status=status)


def of_a_plan(view: View) -> View:
    """A view of one plan; who has no part in it is told that there is no such plan."""

    @wraps(view)
    def shown(request: HttpRequest, number: int, **more: object) -> HttpResponse:
        try:
            return view(request, number, **more)
        except Mistake as wrong:
            if any(p.code != "goal-plan-unknown" for p in wrong.problems):
                raise
            return unknown(request, wrong)

    return shown


def unknown(request: HttpRequest, wrong: Mistake) -> HttpResponse:
    """There is no such plan, version or goal for whoever asks."""
    said = {"wrong": [describe(problem) for problem in wrong.problems]}
    return render(request, "husay/goal_plans/unknown.html", said, status=_NOT_FOUND)


@never_cache
@require_safe
@of_a_plan
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """A plan with its grid."""
    home = company(request)
    return page(request, home, goal_plans.opened(home, number))


def page(
    request: HttpRequest,
    home: Company,
    opened: Opened,
    cells: Cells | None = None,
    problems: tuple[Problem, ...] = (),
    meanwhile: Sequence[str] = (),
) -> HttpResponse:
    """The page of a plan, with what was typed and what was wrong with it."""
    shown = WorkshopPage(home, opened, cells, problems, request.POST.dict()).context()
    status = _CONFLICT if meanwhile else _UNPROCESSABLE if problems or _wrong(cells) else 200
    context = shell_context(home.head()) | shown | {"meanwhile": meanwhile}
    return render(request, "husay/goal_plans/plan.html", context, status=status)


def _wrong(cells: Cells | None) -> bool:
    return cells is not None and bool(cells.problems)


@never_cache
@require_POST
@of_a_plan
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Do what a button says, after what was typed; with any mistake nothing is done."""
    home, form = company(request), request.POST.dict()
    given, action = sent(home, number, form), form.get("do", "keep")
    try:
        if action in WHOLE:
            return _whole(request, home, number, given, action)
        if given.cells.problems:
            return page(request, home, goal_plans.opened(home, number), given.cells)
        kind, step = step_of(action, form, goal_plans.opened(home, number).plan)
        how = after_typed(given.cells.values, step)
        done = goal_plans.change(home, number, given.version, kind, given.reason, now(), how)
    except Mistake as wrong:
        return refused(request, home, number, given, wrong)
    if done.version != given.version:
        _tell(request, home, done, len(given.cells.values), action)
    else:
        messages.info(request, followed_text(0, 0))
    return HttpResponseRedirect(reverse("goals-plan", args=[number]))


def refused(
    request: HttpRequest, home: Company, number: int, given: Sent, wrong: Mistake
) -> HttpResponse:
    """The page again with all that is wrong, and what was typed; who else changed it, and what."""
    newest = goal_plans.opened(home, number)
    meanwhile = changed_meanwhile(home, newest, given, wrong)
    return page(request, home, newest, given.cells, wrong.problems, meanwhile)


def _whole(
    request: HttpRequest, home: Company, number: int, given: Sent, action: str
) -> HttpResponse:
    """Undo, take the proposal, or open the plan; what was typed stays typed."""
    at: datetime = now()
    if action == "offer":
        goal_plans.offer(home, number, at)
        messages.success(request, _("Those in the plan see their goals now, and can answer."))
    elif action == "undo":
        goal_plans.undo(home, number, given.version, at, given.reason)
        messages.success(request, _("The last change was taken back."))
    else:
        goal_plans.take_proposal(home, number, given.version, given.reason, at)
        messages.success(request, _("The goals of the fair rule are in the plan."))
    if given.cells.texts:
        return page(request, home, goal_plans.opened(home, number), given.cells)
    return HttpResponseRedirect(reverse("goals-plan", args=[number]))


def _tell(request: HttpRequest, home: Company, done: Opened, kept: int, action: str) -> None:
    """Say what was done, and what a planner should know of it."""
    newest = goal_plans.history(home, done.row.number)[0]
    changed = len(newest.changed)
    said = followed_text(kept, max(0, changed - kept)) if kept else done_text(action, changed)
    if action.startswith(("sum|", "all|")) and not kept:
        said = f"{said} {_moved(home, done, newest)}"
    messages.success(request, said)
    _warn(request, home, done)


def _moved(home: Company, done: Opened, newest: VersionRow) -> str:
    """Which goals changed, each with what it was and is."""
    names = node_names(done.plan.nodes, home)
    style = plan_style(done.plan.measure, done.plan.currency)
    text = _("%(name)s: %(before)s → %(after)s")
    return " · ".join(
        text % {"name": names.get(c.key, c.key), "before": exact_text(c.before, style),
                "after": exact_text(c.after, style)}
        for c in newest.changed[:_MOST_MOVED]
    )  # fmt: skip


def _warn(request: HttpRequest, home: Company, done: Opened) -> None:
    """What a planner should know of what was done."""
    names = node_names(done.plan.nodes, home)
    for problem in done.problems:
        words = told(problem, names, done.plan)
        messages.warning(request, f"{words.what} {words.remedy}")
