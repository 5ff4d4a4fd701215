"""A group's next year, and the amounts that all reach with the same chance."""

from dataclasses import replace
from math import exp, log, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.correlation import correlation
from husay.stats.level import KEPT, amounts_at, amounts_that_sum_to
from husay.stats.shrinkage import shrink
from husay.stats.year_ahead import COMMON_SPREAD, YearAhead, together, years_ahead


def test_two_by_hand() -> None:
    # Potentials 1 and 2; two years of 10 and 14 in turns (12 on the mean), and of 30.
    months = [[10.0, 14.0] * 12, [30.0] * 24]
    found = years_ahead(months, [1, 2], [0.1, 0.1])
    # A potential of 1 brings (10 + 30) / 3 and (14 + 30) / 3 in turns: 28 a pair of months.
    rates = shrink(months, [12 * 28, 24 * 28], precision=0.1).rates
    # No growth, neither in the last three months (38 and 90, both years) nor in the twelve: what is
    # expected of the two sums to the last year's 144 + 360.
    # Of the level's months the last three weigh 1.4 / 12 + .5 / 3 = 3.4 / 12, the nine before them
    # 1.4 / 12, and of the year before three 2.4 / 12 and nine .4 / 12: squared and summed, 71.04 /
    # 144. The first has 144 of 504 of the last year, the second 360.
    of_level = 71.04 / 144 * sum(
        (part / 504) ** 2 * rate.monthly for part, rate in zip((144, 360), rates, strict=True)
    )  # fmt: skip
    spreads = [sqrt(r.carried_variance + log(1 + r.monthly / 12) + 0.03**2) for r in rates]
    level = 504 / sum(
        size * exp(rate.carried + spread**2 / 2)
        for size, rate, spread in zip((1, 2), rates, spreads, strict=True)
    )
    assert found[0].mean == pytest.approx(log(level) + rates[0].carried)
    assert found[1].mean == pytest.approx(log(2 * level) + rates[1].carried)
    assert found[0].spread == pytest.approx(spreads[0])
    assert found[0].level == found[1].level == pytest.approx(of_level)
    assert found[0].expected + found[1].expected == pytest.approx(504)
    assert found[0].skill == pytest.approx(rates[0].mean)


def test_growth_of_the_group_carries_on_in_part() -> None:
    flat = years_ahead([[10.0] * 24, [20.0] * 24], None)
    grown = years_ahead([[10.0] * 12 + [11.0] * 12, [20.0] * 12 + [22.0] * 12], None)
    # Last year is a tenth more, and of its growth nine tenths come again.
    assert grown[0].median / flat[0].median == pytest.approx(1.1 * 1.1**0.9, rel=1e-3)


def test_whoever_is_new_is_like_the_group_and_least_sure() -> None:
    months = [[90.0, 110.0] * 12, [100.0, 130.0] * 12, [5.0]]
    old, _, new = years_ahead(months, [100, 100, 50], [0.15] * 3)
    assert new.reliability == 0
    assert new.spread > old.spread
    assert 12 * 45 < new.median < 12 * 62


def test_without_potentials_history_is_drawn_a_little_toward_the_group() -> None:
    rng = np.random.default_rng(4)
    sizes = [50.0, 100.0, 200.0, 400.0]
    months = [(size * rng.gamma(1, 1, 24)).tolist() for size in sizes]
    found = years_ahead(months, None)
    seen = sum(months[3]) / sum(months[0])
    assert seen**0.9 < found[3].median / found[0].median < seen
    assert all(year.skill == year.carried for year in found)


def test_who_was_never_seen_is_less_sure_than_anybody_even_where_no_difference_is_seen() -> None:
    """Nothing seen is noise without end: what rates become as it grows. Alike as these are, tau^2
    is found 0, yet they may differ."""
    months = [[90.0, 110.0] * 12, [110.0, 90.0] * 12, [90.0, 110.0] * 12]
    *seen, new = years_ahead([*months, []], [1, 1, 1, 1], [0.1] * 4)
    group = shrink(months, [2400.0] * 3, precision=0.1)
    assert group.between == 0
    skill = group.allowed + group.of_mean
    monthly = sum(rate.monthly for rate in group.rates) / 3
    assert new.spread == pytest.approx(sqrt(skill + 0.1**2 + log(1 + monthly / 12) + 0.03**2))
    assert new.spread > max(year.spread for year in seen)


def test_what_is_allowed_for_and_the_means_variance_are_those_of_the_rates() -> None:
    """B = v / (v + allowed) in v (1 - B) + B^2 var(m), v with the yardstick's .1^2 in it."""
    found = shrink([[90.0, 110.0] * 12, [140.0, 120.0] * 12], [2400.0] * 2, precision=0.1)
    totals = [rate.noise + 0.01 for rate in found.rates]
    assert found.of_mean == pytest.approx(1 / sum(1 / (v + found.allowed) for v in totals))
    for rate, v in zip(found.rates, totals, strict=True):
        b = v / (v + found.allowed)
        assert rate.variance == pytest.approx(v * (1 - b) + b * b * found.of_mean)


def test_without_potentials_whoever_is_new_has_the_groups_distribution() -> None:
    months = [[size * 0.9, size * 1.1] * 12 for size in (50.0, 100.0, 200.0)]
    *seen, new = years_ahead([*months, [3.0, 4.0]], None)
    # The geometric mean of the three is 1,200 a year.
    assert new.median == pytest.approx(1200, rel=0.02)
    assert new.reliability == 0
    assert new.spread > max(year.spread for year in seen)
    assert list(seen) == list(years_ahead(months, None))


def test_nothing_can_be_said_without_history_or_potential() -> None:
    with pytest.raises(ValueError, match="nobody"):
        years_ahead([[1.0], [1.0]], [1, 1])
    with pytest.raises(ValueError, match="nobody"):
        years_ahead([[1.0, 1.0]], None)
    with pytest.raises(ValueError, match="above zero"):
        years_ahead([[1.0] * 12], [0])
    with pytest.raises(ValueError, match="nothing was sold"):
        years_ahead([[0.0] * 12], [1])


def test_a_year_aheads_chance_is_the_lognormals() -> None:
    year = YearAhead(log(100), 0.2, 0, 0, 1)
    assert year.median == pytest.approx(100)
    assert year.expected == pytest.approx(100 * exp(0.02))
    assert year.chance_of(100) == pytest.approx(0.5)
    assert year.chance_of(100 * exp(-0.2)) == pytest.approx(NormalDist().cdf(1))
    assert year.chance_of(0) == 1


def test_the_wildest_history_is_told_within_bounds() -> None:
    months = [[0.0] * 23 + [1e12], [1e12] + [0.0] * 23, [1.0] * 24, [-1e6, 2e6] * 12]
    for potentials in (None, [1, 10**9, 5, 7]):
        for year in years_ahead(months, potentials, [0.15] * 4):
            assert year.spread <= 2
            assert 0 < year.median < 1e16


def test_all_together_are_less_spread_but_for_what_is_common() -> None:
    years = [YearAhead(log(100), 0.2, 0, 0, 1)] * 25
    whole = together(years)
    assert whole.expected == pytest.approx(25 * years[0].expected)
    # Own variance of a relative amount: exp(.2^2 - .03^2) - 1, a twenty-fifth of it for the sum.
    own = (exp(0.2**2 - 0.03**2) - 1) / 25
    assert whole.spread == pytest.approx(sqrt(log(1 + own) + COMMON_SPREAD**2))
    unsure = together([replace(year, level=0.01) for year in years])
    assert unsure.spread == pytest.approx(sqrt(whole.spread**2 + 0.01))
    assert unsure.expected == pytest.approx(whole.expected)


# --- levels ---

YEARS = [
    YearAhead(log(100), 0.2, 0.1, 0.3, 0.5),
    YearAhead(log(200), 0.1, -0.2, -0.2, 0.5),
]


def test_at_a_level_each_has_its_quantile_moved_toward_the_skill() -> None:
    z = NormalDist().inv_cdf(0.36)
    found = amounts_at(YEARS, 0.36)
    assert found[0] == pytest.approx(100 * exp(0.2 * z + KEPT * -0.2))
    assert found[1] == pytest.approx(200 * exp(0.1 * z))
    assert YEARS[1].chance_of(found[1]) == pytest.approx(0.64)


def test_the_size_of_the_potential_does_not_go_with_what_is_asked() -> None:
    rng = np.random.default_rng(8)
    sizes = rng.uniform(50, 500, 30).tolist()
    years = [
        YearAhead(log(size), rng.uniform(0.1, 0.4), -size / 1000, rng.normal(0, 0.1), 0.5)
        for size in sizes
    ]

    def going(amounts: tuple[float, ...]) -> float:
        ratios = [y.expected / amount for y, amount in zip(years, amounts, strict=True)]
        return abs(correlation(sizes, ratios) or 0)

    assert going(amounts_at(years, 0.36)) > 0.3
    assert going(amounts_at(years, 0.36, sizes)) < 0.03


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(1, 9), st.floats(0.02, 0.8), st.floats(-1, 1), st.floats(-1, 1)),
        min_size=1,
        max_size=12,
    ),
    st.floats(0.01, 1e7),
)
def test_amounts_sum_to_the_total_and_rise_with_it(
    given_years: list[tuple[float, float, float, float]], total: float
) -> None:
    years = [YearAhead(*year, 0.5) for year in given_years]
    sizes = [exp(year.mean) for year in years]
    for potentials in (None, sizes):
        found = amounts_that_sum_to(years, total, potentials)
        assert sum(found) == pytest.approx(total)
        assert min(found) > 0
        more = amounts_that_sum_to(years, total * 1.5, potentials)
        if potentials is None:
            assert all(a <= b for a, b in zip(found, more, strict=True))
