"""A second watch on what each series sells beside the others, so that what hits all is told once.

The level of the others is what they sold of what was expected of them, over the last week:

    m_it = sum over j not i of y_js / sum over j not i of mu_js       s from t - 6 to t

and a series is expected to sell m_it times what its own calendar says, fitted anew with m as an
exposure (`husay.stats.baseline.fit`). A fall of the market moves m and no share; a series' own fall
moves its share and hardly m. So of the alarms of a plain watch, those that this one raises too are
a series' own; the rest are the whole's, and are told there. Weeks take one week, months one month.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Array, Grain
from husay.stats.detector import Watch, watch

SPAN: dict[Grain, int] = {"day": 7, "week": 1, "month": 1}
LEAST_LEVEL = 0.02


def level_of_others(baseline: Baseline) -> Array:
    """What the others of each series sold of what was expected of them, per period; 1 where nothing
    was expected of any, and never below a fiftieth."""
    known = ~(np.isnan(baseline.expected) | np.isnan(baseline.values))
    came = _over(np.where(known, baseline.values, 0.0), SPAN[baseline.grain])
    due = _over(np.where(known, baseline.expected, 0.0), SPAN[baseline.grain])
    there = due > 0
    level = np.where(there, came, 1.0) / np.where(there, due, 1.0)
    return np.maximum(level, LEAST_LEVEL)


def _over(values: Array, span: int) -> Array:
    """The others' sums over the last periods."""
    sums = np.cumsum(values.sum(axis=0) - values, axis=1)
    moved = sums.copy()
    moved[:, span:] -= sums[:, :-span]
    return moved


def watch_shares(
    found: Watch,
    *,
    counted: bool = True,
    holidays: Iterable[date] = (),
    exposure: Array | float = 1.0,
    rebased: Sequence[date | None] | None = None,
) -> Watch:
    """Watch the same series again, each beside the others of the same whole; the other arguments as
    they were for the first watch. ValueError for a series alone: it has no others."""
    baseline = found.baseline
    if len(baseline.values) < 2:
        raise ValueError("a share wants at least two series")
    return watch(
        baseline.values, baseline.dates, counted=counted, holidays=holidays,
        exposure=level_of_others(baseline) * exposure, rebased=rebased, limits=found.limits,
    )  # fmt: skip
