"""Contributions, growth and periods by hand."""

from __future__ import annotations

from datetime import date
from math import exp, log, sqrt
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.stats.baseline import Baseline
from husay.tracking.signals.contributions import cell_gaps
from husay.tracking.signals.flat import dispersion_of_a_year, growths
from husay.tracking.signals.held_against import in_units, worth_of_one
from husay.tracking.signals.series import Series
from husay.tracking.signals.sweep import watch_table
from husay.tracking.signals.watched import Watched, periods_of
from tests.goals.calendars import OFFICE

A, B, C = ("a",), ("b",), ("c",)
amounts = st.dictionaries(
    st.sampled_from([A, B, C]), st.integers(-(10**9), 10**12), min_size=1, max_size=3
)


def test_a_gap_is_dealt_by_the_year_before_and_what_came_is_taken_off() -> None:
    """Due 1,000, of which A had 3 of 4 parts a year before: 750 and 250; 600 and 240 came."""
    assert cell_gaps({A: 600, B: 240}, {A: 300, B: 100}, 1_000) == {A: 150, B: 10}


def test_the_largest_remainder_has_the_odd_unit() -> None:
    """10 by thirds: 4, 3, 3."""
    gaps = cell_gaps({A: 0, B: 0, C: 0}, {A: 1, B: 1, C: 1}, 10)
    assert gaps == {A: 4, B: 3, C: 3}


def test_what_is_new_has_nothing_due_and_lessens_the_gap() -> None:
    assert cell_gaps({A: 50, B: 30}, {A: 100}, 100) == {A: 50, B: -30}


def test_returns_of_the_year_before_leave_nothing_due() -> None:
    assert cell_gaps({A: 90, B: -5}, {A: 100, B: -20}, 100) == {A: 10, B: 5}


def test_nothing_is_told_without_a_year_before() -> None:
    assert cell_gaps({A: 50}, {}, 100) == {}
    assert cell_gaps({A: 50}, {A: 0}, 100) == {}


@settings(max_examples=100, derandomize=True)
@given(seen=amounts, before=amounts, due=st.integers(0, 10**13))
def test_gaps_always_sum_to_the_whole_gap(
    seen: dict[tuple[str, ...], int], before: dict[tuple[str, ...], int], due: int
) -> None:
    gaps = cell_gaps(seen, before, due)
    assert not gaps or sum(gaps.values()) == due - sum(seen.values())


def days(*spans: tuple[int, float]) -> np.ndarray:
    return np.concatenate([np.full(length, value) for length, value in spans])


def test_growth_that_stopped_is_told_with_its_interval() -> None:
    """Three years by day: 100, 120 (a year of + 20 %), and a last quarter as a year before."""
    values = days((364, 100.0), (364, 120.0), (91, 120.0))
    told = growths(values, 1.0, "day")
    assert told is not None
    before, now, low, high = told
    assert exp(before) == pytest.approx(1.2)
    # The quarter a year before is the first of the year of 120.
    assert now == pytest.approx(log(1.0))
    off = 1.645 * sqrt(1 / (91 * 120) + 1 / (91 * 120))
    assert (low, high) == pytest.approx((now - off, now + off))


def test_growth_that_goes_on_or_was_never_there_is_not_told() -> None:
    assert growths(days((364, 100.0), (364, 120.0), (91, 144.0)), 1.0, "day") is None
    assert growths(days((364, 100.0), (364, 100.0), (91, 100.0)), 1.0, "day") is None


def test_what_varies_too_much_to_say_is_not_told() -> None:
    assert growths(days((364, 1.0), (364, 1.2), (91, 1.2)), 40.0, "day") is None


def test_less_than_two_years_and_a_quarter_tell_nothing() -> None:
    values = days((364, 100.0), (363, 120.0), (91, 120.0))
    assert growths(values, 1.0, "day") is None


def test_a_month_that_is_not_known_is_none_in_which_nothing_was_sold() -> None:
    """A tenth more every year, and one batch that never came."""
    months = [100.0 * 1.1 ** (n / 12) for n in range(27)]
    months[25] = float("nan")
    assert growths(np.array(months), 0.0001, "month") is None


def test_what_a_sum_varies_by_is_that_of_its_year_and_not_of_its_last_day() -> None:
    """Five days of 100 with D 3 and a Sunday of 10 with D 1: (500 * 3 + 100 * 3 + 10) / 610."""
    dates = np.datetime64("2024-01-01") + np.arange(364 * 3)
    due = np.where(np.arange(len(dates)) % 7 == 6, 10.0, 100.0)[None]
    spread = np.where(np.arange(len(dates)) % 7 == 6, 1.0, 3.0)[None]
    found = Baseline(dates, "day", due, due, spread, logs=False)
    assert dispersion_of_a_year(found, 0) == pytest.approx((600 * 3 + 10) / 610)


def test_only_whole_weeks_and_months_are_periods() -> None:
    span = Window(date(2026, 1, 2), date(2026, 3, 30))  # a Friday to a Monday
    weeks = periods_of(span, "week")
    assert weeks[0] == Window(date(2026, 1, 5), date(2026, 1, 11))
    assert weeks[-1] == Window(date(2026, 3, 23), date(2026, 3, 29))
    assert periods_of(span, "month") == (Window(date(2026, 2, 1), date(2026, 2, 28)),)
    assert len(periods_of(span, "day")) == span.days


def test_a_month_counts_on_its_last_day() -> None:
    span = Window(date(2026, 1, 1), date(2026, 2, 28))
    assert len(periods_of(span, "month")) == 2
    assert len(periods_of(Window(span.start, date(2026, 2, 27)), "month")) == 1


@pytest.mark.parametrize(
    ("measure", "falls_are_bad"), [("revenue", True), ("orders", True), ("discount", False)]
)
def test_more_discount_is_bad_and_more_of_all_else_good(measure: str, falls_are_bad: bool) -> None:
    series = Series(measure, "company")
    assert series.bad("fall") is falls_are_bad
    assert series.bad("rise") is not falls_are_bad


def test_a_batch_that_never_came_leaves_discounts_known_in_all_other_months() -> None:
    """10, 20 and 30 given of 100, 200 and 300 on the list: 20 on average, so a unit is 1."""
    unknown = float("nan")
    values, units, exposure = in_units(
        np.array([[10.0, unknown, 20, 30]]), np.array([[100.0, unknown, 200, 300]])
    )
    assert units.tolist() == [1.0]
    assert values[0].tolist() == pytest.approx([10, unknown, 20, 30], nan_ok=True)
    assert exposure[0].tolist() == pytest.approx([0.5, 1, 1, 1.5])


def test_one_that_comes_back_is_worth_what_all_came_to_by_how_many_there_were() -> None:
    unknown = float("nan")
    worth = worth_of_one(np.array([[2.0, unknown, 3]]), np.array([[150.0, unknown, 350]]))
    assert worth.tolist() == [100.0]


def test_a_discount_by_the_month_is_held_against_list_and_not_against_working_days() -> None:
    """A tenth of list always, of sales that are a third more from the third year on: no slide."""
    months = periods_of(Window(date(2021, 1, 1), date(2026, 12, 31)), "month")
    listed = np.array([[100.0 * (1 + (n >= 48) / 3) * (1 + n % 5 / 10) for n in range(72)]])
    values, units, exposure = in_units(listed / 10, listed)
    series = (Series("discount", "product_line", "cola"),)
    table = Watched("discount", "month", months, series, values, True, units, exposure)
    found = watch_table(SimpleNamespace(calendar=OFFICE), table, {})
    known = ~np.isnan(found.baseline.expected[0])
    assert known.sum() > 24
    ratio = found.baseline.values[0, known] / found.baseline.expected[0, known]
    assert ratio == pytest.approx(np.ones(known.sum()), rel=0.02)
    assert not found.alarms
