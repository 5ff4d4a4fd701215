"""Opening the one file of a plain source: a CSV, a sheet or a Parquet file with a mapping.

Its SELECTs read one view. Whatever the file is called this month, the view keeps the name that
the SELECTs know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import python_calamine

from husay.basics.problem import Mistake, Problem
from husay.book.mapping import from_data
from husay.book.source import Source, nearest, tables_named
from husay.book.sql import quoted
from husay.store.warehouse.reader import (
    cell_text,
    file_kind,
    view_csv,
    view_name,
    view_parquet,
    write_csv,
)


def read_from(source: Source, data: Path) -> Source:
    """The source with the name of the file that it reads this time, for its list of rejects."""
    return replace(source, file=data.name) if source.file and data.is_file() else source


def open_plain(
    connection: duckdb.DuckDBPyConnection, source: Source, data: Path, staging: Path
) -> None:
    """Make the view that a plain source's SELECTs read, from its file.

    Raises Mistake when there is no such file, it cannot be read, or a column is gone from it.
    """
    file = data if data.is_file() or not source.file else data / source.file
    mapping, problems = from_data(source.mapping)
    if mapping is None:
        raise Mistake(*problems)
    view = next(iter(_views(source)), view_name(file))
    open_file(connection, file, staging, view, mapping.sheet, mapping.skip)
    known = columns_of(connection, view)
    missing = [
        Problem(
            code="file-lacks-column", file=file.name, table=mapping.table, column=name,
            values=(("nearest", nearest(name, list(known))),),
        )
        for name in mapping.given if name.lower() not in {k.lower() for k in known}
    ]  # fmt: skip
    if missing:
        raise Mistake(*missing)


def _views(source: Source) -> frozenset[str]:
    return frozenset[str]().union(*map(tables_named, source.selects.values()))


def open_file(
    connection: duckdb.DuckDBPyConnection,
    file: Path,
    staging: Path,
    view: str,
    sheet: str = "",
    skip: int = 0,
) -> None:
    """Make a view of one file; `skip` is how many rows stand above its header."""
    if not file.is_file():
        raise Mistake(Problem(code="no-such-file", file=file.name))
    kind = file_kind(file)
    if kind == "excel":
        written = staging / f"{view}.csv"
        rows = read_sheet(file, sheet)[skip:]
        if not rows:
            raise Mistake(Problem(code="empty-file", file=file.name))
        write_csv(written, (map(cell_text, row) for row in rows))
        view_csv(connection, view, written)
    elif kind == "parquet":
        view_parquet(connection, view, file)
    elif kind == "csv":
        view_csv(connection, view, file, skip)
    else:
        raise Mistake(Problem(code="unknown-kind-of-file", file=file.name))


def columns_of(connection: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    """A view's columns with their types, in order."""
    rows = connection.execute(f"DESCRIBE {quoted(view)}").fetchall()
    return {row[0]: str(row[1]) for row in rows}


def sheet_names(file: Path) -> tuple[str, ...]:
    """The sheets of an Excel file; none for a file of another kind."""
    if file_kind(file) != "excel":
        return ()
    return tuple(_workbook(file).sheet_names)


def read_sheet(file: Path, sheet: str = "") -> Sequence[Sequence[Any]]:
    """The cells of a sheet (the first one unless named), row by row."""
    book = _workbook(file)
    name = sheet or next(iter(book.sheet_names), "")
    if name not in book.sheet_names:
        near = nearest(name, list(book.sheet_names))
        raise Mistake(
            Problem(code="no-such-sheet", file=file.name, value=name, values=(("nearest", near),))
        )
    rows: Iterable[Sequence[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return list(rows)


def _workbook(file: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(file))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Mistake(Problem(code="unreadable-file", file=file.name, value=str(error))) from error
