"""What came before stands beside goals with the number of months that it is of."""

from __future__ import annotations

from pathlib import Path

import pytest

from husay.access.role import Role
from tests.goal_plans.small import ONE, lines, planned, small, viewed


@pytest.mark.parametrize(
    ("first", "months", "comparable"), [("2024-08", 4, False), ("2024-01", 11, False),
                                        ("2023-12", 12, True), ("2023-01", 12, True)],
)  # fmt: skip
def test_a_young_book_says_of_how_many_months_it_tells(
    tmp_path: Path, first: str, months: int, comparable: bool
) -> None:
    """Ana sold 400 on the first weekday of each month from `first` to December 2024, which is not
    over; a year's goals are compared with twelve months and with no fewer."""
    from husay.store import goal_plans

    header, *rows = lines().splitlines()
    kept = [row for row in rows if row.split(", ")[2] >= first]
    made = small(tmp_path, sale_lines="\n".join([header, *kept]))
    planner = viewed(made.company, Role.EXECUTIVE)
    found = goal_plans.prospect(planner, planned(planner))
    assert (found.months, found.comparable) == (months, comparable)
    assert found.last["N1/ana"] == 400 * months * ONE
