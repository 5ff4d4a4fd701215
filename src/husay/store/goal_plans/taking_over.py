"""Goals that the book has of somebody else for the very days of those that a plan would publish.

The book has one goal for one scope, measure and window. What another plan or an imported file gave
would be replaced, and everybody measured by it, without its owner being asked: so it is named, and
whoever publishes says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from husay.basics.problem import Problem
from husay.goals.goal import Goal
from husay.store.goal_plans.whole import whole_snapshot
from husay.store.records.models import GoalPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company

_PLAN = re.compile(r"goal-plan-(\d{1,18})")


def taken_over(company: Company, number: int, goals: Iterable[Goal]) -> Mapping[str, int]:
    """How many goals of each other source the book would lose to these, by the source's name."""
    rows = whole_snapshot(company).run(
        "SELECT source, scope, item, measure, starts, ends FROM goals\n"
        f"WHERE source <> 'goal-plan-{int(number)}'"
    )
    others = {tuple(row[1:]): str(row[0]) for row in rows}
    found: dict[str, int] = {}
    for goal in goals:
        key = (goal.scope, goal.item, goal.measure, goal.window.start, goal.window.end)
        source = others.get(key)
        if source is not None:
            found[source] = found.get(source, 0) + 1
    return found


def refused_for(taken: Mapping[str, int]) -> Problem:
    """The problem that names them."""
    listed = ", ".join(_title(source) for source in sorted(taken))
    return Problem(code="goals-of-another", value=listed, count=sum(taken.values()))


def reopen(taken: Mapping[str, int]) -> None:
    """Plans whose goals are not the book's any more are not called published."""
    plans = [int(m[1]) for source in taken if (m := _PLAN.fullmatch(source))]
    published = GoalPlanRow.objects.filter(pk__in=plans, state=GoalPlanRow.State.PUBLISHED)
    published.update(state=GoalPlanRow.State.OPEN)


def plan_titles() -> dict[str, str]:
    """What published plans are called, by the source that their goals are of."""
    published = GoalPlanRow.objects.exclude(published=None)
    return {f"goal-plan-{number}": name for number, name in published.values_list("pk", "name")}


def _title(source: str) -> str:
    """A plan by its name; any other source by its own."""
    plan = _PLAN.fullmatch(source)
    row = GoalPlanRow.objects.filter(pk=int(plan[1])).first() if plan else None
    return source if row is None else row.name
