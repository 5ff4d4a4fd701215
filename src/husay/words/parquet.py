"""A sheet as a Parquet file: every column typed exactly, no figure through a float."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import duckdb

from husay.book.sql import literal, quoted
from husay.words.sheet import Sheet, SheetColumn

_NULL = "\\N"
_QUOTE = '"'
_TYPES = {
    "money": "DECIMAL(18,4)",
    "quantity": "DECIMAL(18,4)",
    "ratio": "DECIMAL(18,6)",
    "days": "DECIMAL(18,6)",
    "count": "BIGINT",
    "day": "DATE",
    "text": "VARCHAR",
}


def parquet_bytes(sheet: Sheet) -> bytes:
    """The sheet as a Parquet file (ratios with six decimals)."""
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        given, made = Path(folder) / "sheet.csv", Path(folder) / "sheet.parquet"
        rows = [list(row.values()) for row in sheet.plain_rows()]
        with given.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, quoting=csv.QUOTE_ALL)
            writer.writerows([_NULL if v is None else v for v in row] for row in rows)
        types = {c.name: _type(c, [row[i] for row in rows]) for i, c in enumerate(sheet.columns)}
        listed = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types.items())
        chosen = ", ".join(quoted(name) for name in types)
        with duckdb.connect(":memory:") as connection:
            read = (
                f"read_csv({literal(str(given))}, header = false, quote = '{_QUOTE}', delim = ',', "
                f"nullstr = {literal(_NULL)}, allow_quoted_nulls = true, columns = {{{listed}}})"
            )
            connection.execute(
                f"COPY (SELECT {chosen} FROM {read}) "  # noqa: S608
                f"TO {literal(str(made))} (FORMAT parquet)"
            )
        return made.read_bytes()


def _type(column: SheetColumn, values: list[str | int | None]) -> str:
    """The column's type; parts of a count (a goal's share of a month) need decimals."""
    parts = column.kind == "count" and any("." in str(value) for value in values)
    return "DECIMAL(18,6)" if parts else _TYPES[column.kind]
