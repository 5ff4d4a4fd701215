"""How far an order comes again: by hand, against scipy, and what more data would do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from husay.stats.reliability import (
    longest,
    more_needed,
    rank_correlation,
    split_half,
    times_more,
)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=12))
def test_ranks_correlate_as_spearmans_do_ties_too(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array([pair[i] for pair in pairs], dtype=float) for i in (0, 1))
    found = rank_correlation(a, b)
    if np.ptp(a) and np.ptp(b):
        assert found == pytest.approx(spearmanr(a, b).statistic)
    else:
        assert found == 0


def test_four_blocks_are_halved_in_three_ways_and_stepped_up() -> None:
    # Blocks agree but for the last, which has the opposite order: each half with it is no order's.
    order = np.arange(5.0)
    months = [order, order, order, -order]

    def figure(some: list[int]) -> np.ndarray:
        return np.array([sum(months[m][i] for m in some) for i in range(5)])

    # Each way: (2 blocks alike) against (one and its opposite, which is nothing): 0.
    assert split_half(4, 5, figure) == pytest.approx(0)
    months[3] = order
    assert split_half(4, 5, figure) == pytest.approx(1)
    # r of .5 in each of three ways is 2 x .5 / 1.5.
    told = iter([np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 5, 3, 4])] * 3)
    r = spearmanr([1, 2, 3, 4, 5], [2, 1, 5, 3, 4]).statistic
    assert split_half(4, 5, lambda _: next(told)) == pytest.approx(2 * r / (1 + r))


def test_an_order_that_turns_round_is_told_as_it_is() -> None:
    told = iter([np.arange(5.0), -np.arange(5.0)] * 3)
    assert split_half(4, 5, lambda _: next(told)) == pytest.approx(-1)


@pytest.mark.parametrize(("months", "people"), [(3, 9), (12, 4)])
def test_too_few_months_or_people_have_no_halves(months: int, people: int) -> None:
    assert split_half(months, people, lambda _: np.arange(9.0)) is None


@pytest.mark.parametrize(
    ("reliability", "times", "months"),
    [(0.6, 1.0, 0), (0.3, 3.5, 30), (0.59, 0.6 * 0.41 / (0.59 * 0.4), 1), (0.8, 0.375, 0),
     (0.0, None, None), (-0.2, None, None), (1.0, 0.0, 0)],
)  # fmt: skip
def test_how_much_more_is_wanted(
    reliability: float, times: float | None, months: int | None
) -> None:
    assert times_more(reliability) == (None if times is None else pytest.approx(times))
    assert more_needed(reliability, 12) == months


@given(st.floats(0.01, 0.99))
def test_so_much_more_makes_it_just_reliable(reliability: float) -> None:
    k = times_more(reliability)
    assert k is not None
    assert k * reliability / (1 + (k - 1) * reliability) == pytest.approx(0.6)


def test_the_longest_history_is_of_the_same_months() -> None:
    values = [[1.0, 2], [1.0, 2], [3.0], [1.0, 2]]
    assert longest(values) == (2, [0, 1, 3])
    assert longest(values, [(0, 1), (2, 3), (3,), (2, 3)]) == (2, [1, 3])
    assert longest([], []) == (0, [])
