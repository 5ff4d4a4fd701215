"""Shrunk rates: small groups by hand, the laws, and what is promised of the intervals."""

from math import log, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.shrinkage import shrink


def by_hand(
    raw: list[float], variances: list[float]
) -> tuple[float, float, list[float], list[float]]:
    """DerSimonian and Laird, written out: tau^2, the mean, the shrunk means and variances."""
    weights = [1 / v for v in variances]
    middle = sum(w * z for w, z in zip(weights, raw, strict=True)) / sum(weights)
    q = sum(w * (z - middle) ** 2 for w, z in zip(weights, raw, strict=True))
    c = sum(weights) - sum(w * w for w in weights) / sum(weights)
    free = len(raw) - 1
    tau = max(0.0, (q - free) / c)
    total = [1 / (v + tau) for v in variances]
    mean = sum(w * z for w, z in zip(total, raw, strict=True)) / sum(total)
    means = [mean + tau / (v + tau) * (z - mean) for v, z in zip(variances, raw, strict=True)]
    # A normal about (q - free) / c with this error, its mean where above 0: by brute force.
    error = sqrt(2 * free) / c * (1 + tau * c / free)
    might = NormalDist((q - free) / c, error)
    steps = [error * (i + 0.5) / 500 for i in range(8_000)]
    mass = [might.pdf(step) for step in steps]
    allowed = sum(s * m for s, m in zip(steps, mass, strict=True)) / sum(mass)
    of_mean = 1 / sum(1 / (v + allowed) for v in variances)
    spread = [
        v * allowed / (v + allowed) + (v / (v + allowed)) ** 2 * of_mean for v in variances
    ]  # fmt: skip
    return tau, mean, means, spread


def test_amounts_of_two_by_hand() -> None:
    # Months 10, 14 about 12: squares of 1/6 twice, over one free month: 1/18. Months 30, 30: 0.
    # Pooled 1/36; with twelve months' weight: (1/18 + 12/36) / 13 and (0 + 12/36) / 13.
    found = shrink([[10, 14], [30, 30]], [20, 75], precision=0.1)
    monthly = [7 / 18 / 13, 1 / 3 / 13]
    raw = [log(24 / 20), log(60 / 75)]
    tau, mean, means, spread = by_hand(raw, [m / 2 + 0.01 for m in monthly])
    assert tau > 0
    assert [r.monthly for r in found.rates] == pytest.approx(monthly)
    assert [r.raw for r in found.rates] == pytest.approx(raw)
    assert [found.between, found.mean] == pytest.approx([tau, mean])
    assert [r.mean for r in found.rates] == pytest.approx(means)
    assert [r.variance for r in found.rates] == pytest.approx(spread, rel=1e-3)
    assert found.rates[0].reliability == pytest.approx(tau / (tau + monthly[0] / 2 + 0.01))


def test_what_comes_again_counts_an_inexact_potential_as_lasting() -> None:
    found = shrink([[10, 14], [30, 30]], [20, 75], precision=0.1)
    first = found.rates[0]
    lasting = found.between + 0.01
    again = lasting / (lasting + first.noise)
    assert first.carried == pytest.approx(found.mean + again * (first.raw - found.mean))
    exact = shrink([[10, 14], [30, 30]], [20, 75], precision=0).rates[0]
    assert exact.carried == exact.mean
    assert exact.carried_variance == pytest.approx(exact.variance)


def test_counts_of_two_by_hand() -> None:
    # 4, 8 about 6: 8 / 36 beyond 1 / 6 by 1/18. 9, 11 about 10: 2 / 100 - 1 / 10 < 0. Pooled below
    # zero, so nothing beyond chance: v = 1 / y.
    found = shrink([[4, 8], [9, 11]], [10, 25], precision=0, counted=True)
    raw = [log(12.5 / 10.5), log(20.5 / 25.5)]
    tau, _, means, _ = by_hand(raw, [1 / 12, 1 / 20])
    assert [r.raw for r in found.rates] == pytest.approx(raw)
    assert [r.noise for r in found.rates] == pytest.approx([1 / 12, 1 / 20])
    assert found.between == pytest.approx(tau)
    assert [r.mean for r in found.rates] == pytest.approx(means)


def test_months_that_disperse_beyond_chance_are_less_sure() -> None:
    # 2, 10 about 6: 32 / 36; beyond 1 / 6 by 26 / 36. 20, 20: 0 - 1 / 20. Pooled: their mean.
    beyond = (26 / 36 - 1 / 20) / 2
    found = shrink([[2, 10], [20, 20]], [12, 40], precision=0, counted=True)
    assert [r.noise for r in found.rates] == pytest.approx(
        [1 / 12 + beyond / 2, 1 / 40 + beyond / 2]
    )


def test_a_common_season_is_nobodys_dispersion() -> None:
    season = [1.0, 2.0, 4.0, 1.0]
    found = shrink([[size * month for month in season] for size in (10, 20, 30)], [80, 160, 240])
    assert max(r.noise for r in found.rates) < 1e-8


def test_alone_one_is_what_one_is_seen_to_be_with_all_its_chance() -> None:
    (rate,) = shrink([[10, 14]], [20], precision=0.1).rates
    assert rate.mean == rate.raw
    assert rate.variance == pytest.approx(rate.noise + 0.01)
    assert rate.reliability == 0


def test_where_nobody_differs_all_are_the_mean() -> None:
    found = shrink([[9, 11], [11, 9], [10, 10]], [20, 20, 20])
    assert found.between == 0
    assert [r.mean for r in found.rates] == pytest.approx([found.mean] * 3)
    assert min(r.variance for r in found.rates) > 0


def test_nothing_sold_is_held_to_a_fiftieth() -> None:
    found = shrink([[0, 0], [10, 12]], [20, 20])
    assert found.rates[0].raw == pytest.approx(log(0.02))


@pytest.mark.parametrize(
    ("values", "expected"), [([], []), ([[]], [1]), ([[1, 2]], [0]), ([[1], [2]], [1, 1])]
)
def test_what_cannot_be_shrunk_is_refused(values: list[list[float]], expected: list[float]) -> None:
    with pytest.raises(ValueError, match=r"wants months|two months"):
        shrink(values, expected)


GROUPS = st.lists(
    st.tuples(st.lists(st.integers(-20, 500), min_size=2, max_size=24), st.integers(1, 9_000)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60)
@given(GROUPS, st.booleans())
def test_a_rate_is_drawn_toward_the_mean_and_not_beyond(
    group: list[tuple[list[int], int]], counted: bool
) -> None:
    found = shrink([v for v, _ in group], [e for _, e in group], counted=counted) if any(
        sum(v) > 0 for v, _ in group
    ) or counted else None  # fmt: skip
    for rate in found.rates if found else ():
        low, high = sorted([found.mean, rate.raw]) if found else (0, 0)
        assert low - 1e-9 <= rate.mean <= high + 1e-9
        assert low - 1e-9 <= rate.carried <= high + 1e-9
        assert 0 <= rate.reliability <= 1
        assert rate.variance >= 0


@settings(max_examples=30)
@given(GROUPS.filter(lambda g: any(sum(v) > 0 for v, _ in g)))
def test_the_unit_of_amounts_does_not_matter(group: list[tuple[list[int], int]]) -> None:
    plain = shrink([v for v, _ in group], [e for _, e in group])
    scaled = shrink([[x * 10_000 for x in v] for v, _ in group], [e * 10_000 for _, e in group])
    assert [r.mean for r in scaled.rates] == pytest.approx([r.mean for r in plain.rates])


def test_of_thousands_who_do_not_differ_nothing_overflows() -> None:
    months = [[100.0 + (i + m) % 2 for m in range(12)] for i in range(3_000)]
    found = shrink(months, [1_206.0] * 3_000)
    assert found.between == 0
    assert 0 < found.rates[0].variance < 1e-3


@pytest.mark.parametrize(("deals_a_year", "least"), [(12, 0.80), (120, 0.85)])
def test_ninety_of_a_hundred_intervals_hold_the_true_skill(deals_a_year: int, least: float) -> None:
    # 30 people, skill sd .25, potentials known to 15 %, months that disperse.
    z = NormalDist().inv_cdf(0.95)
    inside = []
    for seed in range(40):
        rng = np.random.default_rng([3, deals_a_year, seed])
        skill = rng.normal(0, 0.25, 30)
        true = np.full(30, deals_a_year / 12)
        rate = true * np.exp(skill)
        months = rng.poisson(rng.gamma(10, rate[:, None] / 10, (30, 12)))
        expected = 12 * true * np.exp(rng.normal(0, 0.15, 30))
        found = shrink(months.tolist(), expected.tolist(), counted=True)
        inside += [
            abs(r.mean - s) <= z * sqrt(r.variance) for r, s in zip(found.rates, skill, strict=True)
        ]
    assert least <= np.mean(inside) <= 0.95


SEASON = [1.0, 1.0, 2.0, 2.0, 6.0, 8.0]


def test_who_left_is_set_beside_the_months_they_were_there() -> None:
    """All sell by one season; the last of them only its first half, another not in its middle."""
    values = [[size * month for month in SEASON] for size in (10, 20, 30)]
    values += [[15 * month for month in SEASON[:3]], [5 * SEASON[n] for n in (0, 1, 4, 5)]]
    steps = [range(6)] * 3 + [range(3), (0, 1, 4, 5)]
    expected = [200.0, 400.0, 600.0, 60.0, 80.0]
    assert max(r.noise for r in shrink(values, expected, steps=steps).rates) < 1e-8
    assert max(r.noise for r in shrink(values, expected).rates) > 0.01


def test_of_one_row_a_month_may_be_there_twice() -> None:
    """Two people in one row: their months one after the other, the second's from the third on."""
    values = [[size * month for month in SEASON] for size in (10, 20, 30)]
    values.append([15 * month for month in (*SEASON, *SEASON[2:])])
    steps = [range(6)] * 3 + [(*range(6), *range(2, 6))]
    assert max(r.noise for r in shrink(values, [200, 400, 600, 570], steps=steps).rates) < 1e-8


def test_without_steps_the_last_month_is_the_same_for_all() -> None:
    values = [[4.0, 8, 9], [9.0, 11], [3.0, 3, 7], [5.0]]
    steps = [(0, 1, 2), (1, 2), (0, 1, 2), (2,)]
    expected = [20.0, 20.0, 12.0, 5.0]
    assert shrink(values, expected) == shrink(values, expected, steps=steps)


@pytest.mark.parametrize("steps", [[range(2)], [range(2), range(1)]])
def test_each_month_wants_its_step(steps: list[range]) -> None:
    with pytest.raises(ValueError, match="of each which it is"):
        shrink([[1.0, 2], [2.0, 3]], [1, 1], steps=steps)
