"""What is needed a day: exact parts, a day's rounded up so that it is enough, and every edge."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window
from husay.goals.needed import Needed, needed
from tests.goals.calendars import OFFICE, calendars, windows
from tests.goals.trees import ONE, steps

NOVEMBER = Window(date(2026, 11, 1), date(2026, 11, 30))


def at(day: int, goal: int = 1_000 * ONE, so_far: int = 0, step: int = 1) -> Needed:
    until = Window(NOVEMBER.start, date(2026, 11, day) if day else NOVEMBER.start - DAY)
    return needed(goal, so_far, NOVEMBER, until, OFFICE, step)


def test_by_hand() -> None:
    """After Wednesday 25 November, Thursday, Friday and Monday are left: 700 by 3."""
    found = at(25, so_far=300 * ONE)
    assert (found.standing, found.rest, found.days_left) == ("open", 700 * ONE, 3)
    assert found.a_day == 2_333_334
    assert at(25, so_far=300 * ONE, step=ONE).a_day == 234 * ONE
    assert at(25, so_far=400 * ONE).a_day == 200 * ONE


@pytest.mark.parametrize(
    ("day", "so_far", "standing", "days"),
    [
        (0, 0, "open", 21), (26, 0, "open", 2), (27, 0, "open", 1), (29, 0, "open", 1),
        (30, 0, "over", 0), (30, 1_000 * ONE, "reached", 0), (10, 1_000 * ONE, "reached", 14),
        (10, 1_000 * ONE - 1, "open", 14), (10, 1_000 * ONE + 1, "reached", 14),
    ],
)  # fmt: skip
def test_edges(day: int, so_far: int, standing: str, days: int) -> None:
    found = at(day, so_far=so_far)
    assert (found.standing, found.days_left) == (standing, days)
    if standing != "open":
        assert found.a_day is None


def test_the_last_working_day_is_gone_though_the_window_is_not() -> None:
    """October 2026 ends on a Saturday."""
    october = Window(date(2026, 10, 1), date(2026, 10, 31))
    found = needed(ONE, 0, october, Window(october.start, date(2026, 10, 30)), OFFICE)
    assert (found.standing, found.rest) == ("no-days-left", ONE)


def test_results_known_beyond_the_window_are_the_whole_window() -> None:
    known = Window(NOVEMBER.start, date(2026, 12, 5))
    assert needed(ONE, 0, NOVEMBER, known, OFFICE).standing == "over"


def test_a_goal_below_zero_is_reached_by_nothing() -> None:
    assert at(10, goal=-5).standing == "reached"


@given(
    st.integers(-(10**13), 10**13), st.integers(-(10**13), 10**13), windows, calendars, steps,
    st.data(),
)  # fmt: skip
@settings(max_examples=100)
def test_a_day_is_just_enough(
    goal: int, so_far: int, window: Window, calendar: BusinessCalendar, step: int,
    data: st.DataObject,
) -> None:  # fmt: skip
    until = window.clip(data.draw(st.dates(window.start - DAY, window.end)))
    found = needed(goal, so_far, window, until, calendar, step)
    assert found.rest == max(0, goal - so_far)
    assert calendar.working_days(until) + found.days_left == calendar.working_days(window)
    if found.standing == "open":
        assert found.a_day is not None
        assert found.a_day * found.days_left >= found.rest
        assert (found.a_day - step) * found.days_left < found.rest
        assert found.a_day % step == 0
