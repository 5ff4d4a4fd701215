"""Rounding of pay: which ways there are, and what a step is. Both readings of a plan use these.

Every way is symmetric about zero, so that taking back what was earned takes back all of it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from husay.basics.amount import round_half_away

Rounding = Literal["half_up", "half_even", "toward_zero"]
ROUNDINGS: tuple[Rounding, ...] = ("half_up", "half_even", "toward_zero")


def rounded(value: Fraction, way: Rounding, unit: int) -> int:
    """The value (in ten-thousandths) as a whole number of `unit`s, in ten-thousandths.

    `half_up`: the nearest, exactly half away from zero (2.5 to 3, -2.5 to -3). `half_even`: the
    nearest, exactly half to the even one. `toward_zero`: what is beyond the last unit is dropped.
    """
    units = value / Fraction(unit)
    if way == "half_even":
        return round(units) * unit
    if way == "toward_zero":
        whole = abs(units.numerator) // units.denominator
        return (-whole if units < 0 else whole) * unit
    return round_half_away(units) * unit


def ten_thousandths(value: Fraction) -> int:
    """A measured value as a whole number of ten-thousandths, exactly half away from zero."""
    return round_half_away(value)
