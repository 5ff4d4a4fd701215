"""The SELECTs of the example sources give the figures worked out from the raw files."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.sources.expected import adventureworks, chinook, northwind, online_retail
from tests.sources.expected.raw import data_folder
from tests.sources.harness import run, together

pytestmark = pytest.mark.usefixtures("shared")

BY = "SELECT {0}, sum(amount) FROM given.sale_lines GROUP BY ALL"
BY_PRODUCT = (
    "SELECT p.{0}, sum(s.amount) FROM given.sale_lines AS s "
    "LEFT JOIN given.products AS p USING (product) GROUP BY ALL"
)
BY_CUSTOMER = (
    "SELECT c.{0}, sum(s.amount) FROM given.sale_lines AS s "
    "LEFT JOIN given.customers AS c USING (customer) GROUP BY ALL"
)


class TestAdventureWorks:
    pytestmark = together("adventureworks")
    data = data_folder("adventureworks")
    ran = property(lambda self: run("adventureworks"))

    def test_sums(self) -> None:
        by_seller = self.ran.pairs(BY.format("seller"))
        assert by_seller == adventureworks.revenue_by_seller(self.data)
        by_territory = self.ran.pairs(BY.format("territory"))
        assert by_territory == adventureworks.revenue_by_order_territory(self.data)
        by_month = self.ran.pairs(BY.format("strftime(date, '%Y-%m')"))
        assert by_month == adventureworks.revenue_by_month(self.data)
        by_group = self.ran.pairs(BY_PRODUCT.format("product_group"))
        assert by_group == adventureworks.revenue_by_product_group(self.data)
        by_kind = self.ran.pairs(BY_CUSTOMER.format("customer_group"))
        assert by_kind == adventureworks.revenue_by_customer_group(self.data)

    def test_each_order_adds_up_to_its_header(self) -> None:
        headers = {order.number: order.sub_total for order in adventureworks.orders(self.data)}
        assert self.ran.pairs(BY.format("sale")) == headers

    def test_what_the_lines_leave_unexplained(self) -> None:
        found = self.ran.rows(
            "SELECT sale, line, product, quantity, kind, amount FROM given.sale_lines "
            "WHERE line = 0"
        )
        assert {row[0]: row[5] for row in found} == adventureworks.adjustments(self.data)
        assert {row[1:4] for row in found} == {(0, None, None)}
        with_lines = {line.number for line in adventureworks.lines(self.data)}
        assert all((kind == "adjustment") is (sale in with_lines) for sale, *_, kind, _ in found)
        assert sum(kind == "sale" for *_, kind, _ in found) == 10

    def test_lines(self) -> None:
        found = self.ran.rows(
            "SELECT sale, line, product, quantity, amount, list_amount, cost "
            "FROM given.sale_lines WHERE line > 0"
        )
        expected = {
            (ln.number, ln.line, ln.product, ln.quantity, ln.amount, ln.list_amount, ln.cost)
            for ln in adventureworks.lines(self.data)
        }
        assert set(found) == expected

    def test_channel_and_unit_tell_web_orders(self) -> None:
        found = self.ran.rows(
            "SELECT channel, unit, seller IS NULL, count(DISTINCT sale), sum(amount) "
            "FROM given.sale_lines GROUP BY ALL ORDER BY channel"
        )
        assert found == [
            ("online", "online", True, 27_659, Decimal("29358677.2207")),
            ("reseller", None, False, 3_806, Decimal("80487704.1832")),
        ]

    def test_goals(self) -> None:
        found = self.ran.rows("SELECT item, starts, ends, value FROM given.goals")
        expected = {(q.seller, q.starts, q.ends, q.quota) for q in adventureworks.quotas(self.data)}
        assert set(found) == expected
        assert len(found) == 163

    def test_assignments(self) -> None:
        units = self.ran.rows(
            """
            SELECT DISTINCT s.seller, s.date, a.unit
            FROM given.sale_lines AS s
            LEFT JOIN given.assignments AS a
                ON a.person = s.seller
                AND s.date BETWEEN a.valid_from AND coalesce(a.valid_to, DATE '9999-12-31')
            WHERE s.seller IS NOT NULL
            """
        )
        for seller, day, unit in units:
            assert (unit or "") == adventureworks.unit_then(self.data, seller, day)


class TestNorthwind:
    pytestmark = together("northwind")
    data = data_folder("northwind")
    ran = property(lambda self: run("northwind"))

    def test_sums(self) -> None:
        assert self.ran.pairs(BY.format("seller")) == northwind.revenue_by_seller(self.data)
        assert self.ran.pairs(BY.format("territory")) == northwind.revenue_by_country(self.data)
        by_category = self.ran.pairs(BY_PRODUCT.format("product_line"))
        assert by_category == northwind.revenue_by_category(self.data)
        by_region = self.ran.pairs(
            "SELECT a.unit, sum(s.amount) FROM given.sale_lines AS s "
            "JOIN given.assignments AS a ON a.person = s.seller GROUP BY ALL"
        )
        assert by_region == northwind.revenue_by_region(self.data)

    def test_lines(self) -> None:
        found = self.ran.rows(
            "SELECT sale, product, date, seller, customer, territory, quantity, amount, "
            "list_amount FROM given.sale_lines"
        )
        expected = {
            (ln.order, ln.product, ln.day, ln.seller, ln.customer, ln.country, ln.quantity,
             ln.amount, ln.list_amount)
            for ln in northwind.lines(self.data)
        }  # fmt: skip
        assert set(found) == expected
        assert len(found) == 2_155


class TestChinook:
    pytestmark = together("chinook")
    data = data_folder("chinook")
    ran = property(lambda self: run("chinook"))

    def test_sums(self) -> None:
        by_genre = self.ran.pairs(BY_PRODUCT.format("product_line"))
        assert by_genre == chinook.revenue_by_genre(self.data)
        by_media_type = self.ran.pairs(BY_PRODUCT.format("product_group"))
        assert by_media_type == chinook.revenue_by_media_type(self.data)
        assert self.ran.pairs(BY.format("territory")) == chinook.revenue_by_country(self.data)

    def test_credit_follows_the_owner_of_that_day(self) -> None:
        found = self.ran.pairs(
            "SELECT o.person, sum(s.amount) FROM given.sale_lines AS s "
            "LEFT JOIN given.ownerships AS o ON o.item = s.customer AND o.valid_from <= s.date "
            "GROUP BY ALL"
        )
        assert found == chinook.revenue_by_agent(self.data)


class TestOnlineRetail:
    pytestmark = together("online_retail")
    data = data_folder("online_retail")
    ran = property(lambda self: run("online_retail"))

    def test_sums(self) -> None:
        assert self.ran.pairs(BY.format("kind")) == online_retail.revenue_by_kind(self.data)
        assert self.ran.pairs(BY.format("territory")) == online_retail.revenue_by_country(self.data)
        by_line = self.ran.pairs(BY_PRODUCT.format("product_line"))
        assert by_line == online_retail.revenue_by_product_line(self.data)
        by_month = self.ran.pairs(BY.format("strftime(date, '%Y-%m')"))
        assert by_month == online_retail.revenue_by_month(self.data)

    def test_lines_are_numbered_in_the_order_of_the_file(self) -> None:
        found = self.ran.rows(
            "SELECT sale, line, CAST(date AS VARCHAR), product, coalesce(customer, ''), quantity, "
            "amount, kind FROM given.sale_lines ORDER BY sale, line"
        )
        expected = sorted(online_retail.lines(self.data), key=lambda ln: (ln.invoice, ln.place))
        assert len(found) == len(expected) == 541_909
        for row, ln in zip(found, expected, strict=True):
            given = (ln.invoice, ln.place, ln.day, ln.product, ln.customer, ln.quantity, ln.amount)
            assert row == (*given, ln.kind)

    def test_no_sellers(self) -> None:
        assert "seller" not in self.ran.types["sale_lines"]
        assert not {"people", "units", "assignments"} & set(self.ran.types)

    @pytest.mark.parametrize(
        ("product", "name"),
        [("85123A", "WHITE HANGING HEART T-LIGHT HOLDER"), ("POST", "POSTAGE")],
    )
    def test_names(self, product: str, name: str) -> None:
        found = self.ran.pairs("SELECT item, name FROM given.names WHERE kind = 'product'")
        assert found[product] == name
