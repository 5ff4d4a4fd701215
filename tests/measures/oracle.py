"""The traders' lines credited and placed in plain Python: no SQL, no code of husay's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from tests.measures.traders import tables

Row = Mapping[str, str]


@cache
def rows(table: str) -> tuple[Row, ...]:
    """A table's rows as texts; '' is no value."""
    return tuple(csv.DictReader(tables()[table].splitlines()))


@dataclass(frozen=True)
class Credited:
    """One person's part of a line, in ten-thousandths; '' is nobody, nothing, nowhere."""

    sale: str
    line: str
    day: date
    kind: str
    customer: str
    product_line: str
    seller: str
    unit: str
    amount: int


@cache
def credited() -> tuple[Credited, ...]:
    """Every line, shared out."""
    return tuple(part for row in rows("sale_lines") for part in _parts(row))


def _parts(row: Row) -> Iterator[Credited]:
    day, amount = date.fromisoformat(row["date"]), int(Decimal(row["amount"]) * 10_000)
    lines = {r["product"]: r["product_line"] for r in rows("products")}
    for seller, part in _shares(row, day, amount):
        yield Credited(
            row["sale"], row["line"], day, row["kind"], row["customer"],
            lines.get(row["product"], ""), seller, row["unit"] or _unit_of(seller, day), part,
        )  # fmt: skip


def _shares(row: Row, day: date, amount: int) -> list[tuple[str, int]]:
    shares = {
        r["person"]: int(r["share"])
        for r in rows("credits")
        if (r["sale"], r["line"], r["role"]) == (row["sale"], row["line"], "direct")
    }
    if not shares:
        return [(row["seller"] or _owner(row, day), amount)]
    size, whole = abs(amount), sum(shares.values())
    parts = {person: size * share // whole for person, share in shares.items()}
    left = size - sum(parts.values())
    nearest = sorted(shares, key=lambda p: (-(size * shares[p] % whole), p))
    for person in nearest[:left]:
        parts[person] += 1
    sign = -1 if amount < 0 else 1
    return [(person, sign * part) for person, part in parts.items()]


def _owner(row: Row, day: date) -> str:
    of_customer = {r["customer"]: r["territory"] for r in rows("customers")}
    territory = row["territory"] or of_customer.get(row["customer"], "")
    for scope, item in (("customer", row["customer"]), ("territory", territory)):
        for r in rows("ownerships"):
            if item and (r["scope"], r["item"]) == (scope, item) and _holds(r, day):
                return r["person"]
    return ""


def _holds(row: Row, day: date) -> bool:
    since, until = row["valid_from"] or "0001-01-01", row["valid_to"] or "9999-12-31"
    return since <= day.isoformat() <= until


def _unit_of(seller: str, day: date) -> str:
    mine = [r for r in rows("assignments") if r["person"] == seller and _holds(r, day)]
    return max(mine, key=lambda r: r["valid_from"])["unit"] if mine else ""


def unit_now(part: Credited) -> str:
    """The unit that a line names, else the one where its seller is, or was last."""
    for row in rows("sale_lines"):
        if (row["sale"], row["line"]) == (part.sale, part.line) and row["unit"]:
            return row["unit"]
    mine = [r for r in rows("assignments") if r["person"] == part.seller]
    return max(mine, key=lambda r: r["valid_from"])["unit"] if mine else ""


def division(unit: str, day: date) -> str:
    """The division above a unit on a day, the unit itself included; '' for none."""
    while unit:
        found = [r for r in rows("units") if r["unit"] == unit and _holds(r, day)]
        if not found:
            return ""
        if found[0]["kind"] == "division":
            return unit
        unit = found[0]["parent"]
    return ""


def division_now(unit: str) -> str:
    """The division above a unit now; of a closed one, where it last was."""
    last = {"a2": date(2024, 2, 10)}.get(unit, date(2024, 12, 31))
    return division(unit, last)
