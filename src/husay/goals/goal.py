"""A goal: a value of a measure, for a scope's item, over any window."""

from __future__ import annotations

from dataclasses import dataclass

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window


@dataclass(frozen=True)
class Goal:
    """`value` is in whole ten-thousandths whatever the measure counts in."""

    scope: str
    item: str
    measure: str
    window: Window
    value: int
    currency: str | None = None


def part_of(goal: Goal, window: Window, calendar: BusinessCalendar) -> int:
    """How much of a goal falls into a window, by working days.

    The parts of windows that follow each other sum to the goal, to the last unit: each part is
    what has accrued by the window's end less what had accrued before it. A goal over no working
    day at all accrues by calendar days.
    """
    overlap = goal.window.overlap(window)
    if overlap is None or overlap.days == 0:
        return 0
    if overlap == goal.window:
        return goal.value
    until = _accrued(goal, Window(goal.window.start, overlap.end), calendar)
    if overlap.start == goal.window.start:
        return until
    return until - _accrued(goal, Window(goal.window.start, overlap.start - DAY), calendar)


def _accrued(goal: Goal, elapsed: Window, calendar: BusinessCalendar) -> int:
    whole = calendar.working_days(goal.window)
    gone = calendar.working_days(elapsed)
    if whole == 0:
        whole, gone = goal.window.days, elapsed.days
    size = abs(goal.value) * gone // whole
    return -size if goal.value < 0 else size
