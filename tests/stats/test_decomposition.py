"""What factors add to a gap: by hand, against another way to reckon, and nothing left over."""

from fractions import Fraction
from itertools import permutations
from math import log, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.decomposition import (
    contributions,
    lmdi,
    log_mean,
    of_segments,
    shapley,
    whole_parts,
)


def test_a_doubling_is_the_factors_that_doubled() -> None:
    # 2 x 3 to 4 x 3: all of the 6 is the first factor's.
    assert contributions([2, 3], [4, 3]) == pytest.approx((6, 0))


def test_two_that_change_alike_share_alike_and_by_hand() -> None:
    # 1 x 1 to 2 x 4: L(1, 8) = 7 / ln 8, so 7 / 3 and 14 / 3.
    assert contributions([1, 1], [2, 4]) == pytest.approx((7 / 3, 14 / 3))


def test_the_logarithmic_mean_lies_between_and_is_near_the_middle_of_what_is_close() -> None:
    assert log_mean(3, 3) == 3
    assert log_mean(1, 8) == log_mean(8, 1) == pytest.approx(7 / log(8))
    assert log_mean(1, 1 + 1e-12) == pytest.approx(1)
    assert log_mean(0, 5) == 0


@pytest.mark.parametrize(
    ("before", "after", "limit"),
    [
        ([0, 3], [2, 5], (10, 0)),  # one was 0: all that is there now is its doing
        ([2, 5], [0, 3], (-10, 0)),
        ([0, 0, 2], [3, 4, 2], (12, 12, 0)),  # two were: half each
        ([0, 5], [5, 0], (0, 0)),  # nothing before and after
        ([0, 5], [0, 9], (0, 0)),
    ],
)
def test_zeros_have_their_limits(
    before: list[float], after: list[float], limit: tuple[float, ...]
) -> None:
    assert contributions(before, after) == pytest.approx(limit)
    # The limits are where a small number in place of each 0 leads to, slowly: 1e-300 is ln 690.
    tiny = lmdi([x or 1e-80 for x in before], [y or 1e-80 for y in after])
    assert tiny == pytest.approx(limit, abs=0.12)


def by_orders(before: list[Fraction], after: list[Fraction]) -> list[Fraction]:
    """Shapley values by their definition: each order of changes, one after the other."""
    found = [Fraction(0)] * len(before)
    orders = list(permutations(range(len(before))))
    for order in orders:
        now = list(before)
        for k in order:
            old = prod(now)
            now[k] = after[k]
            found[k] += prod(now) - old
    return [value / len(orders) for value in found]


SMALL = st.integers(-6, 9)


@settings(max_examples=60)
@given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=5))
def test_shapley_values_are_the_mean_over_all_orders(pairs: list[tuple[int, int]]) -> None:
    before, after = ([Fraction(pair[i]) for pair in pairs] for i in (0, 1))
    found = shapley([x for x, _ in pairs], [y for _, y in pairs])
    assert found == pytest.approx([float(v) for v in by_orders(before, after)], abs=1e-9)


FACTOR = st.one_of(st.just(0.0), st.floats(1e-3, 1e4))


@settings(max_examples=200)
@given(st.lists(st.tuples(FACTOR, FACTOR), min_size=1, max_size=6))
def test_contributions_sum_to_the_gap_and_turn_round_with_it(
    pairs: list[tuple[float, float]],
) -> None:
    before, after = [x for x, _ in pairs], [y for _, y in pairs]
    gap = prod(after) - prod(before)
    found = contributions(before, after)
    size = max(prod(before), prod(after), 1e-9)
    assert abs(sum(found) - gap) <= 1e-9 * size
    back = contributions(after, before)
    assert back == pytest.approx([-part for part in found], rel=1e-9, abs=1e-9 * size)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.floats(0.01, 100), st.floats(0.01, 100)), min_size=2, max_size=5),
    st.floats(0.01, 100),
)
def test_the_unit_of_a_factor_only_scales(pairs: list[tuple[float, float]], unit: float) -> None:
    before, after = [x for x, _ in pairs], [y for _, y in pairs]
    scaled = contributions([before[0] * unit, *before[1:]], [after[0] * unit, *after[1:]])
    found = contributions(before, after)
    size = max(map(abs, found)) or 1
    assert scaled == pytest.approx([unit * f for f in found], abs=1e-6 * unit * size)


def test_returns_are_decomposed_too() -> None:
    found = contributions([4, 3], [-2, 3])
    assert found == pytest.approx((-18, 0))


def test_segments_are_summed_and_a_share_of_them_is_the_mix() -> None:
    # 100 pieces, half at 1 and half at 3, then all at 3: nothing but the mix has changed.
    before, after = [[100, 0.5, 1], [100, 0.5, 3]], [[100, 0, 1], [100, 1, 3]]
    volume, mix, price = of_segments(before, after)
    assert (volume, price) == pytest.approx((0, 0))
    assert mix == pytest.approx(300 - 200)


@pytest.mark.parametrize(("before", "after"), [([], []), ([1], [1, 2])])
def test_what_is_no_pair_of_products_is_refused(before: list[float], after: list[float]) -> None:
    with pytest.raises(ValueError, match="same factors"):
        contributions(before, after)
    with pytest.raises(ValueError, match=r"one segment|same factors"):
        of_segments([before] if before else [], [after] if after else [])


def test_whole_parts_by_hand() -> None:
    # Remainders .5, .2, .3: the one unit that is missing goes to the first.
    assert whole_parts(10, [5.5, 2.2, 2.3]) == (6, 2, 2)
    assert whole_parts(-10, [-5.5, -2.2, -2.3]) == (-6, -2, -2)
    # 7.5 - 2.5 = 5: floors 7 and -3, one is missing, equal remainders: the earlier.
    assert whole_parts(5, [7.5, -2.5]) == (8, -3)
    assert whole_parts(0, [Fraction(1, 3), Fraction(-1, 3)]) == (0, 0)


@pytest.mark.parametrize(("total", "parts"), [(10, [5.0, 2.0]), (0, []), (3, [])])
def test_parts_of_another_whole_are_refused(total: int, parts: list[float]) -> None:
    with pytest.raises(ValueError, match="do not sum"):
        whole_parts(total * 1_000, [p * 1_000 for p in parts])


@settings(max_examples=200)
@given(st.lists(st.fractions(-(10**9), 10**9, max_denominator=999), min_size=1, max_size=9))
def test_whole_parts_sum_exactly_and_none_is_a_unit_away(parts: list[Fraction]) -> None:
    # The last part makes a whole of them.
    total = round(sum(parts))
    parts = [*parts, Fraction(total) - sum(parts)]
    found = whole_parts(total, parts)
    assert sum(found) == total
    assert all(abs(f - p) < 1 for f, p in zip(found, parts, strict=True))
    assert whole_parts(-total, [-p for p in parts]) == tuple(-f for f in found) or total == 0


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(0.5, 2), st.floats(0.5, 2)), min_size=2, max_size=6))
def test_a_gap_in_ten_thousandths_is_dealt_to_the_last_unit(
    pairs: list[tuple[float, float]],
) -> None:
    before, after = [x for x, _ in pairs], [y for _, y in pairs]
    unit = 10_000 * 1_000_000
    gap = round(unit * prod(after)) - round(unit * prod(before))
    found = whole_parts(gap, [unit * part for part in contributions(before, after)])
    assert sum(found) == gap
