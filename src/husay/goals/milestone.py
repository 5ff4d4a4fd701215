"""Milestones: steps toward a goal that the whole company sees, when each was reached, and when the
next ones are expected; and what operations must expect week by week until then.

A milestone is reached on the first day at whose end the results are at it or above: exactly at it
counts. It stays reached when returns come later; whether the results still stand there is told
beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window
from husay.basics.problem import Problem
from husay.basics.share import deal
from husay.goals.spread import Part

QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))

Curve = Sequence[tuple[date, int]]
"""Days in order, each with the sum of all results up to its end."""


@dataclass(frozen=True)
class Milestone:
    """A step: the amount at which it is reached, and its name or its share of the goal."""

    amount: int
    name: str = ""
    share: Fraction | None = None


@dataclass(frozen=True)
class Progress:
    """How far a milestone is: the day on which it was `reached`, else the day on which it is
    `expected` (None: not within the days that are looked ahead); `holds` says whether the results
    stand at it or above now; `missing` is what they lack."""

    milestone: Milestone
    reached: date | None
    expected: date | None
    holds: bool
    missing: int


def milestones(goal: int, shares: Sequence[Fraction] = QUARTERS) -> tuple[Milestone, ...] | Problem:
    """A goal's steps by shares of it, rounded up to a whole unit, the lowest first.

    Problems: `milestone-without-goal` (a goal of zero or less has no steps), `milestone-share` (a
    share of zero or less).
    """
    if goal <= 0:
        return Problem(code="milestone-without-goal")
    if min(shares, default=1) <= 0:
        return Problem(code="milestone-share")
    return tuple(Milestone(-int(-goal * share // 1), share=share) for share in sorted(shares))


def progress(steps: Sequence[Milestone], results: Curve, ahead: Curve = ()) -> tuple[Progress, ...]:
    """Each milestone with its day, the lowest first.

    `results` are known, `ahead` is what is expected for the days after them; what of `ahead` is not
    after the last known day is not looked at.
    """
    known = results[-1][0] if results else None
    now = results[-1][1] if results else 0
    coming = [point for point in ahead if known is None or point[0] > known]
    found = []
    for step in sorted(steps, key=lambda m: m.amount):
        reached = _first_at(step.amount, results)
        expected = None if reached else _first_at(step.amount, coming)
        missing = max(0, step.amount - now)
        found.append(Progress(step, reached, expected, not missing, missing))
    return tuple(found)


def volumes(
    total: int,
    window: Window,
    forecast: Mapping[date, int],
    calendar: BusinessCalendar,
    grain: Grain = "week",
) -> tuple[Part, ...]:
    """A total over the periods of a window as a forecast by day is split; the parts sum to it.

    Days that the forecast does not have, or has below zero, weigh nothing; a forecast that weighs
    nothing at all is replaced by working days, and without these by days. () for an empty window.
    """
    if window.days == 0:
        return ()
    days = window.each_day
    weights = next(
        some
        for some in (
            [max(0, forecast.get(day, 0)) for day in days],
            [int(calendar.is_working(day)) for day in days],
            [1] * len(days),
        )
        if any(some)
    )
    by_day = dict(zip(days, weights, strict=True))
    periods = calendar.periods(window, grain)
    within = [period.window.overlap(window) or period.window for period in periods]
    values = deal(total, [sum(by_day[day] for day in part.each_day) for part in within])
    return tuple(Part(*found) for found in zip(periods, within, values, strict=True))


def _first_at(amount: int, curve: Curve) -> date | None:
    """The first day of a curve that is at an amount or above."""
    return next((day for day, value in curve if value >= amount), None)
