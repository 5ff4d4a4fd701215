"""What docs/methods.md promises, on a few of the companies that it is measured on."""

from statistics import fmean

import numpy as np
import pytest

from bench.methods import bar_bench, pace_bench, quota_bench
from bench.methods.companies import sellers


@pytest.mark.parametrize(("known", "most"), [(3, 0.17), (6, 0.11), (9, 0.06)])
@pytest.mark.parametrize("history", [None, 2])
def test_chances_are_told_well_and_intervals_hold(
    known: int, most: float, history: int | None
) -> None:
    found = pace_bench.told(known, history, companies=16)
    ours = pace_bench.brier([(j.chance, j.hit) for j in found])
    assert ours <= most
    assert ours < pace_bench.brier([(j.by_last_year, j.hit) for j in found])
    assert ours < pace_bench.brier([(j.by_straight_line, j.hit) for j in found])
    assert 0.75 <= fmean(j.covered for j in found) <= 0.88


@pytest.mark.parametrize(("noise", "lasting"), quota_bench.KINDS)
def test_the_good_are_not_punished_and_most_reach_their_goals(noise: float, lasting: bool) -> None:
    figures = []
    for company in range(40):
        made = sellers(np.random.default_rng(quota_bench.SEED + company), 40, noise, lasting)
        for name, total, goals in quota_bench.dealt(made):
            if (name, total) == ("**Husay's proposal**", quota_bench.SHIPPED):
                figures.append(quota_bench.judged(made, goals))
    every, best, rest, worst, others, _ = map(fmean, zip(*figures, strict=True))
    assert 0.60 <= every <= 0.70
    assert best >= rest
    assert worst <= others


def test_few_bars_are_raised_on_noise_and_most_on_a_great_difference() -> None:
    def raised(rate: float) -> float:
        pairs = [bar for company in range(40) for bar in bar_bench.bars(company, rate)]
        return fmean(bar.verdict == "raised" for bar in pairs)

    assert raised(1.0) < 0.10
    assert raised(1.5) > 0.80
