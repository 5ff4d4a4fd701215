"""Whether a ratio slides: the slope of its logarithm, month by month, with an interval.

Of months x (0, 1, ...) and logarithms y of a ratio, the least-squares slope

    b = sum (x - mean x)(y - mean y) / sum (x - mean x)^2
    s = sqrt(sum of squared residuals / (n - 2) / sum (x - mean x)^2)

with its Student interval of n - 2 degrees of freedom at 95 %, widened for how many series are
looked at (Bonferroni), times the months from the first that is known to the last: how much lower
the ratio is at the end than at the start. It slides (or rises) only where all of that interval lies
on one side of nothing and the change is a hundredth or more. Neighbouring months are taken to be
independent; where a bad spell lasts, the interval is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import fmean
from typing import Literal

from scipy.special import stdtrit

ERROR, MATERIAL = 0.05, 0.01
LEAST = 3


@dataclass(frozen=True)
class Slide:
    """The change of a ratio from the first known month to the last, as a part of it, from `low` to
    `high`."""

    change: float
    low: float
    high: float
    verdict: Literal["slides", "rises", "no-sign"]


def slide(months: Sequence[tuple[int, int] | None], series: int = 1) -> Slide:
    """The slide of part over whole, month by month (None: not known), as one of so many series;
    from the first month that is known to the last.

    ValueError with fewer than three months that are known, and for what is not above zero.
    """
    known = [(n, pair) for n, pair in enumerate(months) if pair is not None]
    if len(known) < LEAST or min(min(pair) for _, pair in known) <= 0:
        raise ValueError("a slope wants three months, and ratios above zero")
    slope, error = slope_of([n for n, _ in known], [log(a / b) for _, (a, b) in known])
    wide = float(stdtrit(len(known) - 2, 1 - ERROR / 2 / series)) * error
    span = known[-1][0] - known[0][0]
    change, low, high = (exp(span * b) - 1 for b in (slope, slope - wide, slope + wide))
    if high < 0 and change <= -MATERIAL:
        return Slide(change, low, high, "slides")
    if low > 0 and change >= MATERIAL:
        return Slide(change, low, high, "rises")
    return Slide(change, low, high, "no-sign")


def slope_of(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """The least-squares slope and its standard error; three points at least."""
    mx, my = fmean(x), fmean(y)
    spread = sum((a - mx) ** 2 for a in x)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / spread
    rest = sum((b - my - slope * (a - mx)) ** 2 for a, b in zip(x, y, strict=True))
    return slope, sqrt(rest / (len(x) - 2) / spread)
