"""Bringing staged rows into a book table: what changes, written aside, then committed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from husay.book.change import (
    Withdraws,
    changes_sql,
    month_of,
    month_sql,
    rewritten_sql,
    superseded_sql,
)
from husay.book.schema import Table
from husay.book.sql import quoted
from husay.store.warehouse.book import HISTORY, Book, empty_relation, read_files
from husay.store.warehouse.delta import BookFile, BookTable
from husay.store.warehouse.staged import Staged
from husay.store.warehouse.writing import write_months, write_parquet


@dataclass(frozen=True)
class Merged:
    """What an import did to one table: rows by fate, months touched, files to swap.

    `history` holds the files with the superseded rows, for the table's history; `changes` is the
    relation of the given rows that are new or differ, `current` that of the rows known before.
    """

    table: Table
    counts: dict[str, int]
    months: frozenset[int]
    remove: tuple[BookFile, ...]
    add: dict[str, int]
    history: dict[str, int]
    changes: str = ""
    current: str = ""

    @property
    def changed(self) -> bool:
        """Whether the book would be any different."""
        return bool(self.remove or self.add)


def merge(
    workshop: duckdb.DuckDBPyConnection,
    book: Book,
    staged: Staged,
    source: str,
    recorded: int,
    folder: Path,
    withdraws: Withdraws,
) -> Merged:
    """Write aside what the table's changed months become. Nothing of the book is touched yet.

    `folder` is the import's own; the book's files are linked into it, since the workshop can
    reach nothing else.
    """
    table, stored = staged.table, book.tables[staged.table.name]
    files = book.files(table.name)
    if not files:
        return _all_new(workshop, staged, stored, source, recorded, folder)
    current = current_relation(book, table.name, folder)
    changes = f"changes_{table.name}"
    workshop.execute(
        f"CREATE OR REPLACE TEMP TABLE {changes} AS "
        + changes_sql(table, source, staged.relation, current)
    )
    fresh, corrected = workshop.execute(
        f"SELECT count(*) FILTER (fresh), count(*) FILTER (NOT fresh) FROM {changes}"
    ).fetchall()[0]
    gone = f"gone_{table.name}"
    withdrawn = 0
    if corrected or withdraws != "nothing":
        workshop.execute(
            f"CREATE OR REPLACE TEMP TABLE {gone} AS "
            + superseded_sql(table, source, staged.relation, current, changes, withdraws)
        )
        withdrawn = _count(workshop, gone) - corrected
    counts = {
        "new": fresh,
        "corrected": corrected,
        "withdrawn": withdrawn,
        "unchanged": staged.rows - fresh - corrected,
    }
    if not (fresh or corrected or withdrawn):
        return Merged(table, counts, frozenset(), (), {}, {}, changes, current)
    superseded = gone if corrected or withdrawn else None
    months = _months(workshop, staged, changes, superseded)
    touched = tuple(f for f in files if not table.dated or f.month in months)
    kept = None
    if touched:
        kept = _kept(table, _linked(book, stored, table.name, touched, folder), superseded)
    sql = rewritten_sql(table, source, staged.relation, changes, kept, recorded)
    add = write_parquet(workshop, sql, stored, folder / "new" / table.name)
    history = {}
    if superseded:
        columns = ", ".join(quoted(n) for n in (*table.names, "source", "recorded"))
        old = f"SELECT {columns}, {recorded}::INTEGER AS superseded FROM {superseded}"
        aside = folder / "new" / (table.name + HISTORY)
        history = write_parquet(workshop, old, book.tables[table.name + HISTORY], aside)
    return Merged(table, counts, months, touched, add, history, changes, current)


def _all_new(
    workshop: duckdb.DuckDBPyConnection,
    staged: Staged,
    stored: BookTable,
    source: str,
    recorded: int,
    folder: Path,
) -> Merged:
    table = staged.table
    counts = {"new": staged.rows, "corrected": 0, "withdrawn": 0, "unchanged": 0}
    if not staged.rows:
        return Merged(table, counts, frozenset(), (), {}, {})
    months, aside = _months(workshop, staged, None, None), folder / "new" / table.name

    def rows(relation: str) -> str:
        return rewritten_sql(table, source, relation, None, None, recorded)

    if table.dated is None:
        add = write_parquet(workshop, rows(staged.relation), stored, aside)
    else:
        parts = {m: rows(_in_month(staged.relation, table.dated, m)) for m in months}
        add = write_months(workshop, parts, stored, aside)
    return Merged(table, counts, months, (), add, {})


def _in_month(relation: str, dated: str, month: int) -> str:
    """The rows of a month, found by their dates: those of others are passed over unread."""
    first, after = (date(*month_of(m), 1) for m in (month, month + 1))
    return (
        f"(SELECT * FROM {relation} WHERE {dated} >= DATE '{first}' AND {dated} < DATE '{after}')"
    )


def current_relation(book: Book, name: str, folder: Path) -> str:
    """SQL for a table's rows in the book, to be read by an import whose own folder is `folder`."""
    return _linked(book, book.tables[name], name, book.files(name), folder)


def _linked(
    book: Book, stored: BookTable, name: str, files: Sequence[BookFile], folder: Path
) -> str:
    """SQL for these files of the book, reached through links in the import's own folder."""
    if not files:
        return empty_relation(stored)
    paths = []
    for file in files:
        link = folder / "current" / name / file.path
        if not link.exists():
            link.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(book.folder / name / file.path, link)
            except OSError:  # another file system, or one without links
                shutil.copyfile(book.folder / name / file.path, link)
        paths.append(link.resolve())
    return read_files(stored, paths)


def _kept(table: Table, current: str, superseded: str | None) -> str:
    if superseded is None:
        return current
    same = " AND ".join(f"g.{quoted(k)} = c.{quoted(k)}" for k in table.identity)
    return (
        f"(SELECT c.* FROM {current} AS c WHERE NOT EXISTS "
        f"(SELECT 1 FROM {superseded} AS g WHERE {same}))"
    )


def _months(
    workshop: duckdb.DuckDBPyConnection, staged: Staged, changes: str | None, gone: str | None
) -> frozenset[int]:
    dated = staged.table.dated
    if dated is None:
        return frozenset()
    month = month_sql(quoted(dated))
    chosen = f" WHERE rowid IN (SELECT rid FROM {changes})" if changes else ""
    parts = [f"SELECT DISTINCT {month} FROM {staged.relation}{chosen}"]
    if gone:
        parts.append(f"SELECT DISTINCT month FROM {gone}")
    return frozenset(row[0] for row in workshop.execute(" UNION ".join(parts)).fetchall())


def _count(workshop: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(workshop.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])
