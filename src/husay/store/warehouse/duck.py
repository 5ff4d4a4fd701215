"""DuckDB connections, all made here: how much of the machine they take, and what they can reach.

Where a user's SQL runs, the database is locked down to a few folders, and a query of it can be
stopped: by whoever waits (Ctrl-C) and by a limit of time.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from husay.basics.problem import mistake
from husay.book.sql import literal

THREADS = 2
_LEAST_MEMORY_BYTES = 512 << 20
_LIMIT_OF_A_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def memory_bytes() -> int:
    """What a connection may take: half of what this machine, or its container, has."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        whole = min(whole, int(_LIMIT_OF_A_CONTAINER.read_text(encoding="ascii")))
    return max(whole // 2, _LEAST_MEMORY_BYTES)


_PATTERN_SIGNS = re.compile(r"([\[*?])")


def _settings(temp: Path) -> dict[str, str | bool | int | float | list[str]]:
    """What does not fit in memory goes to `temp`, and takes half of the free disk at most."""
    known = next((p for p in (temp, *temp.parents) if p.exists()), Path("/"))
    return {
        "threads": str(THREADS),
        "memory_limit": f"{memory_bytes() >> 20}MiB",
        "temp_directory": str(temp),
        "max_temp_directory_size": f"{max(shutil.disk_usage(known).free >> 21, 1)}MiB",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


@cache
def _settings_of(file: Path) -> dict[str, str | bool | int | float | list[str]]:
    """The settings of a database's file: the same however often this process opens it.

    DuckDB refuses a file that is open already with other settings, and the free disk changes.
    """
    return _settings(file.parent / "temp")


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
    return duckdb.connect(str(file), read_only=True, config=_settings_of(file))


def beside_snapshot(file: Path) -> duckdb.DuckDBPyConnection:
    """An empty database in memory beside a snapshot's own, which it can read as `book`.

    Nothing of the snapshot has a plain name in it: what may be read is what is made there.
    """
    connection = duckdb.connect(":memory:", config=_settings(file.parent / "temp"))
    connection.execute(f"ATTACH {literal(str(file))} AS book (READ_ONLY)")
    return connection


def create_database(file: Path) -> duckdb.DuckDBPyConnection:
    """A new database file to be filled."""
    return duckdb.connect(str(file), config=_settings_of(file))


def run_given(
    connection: duckdb.DuckDBPyConnection, sql: str, most_seconds: float
) -> list[tuple[Any, ...]]:
    """Run a statement that holds a user's SQL, however long it means to take; answers its rows.

    Ctrl-C stops it at once, and `most_seconds` at last: then a Mistake is raised. DuckDB alone
    would heed neither.
    """
    rows: list[tuple[Any, ...]] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            rows.extend(connection.execute(sql).fetchall())
        except BaseException as error:  # it is raised again below, where the caller is
            failed.append(error)
        finally:
            done.set()

    runner = threading.Thread(target=run, name="given-sql", daemon=True)
    runner.start()
    in_time = False
    try:
        in_time = done.wait(most_seconds)
    finally:
        if not done.is_set():
            connection.interrupt()
        runner.join()
    if failed and not in_time:
        raise mistake("sql-took-too-long", hours=f"{most_seconds / 3600:g}") from failed[0]
    if failed:
        raise failed[0]
    return rows


def file_literal(path: Path | str) -> str:
    """A path as a SQL literal that names this one file.

    DuckDB takes every path for a pattern: `sales [1].csv` would be `sales 1.csv`.
    """
    return literal(_PATTERN_SIGNS.sub(r"[\1]", str(path)))


def file_list(paths: Sequence[Path | str]) -> str:
    """Paths as a SQL list."""
    return "[" + ", ".join(file_literal(path) for path in paths) + "]"
