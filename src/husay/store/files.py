"""Looking at a plain file before it becomes a source: its sheets, headers, first rows, size."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book import mapping as plain
from husay.book.sql import ERRORS, quoted
from husay.store.likely_sheet import likely_sheet
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.plain import Top, columns_of, sheet_names
from husay.store.warehouse.ragged import ragged_rows
from husay.store.warehouse.reader import file_kind

SAMPLE_ROWS = 200
"""How many rows of a file are looked at, and can be shown."""

_MOST_VALUES = 20_000
"""How many different values of a column are looked at where the sample leaves a question."""

_COUNTED_BYTES = 32 << 20
"""The rows of a larger text file are estimated, not counted."""

_VIEW = "looked_at"


@dataclass(frozen=True)
class Looked:
    """What a file looks like.

    `sheets` are those of an Excel file; `skip` rows stand above the header. `rows` are the first
    ones as texts (None is an empty cell), `types` what the file itself says about its columns.
    `count` is the number of rows below the header, counted where `exact`, else estimated.
    """

    file: Path
    sheet: str
    sheets: tuple[str, ...]
    skip: int
    headers: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...] = field(repr=False)
    types: Mapping[str, str] = field(repr=False)
    count: int
    exact: bool

    @property
    def empty(self) -> bool:
        """Whether nothing stands below the header: such a file makes no new source."""
        return self.exact and not self.count


def look(file: Path, sheet: str = "") -> Looked:
    """Look at a CSV, Excel or Parquet file; raises Mistake when it cannot be read."""
    sheets = sheet_names(file)
    sheet = sheet or (likely_sheet(file, sheets) if len(sheets) > 1 else "")
    with _opened(file, sheet, None) as opened:
        types = columns_of(opened.connection, _VIEW)
        texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in types)
        rows = opened.rows(f"SELECT {texts} FROM {_VIEW} LIMIT {SAMPLE_ROWS}")
        if not rows and (ragged := ragged_rows(opened.connection)):
            raise Mistake(*ragged)  # not empty: none of its rows can be read
        count, exact = _count(opened, file)
    headers, skip, cells = tuple(types), opened.skip, opened.top.rows
    if cells is not None:
        types = _cell_types(cells[skip + 1 : skip + 1 + SAMPLE_ROWS], headers)
    elif file_kind(file) == "csv":
        types = {}
    return Looked(file, sheet, sheets, skip, headers, tuple(rows), types, count, exact)


@dataclass(frozen=True)
class _Opened:
    """A file that has become a view, below so many rows."""

    connection: duckdb.DuckDBPyConnection
    top: Top
    skip: int

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a SELECT."""
        return self.connection.execute(sql).fetchall()


def guess_file(
    file: Path, sheet: str = "", said: plain.Said | None = None, looked: Looked | None = None
) -> plain.Mapping:
    """The mapping that a file suggests, as the user has mended it so far (`said`).

    What the first rows leave open is looked for in the whole file before it becomes a question.
    """
    seen = looked or look(file, sheet)
    said = said or plain.Said()

    def guessed(more: Mapping[str, Sequence[str]]) -> plain.Mapping:
        return plain.guess(
            seen.headers, seen.rows, seen.types, called=file.name, more=more, said=said
        )

    mapping = guessed({})
    asked = [q for q in mapping.questions if q.code in ("dates", "decimal")]
    if asked and (seen.count > len(seen.rows) or not seen.exact):
        headers = dict.fromkeys(header for question in asked for header in question.given)
        mapping = guessed(_values(seen, tuple(headers)))
    return replace(mapping, sheet=seen.sheet, skip=seen.skip)


def _values(looked: Looked, headers: Sequence[str]) -> dict[str, list[str]]:
    """Different values of some columns, from the whole file."""
    found = {}
    with _opened(looked.file, looked.sheet, looked.skip) as opened:
        for header in headers:
            text = f"CAST({quoted(header)} AS VARCHAR)"
            rows = opened.rows(
                f"SELECT DISTINCT {text} FROM {_VIEW} WHERE {text} <> '' LIMIT {_MOST_VALUES}"
            )
            found[header] = [row[0] for row in rows]
    return found


@contextmanager
def _opened(file: Path, sheet: str, skip: int | None) -> Iterator[_Opened]:
    """A file as a view; `skip` rows stand above its header, as many as it seems where None."""
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        connection = workshop(Path(folder), [file.resolve().parent])
        try:
            top = Top.of(file, Path(folder), sheet)
            above = top.above() if skip is None else skip
            top.open(connection, _VIEW, above)
            yield _Opened(connection, top, above)
        except duckdb.Error as error:
            said = str(error).strip().splitlines()[0]
            raise Mistake(Problem(code="unreadable-file", file=file.name, value=said)) from error
        finally:
            connection.close()


def _count(opened: _Opened, file: Path) -> tuple[int, bool]:
    """Rows below the header, and whether they were counted."""
    size = file.stat().st_size
    if file_kind(file) != "csv" or size <= _COUNTED_BYTES:
        return int(opened.rows(f"SELECT count(*) FROM {_VIEW}")[0][0]), True
    with file.open("rb") as handle:
        start = handle.read(1 << 20)
    if file.name.lower().endswith(".gz"):
        with gzip.open(file) as packed:
            start = packed.read(1 << 20)
        size *= 4  # texts of sales shrink to about a quarter
    return size * max(1, start.count(b"\n")) // len(start), False


def _cell_types(rows: Sequence[Sequence[Any]], headers: Sequence[str]) -> dict[str, str]:
    """Whether a sheet's columns hold numbers or dates: 'number', 'date' or ''."""
    found = {}
    nothing = ("", None, *ERRORS)
    for place, header in enumerate(headers):
        cells = [row[place] for row in rows if place < len(row) and row[place] not in nothing]
        if cells and all(isinstance(c, date) for c in cells):
            found[header] = "date"
        elif cells and all(isinstance(c, int | float) and not isinstance(c, bool) for c in cells):
            found[header] = "number"
    return found
