"""The goal that somebody had over many days at once, to say how far they came in all of them."""

from __future__ import annotations

from collections.abc import Iterable

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.facts import GoalFact


def goal_name(plan: Plan) -> str | None:
    """The goals that what a plan pays on is held against: those of its first measure of money that
    lines have; None where it has none."""
    for measure in plan.measures:
        if measure.unit == "money" and measure.value is not None:
            return measure.goal or measure.name
    return None


def goal_over(goals: Iterable[GoalFact], name: str | None, days: Window) -> int | None:
    """The sum of one person's goals of a name whose windows lie in some days; of windows that
    share a day the shorter ones count. None where there is none, or below zero."""
    taken, total = list[Window](), 0
    known = (g for g in goals if g.measure == name and days.start <= g.window.start
             and g.window.end <= days.end)  # fmt: skip
    for goal in sorted(known, key=lambda g: (g.window.days, g.window.start)):
        if not any(goal.window.overlap(other) for other in taken):
            taken.append(goal.window)
            total += goal.value
    return total if total > 0 else None
