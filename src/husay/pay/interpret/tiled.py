"""The goal of a window: published for exactly its days, or the sum of goals that make them up.

Firms publish months and quarters side by side, so there may be several ways to make up a year. The
fewest goals count: a goal of the quarter says more about it than its months do. Of as many, those
whose first goal is the longest, then whose second is, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from husay.basics.period import DAY, Window
from husay.pay.facts import GoalFact


def tiled(goals: Iterable[GoalFact], window: Window) -> int | None:
    """The sum of the goals that make up a window, without gap or overlap; None where none do.

    `goals` are of one person and measure; of several for the same days the least counts.
    """
    by_start: dict[date, dict[date, int]] = {}
    for goal in goals:
        if window.start <= goal.window.start and goal.window.end <= window.end:
            ends = by_start.setdefault(goal.window.start, {})
            ends[goal.window.end] = min(goal.value, ends.get(goal.window.end, goal.value))
    # By the day that comes next, how so many goals lead there: their last days, and their sum.
    reached: dict[date, tuple[tuple[date, ...], int]] = {window.start: ((), 0)}
    while reached:
        whole = reached.get(window.end + DAY)
        if whole is not None:
            return whole[1]
        further: dict[date, tuple[tuple[date, ...], int]] = {}
        for day, (path, total) in reached.items():
            for end, value in by_start.get(day, {}).items():
                found = ((*path, end), total + value)
                further[end + DAY] = max(found, further.get(end + DAY, found))
        reached = further
    return None
