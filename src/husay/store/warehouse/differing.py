"""Comparing two snapshots, file by file: what both have in common is never opened."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from husay.book.difference import (
    Difference,
    TableDifference,
    changes_sql,
    counts_sql,
    read_changes,
)
from husay.book.history import table_named
from husay.book.manifest import Manifest
from husay.book.schema import TABLES, Table
from husay.store.home import Home
from husay.store.warehouse.book import Book, empty_relation, read_files
from husay.store.warehouse.delta import BookFile
from husay.store.warehouse.looking import looking


def difference(
    home: Home, before: Manifest, after: Manifest, table: str | None = None, limit: int = 100
) -> Difference:
    """What changed from one manifest to another, in one table or all (see `book.difference`).

    At most `limit` rows of a table are shown, all are counted. Raises Mistake when a snapshot was
    cleaned or there is no such table.
    """
    chosen = [table_named(table)] if table is not None else list(TABLES.values())
    with looking(home, (before, after)) as connection:
        books = Book(home.book, before.versions), Book(home.book, after.versions)
        found = [_compare(connection, t, *books, limit) for t in chosen]
        totals = [_revenue(connection, book) for book in books]
    return Difference(
        before=before.number,
        after=after.number,
        tables=tuple(t for t in found if t is not None),
        revenue={
            c: (totals[0].get(c, 0), totals[1].get(c, 0))
            for c in sorted({**totals[0], **totals[1]})
        },
        settings={
            key: (before.company.get(key), after.company.get(key))
            for key in {**before.company, **after.company}
            if before.company.get(key) != after.company.get(key)
        },
    )


def _compare(
    connection: duckdb.DuckDBPyConnection, table: Table, one: Book, other: Book, limit: int
) -> TableDifference | None:
    """What changed in a table; None when nothing did."""
    files = one.files(table.name), other.files(table.name)
    gone, come = (_only(files[0], files[1]), _only(files[1], files[0]))
    if not (gone or come):
        return None
    old, new = _relation(one, table, gone), _relation(other, table, come)
    counts = connection.execute(counts_sql(table, old, new)).fetchall()
    if not counts:
        return None
    rows = connection.execute(changes_sql(table, old, new, limit)).fetchall() if limit else []
    months = sorted({f.month for f in (*gone, *come) if f.month is not None})
    return TableDifference(table.name, dict(counts), tuple(months), read_changes(table, rows))


def _only(files: Sequence[BookFile], others: Sequence[BookFile]) -> list[BookFile]:
    known = {file.path for file in others}
    return [file for file in files if file.path not in known]


def _relation(book: Book, table: Table, files: Sequence[BookFile]) -> str:
    stored = book.tables[table.name]
    if not files:
        return empty_relation(stored)
    return read_files(stored, [(stored.folder / file.path).resolve() for file in files])


def _revenue(connection: duckdb.DuckDBPyConnection, book: Book) -> dict[str, int]:
    rows = connection.execute(
        "SELECT currency, CAST(SUM(amount) AS BIGINT)\n"
        f"FROM {book.relation('sale_lines')} AS l GROUP BY currency"
    ).fetchall()
    return dict(rows)
