"""Like for like. Every window and count here is worked out by hand on a calendar."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.comparison import Against, Comparison, change, compare_windows
from husay.basics.holidays_of import working_holidays
from husay.basics.period import Window, YearRule, parse_period

day_of = date.fromisoformat

MONDAY_TO_FRIDAY = frozenset(range(5))
PLAIN = BusinessCalendar(YearRule(), MONDAY_TO_FRIDAY, frozenset())
WEEK_YEARS = BusinessCalendar(YearRule(pattern="4-4-5"), MONDAY_TO_FRIDAY, frozenset())


def philippines() -> BusinessCalendar:
    """In November 2026: All Saints' Sunday 1st, All Souls' Monday 2nd, Bonifacio Monday 30th."""
    off = working_holidays("PH", None, range(2025, 2027))
    assert isinstance(off, frozenset)
    return BusinessCalendar(YearRule(), MONDAY_TO_FRIDAY, off)


PH = philippines()
LATER = date(2100, 1, 1)


def window(text: str, calendar: BusinessCalendar = PLAIN) -> Window:
    """'2026-11' or '2026-11-10 2026-11-25'; an empty one too."""
    ends = [parse_period(part, calendar.year) for part in text.split()]
    first, last = ends[0], ends[-1]
    assert isinstance(first, Window)
    assert isinstance(last, Window)
    return Window(first.start, last.end)


class TestNovember2026:
    """November 2026 in the Philippines, looked at from different days."""

    @pytest.mark.parametrize(
        ("as_of", "baseline", "current_days", "baseline_days"),
        [
            # The 1st, a Sunday: nothing worked yet, and October opens with a working day.
            ("2026-11-01", "2026-10-01 2026-09-30", 0, 0),
            ("2026-11-02", "2026-10-01 2026-09-30", 0, 0),
            ("2026-11-03", "2026-10-01", 1, 1),
            # A Friday, its weekend, and the Monday after.
            ("2026-11-13", "2026-10-01 2026-10-13", 9, 9),
            ("2026-11-14", "2026-10-01 2026-10-13", 9, 9),
            ("2026-11-15", "2026-10-01 2026-10-13", 9, 9),
            ("2026-11-16", "2026-10-01 2026-10-14", 10, 10),
            # The 17th is the 11th working day, the 18th the 12th: Friday 16 October is too.
            ("2026-11-17", "2026-10-01 2026-10-15", 11, 11),
            ("2026-11-18", "2026-10-01 2026-10-16", 12, 12),
            ("2026-11-19", "2026-10-01 2026-10-19", 13, 13),
            # The day before the end, and the end: then both are whole.
            ("2026-11-29", "2026-10-01 2026-10-27", 19, 19),
            ("2026-11-30", "2026-10", 19, 22),
            ("2026-12-01", "2026-10", 19, 22),
        ],
    )
    def test_against_october(
        self, as_of: str, baseline: str, current_days: int, baseline_days: int
    ) -> None:
        seen = day_of(as_of)
        november = window("2026-11")
        assert compare_windows(november, "previous", seen, PH) == Comparison(
            current=november.clip(seen),
            baseline=window(baseline),
            current_days=current_days,
            baseline_days=baseline_days,
            partial=seen < date(2026, 11, 30),
        )

    @pytest.mark.parametrize(
        ("as_of", "baseline", "days"),
        [
            # November 2025 opens with a weekend, so a Sunday has a weekend to be compared with.
            ("2026-11-01", "2025-11-01 2025-11-02", 0),
            ("2026-11-03", "2025-11-01 2025-11-03", 1),
            ("2026-11-18", "2025-11-01 2025-11-18", 12),
            ("2026-11-21", "2025-11-01 2025-11-20", 14),
        ],
    )
    def test_against_november_2025(self, as_of: str, baseline: str, days: int) -> None:
        found = compare_windows(window("2026-11"), "last-year", day_of(as_of), PH)
        assert found.baseline == window(baseline)
        assert (found.current_days, found.baseline_days) == (days, days)

    def test_before_it_begins_both_are_empty(self) -> None:
        found = compare_windows(window("2026-11"), "previous", date(2026, 10, 31), PH)
        assert found.current == window("2026-11-01 2026-10-31")
        assert found.baseline == window("2026-10-01 2026-09-30")
        assert (found.current_days, found.baseline_days, found.partial) == (0, 0, True)
        assert found == compare_windows(window("2026-11"), "previous", date(2026, 5, 1), PH)
        assert change(0, 0, found) is None

    def test_weekend_sales_count_on_both_sides(self) -> None:
        """Saturday 10 October is within the baseline of a Saturday, and of the Friday before."""
        for as_of in (date(2026, 11, 13), date(2026, 11, 14)):
            found = compare_windows(window("2026-11"), "previous", as_of, PH)
            assert found.baseline.contains(date(2026, 10, 10))


class TestShorterBaseline:
    """March 2026 has 22 working days and February 20; both begin on a Sunday."""

    @pytest.mark.parametrize(
        ("as_of", "baseline", "current_days", "baseline_days"),
        [
            ("2026-03-26", "2026-02-01 2026-02-26", 19, 19),
            ("2026-03-27", "2026-02-01 2026-02-27", 20, 20),
            ("2026-03-28", "2026-02", 20, 20),
            ("2026-03-30", "2026-02", 21, 20),
            ("2026-03-31", "2026-02", 22, 20),
        ],
    )
    def test_stays_whole(
        self, as_of: str, baseline: str, current_days: int, baseline_days: int
    ) -> None:
        found = compare_windows(window("2026-03"), "previous", day_of(as_of), PLAIN)
        assert found.baseline == window(baseline)
        assert (found.current_days, found.baseline_days) == (current_days, baseline_days)


class TestBaselines:
    """What a window seen whole is compared with."""

    @pytest.mark.parametrize(
        ("asked", "previous", "last_year"),
        [
            # Whole periods.
            ("2026", "2025", "2025"),
            ("2025 2026", "2023 2024", "2024 2025"),
            ("2026-Q1", "2025-Q4", "2025-Q1"),
            ("2026-Q2 2026-Q3", "2025-Q4 2026-Q1", "2025-Q2 2025-Q3"),
            ("2026-10", "2026-09", "2025-10"),
            ("2026-07 2026-08", "2026-05 2026-06", "2025-07 2025-08"),
            ("2026-W47", "2026-W46", "2025-W47"),
            ("2026-W46 2026-W47", "2026-W44 2026-W45", "2025-W46 2025-W47"),
            ("2020-W53", "2020-W52", "2020-W01"),
            ("2020-W53 2021-W01", "2020-W51 2020-W52", "2020-W01 2020-W02"),
            # February 2021 is four whole weeks too, but a month first of all.
            ("2021-02", "2021-01", "2020-02"),
            # Leap days.
            ("2024-02", "2024-01", "2023-02"),
            ("2025-02", "2025-01", "2024-02"),
            ("2024-02-29", "2024-02-28", "2023-02-28"),
            ("2024-02-10 2024-02-29", "2024-01-21 2024-02-09", "2023-02-10 2023-02-28"),
            ("2025-02-10 2025-02-28", "2025-01-22 2025-02-09", "2024-02-10 2024-02-28"),
            # Free windows: one day less or more than a month is none.
            ("2026-10-01 2026-10-30", "2026-09-01 2026-09-30", "2025-10-01 2025-10-30"),
            ("2026-10-02 2026-10-31", "2026-09-02 2026-10-01", "2025-10-02 2025-10-31"),
            ("2026-11-10 2026-11-25", "2026-10-25 2026-11-09", "2025-11-10 2025-11-25"),
            ("2026-10-01 2026-11-01", "2026-08-30 2026-09-30", "2025-10-01 2025-11-01"),
            # Nothing is compared with nothing.
            ("2026-11-01 2026-10-31", "2026-11-01 2026-10-31", "2026-11-01 2026-10-31"),
        ],
    )
    def test_of_a_calendar_year(self, asked: str, previous: str, last_year: str) -> None:
        for against, expected in (("previous", previous), ("last-year", last_year)):
            found = compare_windows(window(asked), as_against(against), LATER, PLAIN)
            assert found.current == window(asked)
            assert found.baseline == window(expected)
            assert not found.partial

    @pytest.mark.parametrize(
        ("asked", "previous", "last_year", "days"),
        [
            # The 12th month of 2015 has six weeks, the 11th four, the 12th of 2014 five.
            ("2015-12", "2015-11", "2014-12", (30, 20, 25)),
            ("2015", "2014", "2014", (265, 260, 260)),
            ("2015-Q4", "2015-Q3", "2014-Q4", (70, 65, 65)),
        ],
    )
    def test_of_a_year_of_weeks(
        self, asked: str, previous: str, last_year: str, days: tuple[int, int, int]
    ) -> None:
        now = window(asked, WEEK_YEARS)
        before = compare_windows(now, "previous", LATER, WEEK_YEARS)
        assert before.baseline == window(previous, WEEK_YEARS)
        assert (before.current_days, before.baseline_days) == days[:2]
        year_ago = compare_windows(now, "last-year", LATER, WEEK_YEARS)
        assert year_ago.baseline == window(last_year, WEEK_YEARS)
        assert year_ago.baseline_days == days[2]

    def test_a_free_window_is_cut_too(self) -> None:
        """10 to 12 November are three working days: so are 26 to 28 October, after a Sunday."""
        found = compare_windows(
            window("2026-11-10 2026-11-25"), "previous", date(2026, 11, 12), PLAIN
        )
        assert found.current == window("2026-11-10 2026-11-12")
        assert found.baseline == window("2026-10-25 2026-10-28")
        assert (found.current_days, found.baseline_days) == (3, 3)

    def test_up_to_31_january_is_january_whole(self) -> None:
        found = compare_windows(window("2026-01"), "previous", date(2026, 1, 31), PLAIN)
        assert not found.partial
        assert found.current == window("2026-01")
        assert found.baseline == window("2025-12")


def as_against(text: str) -> Against:
    return "previous" if text == "previous" else "last-year"


def of_days(current_days: int, baseline_days: int) -> Comparison:
    """A comparison of which only the working days matter."""
    october = window("2026-10")
    return Comparison(october, october, current_days, baseline_days, False)


class TestChange:
    """Per working day, exact, and never from nothing."""

    def test_more_days_are_no_growth(self) -> None:
        """22 days against 20 at 100 a day."""
        assert change(2200, 2000, of_days(22, 20)) == 0

    def test_per_working_day(self) -> None:
        """2,300 in 20 days is 115 a day; 2,200 in 22 days is 100 a day: 15 % up."""
        assert change(2300, 2200, of_days(20, 22)) == Fraction(15, 100)

    def test_october_against_november(self) -> None:
        """19 working days at 100 against 22 at 100: level per day."""
        found = compare_windows(window("2026-11"), "previous", date(2026, 11, 30), PH)
        assert change(1900, 2200, found) == 0

    def test_it_is_exact(self) -> None:
        big = 900_719_925_474_099_399
        assert change(big + 1, big, of_days(1, 1)) == Fraction(1, big)

    def test_into_the_red(self) -> None:
        """Returns of 50 after sales of 100: 150 % down. Nothing after 100: 100 % down."""
        assert change(-50, 100, of_days(20, 20)) == Fraction(-3, 2)
        assert change(0, 100, of_days(20, 20)) == -1

    @pytest.mark.parametrize("baseline", [0, -1, -100])
    @pytest.mark.parametrize("current", [-100, 0, 100])
    def test_no_comparison_from_zero_or_below(self, current: int, baseline: int) -> None:
        assert change(current, baseline, of_days(20, 20)) is None

    def test_from_the_smallest_amount(self) -> None:
        assert change(2, 1, of_days(20, 20)) == 1

    @pytest.mark.parametrize(("now", "before"), [(0, 20), (20, 0), (0, 0)])
    def test_no_comparison_without_working_days(self, now: int, before: int) -> None:
        assert change(100, 100, of_days(now, before)) is None


calendars = st.builds(
    BusinessCalendar,
    st.builds(YearRule, st.integers(1, 12), st.sampled_from(["calendar", "4-4-5"])),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(date(2011, 1, 1), date(2014, 12, 31)), max_size=40),
)


class TestAlways:
    """Whatever the calendar, the window and the day."""

    @given(
        calendars,
        st.dates(date(2013, 1, 1), date(2014, 12, 31)),
        st.integers(1, 120),
        st.integers(-10, 130),
        st.sampled_from(["previous", "last-year"]),
    )
    def test_free_windows(
        self, calendar: BusinessCalendar, start: date, length: int, seen: int, against: Against
    ) -> None:
        asked = Window(start, start + timedelta(days=length - 1))
        check(asked, against, start + timedelta(days=seen), calendar)

    @given(
        calendars,
        st.dates(date(2013, 1, 1), date(2014, 12, 31)),
        st.sampled_from(["week", "month", "quarter", "year"]),
        st.integers(-10, 380),
        st.sampled_from(["previous", "last-year"]),
    )
    def test_whole_periods(
        self, calendar: BusinessCalendar, day: date, grain: str, seen: int, against: Against
    ) -> None:
        asked = calendar.period_of(day, grain).window  # type: ignore[arg-type]
        check(asked, against, asked.start + timedelta(days=seen), calendar)


def check(asked: Window, against: Against, as_of: date, calendar: BusinessCalendar) -> None:
    """The baseline has as many working days as have elapsed, or all it has."""
    whole = compare_windows(asked, against, LATER, calendar)
    found = compare_windows(asked, against, as_of, calendar)
    assert found.partial == (as_of < asked.end)
    assert found.baseline.start == whole.baseline.start
    assert found.baseline.end <= whole.baseline.end
    if found.partial:
        assert found.baseline_days == min(found.current_days, whole.baseline_days)
    else:
        assert found == whole
    if against == "previous":
        assert whole.baseline.end == asked.start - timedelta(days=1)
