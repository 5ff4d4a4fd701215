"""What came in a day, to the nearest ten-thousandth."""

from __future__ import annotations

import pytest

from husay.goals.so_far import a_day_so_far


@pytest.mark.parametrize(
    ("so_far", "days", "a_day"),
    [(1_100, 10, 110), (10, 3, 3), (11, 3, 4), (7, 2, 4), (-7, 2, -4), (-10, 3, -3), (0, 5, 0),
     (5, 1, 5), (5, 0, None)],
)  # fmt: skip
def test_what_came_in_a_day_is_rounded_alike_above_and_below_nothing(
    so_far: int, days: int, a_day: int | None
) -> None:
    assert a_day_so_far(so_far, days) == a_day
