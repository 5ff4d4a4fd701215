"""Bounds are what the facts are, asked in one statement; returns are asked about where there are
any."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.pay.compile.bounds import Bounds, bounds_of
from husay.pay.compile.tables import columns, day_rows
from husay.pay.document.read_plan import read_plan
from tests.pay.compile.database import literal

ANA, BEN = 1, 2

PLAN = """
name: Field
currency: PHP
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 1 %}
"""


WITH_GOALS = """
name: Field
currency: PHP
measures:
  revenue: {of: amount, goal: revenue}
terms:
  commission: {kind: rate, of: revenue, rate: 1 %}
  reached: {kind: bonus, of: revenue, at: 100 %, amount: 5000, window: quarter}
"""


def _asked(*inserts: str, document: str = PLAN) -> tuple[Bounds, list[str]]:
    plan, problems = read_plan(document)
    assert plan is not None, problems
    asked = list[str]()
    with duckdb.connect() as connection:
        for name, kinds in columns(plan).items():
            said = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
            connection.execute(f"CREATE TABLE {name} ({said})")
        for sql in inserts:
            connection.execute(sql)

        def ask(sql: str) -> list[tuple[Any, ...]]:
            asked.append(sql)
            return connection.execute(sql).fetchall()

        return bounds_of(plan, ask), asked


def _line(sale: str, person: int, amount: int, **other: str) -> str:
    values = {
        "place": "1", "sale": f"'{sale}'", "line": "1", "person": str(person),
        "role": "'direct'", "day": "DATE '2026-01-05'", "quantity": "10000",
        "amount": str(amount), "currency": "'PHP'", "kind": "'sale'", "shares": "[10000]",
        "nth": "1", "overlay": "FALSE",
    } | other  # fmt: skip
    return f"INSERT INTO lines ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def test_without_facts_nothing_is_known_and_one_statement_asks() -> None:
    found, asked = _asked()
    assert (found.lines, found.lines_each, found.payments_each, found.rate_under) == (0, 0, 0, 1)
    assert set(found.ranges.values()) == {(0, 0)}
    assert found.has == frozenset()
    assert len(asked) == 1


def test_counts_and_ranges_are_those_of_the_rows() -> None:
    found, asked = _asked(
        _line("1", ANA, 500), _line("2", ANA, -70), _line("3", BEN, 90),
        "INSERT INTO people VALUES (1), (2)",
        "INSERT INTO payments VALUES ('p1', '1', '2026-01-09', 40, NULL, 500), "
        "('p2', '1', '2026-01-10', -9, 'p1', NULL), ('p3', '2', '2026-01-10', 3, NULL, NULL)",
        "INSERT INTO parameters VALUES (1, 'rate', '2026-01-01', '2026-01-31', 3, 4), "
        "(2, 'rate', '2026-01-01', '2026-01-31', -5, 6)",
        "INSERT INTO rates VALUES ('USD', '2026-01-01', 225, 4), ('EUR', '2026-01-01', 63, 1)",
    )  # fmt: skip
    assert (found.lines, found.lines_each, found.payments_each) == (3, 2, 2)
    assert found.ranges["amount"] == (-70, 500)
    assert found.ranges["payments.amount"] == (-9, 40)
    assert found.ranges["payments.due"] == (500, 500)
    assert found.parameters == {"rate": (12, 10)}  # 3/4 and -5/6 over 12: 9 and 10 at most
    assert (found.rate_under, found.ranges["rates"]) == (4, (0, 252))  # 225/4 and 252/4
    assert found.has == {"payments", "reversals"}
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("insert", "word"),
    [
        (_line("1", ANA, 5, shares="[5000, 5000]"), "splits"),
        (_line("1", ANA, 5, overlay="TRUE"), "overlays"),
        (_line("1", ANA, 5, currency="'USD'"), "foreign"),
        (_line("1", ANA, 5, cost_currency="'USD'"), "foreign"),
        (_line("1", ANA, 5, place="NULL"), "unordered"),
        (_line("1", ANA, 5, shares="[9999]"), "unequal"),
        (_line("1", BEN, 5), "unpaid"),
        ("INSERT INTO members VALUES (1, '2026-01-01', '2026-01-09', '2026-01-01'), "
         "(1, '2026-01-09', '2026-01-31', '2026-01-01')", "twice members"),
        ("INSERT INTO members VALUES (1, '2026-01-01', '2026-01-09', '2026-01-01'), "
         "(1, '2026-01-10', '2026-01-31', '2026-01-02')", "twice hired"),
        ("INSERT INTO reporting VALUES (1, 3, '2026-01-01', '2026-01-09'), "
         "(1, 4, '2026-01-09', '2026-01-31')", "twice reporting"),
    ],
)  # fmt: skip
def test_what_occurs_is_told(insert: str, word: str) -> None:
    found, asked = _asked("INSERT INTO people VALUES (1)", insert)
    assert found.has - {"members", "reporting"} == {word}
    assert len(asked) == 1


def test_days_that_only_adjoin_are_not_twice() -> None:
    found, _ = _asked(
        "INSERT INTO reporting VALUES (1, 3, '2026-01-01', '2026-01-09'), "
        "(1, 4, '2026-01-10', '2026-01-31')"
    )
    assert found.has == {"reporting"}


@pytest.mark.parametrize(
    ("person", "amount", "words"),
    [
        (ANA, -20, set()),
        (ANA, 20, {"adding"}),
        (BEN, -20, {"recredited"}),  # the sale is another's
    ],
)
def test_returns_are_asked_about_where_there_are_any(
    person: int, amount: int, words: set[str]
) -> None:
    back = {"returns_sale": "'1'", "returns_line": "1", "kind": "'return'", "quantity": "NULL"}
    found, asked = _asked(
        "INSERT INTO people VALUES (1), (2)",
        _line("1", ANA, 90), _line("2", person, amount, **back),
    )  # fmt: skip
    assert found.has == {"returns", "unstated"} | words
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("starts", "ends", "parted"),
    [
        ("2026-01-01", "2026-03-31", False),  # a quarter's own
        (
            "2026-02-01",
            "2026-02-28",
            True,
        ),  # of a quarter; that it is a month's own, too, is no help
        ("2026-01-01", "2026-03-30", True),  # a day less
        ("2026-01-02", "2026-03-31", True),
        ("2026-03-31", "2026-04-01", False),  # in none
        ("2026-01-01", "2026-12-31", False),  # of more than any
    ],
)
def test_goals_for_less_than_their_window_are_told(starts: str, ends: str, parted: bool) -> None:
    calendar = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
    rows = day_rows(Window(date(2025, 12, 1), date(2027, 1, 31)), calendar)
    days = ", ".join(f"({', '.join(map(literal, row))})" for row in rows)
    found, _ = _asked(
        f"INSERT INTO days VALUES {days}",
        f"INSERT INTO goals VALUES (1, 'revenue', '{starts}', '{ends}', 5)", document=WITH_GOALS,
    )  # fmt: skip
    assert ("parted" in found.has) is parted
