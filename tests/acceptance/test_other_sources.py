"""Northwind, Chinook and Online Retail, imported and asked."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from husay.basics.problem import Mistake
from tests.measures.making import Made
from tests.sources.expected import chinook, northwind, online_retail
from tests.sources.expected.raw import data_folder
from tests.sources.harness import together


def exact(found: dict[object, object]) -> dict[str, Decimal]:
    """Plain amounts as Decimals, what has no owner under '' as in the expected figures."""
    return {str(key or ""): Decimal(str(value)) for key, value in found.items()}


class TestNorthwind:
    pytestmark = together("northwind")
    data = data_folder("northwind")

    @pytest.fixture
    def made(self, imported: Callable[[str], Made]) -> Made:
        return imported("northwind")

    def test_revenue(self, made: Made) -> None:
        assert made.value("revenue") == str(northwind.revenue(self.data)) == "1265793.0395"
        assert exact(made.cells("revenue", "seller")) == northwind.revenue_by_seller(self.data)
        assert exact(made.cells("revenue", "territory")) == northwind.revenue_by_country(self.data)
        assert exact(made.cells("revenue", "product_line")) == northwind.revenue_by_category(
            self.data
        )
        assert exact(made.cells("revenue", "year")) == northwind.revenue_by_year(self.data)

    def test_regions(self, made: Made) -> None:
        expected = northwind.revenue_by_region(self.data)
        assert exact(made.cells("revenue", "unit")) == expected
        for region, revenue in expected.items():
            found = made.value("revenue", where=f"within('{region}')")
            assert Decimal(str(found)) == revenue

    def test_prices(self, made: Made) -> None:
        listed, revenue = northwind.list_amount(self.data), northwind.revenue(self.data)
        assert Decimal(str(made.value("discount"))) == listed - revenue
        assert made.value("price_realisation") == str(round(revenue / listed, 6))

    def test_counts(self, made: Made) -> None:
        lines = northwind.lines(self.data)
        assert made.value("orders") == len({line.order for line in lines}) == 830
        assert made.value("customers") == len({line.customer for line in lines}) == 89
        assert made.value("quantity") == str(sum(line.quantity for line in lines))


class TestChinook:
    pytestmark = together("chinook")
    data = data_folder("chinook")

    @pytest.fixture
    def made(self, imported: Callable[[str], Made]) -> Made:
        return imported("chinook")

    def test_credit_follows_the_owner_of_the_account(self, made: Made) -> None:
        assert exact(made.cells("revenue", "seller")) == chinook.revenue_by_agent(self.data)
        for year, revenue in chinook.revenue_by_year(self.data).items():
            assert Decimal(str(made.value("revenue", period=year))) == revenue

    def test_other_dimensions(self, made: Made) -> None:
        assert exact(made.cells("revenue", "product_line")) == chinook.revenue_by_genre(self.data)
        by_media = exact(made.cells("revenue", "product_group"))
        assert by_media == chinook.revenue_by_media_type(self.data)
        assert exact(made.cells("revenue", "territory")) == chinook.revenue_by_country(self.data)
        assert made.value("revenue") == "2328.60"


class TestOnlineRetail:
    pytestmark = together("online_retail")
    data = data_folder("online_retail")

    @pytest.fixture
    def made(self, imported: Callable[[str], Made]) -> Made:
        return imported("online_retail")

    def test_revenue_is_net_of_returns(self, made: Made) -> None:
        by_kind = online_retail.revenue_by_kind(self.data)
        assert exact(made.cells("revenue", "kind")) == by_kind
        assert made.value("revenue") == "9747747.934"
        assert Decimal(str(made.value("gross_sales"))) == by_kind["sale"]
        assert Decimal(str(made.value("returns"))) == -by_kind["return"]
        rate = -by_kind["return"] / by_kind["sale"]
        assert made.value("return_rate") == str(round(rate, 6))

    def test_by_country_month_and_product_line(self, made: Made) -> None:
        by_country = online_retail.revenue_by_country(self.data)
        assert exact(made.cells("revenue", "territory")) == by_country
        assert exact(made.cells("revenue", "month")) == online_retail.revenue_by_month(self.data)
        by_line = online_retail.revenue_by_product_line(self.data)
        assert exact(made.cells("revenue", "product_line")) == by_line
        returned = online_retail.returns_by_product_line(self.data)
        found = exact(made.cells("returns", "product_line"))
        assert {k: -v for k, v in found.items() if v} == returned

    def test_what_has_no_customer(self, made: Made) -> None:
        found = Decimal(str(made.value("revenue", where="customer IS NULL")))
        assert found == online_retail.revenue_without_customer(self.data)
        named = Decimal(str(made.value("revenue", where="NOT customer IS NULL")))
        assert found + named == online_retail.revenue(self.data)

    def test_counts(self, made: Made) -> None:
        lines = online_retail.lines(self.data)
        sales = [line for line in lines if line.kind == "sale"]
        assert made.value("lines") == len(lines)
        assert made.value("orders") == len({line.invoice for line in sales})
        assert made.value("customers") == len({line.customer for line in sales} - {""})
        assert made.value("quantity") == str(online_retail.quantity(self.data))

    def test_there_are_no_sellers_and_it_says_so(self, made: Made) -> None:
        with pytest.raises(Mistake) as caught:
            made.ask("revenue", by=("seller",))
        assert [p.code for p in caught.value.problems] == ["unknown-dimension"]
        with pytest.raises(Mistake) as caught:
            made.ask("revenue_per_seller", "sellers")
        assert [p.code for p in caught.value.problems] == ["measure-without-data"] * 2
        assert made.ask("revenue", by=("territory",), top=3).rows
