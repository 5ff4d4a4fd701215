"""Dealing in whole steps: parts sum to the whole, and at most one is no whole step."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.share import deal, deal_in_steps

weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


def test_by_hand() -> None:
    """10,500 in thousands by 1:1:2: ten steps are 2.5, 2.5 and 5, of which the first is rounded
    up; the 500 go to the second, which whole steps left 500 behind its 2,625 (the others: 375
    above and 250 behind)."""
    assert deal_in_steps(10_500, [1, 1, 2], 1_000) == [3_000, 2_500, 5_000]
    assert deal_in_steps(-10_500, [1, 1, 2], 1_000) == [-3_000, -2_500, -5_000]
    assert deal_in_steps(999, [1, 1], 1_000) == [999, 0]
    assert deal_in_steps(1_000, [1, 1], 1_000) == [1_000, 0]
    assert deal_in_steps(0, [0, 3], 1_000) == [0, 0]


@given(st.integers(-(10**15), 10**15), weights, st.integers(1, 10**8))
def test_parts_sum_to_the_whole_within_a_step_of_their_exact_parts(
    total: int, weights: list[int], step: int
) -> None:
    parts = deal_in_steps(total, weights, step)
    assert sum(parts) == total
    assert sum(part % step != 0 for part in parts) <= 1
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < step


@given(st.integers(-(10**15), 10**15), weights)
def test_a_step_of_one_is_dealing(total: int, weights: list[int]) -> None:
    assert deal_in_steps(total, weights, 1) == deal(total, weights)


def test_no_step_below_one() -> None:
    with pytest.raises(ValueError, match="step"):
        deal_in_steps(10, [1], 0)
