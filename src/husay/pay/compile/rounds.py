"""Rounding in SQL, as `husay.pay.rounding` defines it: whole numbers only.

Division of whole numbers drops what is left over, toward zero, on both engines; half up is
therefore (2n + sign x d) / 2d of n / d, and is symmetric about zero.
"""

from __future__ import annotations

from husay.pay.compile.whole import (
    Ratio,
    Whole,
    chosen,
    compared,
    divided,
    negative,
    plus,
    size,
    times,
    whole,
)
from husay.pay.rounding import Rounding


def rounded(value: Ratio, way: Rounding, unit: int) -> Whole:
    """A value in ten-thousandths as a whole number of `unit`s, in ten-thousandths.

    The numerator is named up to three times: give a column where it is long.
    """
    under = times(value.under, whole(unit))
    if under.constant == 1:
        return value.over
    if way == "toward_zero":
        units = divided(value.over, under)
    elif way == "half_up":
        units = _half_up(value.over, under)
    else:
        units = _half_even(value.over, under)
    return times(units, whole(unit))


def nearest(value: Ratio) -> Whole:
    """A value as a whole number, exactly half away from zero."""
    return rounded(value, "half_up", 1)


def _half_up(over: Whole, under: Whole) -> Whole:
    if under.constant is not None and under.constant % 2 == 0:
        half, doubled, by = whole(under.constant // 2), over, under
    else:
        half, doubled, by = under, times(over, whole(2)), times(under, whole(2))
    signed = chosen([(compared(over, "<", whole(0)), negative(half))], half)
    return divided(plus(doubled, signed), by)


def _half_even(over: Whole, under: Whole) -> Whole:
    sized = size(over)
    below = divided(sized, under)
    # What whole units make of it is no more than all of it.
    made = Whole(f"(CAST({below.sql} AS HUGEINT) * {under.sql})", 0, sized.most)
    left = Whole(f"({sized.sql} - {made.sql})", 0, under.high - 1)
    doubled = times(left, whole(2))
    odd = f"({below.sql} % 2 = 1)"
    up = f"({doubled.sql} > {under.sql} OR ({doubled.sql} = {under.sql} AND {odd}))"
    units = plus(below, chosen([(up, whole(1))], whole(0)))
    return chosen([(compared(over, "<", whole(0)), negative(units))], units)
