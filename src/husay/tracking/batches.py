"""Sales booked in batches: when a month's figure says more about the booking than the selling.

Some companies book a whole channel once a month, on a date that slips past the month's end. A
calendar month may then look empty and the next one double, and neither is news. A page that
compares months has to know, and to say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.measures.measure import MEASURES
from husay.measures.offered import is_open
from husay.measures.reader import SnapshotReader

_MOST_ON_ONE_DATE = Fraction(3, 4)
"""A month is booked in a batch when this part of its sales lies on one date."""
_FEWEST_MONTHS = 6
_FEWEST_LINES = 8
"""A month in which few sales happen on few dates is sparse, not batched: see `_is_batch`."""


@dataclass(frozen=True)
class Batches:
    """A channel (None: all that sellers are credited with) that is booked in batches.

    `months` counts the months looked at, `batched` those with most on one date; `without` are
    months with next to nothing although the ones beside them have a batch; `latest` is the date
    of the last batch.
    """

    channel: str | None
    months: int
    batched: int
    without: tuple[int, ...]
    latest: date


def batches_sql(window: Window) -> str:
    """Sales by channel and date over a window."""
    return (
        "SELECT r.channel, r.date, CAST(SUM(r.sold) AS BIGINT), CAST(SUM(r.lines) AS BIGINT)\n"
        "FROM rollup_daily AS r\n"
        f"WHERE r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        "GROUP BY 1, 2 ORDER BY 1, 2"
    )


def find_batches(reader: SnapshotReader, window: Window) -> tuple[Batches, ...]:
    """The channels that are booked in batches in a window; none for who receives no amounts."""
    if not is_open(MEASURES["gross_sales"], reader.shape):
        return ()
    by_channel: dict[str | None, dict[date, tuple[int, int]]] = {}
    for channel, day, amount, lines in reader.run(batches_sql(window)):
        days = by_channel.setdefault(None if channel is None else str(channel), {})
        days[day] = (int(str(amount)), int(str(lines)))  # type: ignore[index]
    found = [_batches(channel, days) for channel, days in by_channel.items()]
    return tuple(b for b in found if b is not None)


def _batches(channel: str | None, days: Mapping[date, tuple[int, int]]) -> Batches | None:
    months: dict[int, list[tuple[date, int, int]]] = {}
    for day, (amount, lines) in days.items():
        months.setdefault(day.year * 12 + day.month - 1, []).append((day, amount, lines))
    if len(months) < _FEWEST_MONTHS:
        return None
    batched = [m for m, rows in months.items() if _is_batch(rows)]
    if 2 * len(batched) < len(months):
        return None
    usual = sorted(sum(amount for _, amount, _ in months[m]) for m in batched)[len(batched) // 2]
    span = range(min(months), max(months) + 1)
    small = [m for m in span if sum(a for _, a, _ in months.get(m, ())) * 10 < usual]
    latest = max(max(months[m], key=lambda row: row[1])[0] for m in batched)
    return Batches(channel, len(span), len(batched), tuple(small), latest)


def _is_batch(rows: Sequence[tuple[date, int, int]]) -> bool:
    """Most of a month on one date; a month of one or two lines is merely sparse."""
    whole = sum(amount for _, amount, _ in rows)
    lines = sum(count for _, _, count in rows)
    largest = max(amount for _, amount, _ in rows)
    return whole > 0 and lines >= _FEWEST_LINES and largest >= _MOST_ON_ONE_DATE * whole
