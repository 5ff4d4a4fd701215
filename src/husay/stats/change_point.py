"""Since when a series has left what was expected of it, by how much, and how sure that is.

Of every day tau up to the last known one, and every ratio rho, the quasi-likelihood of a change to
rho mu on that day, against none, is

    ln L(tau, rho) = sum over t >= tau of l_t(rho)        l_t as in `husay.stats.detector`

Days (up to a year back) are equally likely beforehand, and so are the logarithms of 101 ratios from
a fifth to five. That anything changes at all is taken to happen to a series once in three years and
in either direction alike (Shiryaev 1963: a constant hazard h), so that

    P(no change) / P(tau, rho) = 1 / [ h p(rho) L(tau, rho) ]

The range of days and of ratios is the middle 80 % of their posterior, given a change in the
direction of the alarm, widened to hold the day that is told: the likeliest one; the ratio is the
posterior mean. The
shortfall so far is what was expected since that day less what came; a month of it is what the ratio
costs on 30.4 days as the last four weeks were expected to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Array, Grain
from husay.stats.episodes import Direction, due_of

LOOK_BACK: dict[Grain, int] = {"day": 365, "week": 52, "month": 24}
YEARLY: dict[Grain, float] = {"day": 365.25, "week": 52.18, "month": 12}
RECENT: dict[Grain, int] = {"day": 28, "week": 4, "month": 3}
YEARS_TO_A_CHANGE = 3
LOG_RATIOS = np.linspace(-np.log(5), np.log(5), 101)
WITHIN = 0.8


@dataclass(frozen=True)
class ChangePoint:
    """A change: its likeliest first day and the earliest and latest within the 80 % range; the
    ratio to what was expected and its 80 % range; `chance` that there is a change in this direction
    at all. Shortfalls are in the unit of the values, below 0 for a rise."""

    since: date
    earliest: date
    latest: date
    ratio: float
    low: float
    high: float
    chance: float
    shortfall: float
    shortfall_a_month: float


def change_point(
    baseline: Baseline, series: int, day: date | None = None, direction: Direction = "fall"
) -> ChangePoint:
    """The change that is seen in a series on a day (None: the last) with all that is known by then.

    ValueError where nothing was expected of the series by that day.
    """
    days = baseline.dates
    end = len(days) if day is None else int(np.searchsorted(days, np.datetime64(day), "right"))
    usable = np.flatnonzero(~np.isnan(baseline.expected[series, :end]))
    if not len(usable):
        raise ValueError("nothing was expected of this series yet")
    first = max(int(usable[0]), end - LOOK_BACK[baseline.grain])
    pull, due = baseline.pulls_of(series, first, end)
    posterior, none = _posterior(pull, due, baseline)
    side = LOG_RATIOS < 0 if direction == "fall" else LOG_RATIOS > 0
    told = posterior[:, side]
    chance = float(told.sum() / (posterior.sum() + none))
    told = told / told.sum()
    of_days, of_ratios = told.sum(axis=1), told.sum(axis=0)
    ratios = np.exp(LOG_RATIOS[side])
    at = int(of_days.argmax())
    early, late = _middle(of_days)
    low, high = _middle(of_ratios)
    ratio = float(of_ratios @ ratios)
    lost = baseline.expected[series, first + at : end] - baseline.values[series, first + at : end]
    recent = baseline.expected[series, max(first, end - RECENT[baseline.grain]) : end]
    a_month = float(np.nanmean(recent)) * YEARLY[baseline.grain] / 12
    # The likeliest day may lie outside of the middle of them all.
    marks = (at, min(early, at), max(late, at))
    since, earliest, latest = (days[first + i].item() for i in marks)
    return ChangePoint(
        since, earliest, latest, ratio, float(ratios[low]), float(ratios[high]), chance,
        float(np.nansum(lost)), (1 - ratio) * a_month,
    )  # fmt: skip


def _posterior(pull: Array, due: Array, baseline: Baseline) -> tuple[Array, float]:
    """The weights of (day, ratio), and that of no change at all, on one scale."""
    since = np.cumsum(pull[::-1])[::-1], np.cumsum(due[::-1])[::-1]
    ratios = np.exp(LOG_RATIOS)
    logs = since[0][:, None] * LOG_RATIOS + since[1][:, None] * due_of(ratios, baseline.logs)
    hazard = 1 / (YEARS_TO_A_CHANGE * YEARLY[baseline.grain])
    logs += np.log(hazard / len(LOG_RATIOS))
    most = max(0.0, float(logs.max()))
    return np.exp(logs - most), float(np.exp(-most))


def _middle(weights: Array) -> tuple[int, int]:
    """The places between which the middle 80 % lie."""
    upto = np.cumsum(weights) / weights.sum()
    tail = (1 - WITHIN) / 2
    return int(np.searchsorted(upto, tail)), int(np.searchsorted(upto, 1 - tail))
