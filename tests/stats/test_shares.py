"""Shares with chance taken out: by hand, in plain Python, and what is promised of intervals."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, chi2, chi2_contingency

from husay.stats.shares import shrink_shares


def test_two_by_hand() -> None:
    # 30 and 10 of 100: p = .2, chi2 = 2 x 100 x .01 / .16 = 12.5. Scale (2 x .5 x 99) / .16.
    found = shrink_shares([[30], [10]], [[100], [100]])
    assert (found.dispersion, found.free) == (1, 1)
    assert found.mean == pytest.approx(0.2)
    assert found.chi2 == pytest.approx(12.5)
    tau = 11.5 * 0.16 / 99
    assert found.between == pytest.approx(tau)
    strength = 0.16 / tau - 1
    assert found.strength == pytest.approx(strength)
    own = 100 / (100 + strength)
    assert [s.mean for s in found.shares] == pytest.approx([0.2 + own * 0.1, 0.2 - own * 0.1])
    assert found.shares[0].reliability == pytest.approx(own)


def test_months_that_disperse_beyond_chance_tell_less() -> None:
    # Months of 10: 9 and 1 won of 10 each: 2 x 16 / (10 x .25) = 12.8 over one free month; the
    # other's are 5 and 5: 0. phi = 12.8 / 2.
    found = shrink_shares([[9, 1], [5, 5]], [[10, 10], [10, 10]])
    assert found.dispersion == pytest.approx(6.4)
    even = shrink_shares([[5, 5], [5, 5]], [[10, 10], [10, 10]])
    assert even.dispersion == 1


def test_chi2_and_its_chance_are_those_of_a_contingency_table() -> None:
    won, tried = [12, 20, 9, 30], [40, 50, 45, 60]
    found = shrink_shares([[w] for w in won], [[t] for t in tried])
    table = [[w, t - w] for w, t in zip(won, tried, strict=True)]
    known = chi2_contingency(table, correction=False)
    assert found.chi2 == pytest.approx(known.statistic)
    assert found.p == pytest.approx(known.pvalue)
    assert found.p == pytest.approx(chi2.sf(found.chi2, 3))


def test_where_nobody_differs_beyond_chance_all_are_the_group_without_end() -> None:
    found = shrink_shares([[20], [21], [19]], [[100]] * 3)
    assert (found.strength, found.between) == (inf, 0)
    assert [s.mean for s in found.shares] == pytest.approx([0.2] * 3)
    assert min(s.variance for s in found.shares) > 0


def test_who_has_not_tried_is_like_the_group() -> None:
    found = shrink_shares([[30], [10], [0]], [[100], [100], [0]])
    assert found.shares[2].mean == pytest.approx(found.mean)
    assert found.shares[2].variance > max(s.variance for s in found.shares[:2])
    assert found.free == 1


def test_a_share_is_read_off_its_beta_distribution() -> None:
    share = shrink_shares([[30], [10]], [[100], [100]]).shares[0]
    a, b = share.beta
    assert beta.mean(a, b) == pytest.approx(share.mean)
    assert beta.var(a, b) == pytest.approx(share.variance)
    assert share.at(0.05) == pytest.approx(beta.ppf(0.05, a, b))


@pytest.mark.parametrize("won", [0, 40])
def test_none_and_all_leave_doubt(won: int) -> None:
    share = shrink_shares([[won], [won]], [[40], [40]]).shares[0]
    assert 0 < share.mean < 1
    assert share.at(0.95) - share.at(0.05) > 0.001


@pytest.mark.parametrize(
    ("won", "tried"), [([], []), ([[2]], [[1]]), ([[-1]], [[1]]), ([[0]], [[0]]), ([[1, 1]], [[2]])]
)
def test_what_are_no_shares_is_refused(won: list[list[int]], tried: list[list[int]]) -> None:
    with pytest.raises(ValueError, match=r"shares want|nobody has tried"):
        shrink_shares(won, tried)


GROUP = st.lists(
    st.lists(
        st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=1, max_size=6,
    ),
    min_size=1, max_size=8,
).filter(lambda g: any(n for months in g for _, n in months))  # fmt: skip


@settings(max_examples=150)
@given(GROUP, st.randoms(use_true_random=False))
def test_shares_are_drawn_toward_the_mean_in_whatever_order(group, random) -> None:
    won = [[y for y, _ in months] for months in group]
    tried = [[n for _, n in months] for months in group]
    found = shrink_shares(won, tried)
    for share in found.shares:
        low, high = sorted((found.mean, share.raw))
        assert min(low, 0.5) - 1e-9 <= share.mean <= max(high, 0.5) + 1e-9
        assert 0 < share.variance < share.mean * (1 - share.mean)
    order = list(range(len(group)))
    random.shuffle(order)
    again = shrink_shares([won[i] for i in order], [tried[i] for i in order])
    assert [s.mean for s in again.shares] == pytest.approx([found.shares[i].mean for i in order])


@pytest.mark.parametrize("tries", [20, 200])
def test_ninety_of_a_hundred_intervals_hold_the_true_share(tries: int) -> None:
    inside = []
    for seed in range(60):
        rng = np.random.default_rng([5, tries, seed])
        true = rng.beta(0.25 * 40, 0.75 * 40, 20)
        tried = rng.poisson(tries / 12, (20, 12))
        found = shrink_shares(rng.binomial(tried, true[:, None]).tolist(), tried.tolist())
        inside += [s.at(0.05) <= t <= s.at(0.95) for s, t in zip(found.shares, true, strict=True)]
    assert 0.86 <= np.mean(inside) <= 0.95
