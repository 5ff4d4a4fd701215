"""Opening what a source reads: its one plain file, its folder of files, or its database."""

from __future__ import annotations

from pathlib import Path

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book.source import Source, tables_named
from husay.store.warehouse.databases import open_database
from husay.store.warehouse.plain import open_plain
from husay.store.warehouse.reader import open_files


def open_given(
    connection: duckdb.DuckDBPyConnection, source: Source, data: Path, staging: Path
) -> tuple[Problem, ...]:
    """Make the views that a source's SELECTs read from `data`, a folder or a file.

    Answers with what is worth knowing of them. Raises Mistake when something cannot be found or
    read, or when a view could be made of two things.
    """
    if source.file:
        return open_plain(connection, source, data, staging)
    wanted = frozenset[str]().union(*map(tables_named, source.selects.values()))
    files = open_files(connection, data, staging, wanted)
    if source.database:
        tables = open_database(connection, source.database, data, staging, wanted)
        if both := sorted(set(files) & set(tables)):
            raise Mistake(*(Problem(code="file-and-table", value=name) for name in both))
    return ()
