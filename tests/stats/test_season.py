"""A unit's season: by hand, and what must hold of weights that money is dealt by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.share import deal
from husay.stats.season import PARTS, season


def test_two_equal_years_are_the_season() -> None:
    found = season([1, 3, 2, 6, 4, 12], cycle=2)
    assert found.weights == (250_000, 750_000)
    assert (found.own_weight, found.years) == (1.0, 3)


def test_years_that_differ_are_drawn_toward_the_parent() -> None:
    # Shares .2 and .4 of the first half: mean .3, variance of the mean (.1^2 * 2 / 1) / 2 = .01,
    # in both halves. Apart from the parent's half by .2, squared .04: .01 of it is noise.
    found = season([2, 8, 4, 6], [1, 1], cycle=2)
    assert found.own_weight == pytest.approx(0.75)
    assert found.weights == (350_000, 650_000)


def test_a_difference_no_larger_than_noise_is_the_parents_season() -> None:
    found = season([4, 6, 6, 4], [3, 1], cycle=2)  # own: a half, with a variance of .01
    assert found.own_weight == pytest.approx(1 - 0.01 / 0.0625)
    found = season([4, 6, 6, 4], [55, 45], cycle=2)
    assert (found.own_weight, found.weights) == (0, (550_000, 450_000))


@pytest.mark.parametrize("months", [0, 12, 23])
def test_with_less_than_two_years_the_parents_season_counts(months: int) -> None:
    parent = [1] * 11 + [9]
    found = season([7] * months, parent)
    assert found.own_weight == 0
    assert found.weights == (50_000,) * 11 + (450_000,)


def test_without_a_parent_every_month_is_alike() -> None:
    assert set(season([]).weights) <= {83_333, 83_334}


def test_an_odd_beginning_is_left_out_and_so_are_years_of_nothing() -> None:
    assert season([99, 1, 3, 2, 6], cycle=2) == season([1, 3, 2, 6], cycle=2)
    assert season([0, 0, 1, 3, 2, 6], cycle=2).weights == season([1, 3, 2, 6], cycle=2).weights


def test_a_month_of_returns_keeps_a_weight_above_zero() -> None:
    assert season([-5, 10, -5, 10], cycle=2).weights == (1, PARTS - 1)


@pytest.mark.parametrize("parent", [[1] * 11, [0] * 12, [-1] + [1] * 11])
def test_a_parent_that_is_no_season_is_refused(parent: list[int]) -> None:
    with pytest.raises(ValueError, match="season"):
        season([1] * 24, parent)


@settings(max_examples=60)
@given(
    st.lists(st.integers(-1_000, 100_000), max_size=80),
    st.none() | st.lists(st.integers(0, 500), min_size=12, max_size=12).filter(any),
    st.integers(0, 10**15),
)
def test_weights_are_above_zero_sum_to_the_whole_and_deal_it(
    values: list[int], parent: list[int] | None, goal: int
) -> None:
    found = season(values, parent)
    assert sum(found.weights) == PARTS
    assert min(found.weights) >= 1
    assert 0 <= found.own_weight <= 1
    assert sum(deal(goal, found.weights)) == goal
    assert season(values, parent) == found
