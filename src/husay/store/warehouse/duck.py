"""DuckDB connections: a workshop for imports, locked down where a user's SQL runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from husay.book.sql import literal

THREADS = 2
MEMORY = "6GB"

_PATTERN_SIGNS = re.compile(r"([\[*?])")


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
    # A path is judged as it is written, and may be written as a pattern that means itself.
    allowed = ", ".join(
        written(f"{path.resolve()}/")
        for path in (folder, *readable)
        for written in (literal, file_literal)
    )
    connection.execute(f"SET allowed_directories = [{allowed}]")
    # A time with a zone must not become another day because the machine stands elsewhere.
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def open_snapshot(file: Path) -> duckdb.DuckDBPyConnection:
    """A snapshot's own database, for reading; several processes may have it open."""
    return duckdb.connect(str(file), read_only=True, config=_settings(file.parent / "temp"))


def create_database(file: Path) -> duckdb.DuckDBPyConnection:
    """A new database file to be filled."""
    return duckdb.connect(str(file), config=_settings(file.parent / "temp"))


def file_literal(path: Path | str) -> str:
    """A path as a SQL literal that names this one file.

    DuckDB takes every path for a pattern: `sales [1].csv` would be `sales 1.csv`.
    """
    return literal(_PATTERN_SIGNS.sub(r"[\1]", str(path)))


def file_list(paths: Sequence[Path | str]) -> str:
    """Paths as a SQL list."""
    return "[" + ", ".join(file_literal(path) for path in paths) + "]"
