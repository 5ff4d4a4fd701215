"""How unusual it is for a series to be so far off what was expected of it, for so long.

The evidence of `husay.stats.detector` grows with every period that is off, and its dispersion is
that of four weeks: what drifts for a season, and comes back, looks to it like a fall. So the sum of
what is missing over the days since a change (four weeks at least, half a year at most) is held
against what sums over as many days were off before, in the same series and in others like it:

    e, mu, v     of a stretch of days: the sums of y - mu, of mu and of D mu
    u            = mean of e^2 / v over a series' own earlier stretches, of three years, each held
                   to 25
    tau^2        = mean of (e / mu)^2 - v / mu^2 over the earlier stretches of all series like it,
                   each of the weight 1 / (v / mu^2 + .03^2)^2
    z            = e / sqrt(F v)
    F            = half u, half 1 + tau^2 mu^2 / v; never below 1

tau is how far levels drift in so many days, as DerSimonian and Laird (1986, Controlled Clinical
Trials 7, 177-188) take a variance between studies from what the studies' own variances leave. A
stretch that truly fell counts as one that is 15 % off and three deviations.

A part of a whole (a line in a unit, a product in a line) is held against what else there is of the
whole, for what drifts is mostly the whole: with r = y / mu of the rest over the same days, n = v /
mu^2 of the rest, and tau of wholes,

    e' = y - mu (1 + b (r - 1))        v' = v + b n mu^2        b = tau^2 / (tau^2 + n)

take the places of e and v, now and in the stretches before: the best guess of how far the whole has
drifted, and how unsure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Array, Grain
from husay.stats.seasonal_fit import LEAST_SHARE

SHORTEST: dict[Grain, int] = {"day": 28, "week": 4, "month": 1}
LONGEST: dict[Grain, int] = {"day": 182, "week": 26, "month": 6}
_THREE_YEARS: dict[Grain, int] = {"day": 1095, "week": 156, "month": 36}
_MOST_OWN = 25.0
_TAU = 0.03
_MOST_OFF, _MOST_DEVIATIONS = 0.15, 3.0
_KNOWN = 0.8
"""A stretch of which less is known is left out."""
_LEAST_REST = 0.2
"""Who is more of a whole than all but this is not held against its rest."""


class Sums(NamedTuple):
    """Series by stretches of days: sums of y - mu, of mu and of D mu; NaN where little is known."""

    off: Array
    due: Array
    spread: Array


@dataclass(frozen=True)
class Usual:
    """What series are usually off by. By row of the baseline: `kinds` tells which are like each
    other, `wholes` the row of what each is a part of, or -1."""

    baseline: Baseline
    kinds: NDArray[np.int64]
    wholes: NDArray[np.int64]

    def deviations(self, series: int, since: date) -> float:
        """z of a series' last days, from `since` on: below 0 for less than expected. NaN where
        nothing was expected."""
        days, grain = self.baseline.dates, self.baseline.grain
        count = len(days) - int(np.searchsorted(days, np.datetime64(since)))
        length = min(max(count, SHORTEST[grain]), LONGEST[grain], len(days))
        stretches = 1 + min(len(days) - length, _THREE_YEARS[grain]) // length
        sums = self._against_the_rest(self._stretches(length, stretches))
        off, due, spread = (float(part[series, -1]) for part in sums)
        if not spread > 0:
            return float("nan")
        before = max(0, stretches - max(1, -(-count // length)))  # not those of the change itself
        past = Sums(*(part[:, :before] for part in sums))
        factor = max(1.0, self._factor(series, past, due, spread))
        return off / sqrt(factor * spread)

    def _stretches(self, length: int, count: int) -> Sums:
        """The sums over the last `count` stretches of so many periods."""
        found = self.baseline
        span = slice(len(found.dates) - count * length, len(found.dates))
        values, due, spread = (
            part[:, span] for part in (found.values, found.expected, found.dispersion)
        )
        with np.errstate(invalid="ignore", divide="ignore"):
            if found.logs:
                off = np.log(np.maximum(values, LEAST_SHARE * due) / due)
                due = np.ones_like(due)
            else:
                off, spread = values - due, spread * due
        unknown = np.isnan(off) | np.isnan(spread)
        shape = len(values), count, length
        little = (~unknown).reshape(shape).mean(axis=2) < _KNOWN
        sums = (
            np.where(unknown, 0.0, part).reshape(shape).sum(axis=2) for part in (off, due, spread)
        )
        return Sums(*(np.where(little, np.nan, part) for part in sums))

    def _against_the_rest(self, sums: Sums) -> Sums:
        if self.baseline.logs or (self.wholes < 0).all():
            return sums
        whole = Sums(*(part[self.wholes] for part in sums))
        drift = self._drift(np.isin(np.arange(len(self.wholes)), self.wholes), sums)
        with np.errstate(invalid="ignore", divide="ignore"):
            rest = Sums(*(w - p for w, p in zip(whole, sums, strict=True)))
            noise = np.maximum(rest.spread, 0.0) / rest.due**2
            believed = drift / (drift + noise)
            off = sums.off - sums.due * believed * rest.off / rest.due
            spread = sums.spread + sums.due**2 * believed * noise
        alone = (self.wholes < 0)[:, None] | ~(rest.due > _LEAST_REST * whole.due)
        return Sums(np.where(alone, sums.off, off), sums.due, np.where(alone, sums.spread, spread))

    def _factor(self, series: int, past: Sums, due: float, spread: float) -> float:
        drift = self._drift(self.kinds == self.kinds[series], past)
        pooled = 1 + drift * due**2 / spread
        with np.errstate(invalid="ignore", divide="ignore"):
            own = np.minimum(past.off[series] ** 2 / past.spread[series], _MOST_OWN)
        own = own[np.isfinite(own)]
        return 0.5 * float(own.mean()) + 0.5 * pooled if len(own) else pooled

    @staticmethod
    def _drift(rows: NDArray[np.bool_], past: Sums) -> float:
        """tau^2 of some series; 0 where nothing can be told."""
        off, due, spread = (part[rows] for part in past)
        with np.errstate(invalid="ignore", divide="ignore"):
            noise = spread / due**2
            most = _MOST_OFF**2 + _MOST_DEVIATIONS**2 * noise
            squares = np.minimum((off / due) ** 2, most)
            weights = 1 / (noise + _TAU**2) ** 2
        usable = np.isfinite(squares) & np.isfinite(weights) & (due > 0)
        if not usable.any():
            return 0.0
        found = (weights * (squares - noise))[usable].sum() / weights[usable].sum()
        return max(0.0, float(found))
