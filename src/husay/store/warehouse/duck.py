"""DuckDB connections: a workshop for imports, locked down where a user's SQL runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from husay.book.sql import literal

THREADS = 2
MEMORY = "6GB"


def _settings(temp: Path) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": str(THREADS),
        "memory_limit": MEMORY,
        "temp_directory": str(temp),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def workshop(folder: Path, readable: Sequence[Path]) -> duckdb.DuckDBPyConnection:
    """An in-memory database that can reach `folder` and `readable` and nothing else.

    It cannot reach the network, load an extension or change these limits.
    """
    connection = duckdb.connect(":memory:", config=_settings(folder))
    allowed = ", ".join(literal(f"{path.resolve()}/") for path in (folder, *readable))
    connection.execute(f"SET allowed_directories = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def open_snapshot(file: Path) -> duckdb.DuckDBPyConnection:
    """A snapshot's own database, for reading; several processes may have it open."""
    return duckdb.connect(str(file), read_only=True, config=_settings(file.parent / "temp"))


def create_database(file: Path) -> duckdb.DuckDBPyConnection:
    """A new database file to be filled."""
    return duckdb.connect(str(file), config=_settings(file.parent / "temp"))


def file_list(paths: Sequence[Path | str]) -> str:
    """Paths as a SQL list."""
    return "[" + ", ".join(literal(str(path)) for path in paths) + "]"
