"""Playing months of a demo company, as somebody at a command line does."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from tests.cli.running import run

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company

MONTHS = (
    "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07",
    "2026-08", "2026-09", "2026-10", "2026-11",
)  # fmt: skip
"""A year of the demo's history, its last month unfinished."""


def begin(folder: Path, lines: int, through: str = "2025-11") -> None:
    """A demo company that knows what was known at a month's end."""
    words = ("--dir", str(folder), "--lines", str(lines), "--through", through, "--no-serve")
    made = run("demo", *words)
    assert made.code == 0, made.everything


def next_files(folder: Path, month: str) -> None:
    """The files of another month come in, and wait."""
    came = run("demo", "--dir", str(folder), "--through", month, "--no-serve")
    assert came.code == 0, came.everything


def loop(folder: Path, *words: str, code: int = 0) -> Any:
    """What `husay loop` says, as a document."""
    done = run("--home", str(folder), "loop", *words, "--format", "json")
    assert done.code == code, done.everything
    return done.json


def play(folder: Path, month: str) -> Any:
    """A month's files come in, and the loop goes through it."""
    next_files(folder, month)
    return loop(folder, "--month", month)


def opened(folder: Path) -> Company:
    """The company in a folder."""
    from husay.store.opening import open_company

    return open_company(folder)


def rows_of(company: Company, table: str, source: str | None = None) -> list[tuple[object, ...]]:
    """All rows of a table of the book in the newest snapshot, or those that a source gave, without
    which snapshot brought them."""
    from husay.book.schema import GIVEN

    columns = ", ".join(f'"{name}"' for name in GIVEN[table].names)
    given = f"WHERE source = '{source}'" if source else ""
    found = company.snapshot().run(f"SELECT {columns} FROM {table} {given} ORDER BY ALL")
    return [tuple(row) for row in found]


def hashes(folder: Path) -> dict[str, str]:
    """Each file of a folder with the hash of what is in it."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
