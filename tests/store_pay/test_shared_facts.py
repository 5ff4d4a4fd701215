"""What all who have a plan share is dealt among all of them, also those who sold nothing; lines of
others have no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned
from husay.pay.runs.assigned import Held
from tests.measures.making import Made, make
from tests.pay.made import ONE, plan_of, terms

if TYPE_CHECKING:
    from husay.store.pay.facts import PayFacts

JANUARY = Window(date(2024, 1, 1), date(2024, 1, 31))
TABLES = {
    "sale_lines": """
sale, line, date, seller, amount
S1, 1, 2024-01-05, xen, 1000
S2, 1, 2024-01-06, ana, 500
S3, 1, 2024-01-07, ben, 500
""",
    "goals": """
scope, item, measure, starts, ends, value
seller, ana, revenue, 2024-01-01, 2024-01-31, 400
seller, ben, revenue, 2024-01-01, 2024-01-31, 400
seller, cara, revenue, 2024-01-01, 2024-01-31, 100
""",
    "units": "unit, valid_from, parent\nN, 2020-01-01,",
    "assignments": """
person, unit, valid_from, valid_to, role, manager
ana, N, 2020-01-01, , manager,
ben, N, 2020-01-01, , seller, ana
xen, N, 2020-01-01, , seller, ana
cara, N, 2020-01-01, , seller, ana
""",
}
POOL = """
name: x
currency: PHP
parameters:
  weight: {unit: number, default: 1}
measures:
  revenue: {of: amount, goal: revenue}
terms:
  p: {kind: pool, amount: 100, share: rule, weight: weight}
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("shared"), TABLES)


def read(book: Made, plan: Plan, people: Sequence[str]) -> dict[str, Earned]:
    from husay.store.moment import everything
    from husay.store.pay.facts import PayFacts, read_one_by_one

    held = tuple(
        Held(p, Window(date(2024, 1, 1), date(2024, 12, 31)),
             {"weight": Fraction(3)} if p == "cara" else {})
        for p in people
    )  # fmt: skip
    facts: PayFacts = PayFacts(plan, everything(book.company), held, frozenset(people), JANUARY.end)
    return {one.person: one for one in read_one_by_one(facts, plan, people, JANUARY)}


def test_a_pool_knows_the_weight_of_whoever_sold_nothing(book: Made) -> None:
    """100 by weights 1, 1 and 3."""
    found = read(book, plan_of(POOL), ["ana", "ben", "cara"])
    assert {p: one.total for p, one in found.items()} == {
        "ana": 20 * ONE, "ben": 20 * ONE, "cara": 60 * ONE,
    }  # fmt: skip


def test_a_pool_above_the_goals_knows_the_goal_of_whoever_sold_nothing(book: Made) -> None:
    """1,000 sold, 900 asked for: 3 % of 100 in thirds is 1.00 each."""
    shared = "{kind: pool, of: revenue, rate: 3 %, above: 100 %}"
    plan = plan_of(POOL.replace("{kind: pool, amount: 100, share: rule, weight: weight}", shared))
    found = read(book, plan, ["ana", "ben", "cara"])
    assert [one.problems for one in found.values()] == [(), (), ()]
    assert [one.total for one in found.values()] == [ONE, ONE, ONE]


def test_a_budget_is_used_by_those_who_have_the_plan(book: Made) -> None:
    """Xen sells first, and has no plan: a tenth of ana's and ben's 500 is within 100."""
    plan = plan_of(
        terms(
            "  c: {kind: rate, of: revenue, rate: 10 %, budget: 100}\n"
            "  o: {kind: override, of: revenue, rate: 1 %, adds_to: [c]}"
        )
    )
    found = read(book, plan, ["ana", "ben"])
    assert [found[p].of_term("c") for p in ("ana", "ben")] == [50 * ONE, 50 * ONE]
