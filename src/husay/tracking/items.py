"""The items of a dimension, where they are few enough to be chosen from a list."""

from __future__ import annotations

from husay.basics.period import Window
from husay.measures.asking import ask
from husay.measures.measure import Family
from husay.measures.offered import offered_measures
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.measures.relation import LINES

_PLAIN: dict[Family, tuple[str, ...]] = {
    "sales": ("revenue", "quantity", "lines"), "deals": ("deals_created",),
    "activities": ("activities",),
}  # fmt: skip
"""By what a family's items are ordered: the first that is open to whoever asks."""


def few_items(
    reader: SnapshotReader, family: Family, dimension: str, most: int
) -> tuple[str | None, ...]:
    """A dimension's items over all that the book knows, largest first; () where they are many.

    Also () where only the lines could tell: a list of choices is not worth waiting for.
    """
    first, last = reader.shape.first, reader.shape.last
    if first is None or last is None or _are_listed_as_many(reader, dimension, most):
        return ()
    window = Window(first.replace(day=1), last)
    offered = [m.name for m in offered_measures(reader.shape)]
    plain = next((name for name in _PLAIN[family] if name in offered), None)
    if plain is None:
        return ()
    question = Question((plain,), window, (dimension,))
    chosen = fetches(understand(question, reader.shape), window, reader.calendar)
    if any(fetch.relation == LINES.table for fetch in chosen):
        return ()
    rows = ask(question, reader).rows
    items = dict.fromkeys(None if r[dimension] is None else str(r[dimension]) for r in rows)
    return tuple(items) if len(items) <= most else ()


def _are_listed_as_many(reader: SnapshotReader, dimension: str, most: int) -> bool:
    """Whether the book's own list says so at once: customers are in no rollup, and summing the
    lines of thousands, only to find them too many, would hold up every page."""
    if dimension != "customer":
        return False
    return int(str(reader.run("SELECT COUNT(*) FROM customers")[0][0])) > most
