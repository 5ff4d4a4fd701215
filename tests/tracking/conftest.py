"""A company small enough to work out by hand."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.upkeep.small import Row, bring_in, new_company

if TYPE_CHECKING:
    from husay.store.company import Company


def daily(start: date, end: date, amount: int, line: str) -> list[Row]:
    """One sale of `amount` on every weekday."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [
        {"sale": f"{line}-{day}", "line": 1, "date": day, "amount": amount,
         "product": line, "seller": "s1" if line == "cola" else "s2"}
        for day in days if day.weekday() < 5
    ]  # fmt: skip


@pytest.fixture(scope="module")
def even(tmp_path_factory: pytest.TempPathFactory) -> "Company":
    """100 of cola and 50 of chips a weekday in 2024; 120 and 40 in 2025 up to 14 March.

    The company works Monday to Friday but for Philippine holidays, and sells on those too.
    March 2025 has a goal of 4,200 (200 a working day), cola one of 2,100; 2025 has none.
    """
    folder = tmp_path_factory.mktemp("even")
    company = new_company(folder / "company")
    lines = [
        *daily(date(2024, 1, 1), date(2024, 12, 31), 100, "cola"),
        *daily(date(2024, 1, 1), date(2024, 12, 31), 50, "chips"),
        *daily(date(2025, 1, 1), date(2025, 3, 14), 120, "cola"),
        *daily(date(2025, 1, 1), date(2025, 3, 14), 40, "chips"),
    ]
    march = {"measure": "revenue", "starts": "2025-03-01", "ends": "2025-03-31"}
    bring_in(
        company,
        folder / "data",
        {
            "sale_lines": lines,
            "products": [{"product": p, "product_line": p} for p in ("cola", "chips")],
            "goals": [
                {"scope": "company", "item": "", "value": 4200, **march},
                {"scope": "product_line", "item": "cola", "value": 2100, **march},
            ],
        },
    )
    return company
