"""Flat: growth that has stopped, told by the stages that come before sales, and by sales.

Growth is the last 13 weeks against the same weeks a year before; what it was is the year that
ended before those weeks against the year before it. Of sums N1 and N2 whose variance is D times
their mean,

    Var(ln N1/N2) = D/N1 + D/N2        D of the series over a year, as in `husay.stats.baseline`

It speaks only where it grew before by more than 3 % for certain, and the 90 % interval of what it
grows by now lies below what it was. A growth of 20 % a year that stops is 5 % of sales after a
hundred days: sales alone take about half a year to show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import exp, log, sqrt

import numpy as np

from husay.basics.amount import SCALE
from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Grain
from husay.stats.detector import Watch
from husay.tracking.signals.found import Flat
from husay.tracking.signals.watched import Array, Watched

LEADING = frozenset({"deals_created", "created_amount", "visits"})
_MEASURES = LEADING | {"revenue"}
_QUARTER: dict[Grain, int] = {"day": 91, "week": 13, "month": 3}
_YEAR: dict[Grain, int] = {"day": 364, "week": 52, "month": 12}
_SURE = 1.645
_LEAST_GROWTH = 0.03


def flat_of(table: Watched, found: Watch) -> Iterator[Flat]:
    """The company and the units whose growth of a measure has stopped, by one table's series."""
    if table.measure not in _MEASURES:
        return
    for row, series in enumerate(table.series):
        if series.scope not in ("company", "unit") or series.part:
            continue
        told = growths(table.values[row], dispersion_of_a_year(found.baseline, row), table.grain)
        if told is not None:
            before, now, low, high = (round(SCALE * (exp(g) - 1)) for g in told)
            days = 7 * _QUARTER["week"]
            yield Flat(series, before, now, low, high, days, table.measure in LEADING)


def dispersion_of_a_year(baseline: Baseline, row: int) -> float:
    """D of sums over the last year: the variances of its periods by what was due in them."""
    year = slice(-_YEAR[baseline.grain], None)
    due = baseline.expected[row, year]
    variance = baseline.dispersion[row, year] * due * (due if baseline.logs else 1.0)
    known = ~np.isnan(variance)
    return float(variance[known].sum() / due[known].sum()) if known.any() else float("nan")


def growths(
    values: Array, dispersion: float, grain: Grain
) -> tuple[float, float, float, float] | None:
    """What it grew by and what it grows by now, with its 90 % interval, as logarithms; None where
    it has not stopped, or nobody can tell: a month that is not known is none in which nothing was
    sold."""
    quarter, year = _QUARTER[grain], _YEAR[grain]
    if len(values) < quarter + 2 * year or not np.isfinite(dispersion):
        return None
    sums = [
        float(np.sum(values[len(values) - back - length : len(values) - back]))
        for back, length in ((0, quarter), (year, quarter), (quarter, year), (quarter + year, year))
    ]
    if not all(total > 0 for total in sums):
        return None
    now, before = log(sums[0] / sums[1]), log(sums[2] / sums[3])
    off, off_before = (
        _SURE * sqrt(dispersion / a + dispersion / b) for a, b in (sums[:2], sums[2:])
    )
    grew = before - off_before > log(1 + _LEAST_GROWTH)
    stopped = now + off < before and now - off <= 0
    return (before, now, now - off, now + off) if grew and stopped else None
