"""Budgets over the book: what is used and by whom, to compensation; what is left, to sellers; and
a run's checklist warns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from tests.goal_plans.small import viewed
from tests.measures.making import Made
from tests.store_pay.paying import AT, FEBRUARY, ONE, calculated, planned, released

if TYPE_CHECKING:
    from husay.store.company import Company

PLAN = """
name: Sellers
currency: PHP
from: 2024-01-01
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %, budget: 90, to: 2024-12-31}
"""
"""A month is worth 45: ana 20, ben 10, cel 15."""


def on(company: Company, day: date) -> Company:
    return replace(company, today=day)


def test_two_months_use_it_up_and_the_order_of_sales_decides(made: Made) -> None:
    from husay.store.pay.budgets import budgets

    planned(made.company, PLAN)
    (january,) = budgets(on(made.company, date(2024, 1, 31)), AT)
    assert (january.use.used, january.use.left) == (45 * ONE, 45 * ONE)
    (march,) = budgets(on(made.company, date(2024, 3, 31)), AT)
    assert (march.use.used, march.use.left, march.use.closed) == (90 * ONE, 0, 0)
    assert march.use.people == (("ana", 40 * ONE), ("cel", 30 * ONE), ("ben", 20 * ONE))


def test_what_closed_periods_paid_of_it_is_told(made: Made) -> None:
    from husay.store.pay.budgets import budgets

    row = planned(made.company, PLAN)
    run = released(made.company, row)
    (found,) = budgets(on(made.company, date(2024, 2, 29)), AT)
    assert found.use.closed == 45 * ONE == sum(run.statements.values_list("paid", flat=True))


def test_the_checklist_warns_from_nine_tenths_on(made: Made) -> None:
    from husay.store.pay.keeping import read_check

    row = planned(made.company, PLAN)
    january = released(made.company, row)
    february = calculated(made.company, row, FEBRUARY)
    for run, terms in ((january, ()), (february, ("commission",))):
        (check,) = [one for one in map(read_check, run.checks) if one.code == "budgets"]
        assert (check.count, check.terms, check.blocks) == (len(terms), terms, False)


def test_a_seller_sees_what_is_left_and_not_who_used_it(made: Made) -> None:
    from husay.store.pay.budgets import budgets_left

    row = planned(made.company, PLAN)
    own = on(viewed(made.company, Role.SELLER, "ana"), date(2024, 1, 31))
    (use,) = budgets_left(own)[row.pk]
    assert (use.left, use.people, use.closed) == (45 * ONE, (), 0)
    assert budgets_left(on(viewed(made.company, Role.SELLER, "dan"), date(2024, 1, 31))) == {}


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.COMPENSATION])
def test_who_used_it_is_compensations_to_see(made: Made, role: Role) -> None:
    from husay.store.pay.budgets import budgets

    planned(made.company, PLAN)
    with pytest.raises(Mistake) as wrong:
        budgets(viewed(made.company, role, "ana"), AT)
    assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_it_is_said_in_words(made: Made) -> None:
    from husay.store.pay.budgets import budgets
    from husay.words.pay_budgets import budgets_report, ends_text, left_text, pace_text

    assert "No term" in budgets_report((), {}, 1).sentence
    planned(made.company, PLAN)
    (found,) = budgets(on(made.company, date(2024, 1, 31)), AT)
    report = budgets_report((found,), {"ana": "Ana Cruz"}, 1)
    assert report.sentence == "1 budget: nine tenths of it are not used yet."
    assert "Commission: Ana Cruz ₱20.00" in report.notes
    assert left_text(found.use, found.plan) == (
        "Of the budget of “Commission”, ₱45.00 of ₱90.00 are left."
    )
    assert pace_text(found.use) == "too little is known to say until when it lasts"
    assert ends_text(found.use) == "31\u00a0Dec\u00a02024, 335 days left"
    (used,) = budgets(on(made.company, date(2024, 3, 31)), AT)
    assert pace_text(used.use) == "used up"
    assert left_text(used.use, used.plan).endswith("it earns nothing more.")
