"""A book that began in the days compared with does not know them: growth from there is none."""

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from tests.measures.making import Made, make


def book(folder: Path, first: str) -> Made:
    """100 sold on each day from the first on."""
    begins = date.fromisoformat(first)
    days = ((begins + timedelta(n)) for n in range((date(2024, 2, 1) - begins).days))
    lines = "\n".join(f"S{n},1,{day},100" for n, day in enumerate(days))
    return make(folder, {"sale_lines": f"sale,line,date,amount\n{lines}"})


@pytest.mark.parametrize(
    ("first", "moved"),
    [
        # January 2023 begins on a Sunday and has 22 working days, January 2024 has 23; 100 are sold
        # on each day.
        ("2023-01-02", Fraction(3_100, 23) / Fraction(3_000, 22) - 1),  # a Sunday is not known
        ("2023-01-04", Fraction(3_100, 23) / Fraction(2_800, 22) - 1),  # 2 of 22 working days
        ("2023-01-05", None),  # 3 of 22
        ("2023-01-31", None),
    ],
)
def test_up_to_a_tenth_of_the_days_may_be_unknown(
    tmp_path: Path, first: str, moved: Fraction | None
) -> None:
    made = book(tmp_path, first)
    (row,) = made.ask("revenue", "average_order", period="2024-01", compare="last-year").rows
    assert row["revenue_change"] == moved
    assert row["average_order_change"] == 0  # what does not grow with the days is compared
