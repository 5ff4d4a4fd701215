"""An interval of a count is never narrower than Poisson's: values from printed tables."""

from __future__ import annotations

import pytest

from husay.stats.counts import no_surer


@pytest.mark.parametrize(
    ("low", "high", "expected", "told"),
    [
        (8, 10, 9, (5, 13)),  # P(X <= 4) = .055, P(X <= 5) = .116; P(X <= 12) = .876, 13: .926
        (3, 10, 9, (3, 13)),
        (8, 20, 9, (5, 20)),
        (0, 0, 0, (0, 0)),
        (1, 1, 1, (0, 2)),  # P(0) = .368; P(X <= 1) = .736, P(X <= 2) = .920
        (90, 110, 100, (87, 113)),  # normal: 100 -/+ 1.2816 * 10
    ],
)
def test_nobody_is_surer_of_a_count_than_chance_allows(
    low: float, high: float, expected: float, told: tuple[float, float]
) -> None:
    assert no_surer(low, high, expected) == told


def test_the_percentiles_are_those_of_scipys_own_distribution() -> None:
    from scipy.stats import poisson

    for mean in (0.05, 0.105, 0.5, 1, 2.3025850929940455, 7.9, 30, 1234.5):
        low, high = no_surer(mean, mean, mean)
        assert (low, high) == (
            min(mean, poisson.ppf(0.1, mean)), max(mean, poisson.ppf(0.9, mean))
        )  # fmt: skip
