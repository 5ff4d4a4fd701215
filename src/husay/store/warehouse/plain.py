"""Opening the one file of a plain source: a CSV, a sheet or a Parquet file with a mapping.

Its SELECTs read one view. Whatever the file is called this month, the view keeps the name that
the SELECTs know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from husay.basics.problem import Mistake, Problem
from husay.book.mapping import Mapping, from_data, is_total_sql
from husay.book.mapping.swapped import swapped_sql
from husay.book.source import Source, nearest, tables_named
from husay.book.sql import quoted
from husay.store.warehouse.dialect import (
    TOP,
    Dialect,
    dialect_of,
    rows_above,
    unique_names,
    write_rows,
)
from husay.store.warehouse.plain_text import PlainText, plain_text
from husay.store.warehouse.reader import (
    file_kind,
    given_below,
    view_name,
    view_parquet,
    view_written,
)
from husay.store.warehouse.sheets import cell_text, read_sheet, sheets_of


def read_from(source: Source, data: Path) -> Source:
    """The source with the name of the file that it reads this time, for its list of rejects."""
    return replace(source, file=data.name) if source.file and data.is_file() else source


def open_plain(
    connection: duckdb.DuckDBPyConnection, source: Source, data: Path, staging: Path
) -> tuple[Problem, ...]:
    """Make the view that a plain source's SELECTs read, from its file.

    Answers with what is worth knowing of it. Raises Mistake when there is no such file, it cannot
    be read, its header has moved or a column is gone from it.
    """
    mapping, problems = from_data(source.mapping)
    if mapping is None:
        raise Mistake(*problems)
    file = data
    if not data.is_file() and source.file:
        file = given_below(data, data / source.file)
    view = next(iter(_views(source)), view_name(file))
    top = Top.of(file, staging, mapping.sheet)
    _expect_header(top, file, mapping)
    top.open(connection, view, mapping.skip)
    known = columns_of(connection, view)
    missing = [
        Problem(
            code="kept-lacks-column", file=file.name, table=mapping.table, column=name,
            values=(("nearest", nearest(name, list(known))),),
        )
        for name in mapping.given if name.lower() not in {k.lower() for k in known}
    ]  # fmt: skip
    if missing:
        raise Mistake(*missing)
    left_out = _totals_left_out(connection, view, source, mapping, file)
    return (*left_out, *_swapped(connection, view, mapping, file))


def _views(source: Source) -> frozenset[str]:
    return frozenset[str]().union(*map(tables_named, source.selects.values()))


def _expect_header(top: Top, file: Path, mapping: Mapping) -> None:
    """Raises Mistake where the columns that the mapping knows stand in another row than before."""
    wanted = {name.lower() for name in mapping.given}
    now = top.above()
    if now == mapping.skip or not wanted <= _lower(top.headers(now)):
        return
    if not wanted <= _lower(top.headers(mapping.skip)):
        raise Mistake(
            Problem(
                code="header-moved", file=file.name, row=now + 1,
                values=(("before", str(mapping.skip + 1)),),
            )
        )  # fmt: skip


def _lower(names: Sequence[str]) -> set[str]:
    return {name.lower() for name in names}


def _totals_left_out(
    connection: duckdb.DuckDBPyConnection, view: str, source: Source, mapping: Mapping, file: Path
) -> tuple[Problem, ...]:
    """That the SELECT leaves out lines of totals, with the first one's row as people count."""
    is_total = is_total_sql(mapping)
    if is_total not in source.selects.get(mapping.table, ""):  # a SELECT kept before there was this
        return ()
    wanted = f"FROM {quoted(view)} WHERE {is_total}"
    count = int(connection.execute(f"SELECT count(*) {wanted}").fetchall()[0][0])
    if not count:
        return ()
    numbered = f"SELECT row_number() OVER () AS number, * FROM {quoted(view)}"
    first = connection.execute(f"SELECT min(number) FROM ({numbered}) WHERE {is_total}").fetchall()
    return (
        Problem(
            code="totals-left-out" if count > 1 else "total-left-out", severity="warning",
            file=file.name, table=mapping.table, count=count,
            values=(("first", str(first[0][0] + mapping.skip + 1)),),
        ),
    )  # fmt: skip


def _swapped(
    connection: duckdb.DuckDBPyConnection, view: str, mapping: Mapping, file: Path
) -> list[Problem]:
    """Columns of dates that look as if day and month had changed places since the mapping was
    made: no date tells, and read the other way round they lie closer together."""
    found = []
    for feed in mapping.feeds:
        if feed.dates not in ("dmy", "mdy"):
            continue
        rows = connection.execute(swapped_sql(quoted(view), quoted(feed.given), feed.dates))
        closer, example = rows.fetchall()[0]
        if closer:
            found.append(
                Problem(
                    code="dates-maybe-swapped", severity="warning", file=file.name,
                    column=feed.given, value=example, values=(("reading", feed.dates),),
                )
            )  # fmt: skip
    return found


@dataclass(frozen=True)
class Top:
    """A file of rows before it is opened: what its header could be, and the way to open it.

    Exactly one of `text` (CSV) and `rows` (a sheet) is there; neither for Parquet.
    """

    file: Path
    staging: Path
    text: PlainText | None = None
    rows: Sequence[Sequence[Any]] | None = None

    @classmethod
    def of(cls, file: Path, staging: Path, sheet: str = "") -> Top:
        """Look into a file; raises Mistake when it cannot be read."""
        if not file.is_file():
            raise Mistake(Problem(code="no-such-file", file=file.name))
        real, kind = file.resolve(), file_kind(file)
        if kind == "excel":
            rows = read_sheet(real, sheet)
            if not any(cell not in ("", None) for row in rows for cell in row):
                raise Mistake(Problem(code="empty-file", file=file.name))
            return cls(file, staging, rows=rows)
        if kind == "csv":
            return cls(file, staging, text=plain_text(real, staging))
        if kind == "parquet":
            return cls(file, staging)
        raise Mistake(Problem(code="unknown-kind-of-file", file=file.name))

    def above(self) -> int:
        """How many rows seem to stand above the header."""
        if self.rows is not None:
            return rows_above(enumerate(self.rows[:TOP]))
        return self._dialect(None).skip if self.text else 0

    def headers(self, skip: int) -> tuple[str, ...]:
        """The names of the columns if so many rows stand above them; none where no row is left."""
        if self.rows is not None:
            return unique_names(map(cell_text, self.rows[skip])) if skip < len(self.rows) else ()
        try:
            return self._dialect(skip).headers if self.text else ()
        except Mistake:
            return ()

    def _dialect(self, skip: int | None) -> Dialect:
        assert self.text is not None
        return dialect_of(self.text, self.file.name, skip)

    def open(self, connection: duckdb.DuckDBPyConnection, view: str, skip: int) -> None:
        """Make a view of it; `skip` is how many rows stand above its header."""
        if self.text is not None:
            view_written(connection, view, self._dialect(skip), self.file.name)
        elif self.rows is not None:
            texts = (tuple(map(cell_text, row)) for row in self.rows[skip:])
            written = write_rows(self.staging / f"sheet-{view}.csv", texts)
            if written is None:
                raise Mistake(Problem(code="empty-file", file=self.file.name))
            view_written(connection, view, written, self.file.name)
        else:
            view_parquet(connection, view, self.file.resolve())


def columns_of(connection: duckdb.DuckDBPyConnection, view: str) -> dict[str, str]:
    """A view's columns with their types, in order."""
    rows = connection.execute(f"DESCRIBE {quoted(view)}").fetchall()
    return {row[0]: str(row[1]) for row in rows}


def sheet_names(file: Path) -> tuple[str, ...]:
    """The sheets of an Excel file; none for a file of another kind."""
    return sheets_of(file.resolve()) if file_kind(file) == "excel" else ()
