"""The lines of runs, as Parquet files beside the book: written once, and proving themselves.

A file's name ends with the SHA-256 of what is in it. The run that names it in the records makes it
count; a file that no run names was left by a calculation that was killed, or was replaced by a
later one, and the next calculation takes it away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.pay.earned import EarningLine
from husay.pay.runs.plain import read_reason, reason_data
from husay.pay.runs.statement import Cause, Statement, StatementLine
from husay.store.home import Home
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.seal import on_disk, seal_of, sealed, sha256_of

if TYPE_CHECKING:
    import duckdb

COLUMNS = {
    "number": "INTEGER", "person": "VARCHAR", "section": "VARCHAR", "term": "VARCHAR",
    "kind": "VARCHAR", "day": "DATE", "amount": "BIGINT", "starts": "DATE", "ends": "DATE",
    "origin_starts": "DATE", "origin_ends": "DATE", "sale": "VARCHAR", "line": "INTEGER",
    "payment": "VARCHAR", "provisional": "BOOLEAN", "about_starts": "DATE", "about_ends": "DATE",
    "cause_kind": "VARCHAR", "cause": "VARCHAR", "cause_change": "VARCHAR",
    "cause_arrived": "INTEGER", "reason": "VARCHAR",
}  # fmt: skip
"""The columns of a file: one row a line of a statement, numbered from 1 in order of people."""


LinesOf = dict[str, list[tuple[int, StatementLine]]]
"""Lines by person, each with its number in the run."""

_ROWS_AT_ONCE = 2_000

_WRITTEN = (
    "auto_detect = false, header = false, new_line = '\\n', delim = ',', quote = '\"', "
    "escape = '\"', nullstr = '', allow_quoted_nulls = false, max_line_size = 16777216, "
    "parallel = false"
)
"""How the text is written from which a file is made."""


@dataclass(frozen=True)
class Before:
    """The file of an earlier calculation, whose lines are kept but for those of some people."""

    file: str
    but_for: frozenset[str]


def write_lines(
    home: Home, statements: Iterable[Statement], name: str, before: Before | None = None
) -> str:
    """Write the lines of a run; answers the name of its file, which is on disk when it returns."""
    home.pay.mkdir(exist_ok=True)
    aside, text = home.pay / f"{name}.parquet", home.pay / f"{name}.csv"
    try:
        with text.open("w", encoding="utf-8", newline="") as handle:
            handle.writelines(f"{','.join(map(_field, row))}\n" for row in _rows(statements))
        listed = ", ".join(f"{literal(key)}: {literal(kind)}" for key, kind in COLUMNS.items())
        new = f"SELECT * FROM read_csv({literal(str(text))}, columns = {{{listed}}}, {_WRITTEN})"
        with workshop(home.pay, ()) as connection:
            rows = new if before is None else _with(connection, home, before, new)
            connection.execute(
                f"COPY ({rows}) TO {literal(str(aside))}\n"
                "  (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)"
            )
        made = sealed(aside)
    finally:
        text.unlink(missing_ok=True)
        aside.unlink(missing_ok=True)
    on_disk(made)
    on_disk(home.pay)
    return made.name


def _with(connection: duckdb.DuckDBPyConnection, home: Home, before: Before, new: str) -> str:
    """New lines among those that are kept, numbered anew."""
    connection.execute("CREATE TEMP TABLE gone (person VARCHAR)")
    connection.execute("INSERT INTO gone SELECT UNNEST(?)", [sorted(before.but_for)])
    kept = (
        f"SELECT * FROM read_parquet({literal(str(_path(home, before.file)))})\n"
        "WHERE person NOT IN (SELECT person FROM gone)"
    )
    return (
        "SELECT CAST(ROW_NUMBER() OVER (ORDER BY person, number) AS INTEGER) AS number,\n"
        f"  * EXCLUDE (number) FROM ({kept} UNION ALL {new}) AS x ORDER BY number"
    )


def adjusted_in(home: Home, file: str) -> frozenset[str]:
    """Whose statements have lines about closed periods, or by hand."""
    with workshop(home.pay, ()) as connection:
        rows = connection.execute(
            f"SELECT DISTINCT person FROM read_parquet({literal(str(_path(home, file)))})\n"
            "WHERE section = 'adjusted'"
        ).fetchall()
    return frozenset(person for (person,) in rows)


def _field(value: object) -> str:
    """A value as a CSV has it: texts in quotes, so that an empty one is none that is missing."""
    if value is None:
        return ""
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else str(value)


def _rows(statements: Iterable[Statement]) -> Iterator[list[object]]:
    number = 0
    for statement in statements:
        for line in statement.lines:
            number += 1
            yield [number, statement.person, *_row(line)]


def _row(line: StatementLine) -> list[object]:
    one, cause = line.earning, line.cause
    said = [cause.kind, cause.item, cause.change, cause.arrived] if cause else [None] * 4
    return [
        line.section, one.term, one.kind, one.day, one.amount, one.window.start, one.window.end,
        one.origin.start, one.origin.end, one.sale, one.line, one.payment, one.provisional,
        line.about.start, line.about.end, *said,
        json.dumps(reason_data(one.reason), ensure_ascii=False, separators=(",", ":")),
    ]  # fmt: skip


def read_lines(
    home: Home, file: str, *people: str, number: int | None = None
) -> list[tuple[int, StatementLine]]:
    """The lines of a run with their numbers: all, of some people, or one. `number` is from 1.

    Raises Mistake `pay-lines-missing` where the file is gone.
    """
    path = _path(home, file)
    where = ["TRUE"]
    if people:
        where.append(f"person IN ({', '.join(literal(person) for person in people)})")
    if number is not None:
        where.append(f"number = {number}")
    with workshop(home.pay, ()) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM read_parquet({literal(str(path))})\n"
            f"WHERE {' AND '.join(where)} ORDER BY number"
        ).fetchall()
    return [(row[0], _line(row)) for row in rows]


def stream_lines(home: Home, file: str) -> Iterator[tuple[int, StatementLine]]:
    """All lines of a run with their numbers, in their order and so in that of people, a part of
    them in memory at a time. Raises Mistake `pay-lines-missing` where the file is gone."""
    path, last = _path(home, file), 0
    with workshop(home.pay, ()) as connection:
        # Lines are written in order, and read so: nothing has to be sorted.
        connection.execute(f"SELECT {', '.join(COLUMNS)} FROM read_parquet({literal(str(path))})")
        while rows := connection.fetchmany(_ROWS_AT_ONCE):
            for row in rows:
                assert row[0] > last, f"{file}: line {row[0]} after {last}"
                last = row[0]
                yield last, _line(row)


class LineStreams:
    """The lines of runs for more and more people, asked for in the order of their identifiers: each
    file is read once, however often it is asked."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._streams: dict[str, Iterator[tuple[int, StatementLine]]] = {}
        self._ahead: dict[str, tuple[int, StatementLine] | None] = {}

    def of(self, file: str, people: Sequence[str]) -> LinesOf:
        """The lines of some people, who all come after those who were asked about before."""
        if file not in self._streams:
            self._streams[file] = stream_lines(self._home, file)
            self._ahead[file] = next(self._streams[file], None)
        found: LinesOf = {person: [] for person in people}
        stream, last = self._streams[file], max(people)
        while (ahead := self._ahead[file]) is not None and ahead[1].earning.person <= last:
            if ahead[1].earning.person in found:
                found[ahead[1].earning.person].append(ahead)
            self._ahead[file] = next(stream, None)
        return found


def lines_of(home: Home, file: str, people: Sequence[str]) -> LinesOf:
    """The lines of some people with their numbers, read for them alone."""
    found: LinesOf = {person: [] for person in people}
    for number, line in read_lines(home, file, *people):
        found[line.earning.person].append((number, line))
    return found


def check_file(home: Home, file: str) -> None:
    """Raise Mistake where a file is gone (`pay-lines-missing`), or is not what was written
    (`pay-lines-damaged`)."""
    if sha256_of(_path(home, file)) != seal_of(file):
        raise mistake("pay-lines-damaged", file=file)


def _path(home: Home, file: str) -> Path:
    path = home.pay / file
    if not file or not path.is_file():
        raise mistake("pay-lines-missing", file=file)
    return path


def clear_unnamed(home: Home, named: Iterable[str]) -> None:
    """Take away the files that no run names. Whoever calls holds the lock of pay."""
    kept = frozenset(named)
    for path in home.pay.glob("*.*"):
        if path.suffix in (".parquet", ".csv") and path.name not in kept:
            path.unlink(missing_ok=True)


def _line(row: Any) -> StatementLine:
    (
        _, person, section, term, kind, day, amount, starts, ends, origin, origin_ends, sale,
        line, payment, provisional, about, about_ends, cause_kind, item, change, arrived, reason,
    ) = row  # fmt: skip
    earning = EarningLine(
        person=person, term=term, kind=kind, day=day, amount=amount,
        window=_window(starts, ends), origin=_window(origin, origin_ends), sale=sale, line=line,
        payment=payment, provisional=provisional, reason=read_reason(json.loads(reason)),
    )  # fmt: skip
    cause = None if cause_kind is None else Cause(cause_kind, item or "", change, arrived)
    return StatementLine(section, earning, _window(about, about_ends), cause)


def _window(first: date, last: date) -> Window:
    return Window(first, last)
