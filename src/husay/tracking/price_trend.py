"""Where prices slide: price realisation of each product line, month by month, and its slope.

Of a line's months x (0, 1, ...) and logarithms of net over list amount y, the least-squares slope

    b = sum (x - mean x)(y - mean y) / sum (x - mean x)^2
    s = sqrt(sum of squared residuals / (n - 2) / sum (x - mean x)^2)

with its Student interval of n - 2 degrees of freedom, widened for how many lines are looked at
(Bonferroni), times the months: how much lower prices are at the window's end than at its start.
A line slides only where all of that interval lies below zero and it is a hundredth or more.
Neighbouring months are taken to be independent; where a bad spell lasts, it is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log, sqrt
from statistics import fmean
from typing import Literal

from scipy.stats import t as student

from husay.basics.amount import SCALE, round_half_away
from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.tracking.sums import window_sums
from husay.tracking.whole_months import last_whole_months, months_of

MONTHS = 12
LEAST_MONTHS = 6
_ERROR = 0.05
MATERIAL = 0.01


@dataclass(frozen=True)
class PriceTrend:
    """One item's price realisation by month (ten-thousandths, None without list amounts), and its
    change over the window as a part: `change` with its interval from `low` to `high`. `given` is
    what was taken off list in the last three months, `lost` what is missing of them against the
    first three months' part of list; both in ten-thousandths of money."""

    item: str
    window: Window
    shares: tuple[int | None, ...]
    change: float
    low: float
    high: float
    given: int
    lost: int
    verdict: Literal["slides", "rises", "no-sign"]


def price_trends(
    reader: SnapshotReader, by: str = "product_line", end: Window | None = None
) -> tuple[PriceTrend, ...]:
    """The trend of each item, those that slide first; () where the book has no list amounts."""
    window = last_whole_months(reader, MONTHS, end.end if end else None)
    if window is None or not {"list_amount", by} <= reader.shape.present:
        return ()
    months = months_of(window, reader.calendar)
    sums = [window_sums(reader, ("price_realisation",), month, (by,)) for month in months]
    items = sorted({key[0] for some in sums for key in some if key[0] is not None})
    lines = {item: [_parts(some.get((item,), {})) for some in sums] for item in items}
    told = {item: line for item, line in lines.items() if sum(map(bool, line)) >= LEAST_MONTHS}
    found = [_trend(item, line, window, len(told)) for item, line in told.items()]
    return tuple(sorted(found, key=lambda trend: (trend.verdict != "slides", trend.change)))


def _parts(parts: object) -> tuple[int, int] | None:
    assert isinstance(parts, dict), "sums by part"
    net, listed = parts.get("listed", 0), parts.get("list_amount", 0)
    return (net, listed) if min(net, listed) > 0 else None


def _trend(
    item: str, line: Sequence[tuple[int, int] | None], window: Window, lines: int
) -> PriceTrend:
    known = [(n, log(pair[0] / pair[1])) for n, pair in enumerate(line) if pair is not None]
    slope, error = slope_of([n for n, _ in known], [y for _, y in known])
    wide = float(student.ppf(1 - _ERROR / 2 / lines, len(known) - 2)) * error
    span = len(line) - 1
    change, low, high = (exp(span * b) - 1 for b in (slope, slope - wide, slope + wide))
    verdict: Literal["slides", "rises", "no-sign"] = "no-sign"
    if high < 0 and change <= -MATERIAL:
        verdict = "slides"
    elif low > 0 and change >= MATERIAL:
        verdict = "rises"
    shares = tuple(None if pair is None else pair[0] * SCALE // pair[1] for pair in line)
    given = sum(pair[1] - pair[0] for pair in line[-3:] if pair)
    lost = _lost([pair for pair in line[:3] if pair], [pair for pair in line[-3:] if pair])
    return PriceTrend(item, window, shares, change, low, high, given, lost, verdict)


def _lost(first: Sequence[tuple[int, int]], last: Sequence[tuple[int, int]]) -> int:
    """What the last months would have brought at the first ones' part of list, less what they did;
    0 where either has none."""
    if not first or not last:
        return 0
    part = Fraction(sum(net for net, _ in first), sum(listed for _, listed in first))
    due = part * sum(listed for _, listed in last)
    return round_half_away(due - sum(net for net, _ in last))


def slope_of(x: Sequence[float], y: Sequence[float]) -> tuple[float, float]:
    """The least-squares slope and its standard error; three points at least."""
    mx, my = fmean(x), fmean(y)
    spread = sum((a - mx) ** 2 for a in x)
    slope = sum((a - mx) * (b - my) for a, b in zip(x, y, strict=True)) / spread
    rest = sum((b - my - slope * (a - mx)) ** 2 for a, b in zip(x, y, strict=True))
    return slope, sqrt(rest / (len(x) - 2) / spread)
