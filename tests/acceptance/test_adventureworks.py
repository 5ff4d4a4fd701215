"""AdventureWorks, imported and asked: every figure equals the one worked out from the raw files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import pytest

from husay.basics.period import Window
from tests.measures.making import Made
from tests.sources.expected import adventureworks as expected
from tests.sources.expected.raw import data_folder
from tests.sources.harness import together

pytestmark = together("adventureworks")

AW = data_folder("adventureworks")
ALL = Decimal("109846381.4039")


@pytest.fixture(scope="module")
def made(imported: Callable[[str], Made]) -> Made:
    return imported("adventureworks")


def exact(found: dict[object, object]) -> dict[str, Decimal]:
    """Plain amounts as Decimals, what has no owner under '' as in the expected figures."""
    return {str(key or ""): Decimal(str(value)) for key, value in found.items()}


def test_revenue_and_orders(made: Made) -> None:
    assert made.value("revenue") == "109846381.4039"
    assert made.value("orders") == 31_465
    # 10 of them have no lines; each is one line of the book, as is each of 220 differences.
    assert made.value("lines") == 121_253 + 10 + 220


def test_what_the_lines_do_not_explain_is_booked_without_a_product(made: Made) -> None:
    found = exact(made.cells("revenue", "kind", where="product IS NULL"))
    assert found == {"adjustment": Decimal("29165.2299"), "sale": Decimal("7941.9710")}
    assert sum(found.values()) == Decimal("37107.2009")
    assert sum(found.values()) == sum(expected.adjustments(AW).values())
    assert exact(made.cells("revenue", "product"))[""] == Decimal("37107.2009")
    assert exact(made.cells("revenue", "kind")).keys() == {"sale", "adjustment"}


def test_an_average_order_counts_the_orders_without_lines(made: Made) -> None:
    gross = ALL - Decimal("29165.2299")
    assert Decimal(str(made.value("gross_sales"))) == gross
    found = Decimal(str(made.value("average_order")))
    assert abs(found - gross / 31_465) <= Decimal("0.00005")


def test_sellers_revenue_is_the_companys_own_figure(made: Made) -> None:
    window = Window(date(2013, 5, 30), made.last)
    found = exact(made.cells("revenue", "seller", period=window))
    own = expected.sales_ytd(AW)
    assert len(own) == 17
    assert {seller: amount for seller, amount in found.items() if seller} == own
    assert found == expected.revenue_by_seller(AW, date(2013, 5, 30))


@pytest.mark.parametrize("structure", ["then", "now"])
def test_units_and_divisions(made: Made, structure: str) -> None:
    by_unit = {"then": expected.revenue_by_unit_then, "now": expected.revenue_by_unit_now}
    expected_units = by_unit[structure](AW)
    expected_divisions = expected.rolled_up(AW, expected_units)
    units = made.ask("revenue", by=("unit",), structure=structure)
    found = {str(row["unit"] or ""): Decimal(str(row["revenue"])) / 10_000 for row in units.rows}
    assert found == expected_units
    divisions = exact(made.cells("revenue", "division", structure=structure))
    assert divisions == expected_divisions
    assert sum(divisions.values()) == sum(found.values()) == ALL
    assert units.total == {"revenue": 1_098_463_814_039}


def test_then_and_now_differ(made: Made) -> None:
    then = exact(made.cells("revenue", "division"))
    now = exact(made.cells("revenue", "division", structure="now"))
    assert then["europe"] == Decimal("10907642.0155")
    assert now["europe"] == Decimal("12996133.1825")
    assert then[""] == Decimal("1587198.4346")
    assert "" not in now


def test_everything_below_a_division(made: Made) -> None:
    by_division = exact(made.cells("revenue", "division"))
    for division in ("europe", "north-america", "pacific", "online"):
        found = made.value("revenue", where=f"within('{division}')")
        assert Decimal(str(found)) == by_division[division]
    outside = made.value("revenue", where="NOT within('adventureworks')")
    assert Decimal(str(outside)) == by_division[""]


def test_attainment_by_the_quotas_own_windows(made: Made) -> None:
    answer = made.ask("revenue", by=("seller", "goal_window"), compare="goal")
    found: dict[Any, Any] = {
        (row["seller"], row["goal_window"]): (row["revenue_goal"], row["revenue"], row)
        for row in answer.rows
    }
    quotas = expected.quotas(AW)
    assert len(found) == len(answer.rows) == len(quotas) == 163
    for quota in quotas:
        goal, revenue, row = found[quota.seller, f"{quota.starts}/{quota.ends}"]
        assert goal == quota.quota * 10_000
        assert revenue == quota.revenue * 10_000
        assert row["revenue_attainment"] == Fraction(revenue, goal)
    attained = [Fraction(str(row["revenue_attainment"])) for row in answer.rows]
    assert sum(share >= 1 for share in attained) == 8
    assert round(float(median(attained)), 3) == 0.848


def test_the_quotas_of_a_year_are_no_more_than_its_windows(made: Made) -> None:
    window = Window(date(2012, 5, 30), date(2013, 5, 29))
    answer = made.ask("revenue", by=("seller",), period=window, compare="goal", as_of=window.end)
    goals = {str(row["seller"]): row["revenue_goal"] for row in answer.rows if row["seller"]}
    for seller in goals:
        inside = [
            quota.quota * 10_000
            for quota in expected.quotas(AW)
            if quota.seller == seller and window.overlap(Window(quota.starts, quota.ends))
        ]
        assert goals[seller] == sum(inside)
    (online,) = [row for row in answer.rows if row["seller"] is None]
    assert online["revenue_goal"] is None


def test_other_dimensions(made: Made) -> None:
    assert exact(made.cells("revenue", "territory")) == expected.revenue_by_order_territory(AW)
    assert exact(made.cells("revenue", "month")) == expected.revenue_by_month(AW)
    by_group = exact(made.cells("revenue", "product_group"))
    assert by_group == expected.revenue_by_product_group(AW)
    by_kind = exact(made.cells("revenue", "customer_group"))
    assert by_kind == expected.revenue_by_customer_group(AW)


def test_orders_by_seller_are_counted_once_each(made: Made) -> None:
    found = made.cells("orders", "seller")
    assert sum(found.values()) == 31_465
    assert found[None] == 27_659
    by_product = made.ask("orders", by=("product",))
    assert by_product.total == {"orders": 31_465}
    assert sum(int(str(row["orders"])) for row in by_product.rows) > 31_465


def test_productivity_leaves_the_web_out(made: Made) -> None:
    sellers = sum((v for k, v in expected.revenue_by_seller(AW).items() if k), Decimal(0))
    found = Decimal(str(made.value("revenue_per_seller")))
    assert abs(found - sellers / 17) <= Decimal("0.00005")


def test_margin_covers_the_lines_with_a_cost(made: Made) -> None:
    lines = expected.lines(AW)
    margin = sum(line.amount - line.cost for line in lines)
    assert Decimal(str(made.value("margin"))) == margin
    discount = sum(line.list_amount - line.amount for line in lines)
    assert Decimal(str(made.value("discount"))) == discount


def test_a_month_without_resellers_is_a_month_with_nothing(made: Made) -> None:
    found = made.cells("revenue", "month", where="channel = 'reseller'", period="2011")
    booked = expected.revenue_by_month(AW, online=False)
    assert {k: Decimal(v) for k, v in found.items() if Decimal(v)} == {
        month: amount for month, amount in booked.items() if month < "2012"
    }
    assert [m for m, amount in found.items() if not Decimal(amount)] == [
        "2011-06", "2011-09", "2011-11",
    ]  # fmt: skip


def test_the_first_year_is_compared_with_a_warning(made: Made) -> None:
    answer = made.ask("revenue", period="2012", compare="last-year")
    assert "baseline-before-book" in {p.code for p in answer.problems}
    answer = made.ask("revenue", period="2013", compare="last-year")
    assert answer.problems == ()
