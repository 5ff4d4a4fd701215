"""Where inside a fall it sits: exact parts of the gap, by what was sold, to whom, where, by whom.

The days since the change are held against the same days a year before (364 days back, so that
weekdays stay weekdays), scaled to what the baseline expects of the whole. Scaling deals the
expected amount among the cells by largest remainder, so every cell's gap is a whole number and the
gaps of all cells sum to the gap of the whole, by every dimension and by all of them together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from husay.basics.period import Window
from husay.basics.share import deal
from husay.book.sql import literal
from husay.measures.reader import SnapshotReader
from husay.org.placement import SAME_PLACEMENT, WITHIN
from husay.tracking.currency import counted_currency
from husay.tracking.signals.found import Signal
from husay.tracking.signals.series import DISCOUNT, RETURNS, Series
from husay.tracking.signals.watched import owners_join

Cell = tuple[str, ...]
Where = Mapping[str, tuple[tuple[str, int], ...]]

DIMENSIONS = ("product_line", "product_group", "customer_group", "territory", "seller", "kind")
_GOODS = ("product_line", "product_group")
TOGETHER = "together"
"""The name of the cells of product line, customer group and territory at once."""
BETWEEN = "\x1f"
_TOGETHER = (0, 2, 3)
_MOST = 8
_YEAR = timedelta(days=364)
_MOST_DAYS = 364


def days_of(signal: Signal, last: date) -> Window:
    """The days of a signal whose gap is dealt: since it began, the last year at most."""
    return Window(max(signal.since, last - timedelta(days=_MOST_DAYS - 1)), last)


def where_it_sits(reader: SnapshotReader, signal: Signal, days: Window, lacks: int) -> Where:
    """By dimension, the items with their parts of the gap, the largest first and the rest under
    ''; {} where the year before has nothing to compare with, or amounts are not what is counted.
    `lacks` is what was expected of the days, less what came."""
    measure = signal.series.measure
    if measure not in ("revenue", DISCOUNT, RETURNS):
        return {}
    seen, before = _cells(reader, signal.series, days.start, days.end)
    due = sum(seen.values()) + lacks
    if measure == RETURNS:
        due = max(0, due)  # what lines usually come to may be more than what these came to
        if not any(amount > 0 for amount in before.values()):
            before = seen  # a year before nothing came back in these days: dealt as it came
    gaps = cell_gaps(seen, before, due)
    return _by_dimension(gaps, _goods_told(signal.series)) if gaps else {}


def _goods_told(series: Series) -> bool:
    """Whether which goods are meant is in a series' name."""
    return bool(series.part) or series.scope in ("product_line", "product")


def cell_gaps(seen: Mapping[Cell, int], before: Mapping[Cell, int], due: int) -> dict[Cell, int]:
    """What each cell lacks of its part of what was due, `before` dealing it; they sum to what all
    of them lack. Cells with less than nothing before have nothing due. {} where nothing was."""
    cells = sorted(seen.keys() | before.keys())
    weights = [max(0, before.get(cell, 0)) for cell in cells]
    if due < 0 or not sum(weights):
        return {}
    parts = deal(due, weights)
    return {cell: part - seen.get(cell, 0) for cell, part in zip(cells, parts, strict=True)}


def _by_dimension(gaps: Mapping[Cell, int], goods_told: bool) -> Where:
    """What there is but one of says nothing, unless all of it sits in one sort of goods."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for at, dimension in enumerate(DIMENSIONS):
        rows = _summed(gaps, (at,))
        if len(rows) > 1 or (dimension in _GOODS and not goods_told):
            found[dimension] = _largest(rows, sum(gaps.values()))
    found[TOGETHER] = _largest(_summed(gaps, _TOGETHER), sum(gaps.values()))
    return found


def _summed(gaps: Mapping[Cell, int], places: Sequence[int]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for cell, gap in gaps.items():
        key = BETWEEN.join(cell[at] for at in places)
        sums[key] = sums.get(key, 0) + gap
    return sums


def _largest(rows: Mapping[str, int], total: int) -> tuple[tuple[str, int], ...]:
    """The rows that make most of the total, and the rest in one."""
    side = 1 if total >= 0 else -1
    ordered = sorted(rows.items(), key=lambda row: (-side * row[1], row[0]))
    shown, rest = ordered[:_MOST], ordered[_MOST:]
    return (*shown, ("", sum(gap for _, gap in rest))) if rest else tuple(shown)


def _cells(
    reader: SnapshotReader, series: Series, first: date, last: date
) -> tuple[dict[Cell, int], dict[Cell, int]]:
    """What was sold since a day, and in the same days a year before, by all dimensions at once."""
    present = reader.shape.present
    columns = ", ".join(
        f"COALESCE(CAST(r.{name} AS VARCHAR), '')" if name == "kind" or name in present else "''"
        for name in DIMENSIONS
    )
    amount = "r.amount"
    if series.measure == DISCOUNT:
        amount = "CASE WHEN r.kind = 'sale' THEN r.list_amount - r.amount END"
    if series.measure == RETURNS:
        amount = "CASE WHEN r.kind = 'return' THEN -r.amount END"
    days = f"r.date BETWEEN DATE '{first}' AND DATE '{last}'"
    earlier = f"r.date BETWEEN DATE '{first - _YEAR}' AND DATE '{last - _YEAR}'"
    rows = reader.run(
        f"SELECT {columns},\n"
        f"  CAST(COALESCE(SUM({amount}) FILTER ({days}), 0) AS HUGEINT),\n"
        f"  CAST(COALESCE(SUM({amount}) FILTER ({earlier}), 0) AS HUGEINT)\n"
        f"FROM placed_lines AS r\nLEFT JOIN placements AS pl ON {SAME_PLACEMENT}\n"
        f"{owners_join(last)}\n"
        f"WHERE ({days} OR {earlier}) AND {_of(series)}{_currency(reader)}\n"
        "GROUP BY ALL"
    )
    seen, before = dict[Cell, int](), dict[Cell, int]()
    for *cell, now, then in rows:
        key = tuple(str(part) for part in cell)
        seen[key], before[key] = int(str(now)), int(str(then))
    return seen, before


def _of(series: Series) -> str:
    """SQL that holds for the rows of a series, as `husay.tracking.signals.watched` reads it."""
    item = literal(series.item)
    if series.scope == "company":
        return "TRUE"
    if series.scope == "seller":
        return f"COALESCE(o.person, r.seller) = {item}"
    if series.scope == "unit":
        within = f"({WITHIN['now'].format(unit=item)})"
        return f"{within} AND r.product_line = {literal(series.part)}" if series.part else within
    return f"r.{series.scope} = {item}"


def _currency(reader: SnapshotReader) -> str:
    if len(reader.shape.currencies) < 2:
        return ""
    return f" AND r.currency = '{counted_currency(reader.shape)}'"
