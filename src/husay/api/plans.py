"""The calls of goal plans: which there are, their goals, and goals set from another program."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from husay.access.role import Right
from husay.api.company import company
from husay.api.paging import paged
from husay.api.plan_shapes import GivenGoals, Planned, PlanNumber
from husay.api.shapes import Listed, Paged, Problems
from husay.basics.amount import parse_amount
from husay.basics.problem import Mistake, Problem
from husay.goals.cascade import Cascaded, Weights, set_all_by_hand
from husay.goals.differences import differences
from husay.goals.plan import GoalPlan
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.words.document import problem_data
from husay.words.goal_plans import plan_sheet, plans_sheet

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 409: Problems, 422: Problems}


@router.get("/plans", response={200: Listed, **_WRONG}, summary="Goal plans")
def plans(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The goal plans that you have a part in, newest first, with the version of each."""
    home = company(request)
    return paged(plans_sheet(goal_plans.plans(home)), asked, home.head().number)


@router.get("/plans/{number}/values", response={200: Planned, **_WRONG}, summary="A plan's goals")
def values(request: HttpRequest, asked: Query[Paged], plan: Path[PlanNumber]) -> dict[str, Any]:
    """The goals of a plan's newest version that you may see, each with the one above it."""
    home = company(request)
    return _planned(home, goal_plans.opened(home, plan.number), asked)


@router.put(
    "/plans/{number}/values", response={200: Planned, **_WRONG}, summary="Set goals of a plan"
)
def set_values(
    request: HttpRequest, given: GivenGoals, asked: Query[Paged], plan: Path[PlanNumber]
) -> dict[str, Any]:
    """Set goals by hand in a new version; those beside and below them follow.

    Nothing is set with any mistake, or where the plan has a newer version than the one `seen`
    (409). Wants a token with the right to set goals.
    """
    home = company(request)
    home.viewer.check(Right.SET_GOALS)
    before = goal_plans.opened(home, plan.number)
    wanted = _read(given, before.plan)

    def how(standing: GoalPlan, weights: Weights) -> Cascaded:
        return set_all_by_hand(standing, wanted, weights)

    reason, at = given.reason.strip(), timezone.now()
    done = goal_plans.change(home, plan.number, given.seen, "set", reason, at, how)
    return _planned(home, done, asked)


def _read(given: GivenGoals, plan: GoalPlan) -> dict[str, int]:
    """The goals in ten-thousandths, by key; raises Mistake with everything that is wrong."""
    found, problems = dict[str, int](), list[Problem]()
    for key, text in given.values.items():
        if key not in plan.by_key:
            problems.append(Problem(code="goal-unknown", value=key, column=key))
        try:
            found[key] = parse_amount(text)
        except ValueError:
            problems.append(Problem(code="amount-unreadable", value=text, column=key))
    if problems:
        raise Mistake(*problems)
    return found


def _planned(home: Company, opened: Opened, asked: Paged) -> dict[str, Any]:
    """A plan's goals, with what does not add up for who plans them."""
    planner = opened.whole and home.viewer.may(Right.SET_GOALS)
    wrong = differences(opened.plan) if planner else ()
    page = paged(plan_sheet(opened.plan, home), asked, home.head().number)
    told = dict.fromkeys((*opened.problems, *wrong))
    return {
        **page,
        "name": opened.row.name,
        "state": opened.row.state,
        "version": opened.version,
        "currency": opened.plan.currency or "",
        "problems": [problem_data(problem) for problem in told],
    }
