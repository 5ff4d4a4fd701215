"""The open deals behind an outlook, and what such deals were worth before.

What share of what is open is won within so many days, and what share of the sales of those days
that is, is measured on the company's own past: all deals that were open on a day and all that was
sold in as many days after, and so again before it, on days a month apart or more, so that no two
such stretches share a day. The day on which a deal is expected to close
is not used: the book keeps only the latest such day, and seen from today a deal that was won had
always been expected about then.

Where the past cannot say it (too few such days, or deals are a small part of what is sold, or more
than all of it), deals are left out of the outlook.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from husay.basics.period import DAY, Window
from husay.measures.reader import SnapshotReader
from husay.stats.open_deals import LEAST_PAST, Past
from husay.tracking.currency import counted_currency
from husay.tracking.sql_parts import in_counted_currency

POINTS = 12
_APART = timedelta(days=30)


@dataclass(frozen=True)
class OpenDeals:
    """Deals that are open: how many, and their amount in ten-thousandths."""

    count: int
    amount: int


def amounts_open(
    reader: SnapshotReader, day: date, by: str | None = None
) -> dict[str, tuple[int, ...]]:
    """The amounts of the deals open at the end of a day, in the counted currency: of each seller or
    each unit of a level, or all of them under ''."""
    if reader.shape.first_deal is None:
        return {}
    column = "''" if by is None else "pl.seller" if by == "seller" else f"pl.then_{by}"
    rows = reader.run(
        f"SELECT {column}, r.amount FROM open_deals AS r\n"
        "LEFT JOIN placements AS pl ON pl.placement = r.placement\n"
        f"WHERE DATE '{day}' BETWEEN r.first AND r.last AND r.amount > 0\n"
        f"  AND {in_counted_currency(reader)}"
    )
    found: dict[str, list[int]] = {}
    for item, amount in rows:
        if item is not None:
            found.setdefault(str(item), []).append(int(str(amount)))
    return {item: tuple(amounts) for item, amounts in found.items()}


def rests_of_past(reader: SnapshotReader, as_of: date, days: int) -> tuple[Past, ...]:
    """Days of the past with the `days` days after each; () where the book knows of no deals."""
    first = reader.shape.first_deal
    if first is None or reader.shape.first is None or days <= 0:
        return ()
    latest, apart = as_of - timedelta(days=days), max(_APART, timedelta(days=days))
    points = [latest - n * apart for n in range(POINTS)]
    known = [day for day in points if day >= max(first, reader.shape.first) + 3 * _APART]
    if len(known) < LEAST_PAST:
        return ()
    listed = ", ".join(f"(DATE '{day}', DATE '{day + timedelta(days=days)}')" for day in known)
    won = "d.status = 'won' AND d.done <= p.last"
    rows = reader.run(
        f"SELECT p.day, COALESCE(CAST(SUM(d.amount) AS HUGEINT), 0),\n"
        f"  COALESCE(CAST(SUM(d.amount) FILTER ({won}) AS HUGEINT), 0)\n"
        f"FROM (VALUES {listed}) AS p(day, last)\n"
        f"LEFT JOIN ({_life(reader)}) AS d\n"
        "  ON d.created <= p.day AND (d.done IS NULL OR d.done > p.day) AND d.amount > 0\n"
        "GROUP BY p.day ORDER BY p.day"
    )
    found = []
    for day, *amounts in rows:
        assert isinstance(day, date), "the points are days"
        sold = _sold(reader, Window(day + DAY, day + timedelta(days=days)))
        open_then, won_then = (int(str(value)) for value in amounts)
        found.append(Past(open_then, won_then, sold))
    return tuple(found)


def _life(reader: SnapshotReader) -> str:
    """Deals with the day on which they were done; those in another currency left out."""
    wanted = counted_currency(reader.shape)
    return (
        "SELECT created, status, amount, CASE WHEN status IN ('won', 'lost')\n"
        "    THEN COALESCE(closed, created) END AS done FROM deals\n"
        f"WHERE currency IS NULL OR currency = '{wanted}'"
    )


def _sold(reader: SnapshotReader, window: Window) -> int:
    rows = reader.run(
        "SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM rollup_daily\n"
        f"WHERE date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        f"  AND (currency IS NULL OR currency = '{counted_currency(reader.shape)}')"
    )
    return int(str(rows[0][0]))
