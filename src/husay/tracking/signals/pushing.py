"""Which of the signals of one measure are put before people, and in what order.

A signal that is pushed

* is likely enough to be there still (`husay.stats.change_point`);
* is further off than series like it drift by themselves (`husay.stats.usual`);
* passes e-BH on evidence that no alarm resets (`husay.stats.many`), at an error over patience of
  one series in a year; or is red and twice as far off: a burst that is over in a week.

Series are weighted by what they are of their measure (weighted e-BH: the weights' mean is 1 and
they look at what is expected, not at what came), so that a tenth of the company is not held to the
same as one product of a hundred. What comes of it on demo companies is in docs/methods.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from husay.stats.calendar_terms import Grain
from husay.stats.change_point import RECENT
from husay.stats.detector import Watch
from husay.stats.episodes import DIRECTIONS
from husay.stats.many import listed
from husay.stats.usual import Usual
from husay.tracking.signals.found import Signal
from husay.tracking.signals.grouping import Containing
from husay.tracking.signals.series import Direction, Scope
from husay.tracking.signals.watched import Watched

ALPHA = 1 / 365
LEAST_CHANCE = 2_000
"""Nothing is pushed that has but one chance in five of being there still."""
LEAST_DEVIATIONS: Mapping[Scope, float] = {"product": 4.0, "seller": 3.0}
OF_FEW = 2.6
"""Nothing is pushed that is less far off than that, in what such series are usually off by: a
company has hundreds of products, dozens of sellers, and few of all else."""
FAR_DEVIATIONS = 6.0
MOST_EXPECTED = 4
_PERIOD_DAYS: Mapping[Grain, float] = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}
_PART_OF: Mapping[Scope, Scope] = {"product": "product_line", "seller": "unit", "unit": "unit"}


class Pushing:
    """The list of one measure. `absurd` are the rows of which more is expected than four times what
    they ever were in a year: a fit that ran away."""

    def __init__(self, table: Watched, found: Watch, contains: Containing) -> None:
        self.absurd = _absurd(found)
        self._ended = _ended(table)
        self._usual = Usual(found.baseline, _kinds(table), _wholes(table, contains))
        self._places = _places(table, found, self.absurd)

    def listed(self, row: int, direction: Direction) -> bool:
        """Whether the evidence of a series is enough."""
        return (row, direction) in self._places

    def place(self, signal: Signal, row: int) -> int | None:
        """The place of a red signal that is open, from 1; None where it is not pushed."""
        if self.absurd[row] or self._ended[row] or signal.chance < LEAST_CHANCE:
            return None
        off = self._usual.deviations(row, signal.since)
        off = off if signal.direction == "rise" else -off
        if not off >= LEAST_DEVIATIONS.get(signal.series.scope, OF_FEW):
            return None
        last = len(self._places) + 1
        return self._places.get((row, signal.direction), last if off >= FAR_DEVIATIONS else None)


def _places(
    table: Watched, found: Watch, absurd: NDArray[np.bool_]
) -> dict[tuple[int, Direction], int]:
    """The places by evidence alone, by row and direction."""
    expected = found.baseline.expected[:, -RECENT[table.grain] :]
    due = np.nan_to_num(expected).clip(0).sum(axis=1) * table.units
    due = np.where(absurd, 0.0, due)
    weights = due * len(due) / due.sum() if due.sum() > 0 else np.ones(len(due))
    places: dict[tuple[int, Direction], int] = {}
    for side, direction in enumerate(DIRECTIONS):
        # A month of evidence is a month of looking.
        evidence = np.nan_to_num(found.evidence[side, :, -1]) * _PERIOD_DAYS[table.grain]
        chosen = listed(evidence * weights, ALPHA).series
        places |= {(row, direction): at + 1 for at, row in enumerate(chosen)}
    return places


def _kinds(table: Watched) -> NDArray[np.int64]:
    """Which series are like each other: of one scope, wholes and lines of them apart."""
    kinds = [(series.scope, bool(series.part)) for series in table.series]
    known = sorted(set(kinds))
    return np.array([known.index(kind) for kind in kinds])


def _wholes(table: Watched, contains: Containing) -> NDArray[np.int64]:
    """The row of what each series is a part of, or -1: a product's line, a seller's team, the unit
    of a unit's line. Units stand for themselves, for each drifts by itself."""
    size = np.nansum(np.abs(table.values), axis=1) * table.units
    found = np.full(len(table.series), -1)
    for row, part in enumerate(table.series):
        if part.scope not in _PART_OF or (part.scope == "unit" and not part.part):
            continue
        wholes = [
            at
            for at, whole in enumerate(table.series)
            if whole.scope == _PART_OF[part.scope] and not whole.part and contains(whole, part)
        ]
        if wholes:
            found[row] = min(wholes, key=lambda at: (size[at], at))
    return found


def _ended(table: Watched) -> NDArray[np.bool_]:
    """Products that have sold nothing for a quarter: no news to whoever took them off the list."""
    quarter = round(91 / _PERIOD_DAYS[table.grain])
    nothing = np.nan_to_num(table.values[:, -quarter:]).any(axis=1) == 0
    products = np.array([series.scope == "product" for series in table.series])
    return np.asarray(nothing & products)


def _absurd(found: Watch) -> NDArray[np.bool_]:
    values, expected = found.baseline.values, found.baseline.expected
    year = max(1, round(len(found.baseline.dates) / max(1.0, _years(found))))
    most = np.zeros(len(values))
    for first in range(0, values.shape[1], year):
        part = values[:, first : first + year]
        if part.shape[1] * 2 >= year:
            most = np.maximum(most, np.nan_to_num(np.abs(part)).mean(axis=1))
    recent = np.nan_to_num(expected[:, -RECENT[found.baseline.grain] :]).mean(axis=1)
    return np.asarray(recent > MOST_EXPECTED * most)


def _years(found: Watch) -> float:
    days = found.baseline.dates
    return float((days[-1] - days[0]).astype(int)) / 365.25
