"""The facts of all people of a plan as tables in a database beside the snapshot, for the compiled
plan: lines by SQL alone, however many there are; what is small, row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import duckdb

from husay.basics.period import Window
from husay.book.sql import literal
from husay.pay.compile.numbered import Numbered, named_in
from husay.pay.compile.tables import TEXTS, columns, day_rows, other_rows
from husay.pay.document.plan import Plan
from husay.pay.scaled import AMOUNTS, scaled_sql
from husay.store.pay.rows import ATTRIBUTES, CREDITED, credited_where, shares_of
from husay.store.warehouse.duck import beside_snapshot

if TYPE_CHECKING:
    from husay.store.pay.facts import PayFacts

_AROUND = timedelta(days=800)
"""Windows reach beyond the days that are asked for."""

Row = Sequence[object]


@contextmanager
def tables_of(
    facts: PayFacts, payees: Iterable[str], asked: Window
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with every table of facts that `pay.compile.tables` states; `lines` and `payments`
    are those of the year as it was (see `take_year`)."""
    with lines_of(facts) as connection:
        add_others(connection, facts, payees, asked)
        yield connection


@contextmanager
def lines_of(facts: PayFacts) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the lines alone, people by their names: `credited_rows` as the book has them,
    and as `lines_by_name` one row a line, person and role."""
    with beside_snapshot(facts.snapshot.file) as connection:
        _add_lines(connection, facts)
        yield connection


def many(connection: duckdb.DuckDBPyConnection) -> int:
    """How many lines, persons and roles there are, at most."""
    rows: list[Any] = connection.execute("SELECT SUM(LEN(persons)) FROM credited_rows").fetchall()
    return int(rows[0][0] or 0)


def add_others(
    connection: duckdb.DuckDBPyConnection, facts: PayFacts, payees: Iterable[str], asked: Window
) -> None:
    """Number the people of the lines (`as_it_was` takes the place of `lines_by_name`; `numbered`
    has the names), and add every other table."""
    first = connection.execute("SELECT MIN(date) FROM credited_rows").fetchall()[0][0]
    days = Window(min(first or asked.start, asked.start) - _AROUND, asked.end + _AROUND)
    shared, types = facts.shared(days.start), columns(facts.plan)
    numbered = _add_numbered(connection, {*payees, *named_in(shared)})
    small = {
        name: rows
        for name, rows in other_rows(facts.plan, shared, numbered).items()
        if name not in ("payments", "people")
    }
    small["people"] = [(numbered.of(person),) for person in sorted(payees)]
    small["days"] = day_rows(days, shared.calendar)
    for name, rows in small.items():
        _fill(connection, name, types[name], rows)
    _add_payments(connection, facts, types["payments"])
    take_year(connection, facts.plan, Fraction(1))


def take_year(connection: duckdb.DuckDBPyConnection, plan: Plan, factor: Fraction) -> None:
    """Have `lines` and `payments` be those of the year as it was, times a factor."""
    parts = ", ".join(f"{scaled_sql(name, factor)} AS {name}" for name in AMOUNTS)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW lines AS SELECT * REPLACE ({parts}) FROM as_it_was"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP VIEW payments AS SELECT * REPLACE "
        f"({scaled_sql('amount', factor)} AS amount) FROM paid_as_it_was"
    )


def _add_numbered(connection: duckdb.DuckDBPyConnection, named: Iterable[str]) -> Numbered:
    """Number everybody; `as_it_was` has the lines with numbers instead of names."""
    found: list[Any] = connection.execute(
        "SELECT DISTINCT UNNEST(persons) FROM credited_rows"
    ).fetchall()
    numbered = Numbered((*named, *(name for (name,) in found)))
    rows = list(enumerate(numbered.names))
    _fill(connection, "numbered", {"person": "INTEGER", "name": "VARCHAR"}, rows)
    connection.execute(
        "CREATE TEMP TABLE as_it_was AS SELECT l.* REPLACE (n.person AS person)\n"
        "FROM lines_by_name AS l JOIN numbered AS n ON n.name = l.person"
    )
    connection.execute("DROP VIEW lines_by_name")
    connection.execute("DROP TABLE credited_rows")
    return numbered


def _add_lines(connection: duckdb.DuckDBPyConnection, facts: PayFacts) -> None:
    """The view `lines_by_name`, one row a line, person and role."""
    where = credited_where(
        facts.asked, facts.until, facts.since, whole_sales=facts.plan.trigger == "paid"
    )
    connection.execute("USE book")  # the names of the query are the snapshot's
    connection.execute(
        f"CREATE TEMP TABLE credited_rows AS {CREDITED}\nSELECT * FROM credited "
        f"WHERE {where or 'FALSE'}"
    )
    connection.execute("USE memory")
    _add_shares(connection)
    whose = ""
    if facts.reads_all:
        listed = ", ".join(literal(person) for person in sorted(facts.asked)) or "NULL"
        whose = f"WHERE person IN ({listed})"
    types = columns(facts.plan)["lines"] | {"person": "VARCHAR"}
    told = ", ".join(f"CAST({_column(name)} AS {kind}) AS {name}" for name, kind in types.items())
    connection.execute(
        f"CREATE TEMP VIEW lines_by_name AS WITH each AS (\n"
        "  SELECT r.*, s.dealt, UNNEST(RANGE(1, LEN(r.persons) + 1)) AS nth\n"
        "  FROM credited_rows AS r JOIN dealt AS s ON s.role = r.role AND s.shares = r.shares\n"
        "    AND s.whole IS NOT DISTINCT FROM r.whole\n"
        f"), named AS (SELECT *, persons[nth] AS person FROM each)\n"
        f"SELECT {told} FROM named {whose}"
    )


_COLUMNS: Mapping[str, str] = {
    "place": "NULL", "day": "date", "invoiced": "date", "tax": "COALESCE(tax, 0)",
    "cost_currency": "''", "kind": "COALESCE(NULLIF(kind, ''), 'sale')", "shares": "dealt",
    "overlay": "role <> 'direct'",
    "returns_sale": "CASE WHEN returns_line IS NOT NULL THEN returns_sale END",
    "returns_line": "CASE WHEN returns_sale IS NOT NULL THEN returns_line END",
    "f_territory": "NULLIF(place, '')",
}  # fmt: skip
"""Columns of `lines` that are not the book's by the same name."""

_OF_THE_BOOK = frozenset(f"f_{name}" for name in TEXTS if name in ATTRIBUTES)


def _column(name: str) -> str:
    """A column of `lines`, of a credited row; a field that the plan adds is not in the book."""
    if name in _COLUMNS:
        return _COLUMNS[name]
    if name in _OF_THE_BOOK:
        return f"NULLIF(CAST({name.removeprefix('f_')} AS VARCHAR), '')"
    return "NULL" if name.startswith("f_") else name


def _add_shares(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `dealt`: what shares there are, and how they are dealt. There are few of them."""
    found: list[Any] = connection.execute(
        "SELECT DISTINCT role, shares, whole FROM credited_rows ORDER BY ALL"
    ).fetchall()
    rows = [
        (role, shares, whole, list(shares_of(role, shares, whole))) for role, shares, whole in found
    ]
    types = {"role": "VARCHAR", "shares": "BIGINT[]", "whole": "HUGEINT", "dealt": "INTEGER[]"}
    _fill(connection, "dealt", types, rows)


def _add_payments(
    connection: duckdb.DuckDBPyConnection, facts: PayFacts, types: Mapping[str, str]
) -> None:
    """The table `paid_as_it_was`: empty where the plan does not pay on money received."""
    _fill(connection, "paid_as_it_was", types, ())
    if facts.plan.trigger == "paid":
        connection.execute(
            "INSERT INTO paid_as_it_was SELECT payment, sale, date, amount, reverses, NULL\n"
            f"FROM book.payments WHERE date <= DATE '{facts.until}'\n"
            "  AND sale IN (SELECT sale FROM as_it_was)"
        )


def _fill(
    connection: duckdb.DuckDBPyConnection, name: str, types: Mapping[str, str], rows: Sequence[Row]
) -> None:
    """A table of rows: they go in as one text of JSON, which is read in one go."""
    said = ", ".join(f"{column} {kind}" for column, kind in types.items())
    connection.execute(f"CREATE TEMP TABLE {name} ({said})")
    if rows:
        told = json.dumps([dict(zip(types, map(_told, row), strict=True)) for row in rows])
        shape = literal(json.dumps([dict(types)]))
        connection.execute(
            f"INSERT INTO {name} SELECT UNNEST(from_json(?, {shape}), recursive := true)", [told]
        )


def _told(value: object) -> object:
    """A value as JSON has it; whole numbers as texts, so that none becomes a float."""
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    if isinstance(value, bool) or value is None:
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
