"""Where prices slide: price realisation of each product line, month by month (`stats.slide`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.amount import SCALE, round_half_away
from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.slide import slide
from husay.tracking.sums import month_sums
from husay.tracking.whole_months import last_whole_months, months_of

MONTHS = 12
LEAST_MONTHS = 6
QUARTER = 3


@dataclass(frozen=True)
class PriceTrend:
    """One item's price realisation by month (ten-thousandths, None without list amounts), and its
    change from its first known month to its last as a part: `change` with its interval from `low`
    to `high`. `given` is what was taken off list in the last three months, `lost` what is missing
    of them against the first three months' part of list; both in ten-thousandths of money."""

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
    """The trend of each item that was sold in half of the months and in the last three, those that
    slide first; () where the book has no list amounts."""
    window = last_whole_months(reader, MONTHS, end.end if end else None)
    if window is None or not {"list_amount", by} <= reader.shape.present:
        return ()
    months = months_of(window, reader.calendar)
    sums = month_sums(reader, ("price_realisation",), months, (by,))
    items = sorted({key[0] for some in sums for key in some if key[0] is not None})
    lines = {item: [_parts(some.get((item,), {})) for some in sums] for item in items}
    told = {
        item: line
        for item, line in lines.items()
        if sum(map(bool, line)) >= LEAST_MONTHS and any(line[-QUARTER:])
    }
    found = [_trend(item, line, window, len(told)) for item, line in told.items()]
    return tuple(sorted(found, key=lambda trend: (trend.verdict != "slides", trend.change)))


def _parts(parts: object) -> tuple[int, int] | None:
    assert isinstance(parts, dict), "sums by part"
    net, listed = parts.get("listed", 0), parts.get("list_amount", 0)
    return (net, listed) if min(net, listed) > 0 else None


def _trend(
    item: str, line: Sequence[tuple[int, int] | None], window: Window, lines: int
) -> PriceTrend:
    found = slide(line, lines)
    shares = tuple(
        None if pair is None else round_half_away(Fraction(pair[0] * SCALE, pair[1]))
        for pair in line
    )
    first, last = ([pair for pair in some if pair] for some in (line[:QUARTER], line[-QUARTER:]))
    given, lost = sum(listed - net for net, listed in last), _lost(first, last)
    return PriceTrend(
        item, window, shares, found.change, found.low, found.high, given, lost, found.verdict
    )


def _lost(first: Sequence[tuple[int, int]], last: Sequence[tuple[int, int]]) -> int:
    """What the last months would have brought at the first ones' part of list, less what they did;
    0 where either has none."""
    if not first or not last:
        return 0
    part = Fraction(sum(net for net, _ in first), sum(listed for _, listed in first))
    due = part * sum(listed for _, listed in last)
    return round_half_away(due - sum(net for net, _ in last))
