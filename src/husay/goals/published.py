"""What a plan publishes: its goals as the book keeps them.

Each scope's item has one goal for a window: somebody in two teams carries the sum of both parts.
The reserve and unassigned parts are nobody's goals and are not among them.
"""

from __future__ import annotations

from collections.abc import Iterable

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window
from husay.goals.goal import Goal
from husay.goals.plan import GoalPlan, Node
from husay.goals.time_table import SpreadPlan


def published(plan: GoalPlan) -> tuple[Goal, ...]:
    """The plan's goals over its whole window, in the plan's order."""
    return _goals(plan, ((node, plan.window, node.value) for node in plan.nodes))


def published_by(
    plan: GoalPlan, spread: SpreadPlan, grain: Grain, calendar: BusinessCalendar
) -> tuple[Goal, ...]:
    """The plan's goals by period. Periods in which somebody carries nothing have no goal."""
    parts = (
        (node, part.window, part.value)
        for node in plan.nodes
        for part in spread.nodes[node.key].by(grain, calendar)
        if part.value
    )
    return _goals(plan, parts)


def _goals(plan: GoalPlan, parts: Iterable[tuple[Node, Window, int]]) -> tuple[Goal, ...]:
    """One goal for each scope, item and window."""
    sums: dict[tuple[str, str, Window], int] = {}
    for node, window, value in parts:
        key = (node.scope, node.item, window)
        sums[key] = sums.get(key, 0) + value
    return tuple(
        Goal(scope, item, plan.measure, window, value, plan.currency)
        for (scope, item, window), value in sums.items()
    )
