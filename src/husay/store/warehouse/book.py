"""The book on disk: its tables, and which files a manifest's versions stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from husay.book.schema import TABLES, Table
from husay.measures.rollup import ROLLUPS
from husay.store.warehouse.delta import BookFile, BookTable
from husay.store.warehouse.duck import file_list

HISTORY = "_history"
"""Ending of a table's history: rows that were corrected or withdrawn, and by which manifest."""


def stored_columns(table: Table) -> tuple[tuple[str, str], ...]:
    """A book table's columns on disk: its own, and its source, snapshot and month."""
    own = tuple((c.name, c.sql_type) for c in table.columns)
    month = (("month", "INTEGER"),) if table.dated else ()
    return (*own, ("source", "VARCHAR"), ("recorded", "INTEGER"), *month)


def _history_columns(table: Table) -> tuple[tuple[str, str], ...]:
    own = tuple(c for c in stored_columns(table) if c[0] != "month")
    return (*own, ("superseded", "INTEGER"))


@dataclass(frozen=True)
class Book:
    """The tables below a folder, as one manifest's `versions` pin them."""

    folder: Path
    versions: Mapping[str, int]

    @cached_property
    def tables(self) -> dict[str, BookTable]:
        """Every table that a book can have, by name; histories and rollups too."""
        made = {n: BookTable(self.folder / n, stored_columns(t)) for n, t in TABLES.items()}
        made |= {
            n + HISTORY: BookTable(self.folder / (n + HISTORY), _history_columns(t))
            for n, t in TABLES.items()
        }
        return made | {r.table: BookTable(self.folder / r.table, r.columns()) for r in ROLLUPS}

    def has(self, table: str) -> bool:
        """Whether the table has ever had a row in this snapshot."""
        return table in self.versions

    def files(self, table: str, months: Iterable[int] | None = None) -> tuple[BookFile, ...]:
        """The table's files in this snapshot, of some months or of all."""
        if table not in self.versions:
            return ()
        files = self.tables[table].files(self.versions[table])
        if months is None:
            return files
        chosen = set(months)
        return tuple(f for f in files if f.month in chosen)

    def relation(self, table: str, months: Iterable[int] | None = None) -> str:
        """SQL for the table's rows: the pinned files, or an empty relation of the same columns."""
        files = self.files(table, months)
        if not files:
            return empty_relation(self.tables[table])
        folder = (self.folder / table).resolve()
        return read_files(self.tables[table], [folder / f.path for f in files])

    def digests(self, tables: Iterable[str]) -> dict[str, str]:
        """The digest of each of these tables' list of files, for the manifest."""
        return {name: self.tables[name].digest(self.versions[name]) for name in tables}

    def settle(self) -> None:
        """Take back whatever a killed import committed and never published."""
        for name, table in self.tables.items():
            table.settle(self.versions.get(name))


def read_files(table: BookTable, paths: list[Path]) -> str:
    """SQL that reads these Parquet files as the table's rows."""
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    hive = (
        "hive_partitioning = true, hive_types = {'month': INTEGER}"
        if table.by_month
        else "hive_partitioning = false"
    )
    return f"(SELECT {names} FROM read_parquet({file_list(paths)}, {hive}))"


def empty_relation(table: BookTable) -> str:
    """SQL for no rows of the table's columns."""
    columns = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in table.columns)
    return f"(SELECT {columns} WHERE FALSE)"
