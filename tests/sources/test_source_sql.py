"""The example sources keep to the book's contract: columns, keys, types, and references."""

from __future__ import annotations

import pytest

from husay.book.schema import GIVEN, Column
from husay.book.source import read_source
from tests.sources.harness import Ran, each_source, run, selects, settings, source_folder

pytestmark = pytest.mark.usefixtures("shared")


@each_source
def test_the_source_is_read_without_a_mistake(name: str) -> None:
    source, problems = read_source(settings(name), selects(name))
    assert problems == ()
    assert source is not None
    assert source.name == name
    assert (source_folder(name) / "README.md").is_file()


@each_source
def test_columns_are_those_of_the_book(name: str) -> None:
    for table, types in run(name).types.items():
        known = GIVEN[table]
        assert set(types) <= set(known.names), table
        needed = {c.name for c in known.columns if c.required and c.default is None}
        assert needed <= set(types), table


@each_source
def test_keys_are_unique(name: str) -> None:
    ran = run(name)
    for table, types in ran.types.items():
        given = [column for column in GIVEN[table].key if column in types]
        key = ", ".join(given)
        twice = ran.rows(
            f"SELECT {key} FROM given.{table} GROUP BY {key} HAVING count(*) > 1 LIMIT 3"
        )
        assert not twice, (table, twice)


@each_source
def test_values_are_of_their_kind(name: str) -> None:
    ran = run(name)
    for table, types in ran.types.items():
        assert ran.one(f"SELECT count(*) FROM given.{table}") > 0, table
        for column in GIVEN[table].columns:
            if column.name in types:
                assert _wrong_values(ran, table, column) == [], (table, column.name)


def _wrong_values(ran: Ran, table: str, column: Column) -> list[object]:
    """A few values that the book could not take, or the column's type if no value could be."""
    given = ran.types[table][column.name]
    if column.kind == "amount" and not given.startswith(("DECIMAL", "INTEGER", "BIGINT")):
        return [given]
    if column.kind == "day" and given != "DATE":
        return [given]
    if column.kind == "whole" and given != "INTEGER":
        return [given]
    name = column.name
    wrong = [f"{name} IS NULL"] if column.required and column.default is None else []
    if column.kind == "amount":
        wrong.append(f"{name} <> CAST({name} AS DECIMAL(18, 4))")
    if column.kind == "text":
        wrong.append(f"{name} <> trim({name}) OR ({name} = '' AND {column.required})")
    if column.choices:
        wrong.append(f"{name} NOT IN {column.choices}")
    if not wrong:
        return []
    condition = " OR ".join(f"({one})" for one in wrong)
    return [
        row[0] for row in ran.rows(f"SELECT {name} FROM given.{table} WHERE {condition} LIMIT 3")
    ]


REFERENCES = (
    ("sale_lines", "seller", "people", "person"),
    ("sale_lines", "unit", "units", "unit"),
    ("sale_lines", "product", "products", "product"),
    ("sale_lines", "customer", "customers", "customer"),
    ("sale_lines", "territory", "territories", "territory"),
    ("customers", "territory", "territories", "territory"),
    ("units", "parent", "units", "unit"),
    ("assignments", "person", "people", "person"),
    ("assignments", "manager", "people", "person"),
    ("assignments", "unit", "units", "unit"),
    ("ownerships", "person", "people", "person"),
    ("ownerships", "item", "customers", "customer"),
    ("goals", "item", "people", "person"),
)
"""(table, column) whose values are all found in (table, column), where a source gives both."""


@each_source
def test_references_lead_somewhere(name: str) -> None:
    ran = run(name)
    for table, column, other, key in REFERENCES:
        if column not in ran.types.get(table, {}) or other not in ran.types:
            continue
        astray = ran.rows(
            f"SELECT DISTINCT {column} FROM given.{table} WHERE {column} IS NOT NULL "
            f"AND {column} NOT IN (SELECT {key} FROM given.{other}) LIMIT 3"
        )
        assert not astray, (table, column, astray)


NAMED = {
    "person": ("people", "person"),
    "customer": ("customers", "customer"),
    "unit": ("units", "unit"),
    "product": ("products", "product"),
    "product_line": ("products", "product_line"),
    "product_group": ("products", "product_group"),
    "territory": ("territories", "territory"),
    "territory_group": ("territories", "territory_group"),
    "customer_group": ("customers", "customer_group"),
    "channel": ("sale_lines", "channel"),
}
"""Where the identifiers of each kind of name are given."""


@each_source
def test_names_are_of_things_that_are_there(name: str) -> None:
    ran = run(name)
    for (kind,) in ran.rows("SELECT DISTINCT kind FROM given.names"):
        table, column = NAMED[kind]
        astray = ran.rows(
            f"SELECT item FROM given.names WHERE kind = '{kind}' "
            f"AND item NOT IN (SELECT {column} FROM given.{table} WHERE {column} IS NOT NULL) "
            "LIMIT 3"
        )
        assert not astray, (kind, astray)


@each_source
def test_people_are_in_one_place_at_a_time(name: str) -> None:
    ran = run(name)
    if "assignments" not in ran.types:
        return
    until = "valid_to" if "valid_to" in ran.types["assignments"] else "CAST(NULL AS DATE)"
    both = ran.rows(
        f"""
        WITH a AS (
            SELECT person, unit, valid_from, coalesce({until}, DATE '9999-12-31') AS valid_to
            FROM given.assignments
        )
        SELECT one.person FROM a AS one JOIN a AS two USING (person)
        WHERE (one.unit, one.valid_from) <> (two.unit, two.valid_from)
          AND one.valid_from <= two.valid_to AND two.valid_from <= one.valid_to
        """
    )
    assert not both
