"""Facts in a DuckDB, and a compiled plan run on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import duckdb

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.compile.bounds import bounds_of
from husay.pay.compile.compile import Compiled, Measured, compiled
from husay.pay.compile.numbered import Numbered, named_in
from husay.pay.compile.tables import columns, day_rows, line_rows, other_rows
from husay.pay.document.plan import Plan
from husay.pay.facts import Facts

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """What a compiled plan answered."""

    lines: list[dict[str, Any]]
    settled: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    came_to: list[dict[str, Any]]
    compiled: Compiled


def literal(value: object) -> str:
    """A value in SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    assert isinstance(value, str)
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def load(
    connection: duckdb.DuckDBPyConnection, name: str, types: dict[str, str], rows: Sequence[Row]
) -> None:
    """Make one table of facts: rows go in as one text of JSON, which is read twenty times as soon
    as literals are."""
    said = ", ".join(f"{column} {kind}" for column, kind in types.items())
    connection.execute(f"CREATE OR REPLACE TABLE {name} ({said})")
    if rows:
        told = json.dumps([dict(zip(types, row, strict=True)) for row in rows], default=str)
        shape = literal(json.dumps([types]))
        connection.execute(
            f"INSERT INTO {name} SELECT UNNEST(from_json(?, {shape}), recursive := true)", [told]
        )


def span(facts: Iterable[Facts], asked: Window) -> Window:
    """All days that anything names, to the ends of their years."""
    days = [asked.start, asked.end]
    for one in facts:
        days += [x.day for x in one.lines] + [x.day for x in one.payments]
        days += [x.day for x in one.advances]
        if one.opening is not None:
            days += [one.opening.day, *(e.day for e in one.opening.earned)]
    first, last = min(days), max(days)
    return Window(first - timedelta(days=800), last + timedelta(days=800))


@lru_cache(maxsize=8)
def known_days(days: Window, calendar: BusinessCalendar) -> list[Row]:
    """The rows of `days`; many plans are tried on the same."""
    return day_rows(days, calendar)


def fill(
    connection: duckdb.DuckDBPyConnection, plan: Plan, facts: Sequence[Facts], asked: Window
) -> Numbered:
    """Make all tables of several people's facts; what they share is there once. Answers by which
    numbers these go."""
    types = columns(plan)
    lines = {(x.key, x.person, x.role): x for one in facts for x in one.lines}
    named = {name for one in facts for name in named_in(one)}
    people = Numbered((*named, *(x.person for x in lines.values())))
    load(connection, "lines", types["lines"], line_rows(plan, lines.values(), people))
    load(connection, "days", types["days"], known_days(span(facts, asked), facts[0].calendar))
    tables: dict[str, dict[Row, None]] = {}
    for one in facts:
        for name, rows in other_rows(plan, one, people).items():
            tables.setdefault(name, {}).update(dict.fromkeys(rows))
    for name, found in tables.items():
        load(connection, name, types[name], list(found))
    return people


def run(
    plan: Plan, facts: Sequence[Facts], asked: Window, measured: Measured | None = None
) -> Answer | tuple[Problem, ...]:
    """Compile a plan for several people's facts, and run it."""
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        people = fill(connection, plan, facts, asked)
        bounds = bounds_of(plan, lambda sql: connection.execute(sql).fetchall())
        found = compiled(plan, bounds, asked, measured)
        if not isinstance(found, Compiled):
            return found
        for step in found.steps:
            connection.execute(step.statement)
        return Answer(
            _dicts(connection, found.lines, people), _dicts(connection, found.settled, people),
            _dicts(connection, found.problems, people), _dicts(connection, found.came_to, people),
            found,
        )  # fmt: skip


def _dicts(
    connection: duckdb.DuckDBPyConnection, query: str, people: Numbered
) -> list[dict[str, Any]]:
    """The rows of a query, people by their names; none of none."""
    if not query:
        return []
    cursor = connection.execute(query)
    columns = [one[0] for one in cursor.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row |= {name: people.names[row[name]] for name in ("payee", "person") if row.get(name)}
    return rows
