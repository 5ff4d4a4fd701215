"""No float touches money: neither in the words of a query nor in the types of its columns."""

from __future__ import annotations

import re

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from husay.pay.compile.bounds import bounds_of
from husay.pay.compile.compile import Compiled, compiled
from husay.pay.document.read_plan import read_plan
from tests.pay.compile.database import fill
from tests.pay.compile.random_pay import ASKED, Maker

ALLOWED = {"BIGINT", "HUGEINT", "INTEGER", "TINYINT", "BOOLEAN", "VARCHAR", "DATE", "INTEGER[]"}


@pytest.mark.parametrize("seed", [1, 5, 6, 7, 8, 9, 10, 11, 17, 20, 22, 24])
def test_every_column_of_every_step_is_whole(seed: int) -> None:
    made = Maker(seed).made()
    plan, problems = read_plan(made.text)
    assert plan is not None, problems
    with duckdb.connect() as connection:
        fill(connection, plan, made.facts, ASKED)
        bounds = bounds_of(plan, lambda sql: connection.execute(sql).fetchall())
        found = compiled(plan, bounds, ASKED)
        assert isinstance(found, Compiled), found
        for step in found.steps:
            connection.execute(step.statement)
            for name, kind, *_ in connection.execute(f"DESCRIBE {step.name}").fetchall():
                assert kind in ALLOWED, (step.name, name)
        for query in (found.lines, found.settled):
            kinds = connection.execute(f"DESCRIBE {query}").fetchall()
            assert {kind for _, kind, *_ in kinds} <= ALLOWED
        for sql in (*(step.sql for step in found.steps), found.lines, found.settled):
            assert not re.search(r"\b(DOUBLE|FLOAT|REAL|DECIMAL|AVG|ROUND)\b|\d\.\d", sql)
            tree = sqlglot.parse_one(sql, read="duckdb")
            assert not list(tree.find_all(exp.Div))
