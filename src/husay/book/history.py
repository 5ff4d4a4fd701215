"""A row's life: each version of it that the book ever held, and the snapshots between which.

A fact is never edited. A row that was corrected or withdrawn lies in its table's history, with
the number of the snapshot that ended it; the row that counts now lies in the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.schema import TABLES, Table
from husay.book.source import nearest
from husay.book.sql import literal, quoted


@dataclass(frozen=True)
class RowVersion:
    """One version of a row: its values by column, and when it held.

    It came with snapshot `recorded` and held until snapshot `superseded` replaced or withdrew it;
    None: it holds still. `source` is the source that gave it.
    """

    values: Mapping[str, object]
    source: str
    recorded: int
    superseded: int | None


def table_named(name: str) -> Table:
    """The book table of that name; raises Mistake, with the nearest name, when there is none."""
    if name not in TABLES:
        near = nearest(name, list(TABLES))
        raise Mistake(Problem(code="unknown-table", value=name, values=(("nearest", near),)))
    return TABLES[name]


def key_sql(table: Table, key: Mapping[str, object]) -> str:
    """SQL that holds for the versions of the row with this key.

    `key` has a value for each of the table's key columns and may have `source`, which tells apart
    rows that two sources number alike. Raises Mistake for any other column and unreadable values.
    """
    given = {name: value for name, value in key.items() if name != "source"}
    if set(given) != set(table.key):
        raise mistake("wrong-key", table=table.name, key=", ".join(table.key))
    said = [f"{quoted(name)} = {_value_sql(table, name, value)}" for name, value in given.items()]
    if "source" in key:
        said.append(f"source = {literal(str(key['source']))}")
    return " AND ".join(said)


def _value_sql(table: Table, name: str, value: object) -> str:
    text = str(value)
    kind = table.column(name).kind
    try:
        if kind == "day":
            return f"DATE '{date.fromisoformat(text)}'"
        return str(int(text)) if kind == "whole" else literal(text)
    except ValueError as error:
        code = "not-a-date" if kind == "day" else "not-whole"
        raise Mistake(Problem(code=code, table=table.name, column=name, value=text)) from error


def history_sql(table: Table, where: str, current: str, past: str) -> str:
    """All versions of the rows that `where` holds for, oldest first, from the two relations."""
    columns = ", ".join(quoted(name) for name in (*table.names, "source", "recorded"))
    return (
        f"SELECT {columns}, superseded FROM {past} AS p WHERE {where}\n"
        f"UNION ALL\nSELECT {columns}, NULL FROM {current} AS c WHERE {where}\n"
        "ORDER BY source, recorded"
    )


def read_versions(table: Table, rows: Sequence[Sequence[object]]) -> tuple[RowVersion, ...]:
    """The versions that the rows of `history_sql` are."""
    width = len(table.names)
    return tuple(
        RowVersion(
            dict(zip(table.names, row[:width], strict=True)),
            str(row[width]),
            int(str(row[width + 1])),
            None if row[width + 2] is None else int(str(row[width + 2])),
        )
        for row in rows
    )
