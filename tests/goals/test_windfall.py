"""No windfall counts as one, in groups of any size; what is usual is left alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.goals.windfall import most_that_counts

CALM = [96, 97, 98, 99, 100, 101, 102, 103, 104, 105]


def test_of_ninety_deals_the_one_windfall_is_cut() -> None:
    """Three with thirty deals each, one of them with 100,000 besides: the others' largest is 105 on
    a usual one of 100 (the low median), and of the 31 the low median is 101."""
    deals = [CALM * 3, CALM * 3, [*CALM * 3, 100_000]]
    assert most_that_counts(deals)[2] == 105 * 101 // 100


def test_of_twenty_deals_too() -> None:
    """Two with ten deals each: too few of the others', so one's own count as well but for the
    largest: of the 19 that are left the largest is 105, in both of them."""
    lucky = [*CALM[:9], 100_000]
    assert most_that_counts([CALM, lucky])[1] == 105


def test_alone_the_second_largest_is_the_most() -> None:
    assert most_that_counts([[*CALM, 100_000]]) == (105,)


def test_from_a_hundred_on_it_is_the_99th_percentile_of_the_others() -> None:
    """100 deals of the other: the 99th in order. 101: the 100th (99.99 rounded up)."""
    assert most_that_counts([[50] * 30, [*[50] * 98, 70, 90]])[0] == 70
    assert most_that_counts([[50] * 30, [*[50] * 99, 70, 90]])[0] == 70
    assert most_that_counts([[50] * 30, [*[50] * 98, 70]])[0] == 70
    assert most_that_counts([[50] * 30, [*[50] * 97, 60, 70]])[0] == 70


def test_two_windfalls_of_one_are_both_cut() -> None:
    assert most_that_counts([CALM * 3, [*CALM * 3, 90_000, 100_000]])[1] == 105 * 101 // 100


def test_whose_deals_are_usually_large_is_not_cut_down() -> None:
    """A hundred times the others' deals, each: against the own usual one they are like theirs."""
    large = [100 * deal for deal in CALM]
    most = most_that_counts([CALM * 3, large])[1]
    assert most == 10_000 * 105 // 100
    assert sum(min(deal, most) for deal in large) == sum(large)


def test_a_season_that_all_have_is_not_cut() -> None:
    """Units by month, of different sizes, each with a December of three times its month."""
    units = [[size] * 11 + [3 * size] for size in (1_000, 7_000, 300)]
    assert most_that_counts(units) == (3_000, 21_000, 900)


def test_returns_and_nothing_at_all_say_nothing() -> None:
    assert most_that_counts([[-5, 0], []]) == (None, None)
    assert most_that_counts([[40], [-5]]) == (None, 40)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(-9, 10**9), max_size=30), max_size=5), st.integers(1, 10**6))
def test_the_unit_does_not_matter_nor_does_a_larger_windfall(
    deals: list[list[int]], times: int
) -> None:
    found = most_that_counts(deals)
    scaled = most_that_counts([[deal * times for deal in own] for own in deals])
    for one, other in zip(found, scaled, strict=True):
        if one is None or other is None:
            assert one is other
        else:
            assert one * times <= other < (one + 1) * times
