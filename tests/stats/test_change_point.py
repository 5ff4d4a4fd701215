"""Since when: against brute force, and on a fall that anybody can see."""

from datetime import date
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.change_point import LOG_RATIOS, change_point
from tests.stats.test_detector import expecting


def test_it_is_what_brute_force_finds() -> None:
    values = [10.0, 12, 9, 11, 10, 6, 5, 7, 6]
    weights = {}
    for tau in range(len(values)):
        for log_ratio in LOG_RATIOS.tolist():
            lost = sum((y * log_ratio + 10 * (1 - exp(log_ratio))) / 2 for y in values[tau:])
            weights[tau, log_ratio] = exp(lost) / (3 * 365.25) / 101
    falls = {place: w for place, w in weights.items() if place[1] < 0}
    total = sum(falls.values())
    by_day = [sum(w for (t, _), w in falls.items() if t == tau) / total for tau in range(9)]
    found = change_point(expecting([values]), 0)
    at = by_day.index(max(by_day))
    assert found.since == date(2026, 1, 1 + at)
    upto = np.cumsum(by_day)
    assert found.earliest == date(2026, 1, 1 + int((upto < 0.1).sum()))
    assert found.latest == date(2026, 1, 1 + int((upto < 0.9).sum()))
    ratio = sum(w * exp(r) for (_, r), w in falls.items()) / total
    assert found.ratio == pytest.approx(ratio)
    assert found.chance == pytest.approx(total / (1 + sum(weights.values())))
    assert found.shortfall == pytest.approx(10 * (9 - at) - sum(values[at:]))
    assert found.shortfall_a_month == pytest.approx((1 - ratio) * 10 * 365.25 / 12)


def test_a_plain_fall_is_dated_to_the_day_and_surely_one() -> None:
    values = [100.0] * 60 + [70.0] * 40
    found = change_point(expecting([values], 100, 1), 0)
    assert found.since == date(2026, 3, 2)
    assert found.earliest <= found.since <= found.latest
    assert (found.latest - found.earliest).days <= 3
    assert found.low < 0.7 < found.high
    assert found.ratio == pytest.approx(0.7, abs=0.01)
    assert found.chance > 0.9999
    assert found.shortfall == 30 * 40


def test_with_nothing_to_see_there_is_hardly_a_chance() -> None:
    found = change_point(expecting([[10.0] * 100]), 0)
    assert found.chance < 0.1
    assert found.low < found.ratio < found.high < 1


def test_a_rise_is_told_with_less_than_nothing_missing() -> None:
    found = change_point(expecting([[10.0] * 30 + [15.0] * 30]), 0, direction="rise")
    assert found.since == date(2026, 1, 31)
    assert found.ratio == pytest.approx(1.5, abs=0.03)
    assert found.shortfall == -5 * 30
    assert found.chance > 0.99


def test_it_sees_no_further_than_the_day_it_is_asked_for() -> None:
    values = [10.0] * 30 + [5.0] * 30
    early = change_point(expecting([values]), 0, date(2026, 2, 4))
    assert early == change_point(expecting([values[:35]]), 0)


def test_of_logs_the_ratio_is_that_of_the_geometric_means() -> None:
    found = change_point(expecting([[10.0] * 30 + [8.0] * 30], 10, 0.01, logs=True), 0)
    assert found.since == date(2026, 1, 31)
    assert log(found.ratio) == pytest.approx(log(0.8), abs=0.01)


def test_nothing_expected_is_nothing_to_tell() -> None:
    with pytest.raises(ValueError, match="nothing was expected"):
        change_point(expecting([[1.0]], np.nan), 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=40))
def test_the_day_that_is_told_lies_in_its_range(seen: list[int]) -> None:
    found = change_point(expecting([[float(y) for y in seen]]), 0)
    assert found.earliest <= found.since <= found.latest
    assert found.low <= found.high
