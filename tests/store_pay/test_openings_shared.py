"""Openings in plans by which people share anything: each has their own, and all know it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from husay.pay.budgets import budget_use, with_budget
from husay.pay.document.plan import Plan
from husay.pay.earned import EarningLine
from husay.pay.facts import CreditedLine, Facts, Member, Opening
from husay.pay.interpret.budgeted import under_budget
from husay.pay.interpret.entries import EntryReader
from husay.pay.interpret.interpret import interpret
from husay.pay.interpret.measured import Rows
from husay.pay.interpret.work import Work
from tests.pay.made import ONE, YEAR, line, plan_of, terms

MONTHS = [date(2026, month, 1) for month in range(2, 13)]

SHARED = """
  sales: {kind: rate, of: revenue, rate: 10 %, budget: 90}
  pool: {kind: pool, amount: 900, share: contribution, by: revenue, window: quarter}
"""
PEOPLE = ("ana", "ben", "cel")

of_three = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.integers(0, 364), st.integers(-9_000, 90_000)),
    min_size=1, max_size=20,
)  # fmt: skip


def test_a_pool_and_a_budget_are_kept_to_with_openings_of_any_days(first_made: Path) -> None:
    """Whoever has an opening, of whichever day: the parts of a pool sum to it, and lines come to a
    budget at the most, those from before the openings among them."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    plan = plan_of(terms(SHARED.strip("\n")))

    @seed(5)
    @settings(max_examples=40, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
    @given(of_three, st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(MONTHS), min_size=1))
    def law(made: list[tuple[str, int, int]], days: dict[str, date]) -> None:
        rows = tuple(
            line(f"S{n}", YEAR.start + timedelta(days=day), amount * 100, person=person)
            for n, (person, day, amount) in enumerate(made)
        )
        attained = {("revenue", date(2026, month, 1)): 400 * ONE for month in (1, 4, 7, 10)}
        said = Said(
            openings={who: Opening(day=day, attained=attained) for who, day in days.items()}
        )
        members = tuple(Member(who, YEAR) for who in PEOPLE)
        mine = [
            interpret(plan, said.added_to(Facts(person=who, lines=rows, members=members), None),
                      YEAR)
            for who in PEOPLE
        ]  # fmt: skip
        lines = [x for one in mine for x in one.lines]
        for first in (1, 4, 7, 10):
            parts = [x.amount for x in lines if x.term == "pool" and x.window.start.month == first
                     and x.window.end >= max(days.values())]  # fmt: skip
            assert sum(parts) in (0, 900 * ONE)
        used = budget_use(plan, said.added_to(Facts(person="", lines=rows), None),
                          with_budget(plan)[0], YEAR.end)  # fmt: skip
        here = sum(x.amount for x in lines if x.term == "sales")
        gone = sum(
            x.amount
            for x in under_budget_of(plan, rows) if x.day < days.get(x.person, date.min)
        )  # fmt: skip
        assert here + gone == used.used <= 90 * ONE

    law()


def under_budget_of(plan: Plan, rows: Sequence[CreditedLine]) -> Sequence[EarningLine]:
    """Everybody's lines of the budgeted term, where nobody has an opening."""
    work = Work(plan, Facts(person="", lines=tuple(rows)), YEAR.end, YEAR.end)
    return under_budget(EntryReader(work, Rows(work)), with_budget(plan)[0], "")


def test_a_budget_that_was_used_up_before_an_opening_is_used_up(first_made: Path) -> None:
    """A budget of 90, of which ana and ben used 45 each; from March on ana is paid here."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    text = terms("  sales: {kind: rate, of: revenue, rate: 10 %, budget: 90}")
    rows = (
        line("A", date(2026, 1, 5), 450 * ONE),
        line("B", date(2026, 2, 5), 450 * ONE, person="ben"),
        line("C", date(2026, 3, 5), 200 * ONE),
    )
    said = Said(openings={"ana": Opening(day=date(2026, 3, 1))})
    for who, paid in (("ana", 0), ("ben", 45 * ONE)):
        facts = said.added_to(Facts(person=who, lines=rows), None)
        assert interpret(plan_of(text), facts, YEAR).total == paid
