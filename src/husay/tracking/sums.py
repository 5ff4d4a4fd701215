"""What measures are made of, summed over a window by any dimensions: exact, in one currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from husay.basics.period import Window
from husay.measures.measure import MEASURES
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_currency
from husay.tracking.sql_parts import month_table

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
    apart = _apart(reader, measures)
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


def month_sums(
    reader: SnapshotReader,
    measures: tuple[str, ...],
    months: Sequence[Window],
    by: tuple[str, ...],
) -> list[Sums]:
    """The same of each of some months that follow each other, read at once."""
    apart, window = _apart(reader, measures), Window(months[0].start, months[-1].end)
    question = Question(measures, window, (*by, *apart), grain="day", as_of=window.end)
    found: list[dict[Key, dict[str, int]]] = [{} for _ in months]
    for fetch in fetches(understand(question, reader.shape), window, reader.calendar):
        wide = len(fetch.dimensions)
        items = "".join(f'CAST(f."{name}" AS VARCHAR), ' for name in fetch.dimensions)
        parts = ", ".join(f"CAST(SUM(f.{part}) AS HUGEINT)" for part in fetch.parts)
        for row in reader.run(
            f"SELECT {items}s.step, {parts}\nFROM ({fetch.sql}) AS f\n"
            f"JOIN {month_table(months)} ON f.bucket BETWEEN s.first AND s.last\nGROUP BY ALL"
        ):
            key = tuple(None if item is None else str(item) for item in row[:wide])
            if not apart or key[-1] == counted_currency(reader.shape):
                values = (int(str(value or 0)) for value in row[wide + 1 :])
                there = found[int(str(row[wide]))].setdefault(key[: len(by)], {})
                there |= dict(zip(fetch.parts, values, strict=True))
    return list(found)


def _apart(reader: SnapshotReader, measures: tuple[str, ...]) -> tuple[str, ...]:
    """By what else is read: amounts of several currencies are not summed."""
    money = any(MEASURES[name].in_money for name in measures)
    return ("currency",) if money and len(reader.shape.currencies) > 1 else ()
