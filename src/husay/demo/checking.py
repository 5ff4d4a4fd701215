"""Reads a written demo folder back with plain SQL, apart from everything that made it.

The answer key's figures come from here: from the files as an importer sees them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from husay.demo.engine import Connection, engine, script, set_variables

Row = dict[str, Any]


@contextmanager
def book_of(folder: Path, threads: int | None = None) -> Iterator[Connection]:
    """A connection in which `book_<table>` is what the folder's SELECT for that table gives."""
    with engine(threads) as con:
        # Whatever was decided for drawing is no use for asking.
        con.execute("SET disabled_optimizers = ''")
        for path in sorted((folder / "data").iterdir()):
            if path.suffix == ".csv":
                con.read_csv(str(path), all_varchar=True).create_view(path.stem)
            else:
                con.read_parquet(str(path)).create_view(path.stem)
        for path in sorted(folder.glob("*.sql")):
            select = path.read_text(encoding="utf-8")
            con.execute(f"CREATE VIEW book_{path.stem} AS {select}")
        yield con


def row_counts(con: Connection) -> dict[str, int]:
    """How many rows each table of the book has."""
    views = con.execute(
        "SELECT view_name FROM duckdb_views() WHERE starts_with(view_name, 'book_') ORDER BY 1"
    ).fetchall()
    return {name.removeprefix("book_"): len(con.table(name)) for (name,) in views}


def ask_all(con: Connection, name: str) -> list[Row]:
    """The rows that one of the key's SQL files finds."""
    found = con.execute(script(f"key/{name}"))
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def ask_one(con: Connection, name: str) -> Row:
    """The only row that one of the key's SQL files finds."""
    (row,) = ask_all(con, name)
    return row


def prepare(con: Connection, variables: Mapping[str, object]) -> None:
    """Give the key's SQL files their settings and credit every sale to someone."""
    set_variables(con, variables)
    con.execute(script("key/credited"))
