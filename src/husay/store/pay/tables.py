"""The facts of a snapshot as the tables that a compiled plan reads, line by line in SQL: no line
passes through Python.

They lie in a database in memory beside the snapshot's own, and go when it is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from husay.basics.period import Window
from husay.book.sql import literal
from husay.pay.compile.tables import TEXTS, columns, day_rows, other_rows
from husay.store.pay.rows import ATTRIBUTES, CREDITED, shares_of, wanted
from husay.store.warehouse.duck import beside_snapshot

if TYPE_CHECKING:
    import duckdb

    from husay.store.pay.facts import PayFacts

_AROUND = timedelta(days=800)
"""How far before and after all facts a window may reach."""

_TOGETHER = 500
"""Rows that one statement adds."""

_LINES = """
CREATE TEMP TABLE lines AS
WITH one AS (
  SELECT c.*, COALESCE(d.dealt, [10000]) AS dealt,
    UNNEST(range(1, len(c.persons) + 1)) AS nth
  FROM chosen AS c LEFT JOIN dealings AS d
    ON d.role = c.role AND d.shares = c.shares AND d.whole IS NOT DISTINCT FROM c.whole
)
SELECT {columns} FROM one{condition}
"""


def fact_tables(facts: PayFacts, people: Sequence[str]) -> duckdb.DuckDBPyConnection:
    """A database with the tables of `husay.pay.compile.tables` about some people.

    Whoever asks closes it.
    """
    connection = beside_snapshot(facts.snapshot.file)
    try:
        connection.execute("SET preserve_insertion_order = false")
        _lines(connection, facts)
        if facts.plan.trigger == "paid":
            _payments(connection, facts.until)
        connection.execute("USE memory.main")
        _others(connection, facts, people)
    except BaseException:
        connection.close()
        raise
    return connection


def _lines(connection: duckdb.DuckDBPyConnection, facts: PayFacts) -> None:
    """The table of lines, with each credit of them."""
    paid = facts.plan.trigger == "paid"
    since = None if paid else facts.plan.starts
    condition = wanted(facts.asked, facts.until, since, whole_sales=paid) or "FALSE"
    connection.execute("USE book.main")
    connection.execute(
        f"CREATE TEMP TABLE chosen AS {CREDITED}\nSELECT * FROM credited WHERE {condition}"
    )
    _dealings(connection)
    attributes = {name: name for name in ATTRIBUTES} | {"territory": "place"}
    values = {
        "place": "NULL", "person": "persons[nth]", "day": "date", "invoiced": "date",
        "tax": "COALESCE(tax, 0)", "cost_currency": "''", "kind": "COALESCE(kind, 'sale')",
        "shares": "dealt", "overlay": "role <> 'direct'",
        "returns_sale": "CASE WHEN returns_line IS NOT NULL THEN returns_sale END",
        "returns_line": "CASE WHEN returns_sale IS NOT NULL THEN returns_line END",
    }  # fmt: skip
    for name in TEXTS:
        known = attributes.get(name)
        values[f"f_{name}"] = f"NULLIF(CAST({known} AS VARCHAR), '')" if known else "NULL"
    values |= {f"f_{name}": "NULL" for name, _ in facts.plan.fields}
    said = ", ".join(
        f"CAST({values.get(name, name)} AS {kind}) AS {name}"
        for name, kind in columns(facts.plan)["lines"].items()
    )
    only = " WHERE persons[nth] IN (SELECT UNNEST(?))" if facts.reads_all else ""
    given = [sorted(facts.asked)] if facts.reads_all else []
    connection.execute(_LINES.format(columns=said, condition=only), given)
    connection.execute("DROP TABLE chosen; DROP TABLE dealings")


def _dealings(connection: duckdb.DuckDBPyConnection) -> None:
    """How the shares of a line are dealt, for each list of them that occurs; one direct share
    alone is all of it."""
    found = connection.execute(
        "SELECT DISTINCT role, shares, whole FROM chosen WHERE role <> 'direct' OR len(shares) > 1"
    ).fetchall()
    rows = [(role, given, whole, list(shares_of(role, given, whole)))
            for role, given, whole in found]  # fmt: skip
    connection.execute(
        "CREATE TEMP TABLE dealings AS SELECT role, shares, whole, shares AS dealt\n"
        "FROM chosen WHERE FALSE"
    )
    _add(connection, "dealings", rows)


def _payments(connection: duckdb.DuckDBPyConnection, until: date) -> None:
    """The payments of the sales that are among the lines."""
    connection.execute(
        "CREATE TEMP TABLE paid AS SELECT payment, sale, date AS day, amount, reverses,\n"
        f"  CAST(NULL AS BIGINT) AS due FROM payments WHERE date <= DATE '{until}'\n"
        "  AND sale IN (SELECT sale FROM temp.lines)"
    )


def _others(connection: duckdb.DuckDBPyConnection, facts: PayFacts, people: Sequence[str]) -> None:
    """All other tables: their rows are few beside the lines."""
    types, rows = columns(facts.plan), other_rows(facts.plan, facts.shared)
    rows["people"] = [(person,) for person in people]
    rows["days"] = day_rows(_span(connection, facts.until), facts.calendar)
    for name, kinds in types.items():
        if name == "lines":
            continue
        said = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
        connection.execute(f"CREATE TEMP TABLE {name} ({said})")
        _add(connection, name, rows.get(name, []))
    if facts.plan.trigger == "paid":
        connection.execute("INSERT INTO payments SELECT * FROM paid; DROP TABLE paid")


def _span(connection: duckdb.DuckDBPyConnection, until: date) -> Window:
    """The days that anything may ask of."""
    first = connection.execute("SELECT MIN(day) FROM lines").fetchall()[0][0]
    return Window(min(until, first or until) - _AROUND, until + _AROUND)


def _add(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Any]) -> None:
    for first in range(0, len(rows), _TOGETHER):
        values = ", ".join(
            f"({', '.join(map(_value, row))})" for row in rows[first : first + _TOGETHER]
        )
        connection.execute(f"INSERT INTO {table} VALUES {values}")


def _value(value: object) -> str:
    """A value in SQL."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case date():
            return f"DATE '{value.isoformat()}'"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return literal(str(value))
