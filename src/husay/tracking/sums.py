"""What measures are made of, summed over a window by any dimensions: exact, in one currency."""

from __future__ import annotations

from collections.abc import Mapping

from husay.basics.period import Window
from husay.measures.measure import MEASURES
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_currency

Key = tuple[str | None, ...]
Sums = Mapping[Key, Mapping[str, int]]


def window_sums(
    reader: SnapshotReader,
    measures: tuple[str, ...],
    window: Window,
    by: tuple[str, ...],
    where: str | None = None,
) -> Sums:
    """The parts of measures over a window, by the items of dimensions; amounts of the counted
    currency alone. Raises Mistake for what the book cannot tell."""
    shape = reader.shape
    money = any(MEASURES[name].in_money for name in measures)
    apart = ("currency",) if money and len(shape.currencies) > 1 else ()
    question = Question(measures, window, (*by, *apart), where=where, as_of=window.end)
    found: dict[Key, dict[str, int]] = {}
    for fetch in fetches(understand(question, shape), window, reader.calendar):
        wide = len(fetch.dimensions)
        for row in reader.run(fetch.sql):
            key = tuple(None if item is None else str(item) for item in row[:wide])
            if apart and key[-1] != counted_currency(shape):
                continue
            values = (int(str(value or 0)) for value in row[-len(fetch.parts) :])
            there = found.setdefault(key[: len(by)], {})
            there |= dict(zip(fetch.parts, values, strict=True))
    return found
