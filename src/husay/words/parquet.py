"""A sheet as a Parquet file: every column typed exactly, no figure through a float.

Which type a column has is said by the column, never by its values: files of one question can be
read together.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from husay.book.sql import literal, quoted
from husay.words.sheet import Sheet, SheetColumn, plain

_TYPES = {
    "money": "DECIMAL(38,4)",
    "quantity": "DECIMAL(38,4)",
    "ratio": "DECIMAL(38,6)",
    "days": "DECIMAL(38,6)",
    "count": "BIGINT",
    "day": "DATE",
    "text": "VARCHAR",
}
_AT_ONCE = 10_000


def parquet_bytes(sheet: Sheet) -> bytes:
    """The sheet as a Parquet file (ratios with six decimals)."""
    types = [_type(column) for column in sheet.columns]
    named = (f"{quoted(c.name)} {kind}" for c, kind in zip(sheet.columns, types, strict=True))
    typed = ", ".join(f"CAST(unnest(CAST(? AS VARCHAR[])) AS {kind})" for kind in types)
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        made = Path(folder) / "sheet.parquet"
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"CREATE TABLE sheet ({', '.join(named)})")
            for values in _batches(sheet):
                connection.execute(f"INSERT INTO sheet SELECT {typed}", values)
            connection.execute(f"COPY sheet TO {literal(str(made))} (FORMAT parquet)")
        return made.read_bytes()


def _batches(sheet: Sheet) -> Iterator[list[list[str | None]]]:
    """The columns' values as exact texts, some thousand rows at a time."""
    for start in range(0, len(sheet.rows), _AT_ONCE):
        rows = sheet.rows[start : start + _AT_ONCE]
        yield [[_text(row.get(c.name), c) for row in rows] for c in sheet.columns]


def _text(value: object, column: SheetColumn) -> str | None:
    written = plain(value, column.kind)
    return None if written is None else str(written)


def _type(column: SheetColumn) -> str:
    return _TYPES["ratio"] if column.parts else _TYPES[column.kind]
