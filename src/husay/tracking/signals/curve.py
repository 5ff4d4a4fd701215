"""What was seen and expected of a series, in few enough points to be drawn."""

from __future__ import annotations

from datetime import date

import numpy as np

from husay.basics.amount import SCALE
from husay.stats.baseline import Baseline
from husay.tracking.signals.found import Curve
from husay.tracking.signals.watched import Watched

BEFORE, MOST = 16, 60
"""So many points are drawn before a change, and in all."""
WITHIN = 1.2816
"""Standard deviations on either side of eight cases of ten."""


def curve_of(table: Watched, baseline: Baseline, row: int, since: date) -> Curve:
    """A series from some time before its change on; by week where it is watched by day."""
    step = 7 if table.grain == "day" else 1
    count = len(table.periods)
    changed = table.dates.index(since) if since in table.dates else 0
    points = min(MOST, count // step, BEFORE + -(-(count - changed) // step))
    starts, seen = list[date](), list[int | None]()
    expected, low, high = list[int | None](), list[int | None](), list[int | None]()
    for at in range(points, 0, -1):
        first, end = count - at * step, count - (at - 1) * step
        unit = float(table.units[row])
        y, mu = unit * baseline.values[row, first:end], unit * baseline.expected[row, first:end]
        spread = baseline.dispersion[row, first:end] * (1.0 if baseline.logs else unit)
        known = ~(np.isnan(y) | np.isnan(mu))
        starts.append(table.dates[first])
        seen.append(None if np.isnan(y).all() else _whole(float(np.nansum(y))))
        if not known.any():
            expected.append(None)
            low.append(None)
            high.append(None)
            continue
        due = float(mu[known].sum())
        if baseline.logs:
            off = WITHIN * float(np.sqrt(spread[known][0]))
            ends = due * np.exp(-off), due * np.exp(off)
        else:
            off = WITHIN * float(np.sqrt((spread[known] * mu[known]).sum()))
            ends = max(0.0, due - off), due + off
        expected.append(_whole(due))
        low.append(_whole(float(ends[0])))
        high.append(_whole(float(ends[1])))
    return Curve(tuple(starts), tuple(seen), tuple(expected), tuple(low), tuple(high))


def _whole(value: float) -> int:
    return round(value * SCALE)
