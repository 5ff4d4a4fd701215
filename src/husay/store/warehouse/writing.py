"""Writing rows as Parquet files, aside, and bringing these to where the book keeps its own."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from husay.book.sql import literal
from husay.store.warehouse.delta import BookTable
from husay.store.warehouse.duck import THREADS
from husay.store.warehouse.seal import on_disk, sealed

_FORMAT = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2"


def write_parquet(
    connection: duckdb.DuckDBPyConnection, sql: str, table: BookTable, folder: Path
) -> dict[str, int]:
    """Write a query's rows as files of a table below `folder`: path to number of rows.

    The columns and types written are those of the table, whatever the query's arithmetic made
    of them: a sum that grew to 128 bits would otherwise land in Parquet as a double. A file's name
    ends with the SHA-256 of what is in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid.uuid4().hex
    target, form = folder / f"{name}.parquet", _FORMAT
    if table.by_month:
        target = folder
        form += f", PARTITION_BY (month), OVERWRITE_OR_IGNORE, FILENAME_PATTERN '{name}-{{i}}'"
    rows = connection.execute(
        f"COPY ({_typed(sql, table.columns)}) TO {literal(str(target))} ({form}, RETURN_FILES)"
    ).fetchall()
    paths = [Path(path) for path in (rows[0][1] if rows else ())]
    return dict(_sealed(connection, path, folder) for path in paths)


def write_months(
    connection: duckdb.DuckDBPyConnection, parts: Mapping[int, str], table: BookTable, folder: Path
) -> dict[str, int]:
    """As `write_parquet`, of a table by months whose rows each month's own query gives.

    A third cheaper than having DuckDB deal the rows of one query out; and months are written
    side by side, since one of them keeps no more than one core busy.
    """
    columns = tuple(column for column in table.columns if column[0] != "month")

    def write(part: tuple[int, str]) -> tuple[str, int]:
        month, sql = part
        target = folder / f"month={month}" / f"{uuid.uuid4().hex}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        cursor = connection.cursor()
        try:
            cursor.execute(f"COPY ({_typed(sql, columns)}) TO {literal(str(target))} ({_FORMAT})")
            return _sealed(cursor, target, folder)
        finally:
            cursor.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return dict(pool.map(write, sorted(parts.items())))


def _typed(sql: str, columns: Sequence[tuple[str, str]]) -> str:
    listed = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns)
    return f"SELECT {listed} FROM ({sql}) AS q"


def _sealed(connection: duckdb.DuckDBPyConnection, path: Path, folder: Path) -> tuple[str, int]:
    """A written file under its lasting name, as it is called below `folder`, and its rows."""
    counted = f"SELECT num_rows FROM parquet_file_metadata({literal(str(path))})"
    rows = int(connection.execute(counted).fetchall()[0][0])
    return str(sealed(path).resolve().relative_to(folder.resolve())), rows


def bring_in(aside: Path, table: BookTable, added: Mapping[str, int]) -> None:
    """Move files written aside to where the table keeps its files, safely on disk."""
    folders = set()
    for path in added:
        target = table.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        (aside / path).replace(target)
        on_disk(target)
        folders |= {target.parent, table.folder, table.folder.parent}
    for folder in sorted(folders):  # the first takes the journal with it, the others are quick
        on_disk(folder)
