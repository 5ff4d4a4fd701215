"""Reading what a company gives: each file, sheet or database table becomes a view of texts.

CSV and Parquet are read by DuckDB itself; Excel and databases are first written down as CSV in
the staging folder. Numbers stay texts until a source's SELECT says what they are, so that no
float comes between a file and the book.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import duckdb
import python_calamine
import sqlalchemy

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.sql import literal, quoted

_CSV = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
_EXCEL = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_PARQUET = (".parquet",)
_BATCH = 10_000


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
    endings = (*_CSV, *_EXCEL, *_PARQUET)
    return tuple(sorted(p for p in data.iterdir() if p.name.lower().endswith(endings)))


def open_files(
    connection: duckdb.DuckDBPyConnection,
    files: Iterable[Path],
    staging: Path,
    wanted: frozenset[str] | None = None,
) -> tuple[str, ...]:
    """Make a view for each file whose name is wanted (None: all); answers the views' names."""
    made: list[str] = []
    for path in files:
        name = view_name(path)
        lower = path.name.lower()
        if lower.endswith(_EXCEL):
            made += _open_sheets(connection, path, staging, wanted)
        elif wanted is None or name in wanted:
            reader = "read_parquet" if lower.endswith(_PARQUET) else "csv"
            if reader == "csv":
                view_csv(connection, name, path)
            else:
                view_parquet(connection, name, path)
            made.append(name)
    return tuple(made)


def view_parquet(connection: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    """Make a view of a Parquet file, with its own types."""
    _view(connection, name, f"SELECT * FROM read_parquet({literal(str(path))})")


def _view(connection: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    try:
        connection.execute(f"CREATE OR REPLACE VIEW {quoted(name)} AS {select}")
    except duckdb.Error as error:
        raise Mistake(
            Problem(code="unreadable-file", file=name, value=str(error).splitlines()[0])
        ) from error


def view_csv(connection: duckdb.DuckDBPyConnection, name: str, path: Path, skip: int = 0) -> None:
    """Make a view of a CSV file, all texts; `skip` is how many lines stand above its header."""
    encoding = csv_encoding(path)
    _view(
        connection,
        name,
        f"SELECT * FROM read_csv({literal(str(path))}, all_varchar = true, header = true, "
        f"null_padding = false, encoding = {literal(encoding)}"
        f"{f', skip = {skip}' if skip else ''})",
    )


def csv_encoding(path: Path) -> str:
    """'utf-8' unless the beginning of the file cannot be that; then 'latin-1' or 'utf-16'."""
    if path.name.lower().endswith(".gz"):
        return "utf-8"
    with path.open("rb") as handle:
        start = handle.read(1 << 20)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of what was read is no sign of another encoding.
        return "utf-8" if error.start > len(start) - 4 else "latin-1"
    return "utf-8"


def _open_sheets(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    staging: Path,
    wanted: frozenset[str] | None,
) -> list[str]:
    """Each sheet as a view `<file>_<sheet>`; the first one also as `<file>`."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python()) for sheet in book.sheet_names]
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Mistake(Problem(code="unreadable-file", file=path.name, value=str(error))) from error
    made = []
    for position, (sheet, rows) in enumerate(sheets):
        names = [f"{view_name(path)}_{view_name(Path(sheet))}"]
        if position == 0:
            names.append(view_name(path))
        chosen = [n for n in names if wanted is None or n in wanted]
        if not chosen or not rows:
            continue
        written = staging / f"{names[0]}.csv"
        write_csv(written, (map(cell_text, row) for row in rows))
        for name in chosen:
            view_csv(connection, name, written)
            made.append(name)
    return made


def cell_text(value: object) -> str:
    """A cell as text. Excel keeps 15 significant digits, so no more are believed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ") if value.time() != datetime.min.time() else str(value.date())
        )
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def write_csv(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write rows of texts as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)


def open_database(
    connection: duckdb.DuckDBPyConnection,
    address: str,
    data: Path,
    staging: Path,
    wanted: Iterable[str],
) -> tuple[str, ...]:
    """Read the wanted tables of a database (a SQLAlchemy address) into views.

    `env:NAME` takes the address from that environment variable, so that no password stands in
    a file; `sqlite:///file` is relative to the data folder.
    """
    if address.startswith("env:"):
        address = os.environ.get(address[4:], "") or _no_address(address[4:])
    if address.startswith("sqlite:///") and not address.startswith("sqlite:////"):
        address = f"sqlite:///{data / address.removeprefix('sqlite:///')}"
    made = []
    try:
        engine = sqlalchemy.create_engine(address)
        known = {n.lower(): n for n in sqlalchemy.inspect(engine).get_table_names()}
        known |= {n.lower(): n for n in sqlalchemy.inspect(engine).get_view_names()}
        for name in (w for w in wanted if w in known):
            written = staging / f"{name}.csv"
            write_csv(written, _database_rows(engine, known[name]))
            view_csv(connection, name, written)
            made.append(name)
    except sqlalchemy.exc.SQLAlchemyError as error:
        raise Mistake(
            Problem(code="unreadable-database", value=str(error).splitlines()[0])
        ) from error
    return tuple(made)


def _no_address(variable: str) -> str:
    raise mistake("no-database-address", variable=variable)


def _database_rows(engine: sqlalchemy.Engine, table: str) -> Iterator[Iterator[str]]:
    chosen = sqlalchemy.select(sqlalchemy.text("*")).select_from(
        sqlalchemy.text(engine.dialect.identifier_preparer.quote(table))
    )
    with engine.connect().execution_options(stream_results=True) as connection:
        result = connection.execute(chosen)
        yield iter(result.keys())
        for batch in result.partitions(_BATCH):
            for row in batch:
                yield ("" if value is None else cell_text(value) for value in row)
