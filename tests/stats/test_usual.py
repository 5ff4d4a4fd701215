"""How far off series usually are: held against what is worked out by hand from its definition."""

from datetime import date, timedelta
from math import sqrt

import numpy as np
import pytest

from husay.stats.baseline import Baseline
from husay.stats.usual import Usual

FIRST = date(2022, 1, 3)
STRETCH = 28
PAST = 39
"""Stretches of 28 days in three years."""


def baseline(*rows: list[float], expected: tuple[float, ...] | None = None) -> Baseline:
    """Days of which `expected` (100) were due, with Poisson's variance."""
    values = np.array(rows)
    days = values.shape[1]
    dates = np.array([FIRST + timedelta(days=n) for n in range(days)], dtype="datetime64[D]")
    due = np.repeat(np.array(expected or (100.0,) * len(rows))[:, None], days, axis=1)
    return Baseline(dates, "day", values, due, np.ones_like(due), logs=False)


def stretches(*levels: float) -> list[float]:
    """28 days of each level."""
    return [level for level in levels for _ in range(STRETCH)]


def z(found: Baseline, row: int = 0, days: int = STRETCH, wholes: tuple[int, ...] = ()) -> float:
    since = found.dates[-days].item()
    count = len(found.values)
    usual = Usual(found, np.arange(count), np.array(wholes or (-1,) * count))
    return usual.deviations(row, since)


def test_what_never_was_off_before_is_held_against_its_own_variance() -> None:
    found = baseline(stretches(*(100.0,) * PAST, 90.0))
    assert z(found) == pytest.approx(-280 / sqrt(2800))


def test_what_often_was_as_far_off_is_nothing_unusual() -> None:
    """5 % up and 5 % down by turns: u = 140^2 / 2800 = 7, and tau^2 mu^2 / v = 6 = .05^2 2800 - 1.
    The factor is half of 7 and half of 1 + 6."""
    found = baseline(stretches(*(95.0, 105.0) * 20, 90.0)[STRETCH:])
    assert z(found) == pytest.approx(-280 / sqrt(7 * 2800))


def test_the_factor_is_half_its_own_and_half_of_its_like() -> None:
    """The other never was off: of the two, tau^2 is half of .05^2 - 1/2800 and of -1/2800."""
    swings, calm = stretches(*(95.0, 105.0) * 20, 90.0)[STRETCH:], stretches(*(100.0,) * PAST, 90.0)
    found = baseline(swings, calm)
    usual = Usual(found, np.array([0, 0]), np.array([-1, -1]))
    tau = (0.05**2 - 1 / 2800 - 1 / 2800) / 2
    since = found.dates[-STRETCH].item()
    for row, own in ((0, 7.0), (1, 0.0)):
        factor = own / 2 + (1 + tau * 2800) / 2
        assert usual.deviations(row, since) == pytest.approx(-280 / sqrt(factor * 2800))


def test_others_that_are_not_like_it_do_not_count() -> None:
    swings, calm = stretches(*(95.0, 105.0) * 20, 90.0)[STRETCH:], stretches(*(100.0,) * PAST, 90.0)
    assert z(baseline(swings, calm), row=1) == pytest.approx(-280 / sqrt(2800))


@pytest.mark.parametrize(
    ("days", "counted"), [(28, 28), (29, 29), (182, 182), (183, 182), (400, 182)]
)
def test_four_weeks_to_half_a_year_are_looked_at(days: int, counted: int) -> None:
    """However long it lasts, the change itself is nothing that is usual."""
    found = baseline([100.0] * 1500 + [90.0] * days)
    assert z(found, days=days) == pytest.approx(-10 * counted / sqrt(100 * counted))


def test_less_than_four_weeks_are_held_against_four_weeks() -> None:
    found = baseline([100.0] * 1500 + [90.0])
    assert z(found, days=1) == pytest.approx(-10 / sqrt(2800))


def test_what_the_whole_lacks_is_taken_off_its_part() -> None:
    """The whole of 1000 drifts 5 % up and down, and is 10 % down now, and so is the part of 100;
    of the rest, 900 a day, n is 1 / 25200."""
    whole = stretches(*(950.0, 1050.0) * 20, 900.0)[STRETCH:]
    part = stretches(*(95.0, 105.0) * 20, 90.0)[STRETCH:]
    found = baseline(part, whole, expected=(100.0, 1000.0))
    tau, noise = tau_of_wholes(), 1 / 25200
    believed = tau / (tau + noise)
    off = -280 + 2800 * believed * 0.1
    spread = 2800 + 2800**2 * believed * noise
    assert z(found, wholes=(1, -1)) == pytest.approx(off / sqrt(spread))
    assert abs(z(found, wholes=(1, -1))) < 0.2


def tau_of_wholes() -> float:
    """Of stretches 5 % off of 28000 things, with the last one, 10 % off."""
    noise = 1 / 28000
    squares = [0.05**2] * PAST + [min(0.1**2, 0.15**2 + 9 * noise)]
    return sum(square - noise for square in squares) / len(squares)


def test_a_part_that_falls_while_the_rest_does_not_is_told() -> None:
    whole = stretches(*(1000.0,) * PAST, 990.0)
    part = stretches(*(100.0,) * PAST, 90.0)
    found = baseline(part, whole, expected=(100.0, 1000.0))
    assert z(found, wholes=(1, -1)) == pytest.approx(-280 / sqrt(2800), rel=1e-6)


def test_who_is_nearly_all_of_a_whole_is_not_held_against_its_rest() -> None:
    """81 of 100 are theirs; the rest is but 19."""
    part, whole = stretches(*(81.0,) * PAST, 70.0), stretches(*(100.0,) * PAST, 89.0)
    found = baseline(part, whole, expected=(81.0, 100.0))
    assert z(found, wholes=(1, -1)) == pytest.approx(-11 * 28 / sqrt(81 * 28))


def test_nothing_is_told_of_what_is_not_known() -> None:
    found = baseline([float("nan")] * 200)
    assert np.isnan(z(found))


def test_days_that_are_not_known_are_left_out() -> None:
    days = stretches(*(100.0,) * PAST, 90.0)
    days[-1] = float("nan")
    assert z(baseline(days)) == pytest.approx(-270 / sqrt(2700))
