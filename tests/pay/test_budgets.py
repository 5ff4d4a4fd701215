"""How much of a budget is used, by whom, and when it is used up: by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from husay.basics.period import Window
from husay.pay.budgets import BudgetUse, budget_use, with_budget
from husay.pay.document.plan import Plan
from husay.pay.facts import CreditedLine, Facts
from husay.pay.interpret.interpret import interpret
from tests.pay.made import ONE, line, plan_of, terms

SPIF = "  spif: {{kind: each, of: units, each: 10, budget: {budget}, from: 2026-01-01{ends}}}\n"
FIRST = date(2026, 1, 1)


def plan(budget: str = '"1,000"', ends: str = ", to: 2026-03-31") -> Plan:
    return plan_of(terms(SPIF.format(budget=budget, ends=ends)))


def sold(person: str, day: date, pieces: int, number: int = 1) -> CreditedLine:
    return line(f"{person}{day}{number}", day, 100 * ONE, person=person, quantity=pieces * ONE)


def use(made: Plan, lines: list[CreditedLine], as_of: date, closed: int = 0) -> BudgetUse:
    (term,) = with_budget(made)
    return budget_use(made, Facts(person="", lines=tuple(lines)), term, as_of, closed)


def daily(days: int, pieces: int = 1) -> list[CreditedLine]:
    """So many pieces a day, by turns of ana and ben."""
    return [
        sold("ana" if n % 2 == 0 else "ben", FIRST + timedelta(days=n), pieces) for n in range(days)
    ]


def test_who_used_what_and_what_is_left() -> None:
    found = use(plan(), daily(5), date(2026, 1, 5), closed=20 * ONE)
    assert (found.budget, found.used, found.left, found.closed) == (
        1000 * ONE, 50 * ONE, 950 * ONE, 20 * ONE,
    )  # fmt: skip
    assert found.people == (("ana", 30 * ONE), ("ben", 20 * ONE))
    assert (found.ends, found.days_left) == (date(2026, 3, 31), 85)


def test_it_is_what_statements_pay_in_the_order_of_events() -> None:
    """Forty pieces of 30 are worth 1,200: the last of them are beyond 1,000."""
    lines = daily(40, pieces=3)
    made = plan()
    found = use(made, lines, date(2026, 2, 28))
    days = Window(FIRST, date(2026, 2, 28))
    for person, amount in found.people:
        assert interpret(made, Facts(person=person, lines=tuple(lines)), days).total == amount
    assert (found.used, found.left) == (1000 * ONE, 0)


def test_at_the_pace_of_four_weeks_it_is_used_up_on_a_day() -> None:
    """28 days of 10 used 280; 720 are left, 72 days at 10 a day."""
    found = use(plan(), daily(28), date(2026, 1, 28))
    assert found.runs_out == date(2026, 1, 28) + timedelta(days=72)
    assert found.lasts  # the term ends on 31 March
    faster = use(plan(), daily(28, 2), date(2026, 1, 28))
    assert faster.runs_out == date(2026, 1, 28) + timedelta(days=22)  # 440 at 20 a day
    assert not faster.lasts


def test_an_old_pace_does_not_count() -> None:
    """Thirty days of 10, then four weeks with 5 a day (every other day one piece)."""
    slow = [sold("ana", FIRST + timedelta(days=30 + 2 * n), 1) for n in range(14)]
    found = use(plan(), daily(30) + slow, FIRST + timedelta(days=57))
    assert found.used == 440 * ONE
    assert found.runs_out == FIRST + timedelta(days=57 + 112)  # 560 at 5 a day


@pytest.mark.parametrize(("days", "told"), [(27, False), (28, True)])
def test_no_date_before_four_weeks(days: int, told: bool) -> None:
    found = use(plan(), daily(days), FIRST + timedelta(days=days - 1))
    assert (found.runs_out is not None) == told


@pytest.mark.parametrize(("many", "told"), [(4, False), (5, True)])
def test_no_date_of_fewer_than_five_lines(many: int, told: bool) -> None:
    lines = [sold("ana", FIRST + timedelta(days=20), 1, n) for n in range(many)]
    found = use(plan(), lines, FIRST + timedelta(days=30))
    assert (found.runs_out is not None) == told


@pytest.mark.parametrize(
    ("pieces", "nearly"), [(89, False), (90, True), (100, True), (130, True)],
    ids=["under", "at", "all", "more"],
)  # fmt: skip
def test_from_nine_tenths_on_it_is_nearly_used(pieces: int, nearly: bool) -> None:
    found = use(plan(), [sold("ana", FIRST, pieces)], FIRST)
    assert found.is_nearly_used == nearly
    assert found.runs_out is None
    assert found.left == max(0, 1000 - 10 * pieces) * ONE


def test_a_plan_without_budgets_has_none_and_a_term_may_have_no_end() -> None:
    assert with_budget(plan_of(terms("  c: {kind: rate, of: revenue, rate: 1 %}\n"))) == ()
    found = use(plan(ends=""), daily(28), date(2026, 1, 28))
    assert (found.ends, found.days_left, found.lasts) == (None, None, False)


def test_what_comes_back_is_free_again() -> None:
    back = line("R", date(2026, 1, 9), -100 * ONE, person="ana", quantity=-1 * ONE, kind="return",
                returns=("ana2026-01-011", 1))  # fmt: skip
    found = use(plan(), [*daily(3), back], date(2026, 1, 9))
    assert found.used == 20 * ONE
