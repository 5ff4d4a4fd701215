"""An early warning for many series at once: the Shiryaev-Roberts mixture e-detector.

Every period tells for or against a fall to the share rho of what was expected (mu_t, with the
dispersion D_t, both of `husay.stats.baseline`):

    l_t(rho) = [ y_t ln rho + mu_t (1 - rho) ] / D_t         rho in .95 .90 .85 .80 .70 .50 .25
    S_t(rho) = (1 + S_{t-1}(rho)) exp(l_t(rho))
    R_t      = mean of S_t(rho) over rho

and for a rise likewise, to 1 / rho. If E exp(l_t) <= 1 given the past while nothing changes,
R_t - t is a supermartingale, and R_t reaches a limit by chance no sooner than that many periods on
average, however the series depend on each other (Shin, Ramdas and Rinaldo 2024, New England Journal
of Statistics in Data Science 2(2), 229-260). A quasi-likelihood tempered by D >= 1 keeps the
inequality for Poisson counts; the baseline is an estimate, so what came of it is measured in
docs/methods.md.

Amber is 500 days, red 3,650, of weeks the same time; of months 60 and 120. Two things are our own:

* No single period cries alone. Against the expected, one period counts for three standard
  deviations sqrt(D mu) at most: a day without a delivery is no fall, one large order no rise. This
  only ever lessens evidence.
* An alarm opens an episode, and an episode is told once. It closes when the evidence is for the
  expected level again: the same recursion with -l_t(rho') in place of l_t(rho), from the alarm on,
  reaches 365 days (of months 12), where rho' is the size that weighs most at the alarm, at most .9.
  While a fall lasts, an episode closes by chance once a year at the most. Then the evidence begins
  anew.

Beside it runs the same evidence that no alarm resets, held to a billion so that a series that fell
long ago can be seen to recover (`Watch.evidence`, for `husay.stats.many`).

    watch(values, dates).alarms    each with its series, day, direction, level and evidence
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from husay.stats.baseline import Baseline, fit
from husay.stats.calendar_terms import Array, Dates, days_of
from husay.stats.episodes import LIMITS, Alarm, Episode, Limits, Recursion

__all__ = ["Alarm", "Episode", "Limits", "Watch", "detect", "watch"]


@dataclass(frozen=True)
class Watch:
    """What was told, in order of days.

    `evidence` is not reset by alarms: direction (fall, rise) by series by period, 0 while a series
    is learned. `learning` are the series that cannot be watched yet at the end.
    """

    baseline: Baseline
    alarms: tuple[Alarm, ...]
    episodes: tuple[Episode, ...]
    evidence: Array
    limits: Limits

    @property
    def learning(self) -> tuple[int, ...]:
        """Series that have too little on record yet, or sell too little, to expect anything of."""
        return tuple(np.flatnonzero(np.isnan(self.baseline.expected[:, -1])).tolist())


def watch(
    values: ArrayLike,
    dates: Sequence[date] | Dates,
    *,
    counted: bool = True,
    holidays: Iterable[date] = (),
    exposure: ArrayLike | None = None,
    rebased: Sequence[date | None] | None = None,
    limits: Limits | None = None,
) -> Watch:
    """Watch series for falls and rises, as if every day had been looked at when it was over.

    `values` are series by periods (one series may be a plain row); NaN is not known. `dates` are
    the first days of the periods: days, weeks or months without a gap. `counted`: numbers of things
    (False: amounts). For the other arguments see `husay.stats.baseline.fit`. ValueError for dates
    that are none of these, or do not fit the values.
    """
    rows = np.atleast_2d(np.asarray(values, dtype=np.float64))
    days = days_of(dates)
    if rows.ndim != 2 or rows.shape[1] != len(days) or np.isinf(rows).any():
        raise ValueError(f"values are series by periods, {len(days)} each, and finite")
    shape = None if exposure is None else np.asarray(exposure, dtype=np.float64)
    levels = None if rebased is None else np.array(rebased, dtype="datetime64[D]")
    baseline = fit(rows, days, counted=counted, holidays=holidays, exposure=shape, rebased=levels)
    return detect(baseline, limits or LIMITS[baseline.grain], levels)


def detect(baseline: Baseline, limits: Limits, rebased: Dates | None = None) -> Watch:
    """The same on what is already expected. At a day in `rebased` all evidence begins anew."""
    found = Recursion(baseline, limits)
    anew: dict[int, list[int]] = {}
    if rebased is not None:
        for series in np.flatnonzero(~np.isnat(rebased)):
            at = int(np.searchsorted(baseline.dates, rebased[series]))
            anew.setdefault(at, []).append(int(series))
    for period in range(len(baseline.dates)):
        for one in anew.get(period, ()):
            found.restart(period, one)
        found.period(period)
    episodes = [*found.episodes, *found.open.values()]
    episodes.sort(key=lambda episode: (episode.opened, episode.series, episode.direction))
    evidence = np.ascontiguousarray(found.evidence.transpose(1, 2, 0))
    return Watch(baseline, tuple(found.alarms), tuple(episodes), evidence, limits)
