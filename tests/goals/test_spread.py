"""A goal spread over its window is the goal, by any grain, in any calendar, to the last unit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window, YearRule, merged
from husay.goals.spread import FLAT, Season, Spread, spread
from tests.goals.calendars import OFFICE, calendars, windows, within
from tests.goals.trees import ONE, YEAR, steps, values

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")

seasons = st.lists(st.integers(0, 2_000), min_size=12, max_size=12)


def by(found: Spread, grain: Grain, calendar: BusinessCalendar = OFFICE) -> dict[str, int]:
    return {part.period.key: part.value for part in found.by(grain, calendar)}


class TestByHand:
    """Worked out with a calendar on paper."""

    def test_a_quarter_by_working_days(self) -> None:
        """July to September 2026 have 23, 21 and 22 working days (1 July is a Wednesday)."""
        window = Window(date(2026, 7, 1), date(2026, 9, 30))
        found = spread(66_000 * ONE, window, Season(), OFFICE)
        assert by(found, "month") == {
            "2026-07": 23_000 * ONE, "2026-08": 21_000 * ONE, "2026-09": 22_000 * ONE,
        }  # fmt: skip
        assert found.days[date(2026, 7, 1)] == 1_000 * ONE
        assert found.days[date(2026, 7, 4)] == 0, "a Saturday"
        assert by(found, "week")["2026-W27"] == 3_000 * ONE, "Wednesday to Friday"
        assert by(found, "week")["2026-W31"] == 5_000 * ONE, "27 to 31 July"

    def test_the_season_weighs_a_months_working_days(self) -> None:
        """July's days count double: 46 : 21 : 22 of 89,000."""
        window = Window(date(2026, 7, 1), date(2026, 9, 30))
        weights = (1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1)
        found = spread(89_000 * ONE, window, Season(weights), OFFICE)
        assert list(by(found, "month").values()) == [46_000 * ONE, 21_000 * ONE, 22_000 * ONE]

    def test_months_in_whole_steps(self) -> None:
        """100,000 by 23 : 21 : 22 are 34.8, 31.8 and 33.3 thousands."""
        window = Window(date(2026, 7, 1), date(2026, 9, 30))
        found = spread(100_000 * ONE, window, Season(), OFFICE, 1_000 * ONE)
        assert list(by(found, "month").values()) == [35_000 * ONE, 32_000 * ONE, 33_000 * ONE]

    def test_a_unit_closed_in_mid_year_has_nothing_after_its_last_day(self) -> None:
        closed = Season(open=(Window(date(2020, 1, 1), date(2026, 6, 15)),))
        found = spread(1_200 * ONE, YEAR, closed, OFFICE)
        assert found.value == 1_200 * ONE
        assert max(day for day, value in found.days.items() if value) == date(2026, 6, 15)
        assert by(found, "quarter")["2026-Q3"] == 0

    def test_a_leap_day_is_a_day(self) -> None:
        """February 2024 has 21 working days, the 29th among them."""
        window = Window(date(2024, 2, 1), date(2024, 2, 29))
        found = spread(21 * ONE, window, Season(), OFFICE)
        assert found.days[date(2024, 2, 29)] == ONE

    def test_a_window_in_mid_month_over_two_years(self) -> None:
        """12 to 31 December have 14 working days, 1 to 15 January 11."""
        window = Window(date(2026, 12, 12), date(2027, 1, 15))
        found = spread(25 * ONE, window, Season(), OFFICE)
        assert by(found, "month") == {"2026-12": 14 * ONE, "2027-01": 11 * ONE}
        assert by(found, "year") == {"2026": 14 * ONE, "2027": 11 * ONE}

    def test_a_fiscal_year_keeps_the_season_of_its_calendar_months(self) -> None:
        """Years from July: December is the sixth month and has December's weight."""
        fiscal = BusinessCalendar(YearRule(7), frozenset(range(5)), frozenset())
        window = Window(date(2025, 7, 1), date(2026, 6, 30))
        found = spread(23 * ONE, window, Season((0,) * 11 + (1,)), fiscal)
        assert by(found, "month", fiscal)["2025-12"] == 23 * ONE
        assert by(found, "quarter", fiscal)["2026-Q2"] == 23 * ONE

    def test_a_month_of_weeks_is_weighed_by_its_number(self) -> None:
        """4-4-5: the first quarter's months have 20, 20 and 25 working days."""
        weeks = BusinessCalendar(YearRule(pattern="4-4-5"), frozenset(range(5)), frozenset())
        quarter = Window(date(2025, 12, 29), date(2026, 3, 29))
        found = spread(65 * ONE, quarter, Season(), weeks)
        assert list(by(found, "month", weeks).values()) == [20 * ONE, 20 * ONE, 25 * ONE]

    def test_months_of_weeks_are_weighed_by_their_number_in_the_companys_year(self) -> None:
        """4-4-5 from July: the first month begins on 30 June 2025 and is month 1."""
        weeks = BusinessCalendar(YearRule(7, "4-4-5"), frozenset(range(5)), frozenset())
        quarter = Window(date(2025, 6, 30), date(2025, 9, 28))
        found = spread(ONE, quarter, Season((1,) + (0,) * 11), weeks)
        assert list(by(found, "month", weeks).values()) == [ONE, 0, 0]

    def test_a_month_without_working_days_has_nothing(self) -> None:
        shut = frozenset(date(2026, 8, day) for day in range(1, 32))
        calendar = BusinessCalendar(YearRule(), frozenset(range(5)), shut)
        window = Window(date(2026, 7, 1), date(2026, 9, 30))
        found = spread(45 * ONE, window, Season(), calendar)
        assert list(by(found, "month").values()) == [23 * ONE, 0, 22 * ONE]

    def test_a_weekend_alone_counts_its_calendar_days(self) -> None:
        window = Window(date(2026, 7, 4), date(2026, 7, 5))
        assert list(spread(10, window, Season(), OFFICE).days.values()) == [5, 5]


class TestWhatDoesNotFit:
    """Told as data."""

    @pytest.mark.parametrize(
        ("window", "season", "code"),
        [
            (Window(date(2026, 1, 2), date(2026, 1, 1)), Season(), "spread-no-days"),
            (YEAR, Season(open=(Window(date(2025, 1, 1), date(2025, 12, 31)),)), "spread-no-days"),
            (YEAR, Season((1,) * 11), "season-weights"),
            (YEAR, Season((1,) * 11 + (-1,)), "season-weights"),
        ],
    )
    def test_errors(self, window: Window, season: Season, code: str) -> None:
        found = spread(ONE, window, season, OFFICE)
        assert [(p.code, p.severity) for p in found.problems] == [(code, "error")]
        assert found.days == {}
        assert found.by("month", OFFICE) == ()

    def test_a_season_of_nothing_counts_working_days_and_says_so(self) -> None:
        found = spread(ONE, YEAR, Season((0,) * 12), OFFICE)
        assert [(p.code, p.severity) for p in found.problems] == [("season-empty", "warning")]
        assert found.days == spread(ONE, YEAR, Season(), OFFICE).days


class TestNothingIsLost:
    """For any goal, window, season, calendar, step, and days on which a unit is open."""

    @given(values, windows, seasons, calendars, steps, st.data())
    @settings(max_examples=150)
    def test_every_grain_sums_to_the_goal(
        self, goal: int, window: Window, weights: list[int], calendar: BusinessCalendar,
        step: int, data: st.DataObject,
    ) -> None:  # fmt: skip
        some = st.lists(within(window), min_size=1, max_size=3).map(merged)
        opened = data.draw(st.one_of(st.none(), some))
        found = spread(goal, window, Season(weights, opened), calendar, step)
        assert found.value == goal
        for grain in GRAINS:
            parts = found.by(grain, calendar)
            assert sum(part.value for part in parts) == goal
            assert sum(part.window.days for part in parts) == window.days
        odd = [part for part in found.by("month", calendar) if part.value % step]
        assert len(odd) <= 1
        for day, value in found.days.items():
            assert value * goal >= 0, "nothing against the sign of the goal"
            if opened is not None and not any(part.contains(day) for part in opened):
                assert value == 0

    @given(windows, calendars)
    @settings(max_examples=50)
    def test_nothing_falls_on_days_off_while_there_are_working_days(
        self, window: Window, calendar: BusinessCalendar
    ) -> None:
        found = spread(10**9, window, Season(FLAT), calendar)
        if calendar.working_days(window):
            assert all(calendar.is_working(day) for day, value in found.days.items() if value)
