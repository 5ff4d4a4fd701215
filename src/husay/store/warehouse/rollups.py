"""Keeping the rollups up with the book, month by month.

The lines are read once into a narrow table whose identifiers are small numbers (DuckDB's enums):
grouping by ten texts a line would take several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from husay.measures.rollup import LINE_COLUMNS, ROLLUPS, rollup_sql
from husay.store.warehouse.book import Book
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.snapshot import lay_out
from husay.store.warehouse.writing import bring_in, write_parquet

_VALUES = {
    "seller": (
        "SELECT seller FROM sale_lines", "SELECT person FROM credits",
        "SELECT person FROM ownerships",
    ),
    "unit": ("SELECT unit FROM sale_lines",),
    "then_unit": ("SELECT unit FROM sale_lines", "SELECT unit FROM assignments"),
    "product": ("SELECT product FROM sale_lines",),
    "product_line": ("SELECT product_line FROM products",),
    "product_group": ("SELECT product_group FROM products",),
    "channel": ("SELECT channel FROM sale_lines",),
    "currency": ("SELECT currency FROM sale_lines",),
    "customer_group": ("SELECT customer_group FROM customers",),
    "territory": ("SELECT territory FROM sale_lines", "SELECT territory FROM customers"),
    "kind": ("SELECT kind FROM sale_lines",),
}  # fmt: skip
"""Where each identifier of a placed line can come from."""


def update_rollups(book: Book, months: Iterable[int] | None, staging: Path) -> dict[str, int]:
    """Bring the rollups up to the book's lines, for some months or all; answers new versions."""
    wanted = _months(book) if months is None else sorted(set(months))
    connection = workshop(staging, [book.folder])
    try:
        lay_out(connection, book)
        _take_lines(connection, wanted)
        versions = {}
        for rollup in ROLLUPS:
            table = book.tables[rollup.table]
            old = book.files(rollup.table, None if months is None else wanted)
            if not wanted and not old:
                continue
            aside = staging / "new" / rollup.table
            add = write_parquet(connection, rollup_sql(rollup, "taken_lines"), table, aside)
            bring_in(aside, table, add)
            versions[rollup.table] = table.commit(old, add)
        return versions
    finally:
        connection.close()


def _months(book: Book) -> list[int]:
    return sorted({f.month for f in book.files("sale_lines") if f.month is not None})


def _take_lines(connection: duckdb.DuckDBPyConnection, months: list[int]) -> None:
    """The placed lines of these months as `taken_lines`, identifiers as enums."""
    for name, selects in _VALUES.items():
        given = " UNION ".join(selects)
        connection.execute(
            f"CREATE TYPE known_{name} AS ENUM (\n"
            f"  SELECT v FROM ({given} UNION SELECT '') AS g(v) WHERE v IS NOT NULL ORDER BY v)"
        )
    columns = ", ".join(
        f"CAST({name} AS known_{name}) AS {name}" if name in _VALUES else name
        for name in LINE_COLUMNS
    )
    listed = ", ".join(map(str, months)) or "NULL"
    connection.execute(
        f"CREATE TABLE taken_lines AS SELECT {columns}\nFROM placed_lines WHERE month IN ({listed})"
    )
