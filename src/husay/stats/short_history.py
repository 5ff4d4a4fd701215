"""A series with less than thirteen months on record, expected by the shape of the whole it is in.

A year is needed to tell a season from a fall. Its parent (a unit's company, a product's line) has
one: what is expected of the parent multiplies what is expected of the series, whose own level, week
and a little of its own season are fitted as always (`husay.stats.baseline.fit` with `short`), on
half a year at least. How far off the shape is for the child is part of V from the start: 9 % of the
level.

It holds as far as the child shares its parent's season; what came of it is in docs/methods.md. A
series whose parent has no year either stays learned, and so does one in its first half year. From
months alone, no short history can be watched: two years are needed, as for any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import ArrayLike

from husay.stats.baseline import Baseline, fit
from husay.stats.detector import Watch, detect
from husay.stats.episodes import LIMITS


def watch_by_parents(
    values: ArrayLike,
    parents: Baseline,
    parent_of: Sequence[int],
    *,
    counted: bool = True,
    holidays: Iterable[date] = (),
) -> Watch:
    """Watch series by the shapes of their parents: `parent_of` has each one's row in `parents`,
    whose periods they share. ValueError for rows or periods that do not fit."""
    rows = np.atleast_2d(np.asarray(values, dtype=np.float64))
    of = np.asarray(parent_of, dtype=np.int64)
    if rows.shape != (len(of), len(parents.dates)):
        raise ValueError(f"series by {len(parents.dates)} periods, each with a parent")
    shape = parents.expected[of]
    known = np.where(np.isnan(shape), np.nan, rows)
    baseline = fit(
        known, parents.dates, counted=counted, holidays=holidays,
        exposure=np.where(np.isnan(shape), 1.0, shape), short=True,
    )  # fmt: skip
    return detect(baseline, LIMITS[baseline.grain])
