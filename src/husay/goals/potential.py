"""A potential: what somebody or something could sell or buy on some days, and how sure that is.

It is an estimate of the whole, not of what was sold: a market survey's, management's, or what the
last years show. Goals are dealt and sellers are compared by it, so it never stands without its
precision: the standard error as a share of the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from husay.goals.goal import Goal

USUAL_PRECISION = Fraction(15, 100)
"""Of an estimate that states none: what a market survey of accounts is usually off by."""


@dataclass(frozen=True)
class Estimate:
    """A potential as a row of the book states it: over days, divided as a goal is."""

    goal: Goal
    precision: Fraction | None = None
    origin: str | None = None

    @property
    def off_by(self) -> Fraction:
        """Its precision, or the usual one."""
        return USUAL_PRECISION if self.precision is None else self.precision


@dataclass(frozen=True)
class Potential:
    """What an item could do on a window's days.

    `value` and `error`, its standard error, are whole ten-thousandths of what the measure counts
    in. `origins` are where its estimates come from, `estimates` how many they are; of `assumed` of
    them the precision is the usual one. `missing` are accounts that belong to the item on some of
    the days and have no potential.
    """

    value: int
    error: int
    origins: tuple[str, ...] = ()
    estimates: int = 0
    assumed: int = 0
    missing: int = 0

    @property
    def precision(self) -> Fraction | None:
        """The error as a share of the value; None of nothing."""
        return Fraction(self.error, self.value) if self.value else None


def combined(parts: Iterable[tuple[Estimate, int]], missing: int = 0) -> Potential:
    """The potential that parts of estimates sum to, each estimate given once with all its parts.

    Estimates err apart from each other, so that the squares of their errors add up; the parts of
    one estimate err alike. The error is rounded to the nearest ten-thousandth.
    """
    listed = [(estimate, amount) for estimate, amount in parts if amount]
    squares = sum(((estimate.off_by * amount) ** 2 for estimate, amount in listed), Fraction())
    return Potential(
        value=sum(amount for _, amount in listed),
        error=_root(squares),
        origins=tuple(sorted({e.origin for e, _ in listed if e.origin})),
        estimates=len(listed),
        assumed=sum(estimate.precision is None for estimate, _ in listed),
        missing=missing,
    )


def _root(square: Fraction) -> int:
    """The square root to the nearest whole number."""
    fourfold = 4 * square
    return (isqrt(fourfold.numerator // fourfold.denominator) + 1) // 2
