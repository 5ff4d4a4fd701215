"""A demo company of three product lines, small enough to work its next bars out by hand.

Tea brings a margin of 200,000 a month until the end of 2024 and of 300,000 in 2025, rice of 300,000
throughout, soap of 500,000 and then 400,000: each in one sale, of twice as much, on the tenth. The
file has goals of revenue for each line, and one for the company.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.goal_plans.small import ASSIGNMENTS, UNITS
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGINS = {"tea": (200_000, 300_000), "rice": (300_000, 300_000), "soap": (500_000, 400_000)}
"""A month's margin of each line, before 2025 and in it."""

UNTIL = date(2025, 10, 31)
AT = datetime(2025, 11, 1, 1, 0, tzinfo=UTC)
"""When the company's data came in."""


def by_line(folder: Path, until: date = UNTIL) -> Made:
    """The company as it is known up to the end of a day; the demo's users are in it."""
    given = {
        "sale_lines": _sales(until), "goals": goals(), "units": UNITS,
        "assignments": ASSIGNMENTS, "products": _products(),
    }  # fmt: skip
    made = make(folder, given)
    from husay.store.records.demo_users import make_demo_users, mark_demo

    mark_demo(AT)
    make_demo_users(AT, seller="ana", manager="mia")
    return made


def goals(tea: int = 590_000) -> str:
    """The file's goals of 2025, by month."""
    rows = ["scope, item, measure, starts, ends, value, currency"]
    for month in range(1, 13):
        days = f"{date(2025, month, 1)}, {_end(2025, month)}"
        for line, value in (("tea", tea), ("rice", 610_000), ("soap", 990_000)):
            rows.append(f"product_line, {line}, revenue, {days}, {value}, PHP")
        rows.append(f"company, , revenue, {days}, 2190000, PHP")
    return "\n".join(rows)


def _products() -> str:
    return "\n".join(["product, product_line", *(f"{line}-1, {line}" for line in MARGINS)])


def _sales(until: date) -> str:
    return "\n".join(["sale, line, date, seller, product, amount, cost", *_lines(until)])


def _lines(until: date) -> Iterator[str]:
    for year in range(2023, until.year + 1):
        for month in range(1, 13):
            day = date(year, month, 10)
            for line, margins in MARGINS.items():
                margin = margins[year >= 2025]
                if day <= until:
                    yield f"{line}-{day}, 1, {day}, ana, {line}-1, {2 * margin}, {margin}"


def _end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)
