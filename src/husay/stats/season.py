"""How a year is spread over its months: a unit's own season as far as known, else its parent's.

Of each whole year (up to five) the months' shares in that year are taken, so that neither growth
from year to year nor size matters; what they are on the mean of the years is the unit's own season.
It is drawn toward the parent's by

    w = signal / (signal + noise)     own share = parent's + w (own mean - parent's)

noise is the variance of the mean shares that the years' own differences make, signal what the unit
differs from its parent beyond that. (Our own derivation, in the manner of `husay.stats.shrinkage`.)
With less than two whole years nothing is known of the noise, and the parent's season counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from husay.basics.share import deal

PARTS = 1_000_000
YEARS_USED = 5
LEAST_YEARS = 2

_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Season:
    """Whole weights of a year's months, each above zero, that sum to `PARTS`.

    Fit for `husay.basics.share.deal`. `own_weight` is how much of them is the unit's own season (0:
    all the parent's, or, where there is none, every month alike); `years` stand behind it.
    """

    weights: tuple[int, ...]
    own_weight: float
    years: int


def season(
    values: Sequence[float],
    parent: Sequence[int] | None = None,
    cycle: int = 12,
) -> Season:
    """The season of a series whose last value is the last month of a year, oldest value first.

    `parent` are the weights of the unit above, in any whole; without one every month is alike.
    ValueError for a parent with another number of months, or with nothing above zero.
    """
    above = np.full(cycle, 1 / cycle) if parent is None else _shares_of(parent, cycle)
    years = _years(values, cycle)
    if len(years) < LEAST_YEARS:
        return Season(_parts(above), 0.0, len(years))
    own = years.mean(axis=0)
    noise = float(years.var(axis=0, ddof=1).mean()) / len(years)
    apart = float(np.square(own - above).mean())
    weight = max(0.0, apart - noise) / apart if apart else 0.0
    return Season(_parts(above + weight * (own - above)), weight, len(years))


def _shares_of(parent: Sequence[int], cycle: int) -> _Array:
    weights = np.asarray(parent, dtype=np.float64)
    if len(weights) != cycle or weights.min() < 0 or weights.sum() <= 0:
        raise ValueError(f"a parent's season has {cycle} weights, none below zero")
    shares: _Array = weights / weights.sum()
    return shares


def _years(values: Sequence[float], cycle: int) -> _Array:
    """The months' shares in each whole year that brought something; returns count as nothing."""
    whole = min(len(values) // cycle, YEARS_USED)
    amounts = np.asarray(values[len(values) - whole * cycle :], dtype=np.float64)
    years = np.maximum(amounts.reshape(whole, cycle), 0)
    years = years[years.sum(axis=1) > 0]
    shares: _Array = years / years.sum(axis=1, keepdims=True)
    return shares


def _parts(shares: _Array) -> tuple[int, ...]:
    """Whole parts of a whole; every month has at least one, so that it can be divided by."""
    held = np.maximum(shares, 0)
    parts = deal(PARTS, [round(float(share) * PARTS**2) for share in held])
    without = parts.count(0)
    parts[parts.index(max(parts))] -= without
    return tuple(max(1, part) for part in parts)
