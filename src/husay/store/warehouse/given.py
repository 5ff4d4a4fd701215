"""Opening what a source reads: its one plain file, its folder of files, or its database."""

from __future__ import annotations

from pathlib import Path

import duckdb

from husay.book.source import Source, tables_named
from husay.store.warehouse.plain import open_plain
from husay.store.warehouse.reader import open_database, open_files, readable_files


def open_given(
    connection: duckdb.DuckDBPyConnection, source: Source, data: Path, staging: Path
) -> None:
    """Make the views that a source's SELECTs read from `data`, a folder or a file.

    Raises Mistake when something cannot be found or read.
    """
    if source.file:
        open_plain(connection, source, data, staging)
        return
    wanted = frozenset[str]().union(*map(tables_named, source.selects.values()))
    open_files(connection, readable_files(data), staging, wanted)
    if source.database:
        open_database(connection, source.database, data, staging, wanted)
