"""How far two columns of numbers go together in a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

Number = float | Fraction

SAME = 1e-9
"""What differs by less than this part of its size does not differ."""


def correlation(a: Sequence[Number], b: Sequence[Number]) -> float | None:
    """Pearson's correlation; 0 where one column does not vary; None for fewer than three pairs."""
    slope = slope_of(a, b)
    if not slope:
        return slope
    x, y = (np.std(np.asarray(column, dtype=np.float64)) for column in (a, b))
    return slope * float(x / y)


def slope_of(a: Sequence[Number], b: Sequence[Number]) -> float | None:
    """By how much `b` rises as `a` rises by one (least squares); 0 and None as above."""
    x, y = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if len(x) != len(y):
        raise ValueError("two columns of a table are as long as each other")
    if len(x) < 3:
        return None
    if any(np.ptp(column) <= SAME * np.abs(column).max() for column in (x, y)):
        return 0.0
    apart = x - x.mean()
    return float(apart @ (y - y.mean()) / (apart @ apart))
