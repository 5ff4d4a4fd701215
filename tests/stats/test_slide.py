"""The slope of a ratio, by hand and against scipy; chance alone makes no slide."""

from __future__ import annotations

from fractions import Fraction
from math import exp, log
from random import Random

import pytest
from scipy.stats import linregress, t

from husay.stats.slide import slide, slope_of


def test_a_slope_is_that_of_least_squares() -> None:
    """By hand: of (0, 1), (1, 3), (2, 4) it is 1.5, the residuals are -1/6, 1/3 and -1/6."""
    slope, error = slope_of([0, 1, 2], [1, 3, 4])
    assert slope == pytest.approx(1.5)
    assert error == pytest.approx((Fraction(1, 6) / 2) ** 0.5)


def test_a_slide_is_that_of_the_regression_with_students_interval() -> None:
    chance = Random(5)
    months = [(900 - 8 * n + chance.randrange(9), 1000) for n in range(12)]
    by_scipy = linregress(range(12), [log(a / b) for a, b in months])
    wide = t.ppf(1 - 0.05 / 2 / 8, 10) * by_scipy.stderr
    found = slide(months, 8)
    assert found.change == pytest.approx(exp(11 * by_scipy.slope) - 1)
    assert found.low == pytest.approx(exp(11 * (by_scipy.slope - wide)) - 1)
    assert found.high == pytest.approx(exp(11 * (by_scipy.slope + wide)) - 1)
    assert found.verdict == "slides"
    assert slide([(b, a) for a, b in months], 8).verdict == "rises"


def test_what_is_not_known_at_an_end_is_not_guessed() -> None:
    """A hundredth less in each of six months, and none after: five steps, wherever they stand."""
    six: list[tuple[int, int] | None] = [(round(10**9 * 0.99**n), 10**9) for n in range(6)]
    for months in (six, [*six, *[None] * 6], [*[None] * 6, *six], [None, *six, None]):
        found = slide(months)
        assert found.change == pytest.approx(0.99**5 - 1, abs=1e-6)
        assert found.verdict == "slides"
    gapped = [six[0], None, None, *six[3:]]
    assert slide(gapped).change == pytest.approx(0.99**5 - 1, abs=1e-6)


def test_less_than_a_hundredth_is_no_slide() -> None:
    assert slide([(100_000 - 50 * n, 100_000) for n in range(12)]).verdict == "no-sign"
    assert slide([(100_000 - 95 * n, 100_000) for n in range(12)]).verdict == "slides"


def test_chance_alone_makes_a_slide_in_one_of_twenty_companies_at_most() -> None:
    """Of 400 companies of eight lines each: 20 are expected to have one that moves either way, and
    with their standard deviation of 4.4 no more than 33."""
    chance, moved = Random(9), 0
    for _company in range(400):
        lines = [[(int(1e6 * (0.9 + chance.gauss(0, 0.02))), 1_000_000) for _ in range(12)]
                 for _ in range(8)]  # fmt: skip
        moved += any(slide(line, 8).verdict != "no-sign" for line in lines)
    assert moved <= 33


@pytest.mark.parametrize("months", [[(1, 2), None, (1, 2)], [(1, 2), (0, 2), (1, 2)]])
def test_two_months_have_no_slope_and_nothing_no_logarithm(
    months: list[tuple[int, int] | None],
) -> None:
    with pytest.raises(ValueError, match="three months"):
        slide(months)
