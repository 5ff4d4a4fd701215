"""Personal bests, read from the book: of orders and of revenue, by month and by quarter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from husay.basics.amount import SCALE
from husay.basics.period import Grain, Window
from husay.measures.reader import SnapshotReader
from husay.team.bests import Sold, bests
from husay.team.recognition import Recognised
from husay.tracking.rank_values import monthly
from husay.tracking.sql_parts import in_counted_currency, month_table
from husay.tracking.whole_months import last_whole_months, months_of

MEASURES = ("revenue", "orders")
MONTHS = 60
"""So far back a best is looked for: whoever had a better month before has another market now."""
LOOKED_AT: Mapping[Grain, int] = {"month": 3, "quarter": 2}
"""So many of the last periods are looked at: an import may bring several, or correct one."""


def personal_bests(reader: SnapshotReader, until: date | None = None) -> tuple[Recognised, ...]:
    """The bests of all sellers among the last whole months and quarters up to a day (default: the
    last with a sale); () for a book without sellers. `reader` must have everything."""
    window = last_whole_months(reader, MONTHS, until)
    if window is None or "seller" not in reader.shape.present:
        return ()
    found = []
    for measure in MEASURES:
        people = _sold(reader, measure, window)
        for grain, looked_at in LOOKED_AT.items():
            periods = _periods(reader, window, grain)
            places = [months for _days, months in periods]
            size = 1 if measure == "revenue" else SCALE
            found += [
                Recognised(
                    kind="best", scope="seller", item=one.item, day=periods[one.place][0].end,
                    measure=measure, window=periods[one.place][0], grain=grain,
                    figure=one.figure * size, before=one.before * size,
                )
                for one in bests(people, places, grain, looked_at)
            ]  # fmt: skip
    return tuple(found)


def looked_at(reader: SnapshotReader, until: date | None = None) -> dict[Grain, Window]:
    """The days of the periods among which bests are looked for, by grain."""
    window = last_whole_months(reader, MONTHS, until)
    found = {}
    for grain, some in LOOKED_AT.items():
        periods = _periods(reader, window, grain)[-some:] if window else []
        if periods:
            found[grain] = Window(periods[0][0].start, periods[-1][0].end)
    return found


def _periods(
    reader: SnapshotReader, window: Window, grain: Grain
) -> list[tuple[Window, list[int]]]:
    """The whole periods of a window of whole months, each with the places of its months."""
    months = months_of(window, reader.calendar)
    found = []
    for period in reader.calendar.periods(window, grain):
        if period.window.overlap(window) == period.window:
            places = [n for n, m in enumerate(months) if period.window.contains(m.start)]
            found.append((period.window, places))
    return found


def _sold(reader: SnapshotReader, measure: str, window: Window) -> dict[str, Sold]:
    people = monthly(reader, measure, window, "seller")
    if measure != "revenue":
        return {item: Sold(one.months, one.sold) for item, one in people.items()}
    large = _largest(reader, months_of(window, reader.calendar))
    return {
        item: Sold(one.months, one.sold, tuple(large.get((item, n), 0) for n in one.months))
        for item, one in people.items()
    }


def _largest(reader: SnapshotReader, months: Sequence[Window]) -> dict[tuple[str, int], int]:
    """The largest sale of each seller in each month, in ten-thousandths."""
    rows = reader.run(
        "SELECT seller, step, MAX(brought) FROM (\n"
        "  SELECT r.seller, s.step, SUM(r.amount) AS brought\n"
        f"  FROM {month_table(months)}\n"
        "  JOIN placed_lines AS r ON r.date BETWEEN s.first AND s.last\n"
        f"  WHERE r.seller IS NOT NULL AND {in_counted_currency(reader)}\n"
        "  GROUP BY r.seller, s.step, r.source, r.sale\n"
        ") GROUP BY 1, 2"
    )
    return {(str(item), int(str(step))): max(0, int(str(amount))) for item, step, amount in rows}
