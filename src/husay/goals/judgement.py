"""Whether so much of a goal is good by now: one judgement for every picture and table."""

from __future__ import annotations

from fractions import Fraction

from husay.measures.measure import Measure


def ahead(measure: Measure, attainment: Fraction | None, pace: Fraction | None) -> bool | None:
    """Whether as much is reached as the goal asks by now, or, where less is better, no more.

    `pace` is held against what was due by now; without one the whole goal counts. None without a
    goal. A measure of which neither more nor less is better is held to its goal from below.
    """
    due = attainment if pace is None else pace
    if due is None:
        return None
    return due <= 1 if measure.more_is_better is False else due >= 1


def ahead_by_now(measure: Measure, so_far: int, due: int | None) -> bool | None:
    """The same of amounts: what there is beside what was due by now; None without a pace."""
    if due is None:
        return None
    return so_far <= due if measure.more_is_better is False else so_far >= due
