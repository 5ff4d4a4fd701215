"""A ratio for the engines, made where floats are allowed: above this floor money is whole."""

from __future__ import annotations

from fractions import Fraction


def ratio(part: float | Fraction, whole: float | Fraction) -> float:
    """One number divided by another; ZeroDivisionError for a whole of nothing."""
    return float(part) / float(whole)
