"""The embedded engine that draws the large tables: a DuckDB in memory, locked to whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

Connection = duckdb.DuckDBPyConnection


@contextmanager
def engine(threads: int | None) -> Iterator[Connection]:
    """A connection of its own, which spills to a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="husay-demo-") as spill, duckdb.connect() as con:
        con.execute("SET autoinstall_known_extensions = false")
        con.execute("SET autoload_known_extensions = false")
        con.execute("SET temp_directory = ?", [spill])
        con.execute("SET memory_limit = '1GB'")
        # Joins run as they are written: the small tables of slots are always looked up.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        con.execute("SET enable_progress_bar = false")
        if threads is not None:
            con.execute("SET threads = ?", [threads])
        yield con


def script(name: str) -> str:
    """The text of one of this package's SQL files."""
    return (files("husay.demo") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def set_variables(con: Connection, values: Mapping[str, object]) -> None:
    """Give the SQL files their settings, which they read with `getvariable`."""
    for name, value in values.items():
        con.execute(f"SET VARIABLE {name} = ?", [value])


def load(
    con: Connection, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]
) -> None:
    """Make a table of rows; `columns` has the type of each column by name, in order."""
    lists = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    chosen = ", ".join(f"unnest(CAST(? AS {kind}[])) AS {name}" for name, kind in columns.items())
    con.execute(f"CREATE TABLE {table} AS SELECT {chosen}", lists)


def copy(con: Connection, name: str, path: Path) -> None:
    """Write what a SQL file selects to a Parquet file."""
    copy_select(con, script(name), path)


def copy_select(con: Connection, select: str, path: Path) -> None:
    """Write what a SELECT finds to a Parquet file.

    The SELECT must end in an ORDER BY: joins keep no order by themselves, and a file should be
    the same to the byte however many threads wrote it.
    """
    target = str(path).replace("'", "''")
    con.execute(f"COPY ({select}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
