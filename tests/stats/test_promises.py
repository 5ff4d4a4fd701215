"""What docs/methods.md promises, on a few companies that it was not measured on."""

from math import expm1
from statistics import fmean

import numpy as np
import pytest

from bench.methods import (
    bar_bench,
    effect_bench,
    gap_bench,
    pace_bench,
    quota_bench,
    rank_bench,
)
from bench.methods.companies import sellers
from husay.stats.effect import Effect, effect

OTHER = 71_000
"""Where the companies of these tests begin; none is one of the docs'."""


@pytest.mark.parametrize(("known", "most"), [(3, 0.17), (6, 0.11), (9, 0.06)])
@pytest.mark.parametrize("history", [None, 2])
def test_chances_are_told_well_and_intervals_hold(
    known: int, most: float, history: int | None
) -> None:
    found = pace_bench.told(known, history, companies=16, seed=OTHER)
    ours = pace_bench.brier([(j.chance, j.hit) for j in found])
    assert ours <= most
    assert ours < pace_bench.brier([(j.by_last_year, j.hit) for j in found])
    assert ours < pace_bench.brier([(j.by_straight_line, j.hit) for j in found])
    assert 0.75 <= fmean(j.covered for j in found) <= 0.88


@pytest.mark.parametrize(("noise", "lasting"), quota_bench.KINDS)
def test_the_good_are_not_punished_and_most_reach_their_goals(noise: float, lasting: bool) -> None:
    figures = []
    for company in range(60):
        made = sellers(np.random.default_rng(OTHER + company), 40, noise, lasting)
        proposal = quota_bench.at_shipped_level(made).proposed
        figures.append(quota_bench.judged(made, quota_bench.goals_of(proposal)))
    every, best, rest, worst, others, _ = map(fmean, zip(*figures, strict=True))
    assert 0.60 <= every <= 0.70
    # Of 60 companies' eight a share is told to two or three of a hundred.
    assert best > rest - 0.03
    assert worst < others + 0.03


def test_few_bars_are_raised_on_noise_and_most_on_a_great_difference() -> None:
    def raised(rate: float) -> float:
        pairs = [bar for company in range(40) for bar in bar_bench.bars(company, rate, seed=OTHER)]
        return fmean(bar.verdict == "raised" for bar in pairs)

    assert raised(1.0) < 0.10
    assert raised(1.5) > 0.80


@pytest.mark.parametrize("deals", rank_bench.DEALS)
def test_rank_intervals_hold_and_few_laggards_are_named_wrongly(deals: int) -> None:
    found = rank_bench.judged(rank_bench.companies(deals, rank_bench.SKILL, 40))
    assert 0.85 <= found.covered / (40 * rank_bench.SELLERS) <= 0.96
    assert found.wrong <= 0.10 * found.laggards + 1
    assert found.laggards >= (100 if deals >= 120 else 0)


def test_in_a_group_that_does_not_differ_nearly_nobody_is_named() -> None:
    found = rank_bench.judged(rank_bench.shares(400, 0.0, 40))
    assert (found.credible, found.leaders, found.laggards) == (0, 0, 0)


def test_a_stage_that_is_named_is_the_one_that_is_down() -> None:
    found = gap_bench.judged(600, 30)
    assert found.named >= 15
    assert found.right >= 0.95 * found.named
    assert found.left == 0
    assert gap_bench.judged(60, 10).named == 0


def told(true: float) -> list[Effect]:
    found = []
    for i in range(120):
        rng = np.random.default_rng([effect_bench.SEED, 9, round(100 * true), i])
        made = effect_bench.panel(rng, true, lowest=True, size=(40, 10, 3, 8))
        one = effect(made.months.tolist(), made.starts)
        assert isinstance(one, Effect)
        found.append(one)
    return found


def test_coaching_that_does_nothing_is_not_said_to_have_done_anything() -> None:
    found = told(0.0)
    assert abs(fmean(expm1(one.log) for one in found)) < 0.03
    assert fmean(one.low <= 0 <= one.high for one in found) >= 0.92


def test_a_tenth_is_told_as_about_a_tenth() -> None:
    found = told(0.1)
    assert 0.07 < fmean(expm1(one.log) for one in found) < 0.13
    assert fmean(one.low <= 0.1 <= one.high for one in found) >= 0.92
