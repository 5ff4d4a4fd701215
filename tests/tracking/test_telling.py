"""Somebody is told of a goal once, and of its odds once for each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from husay.basics.period import Window
from husay.goals.needed import Needed
from husay.measures.question import Whole
from husay.tracking.outlook import Forecast, GoalOutlook
from husay.tracking.telling import Told, reason_to_tell

GOAL = GoalOutlook(
    Whole("seller", "ana"), "revenue", "month", Window(date(2025, 2, 1), date(2025, 2, 28)),
    date(2025, 2, 14), 4000, 1100, 2000, Needed("open", 2900, 10, 290), None,
)  # fmt: skip


def at(chance: int | None) -> GoalOutlook:
    return replace(GOAL, forecast=Forecast(3000, 2000, 4000, chance, 9, 3))


def test_a_goal_that_is_new_or_changed_is_told() -> None:
    assert reason_to_tell(at(7000), None) == "expected"
    assert reason_to_tell(at(7000), Told(3999, 7000)) == "expected"
    assert reason_to_tell(at(7000), Told(4000, 7000)) is None


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        (5000, 4999, "odds"), (4999, 5000, "odds"),  # over the middle, by a hair
        (7000, 5001, None), (7000, 5000, "odds"), (9000, 7001, None), (9000, 7000, "odds"),
        (1000, 2999, None), (1000, 3000, "odds"),
        (None, 5000, None), (None, 4000, "odds"), (None, 7000, "odds"),
        (7000, None, None),
    ],
)  # fmt: skip
def test_odds_are_told_over_the_middle_and_from_twenty_points_on(
    before: int | None, now: int | None, reason: str | None
) -> None:
    assert reason_to_tell(at(now), Told(4000, before)) == reason


def test_of_a_window_that_is_over_nothing_is_told() -> None:
    assert reason_to_tell(replace(at(1), until=date(2025, 2, 28)), None) is None
