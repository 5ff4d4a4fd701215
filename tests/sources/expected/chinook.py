"""Chinook: invoices without a seller, credited to the customer's support agent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.sources.expected.raw import rows, sums, total


def revenue(data: Path) -> Decimal:
    """Revenue by the invoices' own totals."""
    return total(Decimal(row["total"]) for row in rows(data, "invoice"))


def revenue_by_agent(
    data: Path, start: date = date.min, end: date = date.max
) -> dict[str, Decimal]:
    """By the support agent of the customer, over a window (`end` is its last day)."""
    agent = {row["customer_id"]: row["support_rep_id"] for row in rows(data, "customer")}
    return sums(
        (agent[row["customer_id"]], Decimal(row["total"]))
        for row in rows(data, "invoice")
        if start <= date.fromisoformat(row["invoice_date"]) <= end
    )


def _by_track(data: Path, column: str) -> dict[str, Decimal]:
    key = {row["track_id"]: row[column] for row in rows(data, "track")}
    return sums(
        (key[row["track_id"]], Decimal(row["unit_price"]) * int(row["quantity"]))
        for row in rows(data, "invoice_line")
    )


def revenue_by_genre(data: Path) -> dict[str, Decimal]:
    """By genre, from the lines."""
    return _by_track(data, "genre_id")


def revenue_by_media_type(data: Path) -> dict[str, Decimal]:
    """By media type, from the lines."""
    return _by_track(data, "media_type_id")


def revenue_by_year(data: Path) -> dict[str, Decimal]:
    """By calendar year."""
    return sums((row["invoice_date"][:4], Decimal(row["total"])) for row in rows(data, "invoice"))


def revenue_by_country(data: Path) -> dict[str, Decimal]:
    """By the country billed."""
    return sums((row["billing_country"], Decimal(row["total"])) for row in rows(data, "invoice"))
