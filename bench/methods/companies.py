"""Made-up companies: monthly sales of units over years, and sellers with known skill.

The units of a company share a market and mostly a season; each has its own trend, level, season and
shocks that last a while. The spreads are set so that the plain yardstick (what was sold by this
time last year) does about as well on them as on 148 real retail series (docs/methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def units(rng: np.random.Generator, count: int, years: int) -> Array:
    """Monthly sales of a company's units: one row a unit, all above zero."""
    months = 12 * years
    season = rng.normal(0, 0.08, 12)
    season[11] += rng.uniform(0.1, 0.5)
    trend = rng.normal(0.03, 0.02)
    market = lasting(rng, months, 0.97, 0.008)
    return np.array([_unit(rng, season, trend, market) for _ in range(count)])


def _unit(rng: np.random.Generator, season: Array, trend: float, market: Array) -> Array:
    time = np.arange(len(market))
    own_season = season + rng.normal(0, 0.06, 12)
    slope = (trend + rng.normal(0, 0.02)) / 12 + lasting(rng, len(market), 0.97, 0.0004)
    level = rng.normal(4, 1.2) + np.cumsum(
        slope + rng.normal(0, rng.uniform(0.004, 0.012), len(market))
    )
    shocks = lasting(rng, len(market), rng.uniform(0.2, 0.7), rng.uniform(0.01, 0.04))
    sales: Array = np.exp(level + own_season[time % 12] + market + shocks)
    return sales


def lasting(rng: np.random.Generator, months: int, stays: float, spread: float) -> Array:
    """Shocks of which a part stays from month to month."""
    found = np.zeros(months)
    for month in range(1, months):
        found[month] = stays * found[month - 1] + rng.normal(0, spread)
    return found


@dataclass(frozen=True)
class Sellers:
    """Sellers of a company: the potentials as the company believes them, the log of true skill, and
    three years of monthly sales in centavos (the third is the one to come)."""

    potentials: tuple[int, ...]
    skills: Array
    months: NDArray[np.int64]


def sellers(rng: np.random.Generator, count: int, noise: float, lasting: bool = False) -> Sellers:
    """Skill varies by 25 %, a potential is known to 15 %, and a year's sales vary by `noise` (their
    coefficient of variation), every month on its own, or, where it is `lasting`, the whole year
    alike: then months show nothing of it."""
    true = np.exp(rng.normal(0, 0.5, count))
    skills = rng.normal(0, 0.25, count)
    believed = true * np.exp(rng.normal(0, 0.15, count))
    monthly = (true * np.exp(skills) / 12)[:, None]
    if lasting:
        years = rng.lognormal(-(noise**2) / 2, noise, (count, 3))
        months = np.repeat(monthly * years, 12, axis=1)
    else:
        shape = 1 / (12 * noise**2)
        months = rng.gamma(shape, monthly / shape, (count, 36))
    return Sellers(
        tuple(max(1, round(1e7 * p)) for p in believed.tolist()),
        skills,
        np.rint(1e7 * months).astype(np.int64),
    )
