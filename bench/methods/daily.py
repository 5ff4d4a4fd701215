"""Made-up daily sales of four sizes, whose truth is known: when nothing changes, and what does.

Each series has its own weekday pattern, two yearly harmonics, December, twelve holidays a year,
growth (mean 5 %, spread 8 % a year), noise that lasts (AR(1), 5 %), a level that drifts (half-life
60 days, 3 %), and negative binomial counts about it; amounts are the sums of that many deals, whose
values spread log-normally.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.methods.companies import Array

START = np.datetime64("2019-01-01")
YEAR = 365
HISTORY, WATCHED = 3 * YEAR, 2 * YEAR
HOLIDAYS = ((1, 1), (2, 25), (4, 9), (5, 1), (6, 12), (8, 21), (8, 30), (11, 1), (11, 30), (12, 8),
            (12, 25), (12, 30))  # fmt: skip
DEAL_SPREAD = 0.7
"""Of the logarithm of a deal's value."""


@dataclass(frozen=True)
class Band:
    """Orders a day, from and to, and the shape of the negative binomial."""

    name: str
    low: float
    high: float
    shape: float


BANDS = (
    Band("sparse", 0.4, 1, 2),
    Band("rep", 3, 8, 5),
    Band("unit", 25, 60, 15),
    Band("division", 250, 600, 40),
)
CHANGES = ("none", "-10%", "-20%", "-30%", "ramp", "growth stops")
RAMP_DAYS = 90


def days(count: int = HISTORY + WATCHED) -> NDArray[np.datetime64]:
    """The dates of the periods."""
    return START + np.arange(count)


def holidays(count: int = HISTORY + WATCHED) -> list[date]:
    """The days off among them."""
    return [d for d in days(count).tolist() if (d.month, d.day) in HOLIDAYS]


def rates(rng: np.random.Generator, band: Band, count: int, length: int, grows: bool) -> Array:
    """The expected orders a day while nothing changes: series by days."""
    dates = days(length)
    t = np.arange(length)
    level = np.exp(rng.uniform(np.log(band.low), np.log(band.high), (count, 1)))
    weekday = np.exp(rng.normal(0, 0.25, (count, 7)))
    rate = level * (weekday / weekday.mean(axis=1, keepdims=True))[:, t % 7]
    for k, spread in ((1, 0.12), (2, 0.06)):
        angle = 2 * np.pi * k * t / 365.25 + rng.uniform(0, 2 * np.pi, (count, 1))
        rate *= np.exp(abs(rng.normal(0, spread, (count, 1))) * np.cos(angle))
    december = dates.astype("datetime64[M]").astype(int) % 12 == 11
    rate *= np.exp(rng.uniform(0, 0.3, (count, 1)) * december)
    off = np.isin(dates, np.array(holidays(length), dtype="datetime64[D]"))
    rate *= np.exp(-rng.uniform(0.2, 0.8, (count, 1)) * off)
    growth = np.full((count, 1), 0.2) if grows else rng.normal(0.05, 0.08, (count, 1))
    rate *= np.exp(np.log1p(growth) * (t - HISTORY) / YEAR)
    rate *= np.exp(lasting(rng, (count, length), 0.5, 0.05))
    rate *= np.exp(lasting(rng, (count, length), 0.5 ** (1 / 60), 0.03))
    return np.asarray(rate)


def lasting(rng: np.random.Generator, shape: tuple[int, int], stays: float, spread: float) -> Array:
    """Stationary noise of this spread, of which a part stays from day to day."""
    found = rng.normal(0, spread, shape)
    kept = np.sqrt(1 - stays * stays)
    for day in range(1, shape[1]):
        found[:, day] = stays * found[:, day - 1] + kept * found[:, day]
    return found


def change_days(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """About a year into what is watched, anywhere in the year's two middle quarters."""
    return HISTORY + YEAR + rng.integers(-90, 1, count)


def changed(rate: Array, change: str, at: NDArray[np.int64]) -> Array:
    """The rates with a change from these days on."""
    since = np.maximum(np.arange(rate.shape[1]) - at[:, None], 0)
    began = np.arange(rate.shape[1]) >= at[:, None]
    if change == "none":
        return rate
    if change == "ramp":
        return np.asarray(rate * (1 - 0.2 * np.minimum(since / RAMP_DAYS, 1)))
    if change == "growth stops":
        return np.asarray(rate * np.exp(-np.log(1.2) * since / YEAR))
    return np.asarray(rate * np.where(began, 1 + float(change.rstrip("%")) / 100, 1))


def orders(rng: np.random.Generator, rate: Array, shape: float) -> Array:
    """Counts about the rates."""
    return rng.poisson(rate * rng.gamma(shape, 1 / shape, rate.shape)).astype(np.float64)


def amounts(rng: np.random.Generator, counts: Array) -> Array:
    """The value of so many deals a day, in thousands."""
    values = rng.lognormal(0, DEAL_SPREAD, int(counts.sum()))
    ends = np.cumsum(counts.ravel()).astype(int)
    sums = np.concatenate([[0.0], np.cumsum(values)])
    each = np.diff(sums[np.concatenate([[0], ends])]).reshape(counts.shape)
    return np.asarray(each * 1000)
