"""A series of amounts along time, and how it grows on the year before.

Time is counted in steps of the series (months, say) from its first value; the middle of a step lies
at .5. Within a step an amount is taken to come in evenly, so that windows may begin and end in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

MOST_GROWTH = log(3)
"""A window of more than three times, or less than a third, of the one a year before tells of a
beginning or an end, not of growth that will go on: it is held to that."""


@dataclass(frozen=True)
class Line:
    """Cumulative amounts: `sums[i]` is what came in until time `times[i]`, evenly in between;
    `cycle` is how many steps make a year."""

    times: NDArray[np.float64]
    sums: NDArray[np.float64]
    cycle: int

    @property
    def end(self) -> float:
        """Until when amounts are known."""
        return float(self.times[-1])

    def between(self, start: float, end: float) -> float:
        """What came in from one time to another; both lie within the line."""
        before, until = np.interp((start, end), self.times, self.sums)
        return float(until - before)

    def growth(self, at: float, steps: float) -> float | None:
        """Log growth of the last `steps` on the same ones a year before, seen at a time.

        None where the line does not reach so far back, or there was nothing to grow from.
        """
        if at - self.cycle - steps < 0:
            return None
        now = self.between(at - steps, at)
        before = self.between(at - steps - self.cycle, at - self.cycle)
        if before <= 0:
            return None
        return -MOST_GROWTH if now <= 0 else max(-MOST_GROWTH, min(MOST_GROWTH, log(now / before)))


def line_of(values: Sequence[float], part: float, cycle: int) -> Line:
    """The line of a series, without the zeros that it begins with.

    `part` says how much of the last step is known, above 0 and at most 1. A series of nothing but
    zeros makes a line of length 0.
    """
    first = next((i for i, value in enumerate(values) if value), len(values))
    amounts = np.asarray(values[first:], dtype=np.float64)
    times = np.arange(len(amounts) + 1, dtype=np.float64)
    if len(amounts):
        times[-1] = len(amounts) - 1 + part
    return Line(times, np.concatenate(([0.0], np.cumsum(amounts))), cycle)
