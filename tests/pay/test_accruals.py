"""Accruals: what is earned counts in its own month, what is paid in the month of its release."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import YearRule
from husay.pay.out.accruals import MonthAccrued, RunAccrued, accruals, within
from husay.pay.out.months import month_number


def month_of(day: date) -> int:
    return month_number(day, YearRule()) - 2026 * 12


def told(one: MonthAccrued) -> tuple[int, ...]:
    return (one.month, one.earned, one.adjusted, one.drawn, one.paid, one.balance, one.open,
            one.provisional)  # fmt: skip


def test_a_quarter_is_borne_by_its_months_and_paid_in_april() -> None:
    """A quarter earns 10 in January and 20 in March, draws 5, finds 3 less of last year, and is
    paid 32 on 15 April. April is worked out and not released: 7, and 4 that are provisional."""
    quarter = RunAccrued(
        plan="AE", currency="PHP", ends=date(2026, 3, 31), closed=True, drawn=5,
        lines=(("earned", date(2026, 1, 5), 10), ("earned", date(2026, 3, 31), 20),
               ("adjusted", date(2025, 11, 2), -3), ("provisional", date(2026, 3, 31), 9)),
        paid=((date(2026, 4, 15), 32),),
    )  # fmt: skip
    april = RunAccrued(
        plan="AE",
        currency="PHP",
        ends=date(2026, 4, 30),
        closed=False,
        lines=(("earned", date(2026, 4, 2), 7), ("provisional", date(2026, 4, 30), 4)),
    )
    found = accruals([quarter, april], month_of)
    assert [told(one) for one in found] == [
        (0, 10, 0, 0, 0, 10, 0, 0),
        (1, 0, 0, 0, 0, 10, 0, 0),
        (2, 20, -3, 5, 0, 32, 0, 9),
        (3, 0, 0, 0, 32, 0, 7, 4),
    ]
    assert [one.month for one in within(found, 1, 2)] == [1, 2]


def test_plans_and_currencies_are_never_added() -> None:
    runs = [
        RunAccrued(plan=plan, currency=code, ends=date(2026, 1, 31), closed=True,
                   lines=(("earned", date(2026, 1, 5), amount),))
        for plan, code, amount in (("B", "PHP", 1), ("A", "USD", 2), ("A", "PHP", 3))
    ]  # fmt: skip
    found = [(one.plan, one.currency, one.earned) for one in accruals(runs, month_of)]
    assert found == [("A", "PHP", 3), ("A", "USD", 2), ("B", "PHP", 1)]


_DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
_RUNS = st.builds(
    RunAccrued,
    plan=st.sampled_from("AB"), currency=st.just("PHP"), ends=_DAYS, closed=st.booleans(),
    lines=st.lists(
        st.tuples(st.sampled_from(["earned", "adjusted", "provisional"]), _DAYS,
                  st.integers(-99, 99)), max_size=5).map(tuple),
    drawn=st.integers(-9, 9),
    paid=st.lists(st.tuples(_DAYS, st.integers(-99, 99)), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(_RUNS, max_size=6))
def test_all_months_together_are_everything_that_was_earned(runs: list[RunAccrued]) -> None:
    found = accruals(runs, month_of)
    closed = [run for run in runs if run.closed]
    final = [a for run in closed for kind, _, a in run.lines if kind != "provisional"]
    assert sum(one.accrued for one in found) == sum(final) + sum(run.drawn for run in closed)
    waiting = [a for run in runs if not run.closed for k, _, a in run.lines if k != "provisional"]
    drawn = sum(run.drawn for run in runs if not run.closed)
    assert sum(one.open for one in found) == sum(waiting) + drawn
    last = {one.plan: one.balance for one in found}
    paid = sum(amount for run in runs for _, amount in run.paid)
    assert sum(last.values()) == sum(one.accrued for one in found) - paid
