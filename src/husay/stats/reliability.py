"""Whether a measure tells people apart at all, and how much more has to be seen until it does.

Split-half: each one's months are cut into four blocks, one after the other; two of them against the
other two (there are three ways) give two figures of each, and the mean correlation r of the ranks
by the one and by the other (Spearman's) tells how far the order is the same. Whole blocks, since a
good or bad spell of some weeks is not to be taken for what comes again. A half has seen half as
much, so

    reliability R = 2 r / (1 + r)                            (Spearman and Brown, 1910)

and k times as much would reach k R / (1 + (k - 1) R). A league table is wanted to reach .6:

    k = .6 (1 - R) / (R (1 - .6))      more = (k - 1) times what has been seen

Where R is not above 0, no amount of data of this kind promises an order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

WANTED = 0.6
LEAST_MONTHS = 4
LEAST_PEOPLE = 5
"""The order of fewer people agrees with itself by luck too often."""
_HALVES = ((0, 1), (0, 2), (0, 3))

_Array = NDArray[np.float64]


def split_half(months: int, people: int, figure: Callable[[list[int]], _Array]) -> float | None:
    """The reliability of a figure that `figure` makes, for all people, of some of their months.

    `months` everybody has, numbered from 0; None for fewer than four, or fewer than five people.
    At least -1, at most 1; 0 where the figure is the same for all.
    """
    if months < LEAST_MONTHS or people < LEAST_PEOPLE:
        return None
    blocks = [part.tolist() for part in np.array_split(np.arange(months), 4)]
    found = []
    for first in _HALVES:
        one = [m for b in first for m in blocks[b]]
        other = [m for b in range(4) if b not in first for m in blocks[b]]
        found.append(rank_correlation(figure(one), figure(other)))
    r = fmean(found)
    return 2 * r / (1 + r) if r > 0 else r


def rank_correlation(a: _Array, b: _Array) -> float:
    """Spearman's; equal values share the mean of their ranks. 0 where one column is all alike."""
    x, y = (_ranks(column) for column in (a, b))
    if not np.ptp(x) or not np.ptp(y):
        return 0.0
    return float(np.corrcoef(x, y)[0, 1])


def rank_correlation_of(a: Sequence[int | Fraction], b: Sequence[int | Fraction]) -> float:
    """The same of exact numbers."""
    one, other = (np.array([float(value) for value in column]) for column in (a, b))
    return rank_correlation(one, other)


def _ranks(values: _Array) -> _Array:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: _Array = (last - (count - 1) / 2)[place]
    return ranks


def times_more(reliability: float, wanted: float = WANTED) -> float | None:
    """How many times as much as was seen is wanted in all (1 or less: it is enough); None where
    nothing promises that more would do."""
    if reliability <= 0:
        return None
    if reliability >= 1:
        return 0.0
    return wanted * (1 - reliability) / (reliability * (1 - wanted))


def more_needed(reliability: float, seen: float) -> int | None:
    """How much more than `seen` (months, deals) is wanted, as a whole number; 0 if it is enough."""
    times = times_more(reliability)
    return None if times is None else max(0, ceil((times - 1) * seen - 1e-9))


def longest(
    values: Sequence[Sequence[float]], steps: Sequence[Sequence[int]] | None = None
) -> tuple[int, list[int]]:
    """The longest history's months, and who has all of them; with `steps` (which month each of
    them is), who has the very months that most of the longest have."""
    months = max(map(len, values), default=0)
    those = [i for i, own in enumerate(values) if len(own) == months]
    if steps is None or not those:
        return months, those
    alike: dict[tuple[int, ...], list[int]] = {}
    for i in those:
        alike.setdefault(tuple(steps[i]), []).append(i)
    return months, max(alike.values(), key=len)
