"""Windows, and what each period key means under each year rule."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.period import (
    Grain,
    Window,
    YearPattern,
    YearRule,
    month_starts,
    parse_period,
    period_of,
    weeks_in_iso_year,
)
from husay.basics.problem import Problem

day_of = date.fromisoformat

days = st.dates(date(1902, 1, 1), date(2100, 12, 31))
grains = st.sampled_from(get_args(Grain))
calendar_years = st.builds(YearRule, st.integers(1, 12))
week_years = st.builds(
    YearRule,
    st.integers(1, 12),
    st.sampled_from([p for p in get_args(YearPattern) if p != "calendar"]),
    st.integers(0, 6),
)
year_rules = calendar_years | week_years

JANUARY = YearRule()
JULY = YearRule(start_month=7)
WEEKS = YearRule(pattern="4-4-5")
RETAIL = YearRule(start_month=2, pattern="4-5-4", week_start=6)


def window(start: str, end: str) -> Window:
    return Window(day_of(start), day_of(end))


class TestWindow:
    """Both ends are included; an empty window ends the day before it starts."""

    january = window("2026-01-01", "2026-01-31")

    def test_days(self) -> None:
        assert self.january.days == 31
        assert window("2026-01-01", "2026-01-01").days == 1
        assert window("2026-01-01", "2025-12-31").days == 0

    def test_never_runs_backwards(self) -> None:
        with pytest.raises(ValueError, match="cannot end"):
            window("2026-01-01", "2025-12-30")

    @pytest.mark.parametrize(
        ("day", "inside"),
        [
            ("2025-12-31", False),
            ("2026-01-01", True),
            ("2026-01-31", True),
            ("2026-02-01", False),
        ],
    )
    def test_contains(self, day: str, inside: bool) -> None:
        assert self.january.contains(day_of(day)) is inside

    def test_an_empty_window_contains_nothing(self) -> None:
        empty = window("2026-01-01", "2025-12-31")
        assert not empty.contains(empty.start)
        assert not empty.contains(empty.end)
        assert empty.overlap(self.january) is None

    @pytest.mark.parametrize(
        ("other", "both"),
        [
            (("2025-12-01", "2025-12-31"), None),
            (("2025-12-01", "2026-01-01"), ("2026-01-01", "2026-01-01")),
            (("2026-01-10", "2026-01-20"), ("2026-01-10", "2026-01-20")),
            (("2026-01-31", "2026-02-28"), ("2026-01-31", "2026-01-31")),
            (("2026-02-01", "2026-02-28"), None),
        ],
    )
    def test_overlap(self, other: tuple[str, str], both: tuple[str, str] | None) -> None:
        expected = window(*both) if both else None
        assert self.january.overlap(window(*other)) == expected
        assert window(*other).overlap(self.january) == expected

    @pytest.mark.parametrize(
        ("end", "days_left"),
        [
            ("2025-11-15", 0),
            ("2025-12-31", 0),
            ("2026-01-01", 1),
            ("2026-01-30", 30),
            ("2026-01-31", 31),
            ("2026-02-01", 31),
        ],
    )
    def test_clip(self, end: str, days_left: int) -> None:
        clipped = self.january.clip(day_of(end))
        assert clipped.start == self.january.start
        assert clipped.days == days_left

    def test_up_to_31_january_includes_january_whole(self) -> None:
        year = parse_period("2026", JANUARY)
        assert isinstance(year, Window)
        assert year.clip(date(2026, 1, 31)) == parse_period("2026-01", JANUARY)


class TestKeys:
    """What a key means; the windows are worked out by hand from the rule."""

    @pytest.mark.parametrize(
        ("rule", "key", "start", "end"),
        [
            (JANUARY, "2013", "2013-01-01", "2013-12-31"),
            (JANUARY, "2013-Q1", "2013-01-01", "2013-03-31"),
            (JANUARY, "2013-Q4", "2013-10-01", "2013-12-31"),
            (JANUARY, "2013-11", "2013-11-01", "2013-11-30"),
            (JANUARY, "2012-02", "2012-02-01", "2012-02-29"),
            (JANUARY, "2013-02", "2013-02-01", "2013-02-28"),
            (JANUARY, "1900-02", "1900-02-01", "1900-02-28"),
            (JANUARY, "2013-11-05", "2013-11-05", "2013-11-05"),
            (JANUARY, "2013-W05", "2013-01-28", "2013-02-03"),
            (JANUARY, "2019-W01", "2018-12-31", "2019-01-06"),
            (JANUARY, "2020-W53", "2020-12-28", "2021-01-03"),
            # A July year ends in the year that names it; months stay calendar months.
            (JULY, "2013", "2012-07-01", "2013-06-30"),
            (JULY, "2013-Q1", "2012-07-01", "2012-09-30"),
            (JULY, "2013-Q4", "2013-04-01", "2013-06-30"),
            (JULY, "2013-11", "2013-11-01", "2013-11-30"),
            (JULY, "2013-W05", "2013-01-28", "2013-02-03"),
            (YearRule(start_month=12), "2013", "2012-12-01", "2013-11-30"),
            (YearRule(start_month=2), "2012-Q4", "2011-11-01", "2012-01-31"),
            # 1 January 2013 is a Tuesday: the Monday before is nearest.
            (WEEKS, "2013", "2012-12-31", "2013-12-29"),
            (WEEKS, "2013-01", "2012-12-31", "2013-01-27"),
            (WEEKS, "2013-02", "2013-01-28", "2013-02-24"),
            (WEEKS, "2013-03", "2013-02-25", "2013-03-31"),
            (WEEKS, "2013-Q1", "2012-12-31", "2013-03-31"),
            (WEEKS, "2013-12", "2013-11-25", "2013-12-29"),
            (WEEKS, "2013-11-05", "2013-11-05", "2013-11-05"),
            # 2015 begins on Monday 29 December (1 January is a Thursday, three days on) and
            # 2016 on 4 January (1 January is a Friday, three days back): 53 weeks between.
            (WEEKS, "2015", "2014-12-29", "2016-01-03"),
            (WEEKS, "2015-11", "2015-10-26", "2015-11-22"),
            (WEEKS, "2015-12", "2015-11-23", "2016-01-03"),
            (WEEKS, "2015-Q4", "2015-09-28", "2016-01-03"),
            (WEEKS, "2016-01", "2016-01-04", "2016-01-31"),
            # 1 January 2018 is a Monday.
            (WEEKS, "2018", "2018-01-01", "2018-12-30"),
            # The United States' retail years, Sundays nearest 1 February, 53 weeks twice.
            (RETAIL, "2013", "2012-01-29", "2013-02-02"),
            (RETAIL, "2014", "2013-02-03", "2014-02-01"),
            (RETAIL, "2018", "2017-01-29", "2018-02-03"),
            (RETAIL, "2014-01", "2013-02-03", "2013-03-02"),
            (RETAIL, "2014-02", "2013-03-03", "2013-04-06"),
            (RETAIL, "2014-03", "2013-04-07", "2013-05-04"),
            (RETAIL, "2013-12", "2012-12-30", "2013-02-02"),
            (YearRule(1, "5-4-4"), "2013-01", "2012-12-31", "2013-02-03"),
        ],
    )
    def test_window_of(self, rule: YearRule, key: str, start: str, end: str) -> None:
        assert parse_period(key, rule) == window(start, end)

    def test_spaces_and_small_letters(self) -> None:
        assert parse_period(" 2013-q4 ", JANUARY) == parse_period("2013-Q4", JANUARY)
        assert parse_period("2013-w05", JANUARY) == parse_period("2013-W05", JANUARY)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "13", "FY2013", "2013-", "2013-Q", "2013-Q10", "2013-W5", "2013-1"),
            *("2013-11-5", "2013/11", "20131105", "2013-11-05T00:00", "last month"),
            *("\u0662\u0660\u0661\u0663", "2013-11-05\n-"),  # 2013 in Arabic digits
        ],
    )
    def test_unreadable(self, text: str) -> None:
        assert parse_period(text, JANUARY) == Problem(code="period-unreadable", value=text)

    @pytest.mark.parametrize(
        ("key", "first", "last"),
        [
            ("2013-Q0", "2013-Q1", "2013-Q4"),
            ("2013-Q5", "2013-Q1", "2013-Q4"),
            ("2013-00", "2013-01", "2013-12"),
            ("2013-13", "2013-01", "2013-12"),
            ("2013-W00", "2013-W01", "2013-W52"),
            ("2013-W53", "2013-W01", "2013-W52"),
            ("2020-W54", "2020-W01", "2020-W53"),
            ("2013-13-01", "2013-01", "2013-12"),
            ("2013-02-29", "2013-02-01", "2013-02-28"),
            ("2012-02-30", "2012-02-01", "2012-02-29"),
            ("2013-11-00", "2013-11-01", "2013-11-30"),
            ("1899", "1900", "2999"),
            ("3000-Q1", "1900", "2999"),
            ("0000-01-01", "1900", "2999"),
        ],
    )
    @pytest.mark.parametrize("rule", [JANUARY, WEEKS])
    def test_absent(self, rule: YearRule, key: str, first: str, last: str) -> None:
        problem = parse_period(key, rule)
        assert isinstance(problem, Problem)
        assert (problem.code, problem.value) == ("period-absent", key)
        assert problem.values == (("first", first), ("last", last))


class TestPeriodOf:
    """Which period a day lies in."""

    @pytest.mark.parametrize(
        ("rule", "day", "grain", "key"),
        [
            (JANUARY, "2018-12-30", "week", "2018-W52"),
            (JANUARY, "2018-12-31", "week", "2019-W01"),
            (JANUARY, "2018-12-31", "year", "2018"),
            (JANUARY, "2021-01-03", "week", "2020-W53"),
            (JANUARY, "2021-01-04", "week", "2021-W01"),
            (JULY, "2012-06-30", "year", "2012"),
            (JULY, "2012-07-01", "year", "2013"),
            (JULY, "2012-07-01", "quarter", "2013-Q1"),
            (JULY, "2012-07-01", "month", "2012-07"),
            (WEEKS, "2014-12-28", "year", "2014"),
            (WEEKS, "2014-12-29", "year", "2015"),
            (WEEKS, "2016-01-03", "year", "2015"),
            (WEEKS, "2016-01-03", "month", "2015-12"),
            (WEEKS, "2016-01-03", "quarter", "2015-Q4"),
            (WEEKS, "2016-01-04", "month", "2016-01"),
            (RETAIL, "2013-02-02", "year", "2013"),
            (RETAIL, "2013-02-03", "year", "2014"),
            (RETAIL, "2013-02-03", "day", "2013-02-03"),
        ],
    )
    def test_key_of(self, rule: YearRule, day: str, grain: Grain, key: str) -> None:
        assert period_of(day_of(day), grain, rule).key == key

    @given(days, grains, year_rules)
    def test_a_key_gives_back_its_window(self, day: date, grain: Grain, rule: YearRule) -> None:
        period = period_of(day, grain, rule)
        assert period.window.contains(day)
        assert parse_period(period.key, rule) == period.window

    @given(days, year_rules)
    def test_a_week_has_seven_days_from_monday(self, day: date, rule: YearRule) -> None:
        week = period_of(day, "week", rule).window
        assert (week.days, week.start.weekday()) == (7, 0)

    @given(days, year_rules)
    def test_months_lie_whole_in_quarters_and_quarters_in_years(
        self, day: date, rule: YearRule
    ) -> None:
        month, quarter, year = (
            period_of(day, grain, rule).window for grain in ("month", "quarter", "year")
        )
        assert month.overlap(quarter) == month
        assert quarter.overlap(year) == quarter


class TestWeekPattern:
    """Years of whole weeks."""

    @given(st.integers(1902, 2100), week_years)
    def test_a_year_is_52_or_53_whole_weeks(self, name: int, rule: YearRule) -> None:
        starts = month_starts(name, rule)
        assert all((start - starts[0]).days % 7 == 0 for start in starts)
        weeks = [(b - a).days // 7 for a, b in pairwise(starts)]
        pattern = [int(part) for part in rule.pattern.split("-")] * 4
        assert weeks[:11] == pattern[:11]
        assert weeks[11] - pattern[11] in (0, 1)
        assert (starts[12] - starts[0]).days in (52 * 7, 53 * 7)

    @given(st.integers(1902, 2100), week_years)
    def test_it_begins_on_the_nearest_week_start(self, name: int, rule: YearRule) -> None:
        start = month_starts(name, rule)[0]
        first = date(name if rule.start_month == 1 else name - 1, rule.start_month, 1)
        assert start.weekday() == rule.week_start
        assert abs(start - first) <= timedelta(days=3)

    @given(st.integers(1902, 2100))
    def test_from_january_and_monday_it_is_the_iso_year(self, name: int) -> None:
        assert month_starts(name, WEEKS)[0] == date.fromisocalendar(name, 1, 1)

    @pytest.mark.parametrize(("year", "weeks"), [(2014, 52), (2015, 53), (2020, 53), (2021, 52)])
    def test_iso_years(self, year: int, weeks: int) -> None:
        assert weeks_in_iso_year(year) == weeks


@pytest.mark.parametrize(
    "wrong",
    [
        *({"start_month": 0}, {"start_month": 13}),
        *({"week_start": -1}, {"week_start": 7}, {"pattern": "5-5-3"}),
    ],
)
def test_a_year_rule_must_make_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"start_month|week_start|pattern"):
        YearRule(**wrong)  # type: ignore[arg-type]
