"""Places: by hand and against other ways to reckon them, the laws, and who may be named."""

from math import exp, inf, sqrt
from statistics import NormalDist, median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from husay.stats.ranking import Funnel, rank, rank_shares
from husay.stats.shares import shrink_shares
from husay.stats.shrinkage import shrink

FAR = [[8, 12, 9, 11, 10, 10, 12, 8, 9, 11, 10, 10]]
"""A year about 10."""


def group(factors: list[float]) -> list[list[int]]:
    return [[round(20 * f * m) for m in FAR[0]] for f in factors]


def test_who_is_far_apart_has_its_rank_for_certain_and_is_named() -> None:
    values = group([1.0, 4.0, 0.25, 1.05, 0.95, 1.1, 0.9])
    found = rank(values, [2_400] * 7, precision=0.05, counted=True)
    assert found.credible
    first, last = found.places[1], found.places[2]
    assert (first.best, first.worst, first.verdict) == (1, 1, "leader")
    assert (last.best, last.worst, last.verdict) == (7, 7, "laggard")
    assert (first.above, last.below) == (1, 1)
    assert (first.leading, last.lagging) == (1, 1)
    assert (first.funnel.beyond(first.seen), last.funnel.beyond(last.seen)) == (2, -2)


def test_rates_are_those_of_the_shrinkage_with_their_ninety_per_cent() -> None:
    values, expected = [[10, 14], [30, 30], [21, 19]], [20, 75, 41]
    found, shrunk = rank(values, expected, precision=0.1), shrink(values, expected, precision=0.1)
    z = 1.6448536269514722
    for place, rate in zip(found.places, shrunk.rates, strict=True):
        assert place.rate == pytest.approx(exp(rate.mean))
        assert place.low == pytest.approx(exp(rate.mean - z * sqrt(rate.variance)))
        assert place.high == pytest.approx(exp(rate.mean + z * sqrt(rate.variance)))
        assert place.reliability == rate.reliability


def test_the_funnel_is_as_wide_as_chance_and_the_potentials_error_make_it() -> None:
    values, expected = [[10, 14], [30, 30], [21, 19]], [20, 75, 41]
    found, shrunk = rank(values, expected, precision=0.1), shrink(values, expected, precision=0.1)
    sd = sqrt(shrunk.rates[0].noise + 0.01)
    funnel = found.places[0].funnel
    assert funnel.inner_low == pytest.approx(exp(shrunk.mean - 1.96 * sd))
    assert funnel.outer_high == pytest.approx(exp(shrunk.mean + 3 * sd))


@pytest.mark.parametrize(
    ("seen", "beyond"),
    [
        (1.0, 0),
        (2.0, 0),
        (2.01, 1),
        (3.0, 1),
        (3.01, 2),
        (0.5, 0),
        (0.49, -1),
        (0.3, -1),
        (0.29, -2),
    ],
)
def test_on_a_limit_is_within_it(seen: float, beyond: int) -> None:
    assert Funnel(0.5, 2.0, 0.3, 3.0).beyond(seen) == beyond


def test_chances_of_two_are_those_of_the_difference_of_two_normals() -> None:
    values = [[100, 112], [90, 98]]
    shrunk = shrink(values, [200, 200], counted=True).rates
    apart = NormalDist(
        shrunk[0].mean - shrunk[1].mean, sqrt(shrunk[0].variance + shrunk[1].variance)
    )
    found = rank(values, [200, 200], counted=True)
    assert found.places[0].above == pytest.approx(1 - apart.cdf(0), abs=0.03)
    assert found.places[0].above == pytest.approx(found.places[1].below)


def test_a_group_that_differs_by_chance_alone_has_no_credible_difference() -> None:
    # Thirty who all win one in four.
    credible = 0
    for seed in range(40):
        rng = np.random.default_rng([6, seed])
        tried = rng.poisson(18, (30, 12))
        found = rank_shares(rng.binomial(tried, 0.25).tolist(), tried.tolist())
        credible += found.credible
        assert found.credible or {p.verdict for p in found.places} == {"no-credible-difference"}
        assert (found.strength == inf) == (found.ratio <= 1)
        assert found.strength != inf or (found.more_months, found.more_seen) == (None, None)
    assert credible <= 1


def test_shares_that_differ_are_told_apart_and_how_much_more_it_takes_is_told_else() -> None:
    rng = np.random.default_rng(5)
    true = rng.beta(5, 15, 30)
    tried = rng.poisson(25, (30, 12))
    found = rank_shares(rng.binomial(tried, true[:, None]).tolist(), tried.tolist())
    assert found.credible
    assert (found.more_months, found.more_seen) == (0, 0)
    lags = [t for p, t in zip(found.places, true, strict=True) if p.verdict == "laggard"]
    assert lags
    assert max(lags) < median(true.tolist())
    few = rng.poisson(1.2, (30, 12))
    less = rank_shares(rng.binomial(few, true[:, None]).tolist(), few.tolist())
    assert not less.credible
    assert less.reliability > 0
    times = 0.6 * (1 - less.reliability) / (less.reliability * 0.4)
    assert less.more_months == pytest.approx(12 * (times - 1), abs=1)
    assert less.more_seen == pytest.approx(few.sum() / 30 * (times - 1), abs=1)


def test_a_shares_place_is_that_of_its_shrunk_share() -> None:
    won, tried = [[30], [10], [22]], [[100], [100], [90]]
    shares = shrink_shares(won, tried).shares
    for place, share in zip(rank_shares(won, tried).places, shares, strict=True):
        assert (place.seen, place.rate) == (share.raw, share.mean)
        assert (place.low, place.high) == (share.at(0.05), share.at(0.95))


def test_a_group_whose_potentials_err_is_not_told_apart_for_it() -> None:
    # Nobody differs; what is expected is wrong by 15 %, which comes again in every half.
    credible = 0
    for seed in range(40):
        rng = np.random.default_rng([7, seed])
        months = rng.poisson(30, (30, 12))
        expected = 360 * np.exp(rng.normal(0, 0.15, 30))
        found = rank(months.tolist(), expected.tolist(), counted=True)
        assert found.reliability > 0.6
        assert found.p == pytest.approx(chi2.sf(29 * found.ratio, 29))
        credible += found.credible
        assert found.credible == (found.p < 0.05)
        assert found.more_months == (0 if found.credible else None)
    assert credible <= 4


def test_without_halves_the_reliability_is_the_mean_of_what_is_ones_own() -> None:
    found = rank([[100, 112], [40, 44]], [200, 200], precision=0.05, counted=True)
    assert not found.split
    assert found.reliability == pytest.approx(sum(p.reliability for p in found.places) / 2)


def test_one_alone_is_first_and_last_and_nobody() -> None:
    (place,) = (found := rank([[10, 14]], [20])).places
    assert (place.best, place.worst, place.above) == (1, 1, 0.5)
    assert (found.credible, found.ratio, place.verdict) == (False, 1, "no-credible-difference")


GROUPS = st.lists(
    st.tuples(st.lists(st.integers(1, 400), min_size=6, max_size=6), st.integers(50, 900)),
    min_size=1, max_size=9, unique_by=lambda one: sum(one[0]) / one[1],
)  # fmt: skip


@settings(max_examples=40)
@given(GROUPS, st.booleans(), st.randoms(use_true_random=False))
def test_ranks_are_ranks_whatever_the_order_of_people(group, counted, random) -> None:
    found = rank([v for v, _ in group], [e for _, e in group], counted=counted)
    assert all(1 <= p.best <= p.worst <= len(group) for p in found.places)
    assert all(p.low <= p.rate <= p.high for p in found.places)
    assert all(min(p.above, p.leading, p.lagging) >= 0 for p in found.places)
    order = list(range(len(group)))
    random.shuffle(order)
    again = rank([group[i][0] for i in order], [group[i][1] for i in order], counted=counted)
    for place, i in zip(again.places, order, strict=True):
        assert place.rate == pytest.approx(found.places[i].rate)
        assert place.above == pytest.approx(found.places[i].above, abs=0.02)
        assert (
            place.verdict == found.places[i].verdict
            or abs(place.leading - 0.8) < 0.02
            or (abs(place.lagging - 0.8) < 0.02)
        )


@settings(max_examples=30)
@given(GROUPS)
def test_the_unit_of_amounts_does_not_matter(group) -> None:
    found = rank([v for v, _ in group], [e for _, e in group])
    scaled = rank([[10_000 * x for x in v] for v, _ in group], [10_000 * e for _, e in group])
    assert [p.rate for p in scaled.places] == pytest.approx([p.rate for p in found.places])
    assert scaled.reliability == pytest.approx(found.reliability)


def test_the_same_is_told_every_time() -> None:
    values, expected = group([1, 1.2, 0.8]), [2_400] * 3
    assert rank(values, expected) == rank(values, expected)
