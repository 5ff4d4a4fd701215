"""A plan as a file, a table given back, its months, and its versions."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake, Problem
from husay.goals.cascade import Cascaded, Weights, set_all_by_hand
from husay.goals.plan import GoalPlan
from husay.goals.plan_table import read_table
from husay.store import goal_plans
from husay.web.bring_in.limit import LARGEST_TABLE_MEGABYTES, was_too_large
from husay.web.clock import now
from husay.web.company import company
from husay.web.exports.csv_rows import BYTE_ORDER_MARK
from husay.web.goal_plans.months import months_page
from husay.web.goal_plans.tables import plan_file
from husay.web.goal_plans.typed import GOAL, sent
from husay.web.goal_plans.versions import versions_page
from husay.web.goal_plans.views import of_a_plan, page, refused
from husay.web.views import shell_context
from husay.words.csv_text import csv_text
from husay.words.goal_plans import node_names
from husay.words.problems import Told
from husay.words.workshop import followed_text, plain_text, told

_UNPROCESSABLE = 422


@never_cache
@require_safe
@of_a_plan
def csv_file(request: HttpRequest, number: int) -> HttpResponse:
    """The goals as CSV."""
    home = company(request)
    opened = goal_plans.opened(home, number)
    names = node_names(opened.plan.nodes, home)
    sheet = plan_file(opened, goal_plans.prospect(home, opened), names)
    file = f"goal-plan-{number}-version-{opened.version}.csv"
    return HttpResponse(
        (BYTE_ORDER_MARK + csv_text(sheet)).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


@never_cache
@require_POST
@of_a_plan
def table(request: HttpRequest, number: int) -> HttpResponse:
    """Put a table of goals into the plan; with any mistake nothing, and all of them are told."""
    home, form = company(request), request.POST.dict()
    opened = goal_plans.opened(home, number)
    seen = sent(home, number, form)
    text, problem = _text(request)
    names = node_names(opened.plan.nodes, home)
    given = read_table(text, opened.plan, names, home.home.read_settings().year)
    problems = (problem,) if problem else given.problems
    if problems:
        return page(request, home, opened, None, problems)
    values = {change.key[0]: change.after for change in given.changes if change.after is not None}

    def how(plan: GoalPlan, weights: Weights) -> Cascaded:
        return set_all_by_hand(plan, values, weights)

    try:
        goal_plans.change(home, number, seen.version, "pasted", seen.reason, now(), how)
    except Mistake as wrong:
        return refused(request, home, number, seen, wrong)
    changed = len(goal_plans.history(home, number)[0].changed) if values else 0
    messages.success(request, followed_text(len(values), max(0, changed - len(values))))
    return HttpResponseRedirect(reverse("goals-plan", args=[number]))


@never_cache
@require_POST
@of_a_plan
def pasted(request: HttpRequest, number: int) -> HttpResponse:
    """What a table says that was pasted into the grid: the goals as they are typed, by field.

    Nothing is kept. With any mistake no goal is answered, and all mistakes are told.
    """
    home = company(request)
    plan = goal_plans.opened(home, number).plan
    names = node_names(plan.nodes, home)
    text, problem = _text(request)
    given = read_table(text, plan, names, home.home.read_settings().year, {})
    problems = (problem,) if problem else given.problems
    wrong = [_line(told(one, names, plan)) for one in problems]
    goals = {
        f"{GOAL}{change.key[0]}": plain_text(change.after)
        for change in given.changes
        if change.after is not None
    }
    status = _UNPROCESSABLE if wrong else 200
    return JsonResponse({"goals": {} if wrong else goals, "told": wrong}, status=status)


def _line(one: Told) -> str:
    """A mistake in a line, with its place."""
    return f"{one.where}: {one.what}" if one.where else one.what


def _text(request: HttpRequest) -> tuple[str, Problem | None]:
    """The table's text: of a file, if there is one, else what was pasted."""
    if was_too_large(request):
        said = (("most", str(LARGEST_TABLE_MEGABYTES)),)
        return "", Problem(code="upload-too-large", values=said)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return request.POST.get("table", ""), None
    try:
        return file.read().decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return "", Problem(code="not-utf-8", file=file.name)


@never_cache
@require_safe
@of_a_plan
def months(request: HttpRequest, number: int) -> HttpResponse:
    """The plan month by month."""
    home = company(request)
    shown = months_page(home, goal_plans.opened(home, number))
    return render(request, "husay/goal_plans/months.html", shell_context(home.head()) | shown)


@never_cache
@require_safe
@of_a_plan
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """Who changed what, when and why."""
    home = company(request)
    shown = versions_page(home, goal_plans.opened(home, number))
    return render(request, "husay/goal_plans/versions.html", shell_context(home.head()) | shown)
