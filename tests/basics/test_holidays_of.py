"""Public holidays of the Philippines and the United States, and a company's own days off."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.calendar import BusinessCalendar
from husay.basics.holidays_of import public_holidays, working_holidays
from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem

YEAR_2026 = range(2026, 2027)


def days_off(country: str, *, extra: list[date], lifted: list[date]) -> frozenset[date]:
    found = working_holidays(country, None, YEAR_2026, extra, lifted)
    assert isinstance(found, frozenset)
    return found


def named(country: str, subdivision: str | None = None) -> dict[date, str]:
    found = public_holidays(country, subdivision, YEAR_2026)
    assert isinstance(found, dict)
    return found


class TestPublicHolidays:
    """What the law gives."""

    def test_philippines(self) -> None:
        found = named("PH")
        assert found[date(2026, 6, 12)] == "Independence Day"
        assert found[date(2026, 11, 30)] == "Bonifacio Day"
        assert date(2026, 4, 3) in found, "Good Friday"
        assert date(2026, 11, 18) not in found

    def test_united_states_keeps_a_saturday_on_the_friday(self) -> None:
        """4 July 2026 is a Saturday: both days are there."""
        found = named("US")
        assert found[date(2026, 7, 4)] == "Independence Day"
        assert date(2026, 7, 3) in found
        assert found[date(2026, 11, 26)] == "Thanksgiving Day"

    def test_a_state_has_its_own(self) -> None:
        """Cesar Chavez Day, 31 March, in California."""
        assert date(2026, 3, 31) in named("US", "CA")
        assert date(2026, 3, 31) not in named("US")

    def test_in_order_and_only_of_the_years_asked(self) -> None:
        found = public_holidays("PH", None, range(2024, 2027))
        assert isinstance(found, dict)
        assert list(found) == sorted(found)
        assert {day.year for day in found} == {2024, 2025, 2026}
        assert public_holidays("PH", None, range(2026, 2026)) == {}

    def test_small_letters_and_an_empty_subdivision(self) -> None:
        assert public_holidays("ph", "", YEAR_2026) == named("PH")

    @pytest.mark.parametrize("country", ["", "XX", "ZZ", "P", "PHILIPPINES", "NYSE", "ECB", "1A"])
    def test_unknown_country(self, country: str) -> None:
        """The stock exchange and the central bank are no countries, though the library has them."""
        expected = Problem(code="country-unknown", value=country)
        assert public_holidays(country, None, YEAR_2026) == expected

    def test_unknown_subdivision(self) -> None:
        problem = public_holidays("US", "XX", YEAR_2026)
        assert isinstance(problem, Problem)
        assert (problem.code, problem.value) == ("subdivision-unknown", "XX")
        assert dict(problem.values)["country"] == "US"
        assert "CA, CO, CT" in dict(problem.values)["known"]


class TestWorkingHolidays:
    """What the company keeps."""

    def test_extra_and_lifted(self) -> None:
        """Columbus Day is worked; the day after Thanksgiving is not."""
        columbus, black_friday = date(2026, 10, 12), date(2026, 11, 27)
        found = days_off("US", extra=[black_friday], lifted=[columbus])
        assert found == (frozenset(named("US")) | {black_friday}) - {columbus}
        assert columbus in named("US")

    def test_july_2026_in_the_united_states(self) -> None:
        """It begins on a Wednesday: 3 + 4 weeks of 5, less Friday the 3rd."""
        off = days_off("US", extra=[], lifted=[])
        calendar = BusinessCalendar(YearRule(), frozenset(range(5)), off)
        assert calendar.working_days(Window(date(2026, 7, 1), date(2026, 7, 31))) == 22

    def test_repeating_a_public_holiday_or_lifting_a_working_day_changes_nothing(self) -> None:
        found = days_off("PH", extra=[date(2026, 12, 25)], lifted=[date(2026, 11, 18)])
        assert found == frozenset(named("PH"))

    def test_no_country_has_only_its_own(self) -> None:
        own = date(2026, 3, 2)
        assert working_holidays(None, None, YEAR_2026, [own]) == frozenset({own})

    def test_a_day_both_extra_and_lifted(self) -> None:
        both = [date(2026, 3, 2), date(2026, 2, 2)]
        assert working_holidays("PH", None, YEAR_2026, both, both) == Problem(
            code="holiday-contradicted", value="2026-02-02", count=2
        )

    def test_a_problem_with_the_country_is_passed_on(self) -> None:
        expected = Problem(code="country-unknown", value="XX")
        assert working_holidays("XX", None, YEAR_2026) == expected
