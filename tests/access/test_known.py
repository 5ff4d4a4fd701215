"""Whose names a scope knows where the book has sale lines alone."""

from types import SimpleNamespace
from typing import Any, cast

import duckdb

from husay.access.scope import Scope
from husay.store.known import known_items


def test_customers_of_a_company_without_a_table_of_them_are_known_by_the_lines_of_the_scope() -> (
    None
):
    con = duckdb.connect()
    con.execute("CREATE TABLE customers (customer VARCHAR)")
    con.execute(
        "CREATE TABLE placed_lines AS SELECT * FROM (VALUES ('c2'), ('c2'), ('c1')) t(customer)"
    )
    snapshot = cast("Any", SimpleNamespace(run=lambda sql: con.execute(sql).fetchall()))
    scope = Scope(sight="some", people=frozenset({"ana"}))
    assert known_items("customer", ["c1", "c3", "c2"], scope, lambda: snapshot) == ("c1", "c2")
