"""A goal as a team climbs it: how far it is, which steps are reached, and what the next one takes.

What it takes is told of a whole team and in orders, never in money and never of a person: the
amount that is missing, in orders of the size that the team had of late, rounded up. It is told of
the highest step that the team can still reach by selling at most half as much again as of late; a
goal that is out of reach is no use to rally around, its next step is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.basics.period import Window
from husay.measures.question import Whole
from husay.tracking.milestones import Step
from husay.tracking.outlook import Kind

Level = Literal["company", "division", "team"]
Per = Literal["day", "week", "all"]

IN_REACH = Fraction(3, 2)
"""Of what a team sold a working day of late, so much is still within reach."""

LEAST_A_DAY = 5
"""Fewer orders a day are told by the week: rounded up by the day they would be too many."""

WEEK = 5
"""Working days, in the week that orders are told by."""


@dataclass(frozen=True)
class Lately:
    """What a team did of late: `orders` (whole) for `sold` (ten-thousandths) in so many working
    days."""

    orders: int
    sold: int
    days: int


@dataclass(frozen=True)
class Takes:
    """What a step takes: about so many more orders of the whole team, in so many working days."""

    share: Fraction
    orders: int
    days: int

    @property
    def rate(self) -> tuple[int, Per]:
        """The orders by the day, or by the week where they are few; in all where there is no whole
        week left. Rounded up, so that they are enough."""
        if self.orders >= LEAST_A_DAY * self.days:
            return -(-self.orders // self.days), "day"
        if self.days > WEEK:
            return -(-self.orders * WEEK // self.days), "week"
        return self.orders, "all"


@dataclass(frozen=True)
class Climb:
    """One goal of the company, a division or a team. `so_far` is a share of it in ten-thousandths,
    down to a whole per cent; `days` are the working days that are left.

    `within` is the division that a team is in, or ''.
    """

    whole: Whole
    level: Level
    kind: Kind
    window: Window
    so_far: int
    steps: tuple[Step, ...]
    days: int
    takes: Takes | None = None
    within: str = ""

    @property
    def reached(self) -> bool:
        """Whether the goal is reached, and the results still stand there."""
        return bool(self.steps) and self.steps[-1].holds

    @property
    def over(self) -> bool:
        """Whether no working day is left, and the goal is not reached."""
        return not self.reached and self.days == 0

    @property
    def next(self) -> Step | None:
        """The first step that the results do not stand at."""
        return next((step for step in self.steps if not step.holds), None)

    def new(self, since: date) -> tuple[Step, ...]:
        """The steps that were reached on a day or after it, and hold."""
        return tuple(s for s in self.steps if s.holds and s.reached and s.reached >= since)


def takes(
    goal: int, so_far: int, shares: Iterable[Fraction], days: int, lately: Lately
) -> Takes | None:
    """What the highest step within reach takes; None where all are reached, none is within reach,
    no day is left, or nothing was sold on working days of late by which to say it.

    Amounts in ten-thousandths; `shares` are the goal's steps.
    """
    if min(days, lately.days, lately.sold, lately.orders) <= 0:
        return None
    for share in sorted(shares, reverse=True):
        rest = -int(-goal * share // 1) - so_far
        if rest <= 0:
            return None
        if rest * lately.days <= IN_REACH * lately.sold * days:
            return Takes(share, -(-rest * lately.orders // lately.sold), days)
    return None
