"""How often the early warning cries for nothing, measured on a company's own history.

Each series' residuals out of sample, standardised, are cut into half years, which keep what lasts
from day to day and what a misjudged growth or season does. Two years are made of blocks drawn at
random (a block bootstrap: Kuensch 1989), laid on what was expected of the series, and watched by
the same detector. What is then opened is taken to be false. Time in and half a year before an
episode whose evidence passed 100,000 is not drawn, for it is a change that nobody doubts.

It is the rate of the detector as it stands, as far as the company's own years show it. What wanders
for longer than half a year is taken apart by the blocks: where the truth is known, the rate comes
out a fifth too low (docs/methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Array, Grain
from husay.stats.detector import Watch, detect
from husay.stats.episodes import DIRECTIONS
from husay.stats.seasonal_fit import LEAST_SHARE

BLOCK: dict[Grain, int] = {"day": 182, "week": 26, "month": 6}
TWO_YEARS: dict[Grain, int] = {"day": 728, "week": 104, "month": 24}
LEAST_BLOCKS = 2
CERTAIN = 1e5
SURE = 1.28
"""Standard errors on either side of an 80 % interval."""


@dataclass(frozen=True)
class FalseAlarms:
    """Episodes that chance opens, per series in two years: `falls` with an 80 % interval, how many
    of them turn red, and `rises`; from so many series that have blocks enough."""

    falls: float
    low: float
    high: float
    red: float
    rises: float
    series: int


def false_alarms(found: Watch, seed: int = 0, draws: int = 1) -> FalseAlarms | None:
    """The rate of a watch, from its own residuals; None if no series has two blocks (a year) of
    them. The same seed, the same rate."""
    rng = np.random.default_rng(seed)
    usable = _usable(found)
    paths = [
        path
        for series in range(len(usable))
        for _ in range(draws)
        if (path := _path(found.baseline, series, usable[series], rng)) is not None
    ]
    if not paths:
        return None
    values, expected, dispersion = (np.array(part) for part in zip(*paths, strict=True))
    length = values.shape[1]
    dates = found.baseline.dates[0] + np.arange(length)
    made = replace(
        found.baseline, dates=dates, values=values, expected=expected, dispersion=dispersion
    )
    opened = detect(made, found.limits).episodes
    falls = [episode for episode in opened if episode.direction == "fall"]
    count = len(paths)
    rate = len(falls) / count
    per_series = np.bincount([episode.series for episode in falls], minlength=count)
    error = SURE * float(per_series.std()) / sqrt(count)
    red = sum(episode.red is not None for episode in falls)
    return FalseAlarms(
        rate, max(0.0, rate - error), rate + error, red / count,
        (len(opened) - len(falls)) / count, count // draws,
    )  # fmt: skip


def _usable(found: Watch) -> NDArray[np.bool_]:
    """Where something was expected and known, and nothing certain is near."""
    baseline = found.baseline
    usable = ~(np.isnan(baseline.expected) | np.isnan(baseline.values))
    for episode in found.episodes:
        first = int(np.searchsorted(baseline.dates, np.datetime64(episode.opened)))
        last = len(baseline.dates)
        if episode.closed is not None:
            last = int(np.searchsorted(baseline.dates, np.datetime64(episode.closed)))
        direction = DIRECTIONS.index(episode.direction)
        if found.evidence[direction, episode.series, first : last + 1].max() >= CERTAIN:
            usable[episode.series, max(0, first - BLOCK[baseline.grain]) : last + 1] = False
    return usable


def _path(
    baseline: Baseline, series: int, usable: NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Array, Array, Array] | None:
    """Two years of a series as chance makes them, with what was expected and its dispersion."""
    size, length = BLOCK[baseline.grain], TWO_YEARS[baseline.grain]
    starts = [
        start
        for start in range(len(usable) - size, -1, -size)
        if usable[start : start + size].all()
    ]
    if len(starts) < LEAST_BLOCKS:
        return None
    blocks = -(-length // size)
    laid = [starts[at % len(starts)] for at in range(blocks)][::-1]
    drawn = rng.choice(starts, blocks)
    on = (np.array(laid)[:, None] + np.arange(size)).ravel()[:length]
    of = (drawn[:, None] + np.arange(size)).ravel()[:length]
    y, mu = baseline.values[series], baseline.expected[series]
    dispersion = baseline.dispersion[series]
    if baseline.logs:
        rest = np.log(np.maximum(y[of], LEAST_SHARE * mu[of]) / mu[of])
        rest *= np.sqrt(dispersion[on] / dispersion[of])
        return mu[on] * np.exp(rest), mu[on], dispersion[on]
    rest = (y[of] - mu[of]) / np.sqrt(mu[of] * dispersion[of])
    return mu[on] + rest * np.sqrt(mu[on] * dispersion[on]), mu[on], dispersion[on]
