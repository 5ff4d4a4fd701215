"""Looking at a plain file before it becomes a source: its sheets, headers, first rows, size."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book import mapping as plain
from husay.book.sql import quoted
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.plain import columns_of, open_file, read_sheet, sheet_names
from husay.store.warehouse.reader import csv_encoding, file_kind

SAMPLE_ROWS = 200
"""How many rows of a file are looked at, and can be shown."""

_MOST_VALUES = 20_000
"""How many different values of a column are looked at where the sample leaves a question."""

_TOP = 30
"""A header stands within so many rows of the top."""

_COUNTED_BYTES = 32 << 20
"""The rows of a larger text file are estimated, not counted."""

_LONGEST = 100_000
"""So many characters of a line are looked at."""

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
    sheet = sheet or (_first_filled(file, sheets) if len(sheets) > 1 else "")
    skip = _rows_above(file, sheet)
    with _opened(file, sheet, skip) as connection:
        types = columns_of(connection, _VIEW)
        texts = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in types)
        rows = connection.execute(f"SELECT {texts} FROM {_VIEW} LIMIT {SAMPLE_ROWS}").fetchall()
        count, exact = _count(connection, file)
    headers = tuple(types)
    if file_kind(file) == "excel":
        types = _cell_types(file, sheet, skip, headers)
    elif file_kind(file) == "csv":
        types = {}
    return Looked(file, sheet, sheets, skip, headers, tuple(rows), types, count, exact)


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
    with _opened(looked.file, looked.sheet, looked.skip) as connection:
        for header in headers:
            text = f"CAST({quoted(header)} AS VARCHAR)"
            rows = connection.execute(
                f"SELECT DISTINCT {text} FROM {_VIEW} WHERE {text} <> '' LIMIT {_MOST_VALUES}"
            ).fetchall()
            found[header] = [row[0] for row in rows]
    return found


@contextmanager
def _opened(file: Path, sheet: str, skip: int) -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        connection = workshop(Path(folder), [file.parent])
        try:
            open_file(connection, file.resolve(), Path(folder), _VIEW, sheet, skip)
            yield connection
        except duckdb.Error as error:
            said = str(error).strip().splitlines()[0]
            raise Mistake(Problem(code="unreadable-file", file=file.name, value=said)) from error
        finally:
            connection.close()


def _count(connection: duckdb.DuckDBPyConnection, file: Path) -> tuple[int, bool]:
    """Rows below the header, and whether they were counted."""
    size = file.stat().st_size
    if file_kind(file) != "csv" or size <= _COUNTED_BYTES:
        rows = connection.execute(f"SELECT count(*) FROM {_VIEW}").fetchall()
        return int(rows[0][0]), True
    with file.open("rb") as handle:
        start = handle.read(1 << 20)
    if file.name.lower().endswith(".gz"):
        with gzip.open(file) as packed:
            start = packed.read(1 << 20)
        size *= 4  # texts of sales shrink to about a quarter
    return size * max(1, start.count(b"\n")) // len(start), False


def _first_filled(file: Path, sheets: Sequence[str]) -> str:
    return next((name for name in sheets if read_sheet(file, name)), sheets[0])


def _rows_above(file: Path, sheet: str) -> int:
    """How many rows stand above the header: a report's title, its date, blank rows."""
    if file_kind(file) == "excel":
        rows: list[tuple[int, Sequence[Any]]] = list(enumerate(read_sheet(file, sheet)[:_TOP]))
    elif file_kind(file) == "csv" and file.is_file():
        rows = list(_first_lines(file))
    else:
        return 0
    filled = [
        (above, sum(1 for cell in row if str(cell).strip("\ufeff \t\r\n"))) for above, row in rows
    ]
    widest = max((width for _, width in filled), default=0)
    if not widest:
        raise Mistake(Problem(code="empty-file", file=file.name))
    return next((above for above, width in filled if 5 * width >= 3 * widest > 0), 0)


def _first_lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """The first rows of a text file, each with the number of lines above it."""
    packed = file.name.lower().endswith(".gz")
    with gzip.open(file) if packed else file.open("rb") as raw:
        handle = io.TextIOWrapper(
            cast(IO[bytes], raw), encoding=csv_encoding(file), errors="replace", newline=""
        )
        lines = [line for line in (handle.readline(_LONGEST) for _ in range(2 * _TOP)) if line]
    delimiter = max(",;\t|", key=lambda sign: _columns(lines, sign))
    reader = csv.reader(lines, delimiter=delimiter)
    above = 0
    for row in reader:
        if row:
            yield above, row
        above = reader.line_num


def _columns(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """In how many lines a sign stands as often as in most, and how often that is."""
    counts = [re.sub(r'"[^"]*"', "", line).count(delimiter) for line in lines]
    usual = max(set(counts), key=lambda n: (n > 0, counts.count(n))) if counts else 0
    return (counts.count(usual) if usual else 0, usual)


def _cell_types(file: Path, sheet: str, skip: int, headers: Sequence[str]) -> dict[str, str]:
    """Whether a sheet's columns hold numbers or dates: 'number', 'date' or ''."""
    found = {}
    rows = read_sheet(file, sheet)[skip + 1 : skip + 1 + SAMPLE_ROWS]
    for place, header in enumerate(headers):
        cells = [row[place] for row in rows if place < len(row) and row[place] not in ("", None)]
        if cells and all(isinstance(c, date) for c in cells):
            found[header] = "date"
        elif cells and all(isinstance(c, int | float) and not isinstance(c, bool) for c in cells):
            found[header] = "number"
    return found
