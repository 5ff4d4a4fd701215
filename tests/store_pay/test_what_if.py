"""What if, over the book: the seller's own open deals, by the facts of the next run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from husay.pay.supposed_text import TypedDeal, read_added, read_all, read_deal
from tests.goal_plans.small import viewed
from tests.measures.making import Made
from tests.store_pay.paying import AT, ONE, bring_in, calculated, paid, planned, released

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.pay.what_if import WhatIfSeen

DEALS = """
deal, created, status, amount, seller, expected_close, product, customer
D1, 2024-10-01, open, 100, ana, 2024-12-20, P1, C1
D2, 2024-10-01, open, 50, ana, 2025-01-15, , C1
D3, 2024-10-01, open, 80, ben, 2024-12-20, , C1
D4, 2024-10-01, won, 70, ana, 2024-12-20, , C1
D5, 2024-10-01, open, , ana, 2024-12-20, , C1
"""
PRODUCTS = "product, product_line\nP1, Tools"
OVERRIDE = """
name: Leads
currency: PHP
measures:
  revenue: {of: amount}
terms:
  own: {kind: rate, of: revenue, rate: 5 %}
  over: {kind: override, of: revenue, rate: 1 %, levels: all}
"""


@pytest.fixture
def company(made: Made, tmp_path: Path) -> Company:
    """The small company with deals; the last sales are of 2 December 2024."""
    bring_in(made.company, tmp_path, "deals", deals=DEALS, products=PRODUCTS)
    return replace(made.company, today=date(2024, 12, 31))


def seen(company: Company, *deals: str, person: str | None = None, add: str = "") -> WhatIfSeen:
    from husay.store.pay.what_if import what_if_seen

    said, added = read_all(deals, [add] if add else [])
    return what_if_seen(company, person, said, added, AT)


def pays(found: WhatIfSeen) -> list[tuple[int, int]]:
    """What each plan pays without and with the deals, in centavos."""
    return [(x.found.paid_before // 100, x.found.paid_after // 100) for x in found.plans]


def test_a_seller_sees_their_own_open_deals_that_have_an_amount(company: Company) -> None:
    planned(company)
    found = seen(viewed(company, Role.SELLER, "ana"))
    assert [(x.deal, x.amount // ONE) for x in found.deals] == [("D1", 100), ("D2", 50)]
    assert found.deals[0].attributes == (
        ("product", "P1"), ("product_line", "Tools"), ("customer", "C1"),
    )  # fmt: skip
    assert pays(found) == [(28_00, 28_00)]


def test_a_deal_is_paid_at_the_own_rate_and_the_days_reach_to_the_last_one(
    company: Company,
) -> None:
    """7 % of 100 in December; with D2 of January the days reach to its end."""
    planned(company)
    own = viewed(company, Role.SELLER, "ana")
    assert pays(seen(own, "D1")) == [(28_00, 35_00)]
    both = seen(own, "D1", "D2")
    assert pays(both) == [(28_00, 38_50)]
    assert both.plans[0].window.end == date(2025, 1, 31)
    assert pays(seen(own, "D1=200.50@2024-12-31", add="Tools=10")) == [
        (28_00, 42_74)
    ]  # 14.035 and .70 more, rounded


def test_sold_for_real_it_is_paid_so(company: Company, tmp_path: Path) -> None:
    row = planned(company)
    told = pays(seen(viewed(company, Role.SELLER, "ana"), "D1"))
    bring_in(company, tmp_path, "won", sale_lines=(
        "sale, line, date, seller, amount\nD1, 1, 2024-12-20, ana, 100"
    ))  # fmt: skip
    from husay.basics.period import Window

    for month in range(1, 12):
        first = date(2024, month, 1)
        last = date(2024, month + 1, 1)
        released(company, row, Window(first, date.fromordinal(last.toordinal() - 1)))
    run = calculated(company, row, Window(date(2024, 12, 1), date(2024, 12, 31)))
    assert told == [(28_00, paid(run)["ana"] * 100)]


def test_a_manager_supposes_the_deals_of_those_whose_sales_pay_them(company: Company) -> None:
    """Mia leads ana, ben and cel: 1 % of 900, and of D3's 80."""
    planned(company, OVERRIDE, ("mia",))
    found = seen(viewed(company, Role.MANAGER, "mia"), "D3")
    assert {x.deal for x in found.deals} == {"D1", "D2", "D3"}
    assert pays(found) == [(9_00, 9_80)]


def test_nobody_but_compensation_asks_for_another(company: Company) -> None:
    from husay.store.records.models import AuditEntry

    planned(company)
    for role, person in (
        (Role.SELLER, "ben"), (Role.MANAGER, "mia"), (Role.OPERATIONS, "ana"),
        (Role.EXECUTIVE, "ana"), (Role.ADMINISTRATOR, "ana"),
    ):  # fmt: skip
        with pytest.raises(Mistake) as wrong:
            seen(viewed(company, role, person), person="ana")
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]
    before = AuditEntry.objects.filter(action="pay-seen").count()
    assert pays(seen(viewed(company, Role.COMPENSATION), "D1", person="ana")) == [(28_00, 35_00)]
    assert AuditEntry.objects.filter(action="pay-seen", item="ana").count() == before + 1
    assert pays(seen(viewed(company, Role.SELLER, "ana"))) == [(28_00, 28_00)]
    assert AuditEntry.objects.filter(action="pay-seen").count() == before + 1


def test_anothers_deal_is_as_if_there_were_none_and_all_mistakes_are_told(
    company: Company,
) -> None:
    planned(company)
    own = viewed(company, Role.SELLER, "ana")
    with pytest.raises(Mistake) as wrong:
        seen(own, "D3", "D4", "D1@2024-11-30", add="Tool=10@2026-01-01")
    assert [p.code for p in wrong.value.problems] == [
        "pay-what-if-deal", "pay-what-if-deal", "pay-what-if-day", "pay-what-if-line",
        "pay-what-if-day",
    ]  # fmt: skip


def test_who_has_no_plan_is_told_so(company: Company) -> None:
    assert seen(viewed(company, Role.SELLER, "dan")).plans == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("D-1", TypedDeal("D-1")),
        ("D-1=120,000", TypedDeal("D-1", 120_000 * ONE)),
        ("D-1@2026-12-10", TypedDeal("D-1", None, date(2026, 12, 10))),
        (" D 1 = 1.5 @ 2026-12-10 ", TypedDeal("D 1", 15_000, date(2026, 12, 10))),
    ],
)
def test_how_a_deal_is_written(text: str, said: TypedDeal) -> None:
    assert read_deal(text) == said


def test_how_an_added_sale_is_written() -> None:
    assert read_added("50,000") == TypedDeal("", 50_000 * ONE)
    assert read_added("Paint=5@2026-12-10") == TypedDeal("Paint", 5 * ONE, date(2026, 12, 10))
    for wrong in ("", "=", "0", "-5", "x", "Paint=", "5@soon"):
        with pytest.raises(Mistake):
            read_added(wrong)
