"""Runs a mapping's SELECTs over a table of texts, as an import does over a file."""

from collections.abc import Sequence
from typing import Any

import duckdb

from husay.book.mapping import Mapping, guess, selects
from husay.book.sql import quoted

Cells = Sequence[str | None]


def table_of(headers: Sequence[str], rows: Sequence[Cells], view: str = "benta") -> Any:
    """A connection with a file's rows as a view of texts ('' is NULL, as in a CSV)."""
    connection = duckdb.connect()
    columns = ", ".join(f"{quoted(h)} VARCHAR" for h in headers)
    connection.execute(f"CREATE TABLE {quoted(view)} ({columns})")
    marks = ", ".join("?" for _ in headers)
    for row in rows:
        connection.execute(
            f"INSERT INTO {quoted(view)} VALUES ({marks})", [cell or None for cell in row]
        )
    return connection


def given(
    mapping: Mapping, rows: Sequence[Cells], table: str | None = None, view: str = "benta"
) -> list[dict[str, Any]]:
    """What a mapping's SELECT for a table gives from a file's rows."""
    connection = table_of(mapping.headers, rows, view)
    connection.execute(selects(mapping, view)[table or mapping.table])
    names = [d[0] for d in connection.description]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def guessed(headers: Sequence[str], rows: Sequence[Cells], **options: Any) -> Mapping:
    """The mapping guessed from some rows."""
    return guess(headers, rows, **options)
