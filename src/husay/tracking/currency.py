"""In which currency a page stands: amounts in others are left out of it, and it says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from husay.basics.period import Window
from husay.goals.reading import Goals, goals_for
from husay.measures.query import understand
from husay.measures.question import Question, Shape
from husay.measures.reader import SnapshotReader


def counted_currency(shape: Shape) -> str:
    """The company's currency where it sells in it, else the first in which it sells."""
    if not shape.currencies or shape.currency in shape.currencies:
        return shape.currency
    return shape.currencies[0]


def other_currencies(shape: Shape) -> tuple[str, ...]:
    """Currencies of sales that the page's figures leave out."""
    return tuple(c for c in shape.currencies if c != counted_currency(shape))


def counted(rows: Iterable[Mapping[str, object]], shape: Shape) -> Iterator[Mapping[str, object]]:
    """The rows of the counted currency: amounts in different currencies are never added."""
    wanted = counted_currency(shape)
    return (row for row in rows if row.get("currency") in (None, wanted))


def counted_goals(
    reader: SnapshotReader, measure: str, window: Window, dimension: str | None = None
) -> Goals:
    """The goals in the counted currency that touch a window: of a dimension's items, or of the
    company."""
    apart = ("currency",) if len(reader.shape.currencies) > 1 else ()
    by = (*((dimension,) if dimension else ()), *apart)
    goals = goals_for(understand(Question((measure,), window, by), reader.shape), dimension, reader)
    wanted = (None, counted_currency(reader.shape))
    return replace(goals, by_key={k: some for k, some in goals.by_key.items() if k[2] in wanted})
