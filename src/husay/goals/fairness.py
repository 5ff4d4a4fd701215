"""What goals have to stand before they are published.

1. About 60 to 70 of 100 are expected to reach theirs.
2. What is expected of a goal to be reached does not go with the size of the potential.
3. Of what somebody brought beyond the last goal, less than half is asked for again: else holding
   back pays. (It is a slope: by how much a goal grows on the last one for each part of it that was
   attained. A correlation of the two is near 1 for every rule that learns from last year, however
   little of it is carried over.)
4. Nobody's goal is nearly out of reach, or reached as good as for sure.

A goal of nothing is none yet: of those not set nothing is checked, and how many they are is told.

They are data: a goal is published or not by people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean
from typing import Literal

from husay.stats.correlation import correlation, slope_of
from husay.stats.year_ahead import YearAhead

SHARE = Fraction(60, 100), Fraction(70, 100)
CHANCES = Fraction(35, 100), Fraction(85, 100)
BY_POTENTIAL = Fraction(10, 100)
ASKED_AGAIN = Fraction(50, 100)
PLACES = 10**9
LEAST_ITEMS = 5
"""Of fewer goals no correlation tells anything."""

Last = tuple[int, int | None]
"""Somebody's last result and goal."""

What = Literal["share-reaching", "attainment-by-potential", "surplus-asked-again", "extremes"]


@dataclass(frozen=True)
class Check:
    """What was checked, the value found, and whether it is as it should be.

    The values are: the expected share that reaches its goal; a correlation; a slope; how many goals
    are reached with a chance outside of `CHANCES`. None where it cannot be told.
    """

    what: What
    value: float | None
    holds: bool | None


def checks(
    goals: Sequence[int],
    ahead: Sequence[YearAhead],
    potentials: Sequence[int] | None,
    last: Sequence[Last],
) -> tuple[Check, ...]:
    """The four checks of the goals above zero, in order; `last` are each one's last result and
    goal. Without any such goal none can be told."""
    set_ones = [i for i, goal in enumerate(goals) if goal > 0]
    goals, ahead = [goals[i] for i in set_ones], [ahead[i] for i in set_ones]
    last = [last[i] for i in set_ones]
    potentials = None if potentials is None else [potentials[i] for i in set_ones]
    chances = [year.chance_of(goal) for year, goal in zip(ahead, goals, strict=True)]
    share = fmean(chances) if chances else None
    extremes = len([c for c in chances if not CHANCES[0] <= _exact(c) <= CHANCES[1]])
    return (
        Check(
            "share-reaching", share,
            None if share is None else SHARE[0] <= _exact(share) <= SHARE[1],
        ),
        _within("attainment-by-potential", _by_potential(goals, ahead, potentials), BY_POTENTIAL),
        _within("surplus-asked-again", _asked_again(goals, last), ASKED_AGAIN),
        Check("extremes", extremes, extremes == 0) if chances else Check("extremes", None, None),
    )  # fmt: skip


def _exact(value: float) -> Fraction:
    """A share as it is meant: six of ten are three fifths, whatever a float makes of it."""
    return Fraction(value).limit_denominator(PLACES)


def _within(what: What, value: float | None, most: Fraction) -> Check:
    return Check(what, value, None if value is None else abs(_exact(value)) < most)


def _by_potential(
    goals: Sequence[int], ahead: Sequence[YearAhead], potentials: Sequence[int] | None
) -> float | None:
    if potentials is None or len(goals) < LEAST_ITEMS:
        return None
    expected = [Fraction(year.expected) / goal for year, goal in zip(ahead, goals, strict=True)]
    return correlation(potentials, expected)


def _asked_again(goals: Sequence[int], last: Sequence[Last]) -> float | None:
    """By how much a goal grows on the last one for each part of it that was attained, of all who
    had one; None for fewer than five."""
    pairs = [(goal, done, was) for goal, (done, was) in zip(goals, last, strict=True) if was]
    if len(pairs) < LEAST_ITEMS:
        return None
    return slope_of(
        [Fraction(done, was) for _, done, was in pairs], [Fraction(g, was) for g, _, was in pairs]
    )
