"""The expected figures are the published ones, and those found by hand in the raw files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.expected import adventureworks, chinook, northwind, online_retail
from tests.sources.expected.raw import data_folder
from tests.sources.harness import together

pytestmark = pytest.mark.usefixtures("shared")

AW = data_folder("adventureworks")
A_CENT = Decimal("0.01")


def money(**figures: str) -> dict[str, Decimal]:
    """Figures written as texts; `_` in a key stands for '-', and `none` for no key."""
    return {
        "" if key == "none" else key.replace("_", "-"): Decimal(value)
        for key, value in figures.items()
    }


class TestAdventureWorks:
    pytestmark = together("adventureworks")

    def test_orders_and_revenue(self) -> None:
        assert len(adventureworks.orders(AW)) == 31_465
        assert adventureworks.revenue(AW) == Decimal("109846381.4039")

    def test_lines_do_not_add_up_to_their_orders(self) -> None:
        found = adventureworks.adjustments(AW)
        assert sum(abs(difference) > A_CENT for difference in found.values()) == 23
        assert sum(abs(difference) <= A_CENT for difference in found.values()) == 207
        assert sum(found.values()) == Decimal("37107.2009")
        with_lines = {line.number for line in adventureworks.lines(AW)}
        assert sum(order.number not in with_lines for order in adventureworks.orders(AW)) == 10

    def test_sellers_revenue_is_the_companys_own_figure(self) -> None:
        found = adventureworks.revenue_by_seller(AW, date(2013, 5, 30))
        own = adventureworks.sales_ytd(AW)
        assert len(own) == 17
        assert {seller: found[seller] for seller in own} == own

    def test_quotas(self) -> None:
        quotas = adventureworks.quotas(AW)
        assert len(quotas) == 163
        assert sum(quota.closed for quota in quotas) == 146
        assert adventureworks.quotas_reached(AW) == 8
        # 0.848 is the median of all; it is 0.847 for the closed windows alone.
        median = adventureworks.median_attainment(AW, closed_only=False)
        assert round(median, 6) == Decimal("0.847916")
        median = adventureworks.median_attainment(AW, closed_only=True)
        assert round(median, 6) == Decimal("0.847324")

    def test_quota_windows_hold_every_sellers_order(self) -> None:
        in_windows = sum(quota.revenue for quota in adventureworks.quotas(AW))
        by_seller = adventureworks.revenue_by_seller(AW)
        assert in_windows == sum(amount for seller, amount in by_seller.items() if seller)

    def test_revenue_by_unit_as_it_was(self) -> None:
        found = adventureworks.revenue_by_unit_then(AW)
        assert found == money(
            none="1587198.4346", europe="732759.1841", north_america="1092123.8561",
            online="29358677.2207", pacific="172524.4512", territory_1="7780395.1985",
            territory_2="8843939.7385", territory_3="10515766.8065", territory_4="16794012.9805",
            territory_5="7171012.7501", territory_6="14201277.0275", territory_7="4509888.9311",
            territory_8="1827066.7118", territory_9="1421810.9242", territory_10="3837927.1885",
        )  # fmt: skip
        assert adventureworks.rolled_up(AW, found) == money(
            none="1587198.4346", europe="10907642.0155", north_america="66398528.3577",
            online="29358677.2207", pacific="1594335.3754",
        )  # fmt: skip

    def test_revenue_by_unit_as_it_is(self) -> None:
        found = adventureworks.revenue_by_unit_now(AW)
        assert found == money(
            europe="732759.1841", north_america="1092123.8561",
            online="29358677.2207", pacific="172524.4512", territory_1="9367593.6331",
            territory_2="10065803.5404", territory_3="9293903.0046", territory_4="16794012.9805",
            territory_5="7171012.7501", territory_6="12112785.8605", territory_7="4509888.9311",
            territory_8="1827066.7118", territory_9="1421810.9242", territory_10="5926418.3555",
        )  # fmt: skip
        assert adventureworks.rolled_up(AW, found) == money(
            europe="12996133.1825", north_america="65897235.6253",
            online="29358677.2207", pacific="1594335.3754",
        )  # fmt: skip

    def test_orders_outside_the_sellers_territory(self) -> None:
        found = adventureworks.seller_orders_by_place(AW)
        assert found == {"own": 3_130, "other": 542, "none": 134}

    def test_resellers_orders_fall_on_one_date_a_month(self) -> None:
        months, on_one_date, share = adventureworks.share_on_one_date(AW)
        assert (months, on_one_date) == (34, 29)
        assert round(share, 4) == Decimal("0.9228")
        booked = adventureworks.reseller_dates(AW)
        assert not {"2011-06", "2011-09", "2011-11", "2014-06"} & set(booked)
        assert sum(booked["2014-02"].values()) == Decimal("3230.6456")
        assert sum(booked["2014-04"].values()) == Decimal("1284.7930")

    def test_the_last_month_is_a_stump(self) -> None:
        by_month = adventureworks.revenue_by_month(AW)
        assert by_month["2014-05"] == Decimal("5366674.9693")
        assert by_month["2014-06"] == Decimal("49005.84")


class TestNorthwind:
    pytestmark = together("northwind")
    data = data_folder("northwind")

    def test_revenue(self) -> None:
        assert northwind.revenue(self.data) == Decimal("1265793.0395")
        assert northwind.list_amount(self.data) == Decimal("1354458.59")

    def test_no_line_is_finer_than_four_decimals(self) -> None:
        lines = northwind.lines(self.data)
        assert all(line.amount == round(line.amount, 4) for line in lines)
        # Rounding each line to cents, as an invoice might, would make 0.25 of nothing.
        assert sum(line.amount != round(line.amount, 2) for line in lines) == 81

    def test_every_sellers_towns_lie_in_one_region(self) -> None:
        regions = northwind.regions(self.data)
        assert len(regions) == 9
        assert all(len(mine) == 1 for mine in regions.values())
        assert northwind.revenue_by_region(self.data) == money(
            eastern="660328.4880", northern="204170.3440",
            southern="202812.8430", western="198481.3645",
        )  # fmt: skip


class TestChinook:
    pytestmark = together("chinook")
    data = data_folder("chinook")

    def test_revenue_by_agent(self) -> None:
        assert chinook.revenue(self.data) == Decimal("2328.60")
        found = chinook.revenue_by_agent(self.data)
        assert found == {"3": Decimal("833.04"), "4": Decimal("775.40"), "5": Decimal("720.16")}

    def test_lines_add_up_to_the_invoices(self) -> None:
        assert sum(chinook.revenue_by_genre(self.data).values()) == Decimal("2328.60")
        assert sum(chinook.revenue_by_media_type(self.data).values()) == Decimal("2328.60")


class TestOnlineRetail:
    pytestmark = together("online_retail")
    data = data_folder("online_retail")

    def test_lines(self) -> None:
        lines = online_retail.lines(self.data)
        assert len(lines) == 541_909
        assert len({line.invoice for line in lines}) == 25_900
        assert online_retail.lines_by_kind(self.data) == {
            "sale": 531_282, "return": 9_288, "adjustment": 1_339,
        }  # fmt: skip

    def test_revenue(self) -> None:
        assert online_retail.revenue(self.data) == Decimal("9747747.934")
        assert online_retail.quantity(self.data) == 5_176_450
        assert online_retail.revenue_by_kind(self.data) == money(
            sale="10655622.484", **{"return": "-896812.49"}, adjustment="-11062.06"
        )
        without = online_retail.revenue_without_customer(self.data)
        assert without == Decimal("1447682.12")

    def test_charges_are_no_goods(self) -> None:
        assert online_retail.revenue_by_product_line(self.data) == money(
            goods="9792708.883", vouchers="685.81", charges="-45646.759"
        )
        assert online_retail.returns_by_product_line(self.data) == money(
            goods="-478724.18", charges="-418088.31"
        )
