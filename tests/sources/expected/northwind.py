"""Northwind: lines worth unit price x quantity x (1 - discount), exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from tests.sources.expected.raw import rows, sums, total


@dataclass(frozen=True)
class Line:
    """An order's line; `amount` is net of discount, `list_amount` before it."""

    order: str
    product: str
    day: date
    seller: str
    customer: str
    country: str
    quantity: int
    amount: Decimal
    list_amount: Decimal


@cache
def lines(data: Path) -> tuple[Line, ...]:
    """Every line of every order."""
    heads = {row["order_id"]: row for row in rows(data, "orders")}
    return tuple(_line(row, heads[row["order_id"]]) for row in rows(data, "order_details"))


def _line(row: dict[str, str], head: dict[str, str]) -> Line:
    gross = Decimal(row["unit_price"]) * int(row["quantity"])
    return Line(
        order=row["order_id"],
        product=row["product_id"],
        day=date.fromisoformat(head["order_date"]),
        seller=head["employee_id"],
        customer=head["customer_id"],
        country=head["ship_country"],
        quantity=int(row["quantity"]),
        amount=gross * (1 - Decimal(row["discount"])),
        list_amount=gross,
    )


def revenue(data: Path) -> Decimal:
    """Revenue without freight, unrounded."""
    return total(line.amount for line in lines(data))


def list_amount(data: Path) -> Decimal:
    """What the same would have cost without discounts."""
    return total(line.list_amount for line in lines(data))


def revenue_by_seller(data: Path) -> dict[str, Decimal]:
    """By employee."""
    return sums((line.seller, line.amount) for line in lines(data))


def regions(data: Path) -> dict[str, frozenset[str]]:
    """By employee: the regions that the employee's towns lie in (lower case)."""
    name = {r["region_id"]: r["region_description"].lower() for r in rows(data, "region")}
    town = {r["territory_id"]: name[r["region_id"]] for r in rows(data, "territories")}
    found: dict[str, set[str]] = {}
    for row in rows(data, "employee_territories"):
        found.setdefault(row["employee_id"], set()).add(town[row["territory_id"]])
    return {seller: frozenset(mine) for seller, mine in found.items()}


def revenue_by_region(data: Path) -> dict[str, Decimal]:
    """By the seller's region."""
    region = {seller: min(mine) for seller, mine in regions(data).items()}
    return sums((region[line.seller], line.amount) for line in lines(data))


def revenue_by_category(data: Path) -> dict[str, Decimal]:
    """By product category."""
    category = {row["product_id"]: row["category_id"] for row in rows(data, "products")}
    return sums((category[line.product], line.amount) for line in lines(data))


def revenue_by_country(data: Path) -> dict[str, Decimal]:
    """By the country shipped to."""
    return sums((line.country, line.amount) for line in lines(data))


def revenue_by_year(data: Path) -> dict[str, Decimal]:
    """By calendar year."""
    return sums((str(line.day.year), line.amount) for line in lines(data))
