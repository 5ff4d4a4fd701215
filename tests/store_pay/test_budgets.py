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


def test_what_closed_periods_paid_of_it_has_their_late_lines(made: Made) -> None:
    """Ana's sale of January is put on hold after January was paid: February takes 20 back."""
    from husay.store.pay.budgets import budgets
    from husay.store.pay.holds import hold

    row = planned(made.company, PLAN)
    runs = [released(made.company, row)]
    hold(made.company, "sale", "ana-2024-01-01", "disputed", AT)
    runs.append(released(made.company, row, FEBRUARY))
    (found,) = budgets(on(made.company, date(2024, 2, 29)), AT)
    paid = [sum(run.statements.values_list("paid", flat=True)) for run in runs]
    assert paid == [45 * ONE, 25 * ONE]
    assert found.use.closed == found.use.used == 70 * ONE


def test_my_pay_adds_up_runs_and_reads_no_sales(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import budgets_used
    from husay.store.pay.budgets import budgets_left

    row = planned(made.company, PLAN)
    released(made.company, row)
    own = on(viewed(made.company, Role.SELLER, "ana"), date(2024, 3, 31))
    monkeypatch.setattr(budgets_used, "PayFacts", None)
    (use,) = budgets_left(own)[row.pk]
    assert (use.left, use.as_of) == (45 * ONE, date(2024, 1, 31))
    calculated(made.company, row, FEBRUARY)
    (use,) = budgets_left(own)[row.pk]
    assert (use.left, use.as_of) == (0, date(2024, 2, 29))


def test_what_was_sold_before_the_first_run_is_of_it(made: Made) -> None:
    """January has no run: its 45 are used all the same, and February uses the rest."""
    from husay.store.pay.budgets import budgets_left
    from husay.store.pay.keeping import read_check

    row = planned(made.company, PLAN)
    run = calculated(made.company, row, FEBRUARY)
    own = on(viewed(made.company, Role.SELLER, "ana"), date(2024, 3, 31))
    (use,) = budgets_left(own)[row.pk]
    assert (use.used, sum(run.statements.values_list("paid", flat=True))) == (90 * ONE, 45 * ONE)
    (check,) = [one for one in map(read_check, run.checks) if one.code == "budgets"]
    assert check.terms == ("commission",)
    again = calculated(made.company, row, FEBRUARY)  # what is kept of it counts once
    (check,) = [one for one in map(read_check, again.checks) if one.code == "budgets"]
    assert (check.terms, budgets_left(own)[row.pk][0].used) == (("commission",), 90 * ONE)


def test_a_sale_on_hold_uses_nothing_of_it(made: Made) -> None:
    """Ana's sale of January on hold: 20 are free again, and January is paid 25."""
    from husay.store.pay.budgets import budgets
    from husay.store.pay.holds import hold

    row = planned(made.company, PLAN)
    hold(made.company, "sale", "ana-2024-01-01", "disputed", AT)
    (found,) = budgets(on(made.company, date(2024, 1, 31)), AT)
    run = calculated(made.company, row)
    assert found.use.used == 25 * ONE == sum(run.statements.values_list("paid", flat=True))


def test_the_first_by_name_may_have_an_opening(made: Made) -> None:
    """Ana's of February: January was 45 all the same, and 20 of it hers."""
    from husay.store.pay.budgets import budgets
    from tests.store_pay.test_openings import HEAD, opened

    planned(made.company, PLAN)
    opened(made, f"{HEAD}\nana, owed, , 0")
    (found,) = budgets(on(made.company, date(2024, 1, 31)), AT)
    assert found.use.used == 45 * ONE


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
        "Of the budget of “Commission”, ₱45.00 of ₱90.00 are left, as worked out to "
        "31\u00a0Jan\u00a02024."
    )
    assert pace_text(found.use) == "too little is known to say until when it lasts"
    assert ends_text(found.use) == "31\u00a0Dec\u00a02024, 335 days left"
    (used,) = budgets(on(made.company, date(2024, 3, 31)), AT)
    assert pace_text(used.use) == "used up"
    assert left_text(used.use, used.plan).endswith("it earns nothing more.")
