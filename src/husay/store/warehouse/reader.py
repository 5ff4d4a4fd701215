"""Reading what a company gives: each file, sheet or database table becomes a view of texts.

CSV and Parquet are read by DuckDB itself; Excel and databases are first written down as CSV in
the staging folder. Numbers stay texts until a source's SELECT says what they are, so that no
float comes between a file and the book.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.sql import quoted
from husay.store.warehouse.dialect import TOP, Dialect, dialect_of, rows_above, write_rows
from husay.store.warehouse.duck import file_literal
from husay.store.warehouse.plain_text import plain_text
from husay.store.warehouse.sheets import cell_text, read_sheet, sheets_of

_CSV = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
_EXCEL = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_PARQUET = (".parquet",)
_NOT_GIVEN = (".", "~$")
"""What systems and Excel put beside files, hidden ones and locks, begins so."""


@dataclass(frozen=True)
class Given:
    """What can become a view: a file, or one sheet of it."""

    file: Path
    sheet: str = ""

    @property
    def shown(self) -> str:
        """What people call it."""
        return f"{self.file.name} ({self.sheet})" if self.sheet else self.file.name


def view_name(path: Path) -> str:
    """A file's view: its name without endings, lower case, other signs as underscores."""
    stem = path.name.lower()
    for ending in sorted((*_CSV, *_EXCEL, *_PARQUET), key=len, reverse=True):
        stem = stem.removesuffix(ending)
    return re.sub(r"\W+", "_", stem).strip("_") or "data"


def file_kind(path: Path) -> Literal["csv", "excel", "parquet"] | None:
    """How a file is read, by its ending; None when Husay reads no such files."""
    lower = path.name.lower()
    if lower.endswith(_EXCEL):
        return "excel"
    if lower.endswith(_PARQUET):
        return "parquet"
    return "csv" if lower.endswith(_CSV) else None


def readable_files(data: Path) -> tuple[Path, ...]:
    """The data files of a folder, or the one file that `data` is."""
    if data.is_file():
        return (data,)
    if not data.is_dir():
        raise mistake("no-such-file", file=data)
    found = (p for p in data.iterdir() if file_kind(p) and not p.name.startswith(_NOT_GIVEN))
    return tuple(sorted(found))


def given_below(folder: Path, file: Path) -> Path:
    """Where a file really is; raises Mistake when that is not in the data folder.

    A link, or a path with `..` in it, could lead to any file of the machine.
    """
    real = file.resolve()
    if not real.is_relative_to(folder.resolve()):
        raise Mistake(Problem(code="outside-the-data", file=file.name))
    return real


def open_files(
    connection: duckdb.DuckDBPyConnection,
    data: Path,
    staging: Path,
    wanted: frozenset[str],
) -> tuple[str, ...]:
    """Make a view for each file of `data` (a folder, or one file) whose name is wanted.

    Answers the views' names. Raises Mistake when something cannot be read, or when two files
    would be one view.
    """
    found = dict[str, Given]()
    for path in readable_files(data):
        # A file that its user named may be a link; what lies in a folder must not lead out of it.
        real = path.resolve() if data.is_file() else path
        for name, given in _views_of(path, real, data, wanted).items():
            if name in found:
                shown = ", ".join(sorted((found[name].shown, given.shown)))
                raise Mistake(Problem(code="two-files-for-one", file=shown, value=name))
            found[name] = given
    for name, given in found.items():
        _open(connection, name, given, staging)
    return tuple(found)


def _views_of(path: Path, real: Path, data: Path, wanted: frozenset[str]) -> Mapping[str, Given]:
    """The wanted views that a file gives; what nobody wants is not opened."""
    stem = view_name(path)
    sheets = file_kind(path) == "excel" and any(w.startswith(f"{stem}_") for w in wanted)
    if stem not in wanted and not sheets:
        return {}
    file = real if data.is_file() else given_below(data, path)
    if file_kind(path) != "excel":
        return {stem: Given(file)}
    found = dict[str, Given]()
    for position, sheet in enumerate(sheets_of(file)):
        names = [f"{stem}_{view_name(Path(sheet))}", *([stem] if position == 0 else [])]
        for name in (n for n in names if n in wanted):
            if name in found:
                shown = f"{found[name].shown}, {Given(file, sheet).shown}"
                raise Mistake(Problem(code="two-files-for-one", file=shown, value=name))
            found[name] = Given(file, sheet)
    return found


def _open(connection: duckdb.DuckDBPyConnection, name: str, given: Given, staging: Path) -> None:
    if file_kind(given.file) == "parquet":
        view_parquet(connection, name, given.file)
    elif file_kind(given.file) == "csv":
        view_csv(connection, name, given.file, staging)
    else:
        rows = read_sheet(given.file, given.sheet)
        above = rows_above(enumerate(rows[:TOP]))
        texts = (tuple(map(cell_text, row)) for row in rows[above:])
        written = write_rows(staging / f"sheet-{name}.csv", texts)
        if written is None:
            raise Mistake(Problem(code="empty-file", file=given.shown))
        view_written(connection, name, written, given.shown)


def view_parquet(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Make a view of a Parquet file, with its own types."""
    select = f"SELECT * FROM read_parquet({file_literal(path)}, hive_partitioning = false)"
    _view(connection, name, select, path.name)


def view_csv(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    path: Path,
    staging: Path,
    skip: int | None = None,
) -> None:
    """Make a view of a CSV file, all texts; `skip` is how many rows stand above its header."""
    dialect = dialect_of(plain_text(path, staging), path.name, skip)
    view_written(connection, name, dialect, path.name)


def view_written(
    connection: duckdb.DuckDBPyConnection, name: str, dialect: Dialect, called: str
) -> None:
    """Make a view of a text file whose dialect is known."""
    _view(connection, name, f"SELECT * FROM {dialect.sql()}", called)


def _view(connection: duckdb.DuckDBPyConnection, name: str, select: str, called: str) -> None:
    try:
        connection.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {select}")
    except duckdb.Error as error:
        said = str(error).strip().splitlines()[0]
        raise Mistake(Problem(code="unreadable-file", file=called, value=said)) from error
