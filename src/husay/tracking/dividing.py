"""By what a company is best divided: one order for every page that divides by itself."""

from __future__ import annotations

from husay.measures.question import Shape
from husay.measures.reader import SnapshotReader

MOST_SHOWN = 12
"""So many items of a breakdown are shown at most: more is a list, and no picture."""

_INSTEAD_OF_TREE = ("seller", "territory", "channel", "customer_group")
_GOODS = ("product_line", "product_group", "product")


def people_and_places(shape: Shape) -> tuple[str, ...]:
    """The organisation, as high up as it divides; else who sold it, where, how and to whom."""
    levels = [level for level in shape.levels if level != "company"]
    return (*levels, *(d for d in _INSTEAD_OF_TREE if d in shape.present))


def goods(shape: Shape) -> tuple[str, ...]:
    """What was sold, in groups before one by one."""
    return tuple(d for d in _GOODS if d in shape.present)


def best_divided(shape: Shape) -> str:
    """By what a company is best divided first; '' where the book knows nothing to divide by."""
    return next(iter((*people_and_places(shape), *goods(shape))), "")


def divided(reader: SnapshotReader) -> tuple[str, ...]:
    """By what the standing of a whole is broken down: the organisation first, as high up as it
    divides, then what was sold, in a readable number.

    A unit is divided by the units below it and by its people, a person by customers.
    """
    shape, whole = reader.shape, reader.shape.whole
    known = goods(shape)
    few = [d for d in known if _items(reader, f"r.{d}", "rollup_products AS r") <= MOST_SHOWN]
    sold = (few or list(known[-1:]))[:1]
    if whole is not None and whole.scope == "seller":
        whom = [d for d in ("customer_group", "customer", "territory") if d in shape.present]
        return (*whom[:1], *sold)
    if whole is not None and whole.scope == "unit":
        below = [level for level in shape.levels if _items(reader, *_placed(level)) > 1]
        people = ["seller"] if "seller" in shape.present else []
        return (*below[:1], *people, *sold)
    return (*people_and_places(shape)[:1], *sold)


def carriers(reader: SnapshotReader) -> tuple[str, ...]:
    """Who carries a whole's goal: the units below it, as high up as they divide it, and its people
    (of the company, where it has no units)."""
    shape, whole = reader.shape, reader.shape.whole
    if whole is not None and whole.scope == "seller":
        return ()
    people = ("seller",) if "seller" in shape.present else ()
    if whole is not None and whole.scope == "unit":
        return (
            *[level for level in shape.levels if _items(reader, *_placed(level)) > 1][:1],
            *people,
        )
    levels = [level for level in shape.levels if level != "company"]
    return (*levels[:1], *people)


def _placed(level: str) -> tuple[str, str]:
    return f"pl.then_{level}", "placements AS pl"


def _items(reader: SnapshotReader, column: str, table: str) -> int:
    """How many items a column has."""
    return int(str(reader.run(f"SELECT COUNT(DISTINCT {column}) FROM {table}")[0][0]))
