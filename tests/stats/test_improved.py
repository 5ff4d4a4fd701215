"""Who improved most: nobody on noise, several where one cannot be told from another."""

from __future__ import annotations

from math import log
from random import Random

import pytest
from scipy.stats import chi2

from husay.stats.improved import improved
from husay.stats.shrinkage import shrink, shrink_logs


def floor(seed: int, people: int, gains: dict[int, float], noise: float = 0.15) -> tuple[
    list[list[float]], list[list[float]]
]:  # fmt: skip
    """Six months of two years of each, whose months scatter by `noise`."""
    chance = Random(seed)
    sizes = [chance.uniform(50, 200) for _ in range(people)]

    def year(times: list[float]) -> list[list[float]]:
        return [
            [size * t * max(0.05, chance.gauss(1, noise)) for _ in range(6)]
            for size, t in zip(sizes, times, strict=True)
        ]

    return year([1.0] * people), year([1 + gains.get(n, 0.0) for n in range(people)])


def found_in(seed: int, people: int, gains: dict[int, float], noise: float = 0.15) -> set[int]:
    before, now = floor(seed, people, gains, noise)
    return set(improved(before, now, [(1.0, 1.0)] * people).places)


def test_one_who_sells_half_as_much_again_is_named() -> None:
    assert found_in(1, 20, {4: 0.5}) == {4}


def test_two_who_improved_alike_are_named_together() -> None:
    assert found_in(2, 20, {4: 0.6, 9: 0.6}) == {4, 9}


def test_where_all_improve_alike_nobody_has_improved_most() -> None:
    for seed in range(5):
        assert found_in(seed, 20, dict.fromkeys(range(20), 0.4)) == set()


def test_noise_is_hardly_ever_named() -> None:
    """By the chi-square alone one group in twenty may be, and of it only who is clearly above."""
    wrong = sum(bool(found_in(seed, 20, {})) for seed in range(200))
    assert wrong <= 14  # 200 * .05 = 10, and a standard error more


def test_whoever_only_fell_less_has_not_improved() -> None:
    gains = dict.fromkeys(range(20), -0.4) | {3: -0.05}
    assert found_in(1, 20, gains) == set()


def test_of_four_nobody_is_named() -> None:
    assert found_in(1, 4, {0: 1.0}) == set()


def test_what_was_expected_counts() -> None:
    """Twice the sales of twice the potential is no improvement."""
    before, now = floor(3, 12, {5: 1.0})
    assert set(improved(before, now, [(1.0, 1.0)] * 12).places) == {5}
    due = [(1.0, 2.0 if n == 5 else 1.0) for n in range(12)]
    assert improved(before, now, due).places == ()


def test_changes_are_those_of_log_rates_drawn_toward_the_mean() -> None:
    before, now = floor(7, 8, {2: 0.8})
    found = improved(before, now, [(1.0, 1.0)] * 8)
    raw = [log(sum(new) / sum(old)) for old, new in zip(before, now, strict=True)]
    rates = [shrink(year, [1.0] * 8, precision=0).rates for year in (before, now)]
    noise = [a.noise + b.noise for a, b in zip(*rates, strict=True)]
    told = shrink_logs(raw, noise)
    assert found.changes == pytest.approx([one.mean for one in told.rates])
    mean = sum(z / w for z, w in zip(raw, noise, strict=True)) / sum(1 / w for w in noise)
    spread = sum((z - mean) ** 2 / w for z, w in zip(raw, noise, strict=True))
    assert found.p == pytest.approx(chi2.sf(spread, 7))
    # Drawn toward the mean: each change lies between what is seen and the mean.
    for seen, change in zip(raw, found.changes, strict=True):
        low, high = sorted((seen, found.mean))
        assert low - 1e-9 <= change <= high + 1e-9
