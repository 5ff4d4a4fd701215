"""Rows with the names of what they identify, some thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from husay.measures.answer import AnswerColumn
from husay.measures.dimension import name_kind
from husay.words.naming import Names
from husay.words.reports import name_column, sheet_column
from husay.words.sheet import Row, SheetColumn

AT_ONCE = 2_000
_NAME = "_name"


def named_columns(columns: Sequence[AnswerColumn], names: Names) -> tuple[SheetColumn, ...]:
    """The columns of a sheet, with one of names after each dimension that can have some."""
    made: list[SheetColumn] = []
    for column in columns:
        made.append(sheet_column(column))
        if column.role == "dimension" and name_kind(column.of, names.shape) is not None:
            made.append(name_column(column, f"{column.name}{_NAME}"))
    return tuple(made)


def named_batches(
    columns: Sequence[AnswerColumn], rows: Iterable[Mapping[str, object]], names: Names
) -> Iterator[list[Row]]:
    """The rows in batches, their names filled in."""
    dimensions = [column.name for column in columns if column.role == "dimension"]
    waiting = iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        names.learn_rows(columns, batch)
        known = [(d, d + _NAME, names.known.get(d, {})) for d in dimensions]
        yield [{**row, **{k: found.get(row[d]) for d, k, found in known}} for row in batch]  # type: ignore[call-overload]
