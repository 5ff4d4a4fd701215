"""So far: what came in on a working day, as far as a window is known; beside `goals.needed`."""

from __future__ import annotations

from fractions import Fraction

from husay.basics.amount import round_half_away


def a_day_so_far(so_far: int, days: int) -> int | None:
    """What came in on each of so many working days, to the nearest ten-thousandth (halves away from
    zero); None before the first of them."""
    return round_half_away(Fraction(so_far, days)) if days > 0 else None
