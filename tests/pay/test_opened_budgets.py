"""Of a budget, what openings say was paid is used: by hand."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.budgets import budget_use, with_budget
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, EarnedBefore, Facts, Opening
from husay.pay.interpret.interpret import interpret
from tests.pay.made import ONE, line, plan_of, terms

JULY = date(2026, 7, 1)
HALF = Window(JULY, date(2026, 12, 31))
PLAN = plan_of(
    terms(
        "  push: {kind: rate, of: revenue, rate: 10 %, budget: 100}\n"
        "  other: {kind: each, of: units, each: 1}",
        head="period: month\nreturns: {mode: original_rate}\n",
    )
)


def before(amount: int, term: str = "push", sale: str = "M") -> EarnedBefore:
    """What a sale of May earned."""
    return EarnedBefore(term=term, sale=sale, line=1, day=date(2026, 5, 5),
                        amount=amount * ONE, value=amount * 10 * ONE)  # fmt: skip


def opened(*known: EarnedBefore) -> Opening:
    """An opening on 1 July."""
    return Opening(day=JULY, earned=known)


def pushed(earned: Earned) -> list[tuple[str | None, int]]:
    """What each sale earned of the budget, in whole pesos."""
    assert not earned.problems
    return [(x.sale, x.amount // ONE) for x in earned.lines if x.term == "push"]


def sold(sale: str, pesos: int, day: date, **more: object) -> CreditedLine:
    """A sale."""
    return line(sale, day, pesos * ONE, quantity=ONE, **more)


A = sold("A", 500, date(2026, 7, 5))
B = sold("B", 500, date(2026, 8, 5))
BACK = sold("CN", -300, date(2026, 7, 10), returns=("M", 1), kind="return")


def ana(*lines: CreditedLine, known: Opening, **more: object) -> list[tuple[str | None, int]]:
    """What ana has of the budget since July."""
    facts = Facts(person="ana", lines=lines, opening=known, **more)  # type: ignore[arg-type]
    return pushed(interpret(PLAN, facts, HALF))


@pytest.mark.parametrize(
    ("used", "a", "b"), [(0, 50, 50), (49, 50, 1), (50, 50, 0), (51, 49, 0), (80, 20, 0),
                         (100, 0, 0), (130, 0, 0)]
)  # fmt: skip
def test_what_the_opening_says_was_paid_is_used(used: int, a: int, b: int) -> None:
    assert ana(A, B, known=opened(before(used))) == [("A", a), ("B", b)]


def test_what_comes_back_of_it_is_free_for_later_lines() -> None:
    """80 used, 20 for A; 300 of 800 come back: 30, which B has."""
    assert ana(A, B, BACK, known=opened(before(80))) == [("A", 20), ("CN", -30), ("B", 30)]


def test_what_other_terms_paid_is_not_of_the_budget() -> None:
    assert ana(A, B, known=opened(before(80, term="other"))) == [("A", 50), ("B", 50)]


def test_a_sale_that_the_opening_and_the_facts_know_is_used_once_as_the_opening_says() -> None:
    """M of 800 would have earned 80, and was paid 60; 30 of N, which the opening does not name,
    were of the budget, too: 10 are left."""
    lines = (sold("M", 800, date(2026, 5, 5)), sold("N", 300, date(2026, 6, 5)))
    assert ana(*lines, A, known=opened(before(60))) == [("A", 10)]


def test_what_came_back_of_it_by_then_is_taken_off_already() -> None:
    """The opening is net: 50 of 80 remained after a return of June."""
    early = sold("CN", -300, date(2026, 6, 10), returns=("M", 1), kind="return")
    lines = (sold("M", 800, date(2026, 5, 5)), early)
    assert ana(*lines, A, B, known=opened(before(50))) == [("A", 50), ("B", 0)]


def test_it_is_used_whoever_was_paid_it_also_of_who_sells_nothing_since() -> None:
    theirs = {"ben": opened(before(30)), "cara": opened(before(40, sale="O"))}
    assert ana(A, B, known=opened(), openings=theirs) == [("A", 30), ("B", 0)]


def test_the_use_of_a_budget_has_what_openings_say_by_person() -> None:
    theirs = {"ana": opened(before(30)), "ben": opened(before(40, sale="O"))}
    facts = Facts(person="", lines=(A,), openings=theirs)
    (term,) = with_budget(PLAN)
    found = budget_use(PLAN, facts, term, date(2026, 7, 31))
    assert (found.used, found.left) == (100 * ONE, 0)
    assert found.people == (("ana", 60 * ONE), ("ben", 40 * ONE))
