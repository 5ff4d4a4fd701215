"""A cap of each transaction that holds for some days: by hand, on the days around them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from husay.pay.facts import CreditedLine, Payment
from tests.pay.made import ONE, earned, line, plan_of

DAYS = Window(date(2026, 1, 1), date(2026, 4, 30))
MODES = ("net", "original_rate", "recompute")


def paid(
    lines: list[CreditedLine], *payments: Payment, trigger: str = "booked", returns: str = "net",
) -> list[Fraction]:  # fmt: skip
    """What is paid by month: 10 %, at most 50 a deal of 15 January to 15 February."""
    plan = plan_of(
        f"name: x\ncurrency: PHP\ntrigger: {trigger}\nreturns: {{mode: {returns}}}\n"
        "measures: {revenue: {of: amount}}\nterms:\n"
        f"  c: {{kind: rate, of: revenue, rate: 10 %}}\n"
        "  m: {kind: cap, most: 50, per: transaction, from: 2026-01-15, to: 2026-02-15}\n"
    )
    found = earned(plan, lines, DAYS, payments=payments)
    assert not found.problems
    return [Fraction(settled.paid, ONE) for settled in found.settled]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 1, 14), 100), (date(2026, 1, 15), 50), (date(2026, 1, 16), 50),
        (date(2026, 2, 15), 50), (date(2026, 2, 16), 100),
    ],
)  # fmt: skip
@pytest.mark.parametrize("returns", MODES)
def test_it_goes_by_the_lines_own_date_and_so_does_what_comes_back(
    day: date, due: int, returns: str
) -> None:
    sold = line("A", day, 1000 * ONE)
    assert sum(paid([sold], returns=returns)) == due
    for later in (date(2026, 2, 10), date(2026, 3, 10)):
        if later >= day:
            back = line("R", later, -1000 * ONE, returns=sold.key)
            assert sum(paid([sold, back], returns=returns)) == 0
            # of 1,000 are kept 800: 80, or still 50
            part = line("R", later, -200 * ONE, returns=sold.key)
            assert sum(paid([sold, part], returns=returns)) == min(due, 80)


@pytest.mark.parametrize(("first", "due"), [(14, [100, 100]), (15, [50, 0])])
def test_where_lines_are_paid_it_goes_by_the_first_payment(first: int, due: list[int]) -> None:
    sold = line("A", date(2026, 1, 2), 2000 * ONE)
    payments = [
        Payment(payment="P", sale="A", day=date(2026, 1, first), amount=1000 * ONE),
        Payment(payment="Q", sale="A", day=date(2026, 2, 3), amount=1000 * ONE),
    ]
    assert paid([sold], *payments, trigger="paid")[:2] == due
    bounced = Payment(payment="R", sale="A", day=date(2026, 3, 3), amount=-1000 * ONE, reverses="P")
    assert sum(paid([sold], *payments, bounced, trigger="paid")) == min(sum(due), 100)
