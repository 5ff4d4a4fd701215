"""What the book's published goals ask of a plan's scopes and items over some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.basics.period import Window
from husay.goals.aim import aim
from husay.goals.goal import Goal
from husay.goals.plan import GoalPlan
from husay.goals.reading import goals_sql, read_goals
from husay.measures.measure import MEASURES
from husay.store.goal_plans.whole import whole_snapshot

if TYPE_CHECKING:
    from husay.store.company import Company


def goals_asked(company: Company, plan: GoalPlan, window: Window) -> dict[tuple[str, str], int]:
    """By scope and item, what is asked over a window; only where goals cover all of it."""
    reader, measure = whole_snapshot(company), MEASURES[plan.measure]
    found: dict[tuple[str, str], list[Goal]] = {}
    for scope in sorted({node.scope for node in plan.nodes}):
        for goal in read_goals(reader.run(goals_sql([measure.name], scope, window))):
            if plan.currency is None or goal.currency in (None, plan.currency):
                found.setdefault((goal.scope, goal.item), []).append(goal)
    asked = {}
    for key, goals in found.items():
        whole = aim(measure, goals, window, window, reader.calendar)
        if whole is not None and not whole.days_open:
            asked[key] = whole.goal
    return asked
