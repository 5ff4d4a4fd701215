"""What else is used to notice a fall, on the same series: yardsticks of the early warning.

Each rule is a function of series and a threshold that says on which days it raises an alarm. After
an alarm it begins anew. `calibrated` gives a rule the least threshold at which series on which
nothing changes have at most one alarm in two years: a favour that our detector does without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import ruptures
from numpy.typing import NDArray
from river import drift

from bench.methods.companies import Array
from bench.methods.daily import HISTORY, YEAR
from husay.stats.baseline import Baseline

Flags = NDArray[np.bool_]
MONTH, RUN_DAYS = 28, 90


@dataclass(frozen=True)
class Rule:
    """A rule, the thresholds it is tried with (the most easily alarmed first), and on how many
    series at most, as some are slow."""

    name: str
    alarms: Callable[[Baseline, float], Flags]
    thresholds: tuple[float, ...]
    most_series: int = 1000


def calibrated(rule: Rule, quiet: Baseline) -> float:
    """The least threshold with at most one false alarm per series; the last one if none has."""
    for threshold in rule.thresholds:
        if rule.alarms(quiet, threshold)[:, HISTORY:].sum() <= len(quiet.values):
            return threshold
    return rule.thresholds[-1]


def three_months(baseline: Baseline, least: float) -> Flags:
    """Three months running below the same months of the year before, by `least` or more."""
    values, months = baseline.values, baseline.dates.astype("datetime64[M]").astype(int)
    ends = np.flatnonzero(np.diff(months))
    sums = np.diff(np.cumsum(values, axis=1)[:, ends], axis=1)
    below = sums[:, 12:] < (1 - least) * sums[:, :-12]
    found = np.zeros(values.shape, dtype=bool)
    run = np.zeros(len(values), dtype=int)
    for at in range(below.shape[1]):
        run = np.where(below[:, at], run + 1, 0)
        found[:, ends[at + 13]] = run >= 3
        run[run >= 3] = 0
    return found


def on_last_year(baseline: Baseline, least: float) -> Flags:
    """28 days below the same 28 days of 52 weeks before, by `least` or more."""
    sums = np.cumsum(baseline.values, axis=1)
    sums[:, MONTH:] -= sums[:, :-MONTH].copy()
    below = np.zeros(sums.shape, dtype=bool)
    below[:, 364 + MONTH :] = sums[:, 364 + MONTH :] < (1 - least) * sums[:, MONTH:-364]
    return spaced(below, MONTH)


def spaced(told: Flags, days: int) -> Flags:
    """Alarms with so many days between them at least."""
    found = np.zeros_like(told)
    quiet = np.zeros(len(told), dtype=int)
    for day in range(HISTORY, told.shape[1]):
        found[:, day] = told[:, day] & (quiet <= 0)
        quiet = np.where(found[:, day], days, quiet - 1)
    return found


def cusum(baseline: Baseline, limit: float) -> Flags:
    """Page's sum of the likelihood ratios of a fall by a fifth, on our own baseline."""
    pull, due = baseline.pulls
    gains = pull * np.log(0.8) + due * 0.2
    found = np.zeros(gains.shape, dtype=bool)
    total = np.zeros(len(gains))
    for day in range(HISTORY, gains.shape[1]):
        total = np.maximum(0, total + gains[:, day])
        found[:, day] = total >= limit
        total[found[:, day]] = 0
    return found


def residuals(baseline: Baseline) -> Array:
    """Of the days that are watched, each by its standard deviation."""
    values, mu = baseline.values[:, HISTORY:], baseline.expected[:, HISTORY:]
    return np.asarray((values - mu) / np.sqrt(baseline.dispersion[:, HISTORY:] * mu))


def page_hinkley(baseline: Baseline, limit: float) -> Flags:
    """river's Page-Hinkley, downward, on the residuals."""
    found = np.zeros(baseline.values.shape, dtype=bool)
    for series, row in enumerate(residuals(baseline).tolist()):
        detector = drift.PageHinkley(threshold=limit, mode="down", delta=0.1)
        for day, value in enumerate(row):
            detector.update(value)
            found[series, HISTORY + day] = detector.drift_detected
    return found


def adwin(baseline: Baseline, sureness: float) -> Flags:
    """river's ADWIN on the residuals, where the mean went down."""
    found = np.zeros(baseline.values.shape, dtype=bool)
    for series, row in enumerate(residuals(baseline).tolist()):
        detector = drift.ADWIN(delta=1 - sureness, clock=7)
        before = 0.0
        for day, value in enumerate(row):
            detector.update(value)
            found[series, HISTORY + day] = detector.drift_detected and detector.estimation < before
            before = detector.estimation
    return found


def segments(baseline: Baseline, penalty: float) -> Flags:
    """ruptures' KernelCPD, run anew every week on a year of residuals: a segment that began in the
    last 90 days, below the one before it."""
    told = np.zeros(baseline.values.shape, dtype=bool)
    for series, row in enumerate(residuals(baseline)):
        for end in range(MONTH, len(row), 7):
            seen = row[max(0, end - YEAR) : end]
            ends = ruptures.KernelCPD(kernel="linear", min_size=7).fit(seen).predict(pen=penalty)
            told[series, HISTORY + end - 1] = len(ends) > 1 and _fell(seen, ends)
    return spaced(told, RUN_DAYS)


def _fell(seen: Array, ends: Sequence[int]) -> bool:
    start = ends[-2]
    before = ends[-3] if len(ends) > 2 else 0
    return len(seen) - start <= RUN_DAYS and seen[start:].mean() < seen[before:start].mean()


RULES = (
    Rule("three months below last year", three_months, (0.0,)),
    Rule("28 days against last year", on_last_year, tuple(np.arange(0.02, 0.8, 0.02).tolist())),
    Rule("CUSUM of −20 %", cusum, tuple(np.arange(0.5, 12, 0.25).tolist())),
    Rule("river Page-Hinkley", page_hinkley, tuple(np.arange(6, 60, 4.0).tolist()), 60),
    Rule("river ADWIN", adwin, (0.2, 0.5, 0.8, 0.95, 0.99, 0.999), 60),
    Rule("ruptures, every week", segments, (5.0, 8.0, 12.0, 18.0), 16),
)
