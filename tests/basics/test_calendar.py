"""Working days, and periods that cover a window without gap or overlap."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar, Period, same_day_last_year
from husay.basics.period import Grain, Window, YearPattern, YearRule, parse_period

day_of = date.fromisoformat

GRAINS: tuple[Grain, ...] = get_args(Grain)
NO_HOLIDAYS: frozenset[date] = frozenset()
OFFICE = BusinessCalendar(YearRule(), frozenset(range(5)), NO_HOLIDAYS)
WEEK_YEARS = BusinessCalendar(YearRule(pattern="4-4-5"), frozenset(range(5)), NO_HOLIDAYS)

days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
windows = st.builds(
    lambda start, length: Window(start, start + timedelta(days=length - 1)),
    days,
    st.integers(0, 800),
)
calendars = st.builds(
    BusinessCalendar,
    st.builds(
        YearRule, st.integers(1, 12), st.sampled_from(get_args(YearPattern)), st.integers(0, 6)
    ),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(date(1999, 6, 1), date(2001, 6, 30)), max_size=60),
)
near_holidays = st.builds(
    lambda start, length: Window(start, start + timedelta(days=length - 1)),
    st.dates(date(1999, 1, 1), date(2001, 12, 31)),
    st.integers(0, 400),
)


def days_of(window: Window) -> list[date]:
    return [window.start + timedelta(days=i) for i in range(window.days)]


def window(start: str, end: str) -> Window:
    return Window(day_of(start), day_of(end))


def period(key: str, grain: Grain, calendar: BusinessCalendar = OFFICE) -> Period:
    found = parse_period(key, calendar.year)
    assert isinstance(found, Window)
    return Period(grain, key, found)


class TestWorkingDays:
    """A day is worked when its weekday is and it is no holiday."""

    def test_a_month_by_hand(self) -> None:
        """October 2026 begins on a Thursday: 2 + 4 weeks of 5."""
        assert OFFICE.working_days(window("2026-10-01", "2026-10-31")) == 22

    def test_a_holiday_on_a_weekend_takes_no_working_day(self) -> None:
        """1 November 2026 is a Sunday, the 2nd a Monday, the 30th a Monday: 21 - 2."""
        off = frozenset({date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 30)})
        calendar = BusinessCalendar(YearRule(), frozenset(range(5)), off)
        assert calendar.working_days(window("2026-11-01", "2026-11-30")) == 19
        assert calendar.working_days(window("2026-11-02", "2026-11-03")) == 1
        assert calendar.working_days(window("2026-11-27", "2026-11-30")) == 1
        assert not calendar.is_working(date(2026, 11, 2))
        assert calendar.is_working(date(2026, 11, 3))
        assert not calendar.is_working(date(2026, 11, 7))

    def test_saturdays_can_be_worked(self) -> None:
        shop = BusinessCalendar(YearRule(), frozenset(range(6)), NO_HOLIDAYS)
        assert shop.working_days(window("2026-10-01", "2026-10-31")) == 27

    def test_an_empty_window_has_none(self) -> None:
        assert OFFICE.working_days(window("2026-10-02", "2026-10-01")) == 0

    @pytest.mark.parametrize(
        ("n", "day"),
        [(1, "2026-10-01"), (2, "2026-10-02"), (3, "2026-10-05"), (22, "2026-10-30")],
    )
    def test_nth(self, n: int, day: str) -> None:
        assert OFFICE.nth_working_day(window("2026-10-01", "2026-10-31"), n) == day_of(day)

    def test_nth_beyond_the_last(self) -> None:
        assert OFFICE.nth_working_day(window("2026-10-01", "2026-10-31"), 23) is None

    @given(calendars, near_holidays)
    def test_counting_agrees_with_looking_at_each_day(
        self, calendar: BusinessCalendar, window: Window
    ) -> None:
        worked = [day for day in days_of(window) if calendar.is_working(day)]
        assert calendar.working_days(window) == len(worked)
        for n, day in enumerate(worked, start=1):
            assert calendar.nth_working_day(window, n) == day


class TestPeriods:
    """Each day of a window is in exactly one period of each grain."""

    @given(calendars, windows, st.sampled_from(GRAINS))
    def test_no_gap_and_no_overlap(
        self, calendar: BusinessCalendar, window: Window, grain: Grain
    ) -> None:
        periods = calendar.periods(window, grain)
        parts = [part for p in periods if (part := p.window.overlap(window))]
        assert len(parts) == len(periods)
        assert [day for part in parts for day in days_of(part)] == days_of(window)
        assert all(b.window.start - a.window.end == timedelta(days=1) for a, b in pairwise(periods))

    @given(calendars, windows, st.sampled_from(GRAINS))
    def test_keys_are_unique_and_give_back_their_windows(
        self, calendar: BusinessCalendar, window: Window, grain: Grain
    ) -> None:
        periods = calendar.periods(window, grain)
        assert len({p.key for p in periods}) == len(periods)
        for p in periods:
            assert parse_period(p.key, calendar.year) == p.window
            assert calendar.period_of(p.window.start, grain) == p
            assert calendar.period_of(p.window.end, grain) == p

    def test_two_weeks_are_fourteen_days_and_a_monday_counts_once(self) -> None:
        weeks = OFFICE.periods(window("2026-11-02", "2026-11-15"), "week")
        assert [p.key for p in weeks] == ["2026-W45", "2026-W46"]
        assert sum(p.window.days for p in weeks) == 14

    def test_months_up_to_31_january(self) -> None:
        months = OFFICE.periods(window("2025-12-31", "2026-01-31"), "month")
        assert [p.key for p in months] == ["2025-12", "2026-01"]

    def test_a_53_week_year_has_its_twelve_months(self) -> None:
        year = WEEK_YEARS.period_of(date(2015, 6, 1), "year").window
        weeks = [p.window.days // 7 for p in WEEK_YEARS.periods(year, "month")]
        assert weeks == [4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]


class TestNeighbours:
    """The period before, and the same period of the year before."""

    @given(calendars, days, st.sampled_from(GRAINS))
    def test_previous_ends_the_day_before(
        self, calendar: BusinessCalendar, day: date, grain: Grain
    ) -> None:
        here = calendar.period_of(day, grain)
        before = calendar.previous(here)
        assert before.window.end == here.window.start - timedelta(days=1)
        assert before.grain == grain

    @given(calendars, days, st.sampled_from(GRAINS))
    def test_year_before_is_a_year_before(
        self, calendar: BusinessCalendar, day: date, grain: Grain
    ) -> None:
        here = calendar.period_of(day, grain)
        before = calendar.year_before(here)
        assert calendar.period_of(before.window.start, grain) == before
        assert 357 <= (here.window.start - before.window.start).days <= 371

    @pytest.mark.parametrize(
        ("grain", "key", "before"),
        [
            ("day", "2026-11-18", "2025-11-18"),
            ("day", "2024-02-29", "2023-02-28"),
            ("day", "2025-02-28", "2024-02-28"),
            ("week", "2026-W47", "2025-W47"),
            ("week", "2021-W01", "2020-W01"),
            ("week", "2021-W52", "2020-W52"),
            ("week", "2020-W53", "2020-W01"),
            ("month", "2026-11", "2025-11"),
            ("quarter", "2026-Q4", "2025-Q4"),
            ("year", "2026", "2025"),
        ],
    )
    @pytest.mark.parametrize("calendar", [OFFICE, WEEK_YEARS])
    def test_year_before(
        self, calendar: BusinessCalendar, grain: Grain, key: str, before: str
    ) -> None:
        assert calendar.year_before(period(key, grain, calendar)) == period(before, grain, calendar)

    def test_same_day_last_year(self) -> None:
        assert same_day_last_year(date(2024, 2, 29)) == date(2023, 2, 28)
        assert same_day_last_year(date(2024, 3, 1)) == date(2023, 3, 1)
        assert same_day_last_year(date(2025, 2, 28)) == date(2024, 2, 28)


class TestDayRows:
    """The table of days."""

    def test_over_a_new_year(self) -> None:
        """New Year's Day 2019, a Tuesday, is a holiday."""
        calendar = BusinessCalendar(
            YearRule(start_month=7), frozenset(range(5)), frozenset({date(2019, 1, 1)})
        )
        assert calendar.day_rows(window("2018-12-30", "2019-01-02")) == [
            (date(2018, 12, 30), False, "2018-W52", "2018-12", "2019-Q2", "2019", 0),
            (date(2018, 12, 31), True, "2019-W01", "2018-12", "2019-Q2", "2019", 1),
            (date(2019, 1, 1), False, "2019-W01", "2019-01", "2019-Q3", "2019", 1),
            (date(2019, 1, 2), True, "2019-W01", "2019-01", "2019-Q3", "2019", 2),
        ]

    def test_of_an_empty_window(self) -> None:
        assert OFFICE.day_rows(window("2019-01-02", "2019-01-01")) == []

    @given(calendars, windows)
    def test_agrees_with_the_calendar(self, calendar: BusinessCalendar, window: Window) -> None:
        rows = calendar.day_rows(window)
        assert [row[0] for row in rows] == days_of(window)
        for day, working, *keys, index in rows:
            assert working == calendar.is_working(day)
            assert keys == [calendar.period_of(day, grain).key for grain in GRAINS[1:]]
            assert index == calendar.working_days(window.clip(day))
