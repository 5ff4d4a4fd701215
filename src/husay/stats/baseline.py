"""What every series was expected to sell, period by period, as it could be known beforehand.

A seasonal quasi-Poisson regression with a log link (McCullagh and Nelder 1989, chapter 9), fitted
to all series at once by iteratively reweighted least squares, since they share one design matrix
(`husay.stats.calendar_terms`). It is fitted anew every four weeks, on the last three years that end
twelve weeks before: the gap keeps a fresh decline out of what is expected. So `Baseline.expected`
is out of sample everywhere. A series' terms are drawn to the cohort's mean of each, as far as its
own data do not tell (a ridge): who sells once in two days has the company's December.

How far off a period may be:

    Var(y_t) = phi mu_t + a mu_t^2    moments of the residuals, their squares held to 25 times usual
    V        = mean of (sum e)^2 / sum Var over the four-week blocks of a year, out of sample
    D_t      = V Var(y_t) / mu_t      of counts at least 1

V is above 1 where errors last: weather, drift, growth that was misjudged. The year of V ends where
the fit ends. A series' own blocks (13) are taken together with as many of the cohort. What lasts is
a share of sales (5 % off is 5 % off in a large and in a small unit), so the cohort tells a variance
of the log level, tau^2, and its blocks count as V = 1 + tau^2 (sum mu)^2 / sum Var.

Amounts are as welcome as counts: only their variance per mean matters. Days with more returned than
sold are negative amounts and enter as they are, for the fit wants a positive mean, not positive
days. A weekday on which nothing is ever sold is expected to sell next to nothing.

Months are few, and their noise goes with their level: there log y is fitted by least squares on up
to ten years, anew every quarter, and D is the variance of a log residual (`Baseline.logs`). A month
below a fiftieth of a series' usual month counts as that: nothing has no logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from husay.stats.calendar_terms import Array, Dates, Grain, grain_of, steps_of, terms
from husay.stats.seasonal_fit import LEAST_SHARE, RHYTHMS, SHORT_RHYTHMS, Fitting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

SHORT_SPREAD = 0.05
"""Of a child's trend, season, holidays and December about its parent's."""


@dataclass(frozen=True)
class Baseline:
    """One row a series, one column a period; NaN where a series is still learned.

    `expected` are the mu_t, `dispersion` the D_t, both in the unit of the values. `values` are what
    was seen, NaN where nothing was known. With `logs`, `dispersion` is the variance of
    ln(value / expected).
    """

    dates: Dates
    grain: Grain
    values: Array
    expected: Array
    dispersion: Array
    logs: bool

    @property
    def pulls(self) -> tuple[Array, Array]:
        """What the evidence is made of (`husay.stats.detector`): y / D and mu / D, of logs
        ln(y / mu) / D and 1 / D; 0 where nothing is known or expected."""
        return self._pulls(self.values, self.expected, self.dispersion)

    def pulls_of(self, series: int, first: int, end: int) -> tuple[Array, Array]:
        """The same of some periods of one series."""
        row = (part[series, first:end] for part in (self.values, self.expected, self.dispersion))
        return self._pulls(*row)

    def _pulls(self, values: Array, expected: Array, dispersion: Array) -> tuple[Array, Array]:
        with np.errstate(invalid="ignore", divide="ignore"):
            if self.logs:
                held = np.maximum(values, LEAST_SHARE * expected)
                pulls = np.log(held / expected) / dispersion, 1 / dispersion
            else:
                pulls = values / dispersion, expected / dispersion
        unknown = np.isnan(pulls[0]) | np.isnan(pulls[1])
        return np.where(unknown, 0.0, pulls[0]), np.where(unknown, 0.0, pulls[1])


def fit(
    values: Array,
    dates: Dates,
    *,
    counted: bool = True,
    holidays: Iterable[date] = (),
    exposure: Array | None = None,
    rebased: Dates | None = None,
    short: bool = False,
) -> Baseline:
    """Expect every series, from the first block of four weeks that thirteen months lie before.

    `values` are series by periods, NaN where nothing is known; a series begins with its first value
    that is not zero. `counted` says that values are numbers of things, never below Poisson's
    variance. `exposure` (per period, or series by periods, above zero) multiplies what is expected:
    working days of a month. `rebased` has a day per series, or NaT, from which on what it sells is
    its new level: a factor, from four weeks after it, seen anew every four weeks for a year. With
    `short`, half a year is enough and little is made of what only a year can tell: the exposure is
    a parent's (`husay.stats.short_history`).
    """
    grain = grain_of(dates)
    starts = _starts(dates, rebased, len(values))
    rhythm = SHORT_RHYTHMS[grain] if short else RHYTHMS[grain]
    shape = terms(dates, grain, holidays)
    if short:
        shape = replace(shape, spreads=np.where(shape.yearly, SHORT_SPREAD, shape.spreads))
    fitting = Fitting(values, shape, rhythm, starts)
    fitting.logs, fitting.counted = grain == "month", counted and grain != "month"
    if exposure is not None:
        fitting.offset = np.log(np.broadcast_to(exposure, values.shape))
    steps = steps_of(dates, grain)
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), len(steps)]
    for first, end in pairwise(edges):
        fitting.block(first, end)
    return Baseline(dates, grain, values, fitting.expected, fitting.dispersion, fitting.logs)


def _starts(dates: Dates, rebased: Dates | None, count: int) -> NDArray[np.int64]:
    """The period each series' new level begins with; beyond the last where there is none."""
    if rebased is None:
        return np.full(count, len(dates))
    days = np.asarray(rebased, dtype="datetime64[D]")
    found = np.searchsorted(dates, days, side="right") - 1
    return np.where(np.isnat(days), len(dates), np.maximum(found, 0))
