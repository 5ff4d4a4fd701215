"""Milestones are reached exactly at their edge, and expected volumes sum to the whole."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.goals.milestone import Milestone, milestones, progress, volumes
from tests.goals.calendars import OFFICE, calendars, windows

DAYS = [date(2026, 3, day) for day in range(1, 11)]


def of(goal: int, *shares: Fraction) -> tuple[Milestone, ...]:
    found = milestones(goal, shares) if shares else milestones(goal)
    assert not isinstance(found, Problem)
    return found


def test_quarters_of_a_goal_rounded_up() -> None:
    """A quarter of 1,001 is 250.25: 250 is not there yet."""
    assert [m.amount for m in of(1_001)] == [251, 501, 751, 1_001]
    assert [m.amount for m in of(1_000)] == [250, 500, 750, 1_000]


@pytest.mark.parametrize(("value", "day"), [(249, None), (250, DAYS[0]), (251, DAYS[0])])
def test_just_under_at_and_over(value: int, day: date | None) -> None:
    (found,) = progress(of(1_000, Fraction(1, 4)), [(DAYS[0], value)])
    assert found.reached == day
    assert found.missing == max(0, 250 - value)


def test_it_stays_reached_when_returns_come_and_says_that_it_does_not_hold() -> None:
    results = [(DAYS[0], 240), (DAYS[1], 260), (DAYS[2], 230)]
    (found,) = progress(of(1_000, Fraction(1, 4)), results)
    assert (found.reached, found.holds, found.missing) == (DAYS[1], False, 20)


def test_the_next_ones_are_expected_where_the_curve_comes_to_them() -> None:
    """What the curve says of days that are known is not looked at."""
    ahead = [(DAYS[0], 900), (DAYS[1], 900), (DAYS[2], 499), (DAYS[3], 500), (DAYS[4], 740)]
    found = progress(of(1_000), [(DAYS[0], 100), (DAYS[1], 300)], ahead)
    assert [(p.reached, p.expected) for p in found] == [
        (DAYS[1], None), (None, DAYS[3]), (None, None), (None, None),
    ]  # fmt: skip


def test_named_amounts_and_no_results_yet() -> None:
    steps = (Milestone(700, "Second truck"), Milestone(300, "First truck"))
    found = progress(steps, [], [(DAYS[5], 300)])
    assert [(p.milestone.name, p.expected) for p in found] == [
        ("First truck", DAYS[5]), ("Second truck", None),
    ]  # fmt: skip


def test_a_goal_of_nothing_has_none() -> None:
    for goal in (0, -5):
        found = milestones(goal)
        assert isinstance(found, Problem)
        assert found.code == "milestone-without-goal"
    found = milestones(10, (Fraction(0), Fraction(1)))
    assert isinstance(found, Problem)
    assert found.code == "milestone-share"


def test_volumes_by_week_by_hand() -> None:
    """Wednesday 25 March to Friday 10 April: the forecast has 10 a day, 30 on the Mondays."""
    window = Window(date(2026, 3, 25), date(2026, 4, 10))
    days = [window.start + timedelta(days=i) for i in range(window.days)]
    forecast = {d: 30 if d.weekday() == 0 else 10 for d in days if d.weekday() < 5}
    found = volumes(340, window, forecast, OFFICE)
    assert [(p.period.key, p.value) for p in found] == [
        ("2026-W13", 60), ("2026-W14", 140), ("2026-W15", 140),
    ]  # fmt: skip
    assert found[0].window == Window(date(2026, 3, 25), date(2026, 3, 29))


def test_without_a_forecast_volumes_go_by_working_days() -> None:
    window = Window(date(2026, 3, 27), date(2026, 3, 31))
    assert [p.value for p in volumes(300, window, {}, OFFICE)] == [100, 200]
    weekend = Window(date(2026, 3, 28), date(2026, 3, 28))
    assert [p.value for p in volumes(300, weekend, {DAYS[0]: 5}, OFFICE)] == [300]
    assert volumes(300, Window(DAYS[1], DAYS[0]), {}, OFFICE) == ()


@given(
    st.integers(-(10**14), 10**14), windows, calendars,
    st.dictionaries(st.dates(date(2023, 6, 1), date(2026, 6, 1)), st.integers(-50, 10**9)),
)  # fmt: skip
@settings(max_examples=60)
def test_volumes_sum_to_the_whole(
    total: int, window: Window, calendar: BusinessCalendar, forecast: dict[date, int]
) -> None:
    assert sum(part.value for part in volumes(total, window, forecast, calendar)) == total
