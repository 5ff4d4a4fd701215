"""Online Retail: one file of lines; cancellations, write-offs and charges told apart."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

from tests.sources.expected.raw import read, sums, total

CHARGES = {"AMAZONFEE", "B", "BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "POST", "S"}


class Line(NamedTuple):
    """A line; `place` counts within its invoice, in the order of the file, from 1."""

    invoice: str
    place: int
    day: str
    product: str
    customer: str
    country: str
    quantity: int
    amount: Decimal

    @property
    def kind(self) -> str:
        """Sale, return or adjustment."""
        if self.invoice.startswith("C"):
            return "return"
        return "adjustment" if self.invoice.startswith("A") or self.quantity < 0 else "sale"

    @property
    def product_line(self) -> str:
        """Goods, vouchers or charges."""
        if self.product in CHARGES:
            return "charges"
        return "vouchers" if self.product.startswith("GIFT_") else "goods"


@cache
def lines(data: Path) -> tuple[Line, ...]:
    """Every line, in the order of the file."""
    counted: dict[str, int] = {}
    found = []
    for row in read(data, "online_retail"):
        invoice, quantity = intern(row["invoice_no"]), int(row["quantity"])
        counted[invoice] = counted.get(invoice, 0) + 1
        found.append(
            Line(
                invoice=invoice,
                place=counted[invoice],
                day=intern(row["invoice_date"][:10]),
                product=intern(row["stock_code"].upper()),
                customer=intern(row["customer_id"]),
                country=intern(row["country"]),
                quantity=quantity,
                amount=quantity * Decimal(row["unit_price"]),
            )
        )
    return tuple(found)


def revenue(data: Path) -> Decimal:
    """Net revenue: everything on the file."""
    return total(line.amount for line in lines(data))


def quantity(data: Path) -> int:
    """Net pieces: everything on the file."""
    return sum(line.quantity for line in lines(data))


def revenue_by_kind(data: Path) -> dict[str, Decimal]:
    """By sale, return, adjustment."""
    return sums((line.kind, line.amount) for line in lines(data))


def lines_by_kind(data: Path) -> dict[str, int]:
    """How many lines are a sale, a return, an adjustment."""
    found: dict[str, int] = {}
    for line in lines(data):
        found[line.kind] = found.get(line.kind, 0) + 1
    return found


def revenue_by_product_line(data: Path) -> dict[str, Decimal]:
    """By goods, vouchers, charges."""
    return sums((line.product_line, line.amount) for line in lines(data))


def returns_by_product_line(data: Path) -> dict[str, Decimal]:
    """Returns alone, by goods, vouchers, charges: most of them are no goods coming back."""
    return sums((ln.product_line, ln.amount) for ln in lines(data) if ln.kind == "return")


def revenue_by_month(data: Path) -> dict[str, Decimal]:
    """By month ('2011-12', a stump of nine days)."""
    return sums((line.day[:7], line.amount) for line in lines(data))


def revenue_by_country(data: Path) -> dict[str, Decimal]:
    """By country."""
    return sums((line.country, line.amount) for line in lines(data))


def revenue_without_customer(data: Path) -> Decimal:
    """What no customer is named for."""
    return total(line.amount for line in lines(data) if not line.customer)
