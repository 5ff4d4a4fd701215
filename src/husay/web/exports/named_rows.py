"""Rows with the names of what they identify, some thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from husay.measures.answer import AnswerColumn
from husay.words.naming import Names
from husay.words.reports import named_columns, named_rows
from husay.words.sheet import Row

AT_ONCE = 2_000


def named_batches(
    columns: Sequence[AnswerColumn], rows: Iterable[Mapping[str, object]], names: Names
) -> Iterator[list[Row]]:
    """The rows in batches, their names filled in."""
    made, waiting = named_columns(columns, names), iter(rows)
    while batch := list(islice(waiting, AT_ONCE)):
        names.learn_rows(columns, batch)
        yield named_rows(made, batch, names)
