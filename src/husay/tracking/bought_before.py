"""What each one's customers bought in the same months of the year before: what a ranking without
potentials holds people against.

Customers are taken by who sold to them then, and not by who sells to them now: whoever loses a
customer is still held against it, and a new one counts above the line. Only where a customer was
its seller's account then, and is somebody else's on the same day of a year later, is what it bought
expected of the new owner (of the unit that the new owner is in): an account that was handed over is
nobody's loss. So every amount is expected of one, and none by what came of it.

Whoever was not there in all months of the year before is held against a month of those they were
there; with fewer than three there is nothing to hold them against.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from husay.basics.period import Window
from husay.book.sql import literal
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name
from husay.tracking.rank_values import from_first_to_last, months_there
from husay.tracking.sql_parts import PLACED_LINE, in_counted_currency, item_of_line
from husay.tracking.whole_months import months_of, year_before

LEAST_THEN = 3
"""So many months of the year before somebody must have been there to be held against them."""


def bought_before(reader: SnapshotReader, window: Window, by: str) -> dict[str, Fraction]:
    """What customers bought in a month of the year before a window, by the items of a dimension
    (seller, or a level of units) of whom it is expected, in ten-thousandths."""
    months = months_of(window, reader.calendar)
    before = months_of(year_before(window, reader.calendar), reader.calendar)
    own, handed = dict[str, list[int]](), dict[str, list[int]]()
    for item, was_handed, step, amount in reader.run(_sql(reader, months, before, by)):
        sold = handed if was_handed else own
        sold.setdefault(str(item), [0] * len(before))[int(str(step))] += int(str(amount))
    there = months_there(reader, before) if by == "seller" else {}
    whole = tuple(range(len(before)))
    found = {}
    for item in sorted({*own, *handed}):
        line = own.get(item)
        places = whole
        if line is not None and by == "seller":
            places = there.get(item) or from_first_to_last(line)
        if line is None or len(places) >= min(LEAST_THEN, len(before)):
            a_month = Fraction(sum(line[n] for n in places), len(places)) if line else Fraction(0)
            found[item] = a_month + Fraction(sum(handed.get(item, ())), len(before))
    return found


def _sql(
    reader: SnapshotReader, months: Sequence[Window], before: Sequence[Window], by: str
) -> str:
    """Rows of item, whether it was handed over, month, and what was sold in it."""
    spans = ", ".join(
        f"({n}, DATE '{then.start}', DATE '{then.end}', DATE '{now.start}', DATE '{now.end}')"
        for n, (then, now) in enumerate(zip(before, months, strict=True))
    )
    seller = by == "seller"
    column = item_of_line(by)
    item, owners = column, ""
    if "ownerships" in reader.shape.tables:
        owners = _OWNERS if seller else _OWNERS + _units(reader, by)
        item = f"COALESCE({'new.person' if seller else 'above.item'}, {column})"
    return (
        f"SELECT {item}, {item} IS DISTINCT FROM {column}, s.step, CAST(SUM(r.amount) AS BIGINT)\n"
        f"FROM placed_lines AS r {'' if seller else PLACED_LINE}\n"
        f"JOIN (VALUES {spans}) AS s(step, first, last, since, until)\n"
        f"  ON r.date BETWEEN s.first AND s.last\n{owners}"
        f"WHERE r.customer IS NOT NULL AND {item} IS NOT NULL\n"
        f"  AND {in_counted_currency(reader)}\n"
        "GROUP BY 1, 2, 3"
    )


_DAY = "LEAST(s.since + CAST(r.date - s.first AS INTEGER), s.until)"
_OWNERS = f"""\
LEFT JOIN owner_places AS old ON old.scope = 'customer' AND old.item = r.customer
  AND old.person = r.seller AND r.date BETWEEN old.first AND old.last
LEFT JOIN owner_places AS new ON new.scope = 'customer' AND new.item = old.item
  AND {_DAY} BETWEEN new.first AND new.last
"""


def _units(reader: SnapshotReader, by: str) -> str:
    """The unit of a level that the new owner is in, that day."""
    kinds = (str(kind) for (kind,) in reader.run("SELECT DISTINCT kind FROM lineage") if kind)
    wanted = ", ".join(literal(kind) for kind in kinds if level_name(kind) == by) or "NULL"
    return (
        f"LEFT JOIN org_pieces AS op ON {_DAY} BETWEEN op.first AND op.last\n"
        "LEFT JOIN (SELECT piece, unit, ARG_MIN(ancestor, depth) AS item FROM lineage\n"
        f"  WHERE kind IN ({wanted}) GROUP BY ALL) AS above\n"
        "  ON above.piece = op.piece AND above.unit = new.unit\n"
    )
