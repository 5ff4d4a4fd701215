"""Straight lines through columns of numbers."""

from fractions import Fraction

import numpy as np
import pytest

from husay.stats.correlation import correlation, slope_of


def test_by_hand() -> None:
    # Deviations -1, 0, 1 and -2, 1, 1: the slope is 3 / 2, the correlation 3 / sqrt(2 * 6).
    assert slope_of([1, 2, 3], [0, 3, 3]) == pytest.approx(1.5)
    assert correlation([1, 2, 3], [0, 3, 3]) == pytest.approx(3 / 12**0.5)
    assert correlation([1, 2, 3], [Fraction(1, 3), Fraction(1, 6), 0]) == pytest.approx(-1)


def test_like_numpys() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=50), rng.normal(size=50)
    assert correlation(a.tolist(), b.tolist()) == pytest.approx(np.corrcoef(a, b)[0, 1])


def test_what_does_not_vary_goes_with_nothing() -> None:
    assert correlation([1, 2, 3], [5, 5, 5]) == 0
    assert correlation([5, 5, 5], [1, 2, 3]) == 0
    assert correlation([1, 2, 3], [1e15, 1e15 + 1e-3, 1e15]) == 0


def test_two_points_tell_nothing() -> None:
    assert correlation([1, 2], [3, 4]) is None
    with pytest.raises(ValueError, match="long"):
        slope_of([1, 2, 3], [1, 2])
