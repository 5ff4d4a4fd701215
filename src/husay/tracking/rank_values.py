"""What people and units are ranked by: their months of a measure, and the months they were there.

Of a win rate they are deals won and deals closed; of new customers, those whose first sale of all
was theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from husay.basics.amount import SCALE
from husay.basics.period import Window, merged
from husay.measures.reader import SnapshotReader
from husay.tracking.history import Steps, histories
from husay.tracking.sql_parts import PLACED_LINE, is_of_units, item_of_line, month_table
from husay.tracking.whole_months import months_of

RANKED = ("revenue", "orders", "win_rate", "new_customers")
"""What can be ranked by. Revenue is an amount, orders and new customers are counts."""
NEWNESS = 183
"""So many days a book must have before a window, that a first sale in it is a new customer's."""
Lines = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Monthly:
    """Somebody's months in which they were there, by their places in the window, rising: what they
    sold (amounts in ten-thousandths, counts as they are), and for a win rate what was tried."""

    months: tuple[int, ...]
    sold: tuple[int, ...]
    tried: tuple[int, ...] = ()

    @property
    def whole(self) -> int:
        """All of it together."""
        return sum(self.sold)


def rankable(reader: SnapshotReader, window: Window | None) -> tuple[str, ...]:
    """The measures that a book can rank by over a window."""
    shape = reader.shape
    known = ["revenue", "orders"]
    if shape.first_deal is not None:
        known.append("win_rate")
    old = window and shape.first and (window.start - shape.first).days >= NEWNESS
    if old and "customer" in shape.present:
        known.append("new_customers")
    return tuple(known)


def monthly(reader: SnapshotReader, measure: str, window: Window, by: str) -> dict[str, Monthly]:
    """The months of each item of a dimension (seller, or a level of units) that sold in a window.

    Of a seller only whole months count in which they had a place in the organisation, where the
    book knows any (a leave between two of them is left out); else those from the first to the last
    with a sale.
    """
    months = months_of(window, reader.calendar)
    sold = _lines(reader, measure, months, by)
    tried: Lines = {}
    if measure == "win_rate":
        lost, empty = _counts(reader, "deals_lost", months, by), [0] * len(months)
        tried = {
            item: [a + b for a, b in zip(sold.get(item, empty), lost.get(item, empty), strict=True)]
            for item in {**sold, **lost}
        }
        sold = {item: sold.get(item, empty) for item in tried}
    there = months_there(reader, months) if by == "seller" else {}
    found, whole = {}, tuple(range(len(months)))
    for item, line in sold.items():
        seen = tried.get(item, line)
        usual = whole if by != "seller" or measure == "new_customers" else from_first_to_last(seen)
        places = there.get(item, usual)
        if any(seen) or measure == "new_customers":
            rest = tuple(tried[item][n] for n in places) if tried else ()
            found[item] = Monthly(places, tuple(line[n] for n in places), rest)
    return found


def _lines(reader: SnapshotReader, measure: str, months: Sequence[Window], by: str) -> Lines:
    if measure == "new_customers":
        won, none = _new_customers(reader, months, by), [0] * len(months)
        sellers = _steps(reader, "revenue", months, by)
        return {item: won.get(item, none) for item in sellers if item}
    if measure == "revenue":
        return {i: line for i, line in _steps(reader, measure, months, by).items() if i}
    return _counts(reader, "deals_won" if measure == "win_rate" else measure, months, by)


def _counts(reader: SnapshotReader, measure: str, months: Sequence[Window], by: str) -> Lines:
    found = _steps(reader, measure, months, by)
    return {item: [count // SCALE for count in line] for item, line in found.items() if item}


def _steps(
    reader: SnapshotReader, measure: str, months: Sequence[Window], by: str
) -> Mapping[str | None, list[int]]:
    return histories(reader, measure, Steps(tuple(months), 12, len(months), len(months)), by)


def _new_customers(reader: SnapshotReader, months: Sequence[Window], by: str) -> Lines:
    """Of each, how many customers of each month had bought nothing before, from anybody."""
    rows = reader.run(
        "WITH firsts AS (SELECT customer, MIN(date) AS day FROM sale_lines\n"
        "  WHERE kind = 'sale' AND customer IS NOT NULL GROUP BY customer)\n"
        f"SELECT {item_of_line(by)}, s.step, COUNT(DISTINCT r.customer)\n"
        f"FROM {month_table(months)}\n"
        "JOIN firsts AS f ON f.day BETWEEN s.first AND s.last\n"
        "JOIN placed_lines AS r ON r.customer = f.customer AND r.date = f.day AND r.kind = 'sale'\n"
        f"{PLACED_LINE if is_of_units(by) else ''}\nGROUP BY 1, 2"
    )
    found: dict[str, list[int]] = {}
    for item, step, count in rows:
        if item is not None:
            found.setdefault(str(item), [0] * len(months))[int(str(step))] += int(str(count))
    return found


def months_there(reader: SnapshotReader, months: Sequence[Window]) -> dict[str, tuple[int, ...]]:
    """In which of some months each person of the organisation had a place on all days."""
    spans: dict[str, list[Window]] = {}
    for person, first, last in reader.run("SELECT person, first, last FROM person_spans"):
        spans.setdefault(str(person), []).append(Window(first, last))  # type: ignore[arg-type]
    found = {}
    for person, own in spans.items():
        there = merged(own)  # who moves to another unit is not gone
        found[person] = tuple(
            n for n, m in enumerate(months) if any(m.overlap(span) == m for span in there)
        )
    return found


def from_first_to_last(line: Sequence[int]) -> tuple[int, ...]:
    """The places from the first that has something to the last."""
    some = [n for n, value in enumerate(line) if value]
    return tuple(range(some[0], some[-1] + 1)) if some else ()
