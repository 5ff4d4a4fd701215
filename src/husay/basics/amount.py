"""Exact amounts: whole ten-thousandths of a currency unit (or of a piece, for quantities).

Every amount inside Husay is such an integer, from the file to the page. Floats are refused,
and so is anything finer than four decimals: silently rounding money is how figures drift.
"""

from __future__ import annotations

import re
from fractions import Fraction

SCALE = 10_000
"""Ten-thousandths in one unit."""

DECIMALS = 4

_AMOUNT = re.compile(r"^\s*([+-]?)(\d{1,15})(?:\.(\d*))?\s*$")


def parse_amount(text: str | int) -> int:
    """Read '1234.5' or 1234 as ten-thousandths.

    Raises ValueError for anything that is not a plain decimal number, is finer than four
    decimals, or has more than fifteen digits before the point; TypeError for a float.
    """
    if isinstance(text, bool) or not isinstance(text, str | int):
        raise TypeError(f"an amount is text or a whole number, never {type(text).__name__}")
    match = _AMOUNT.match(str(text))
    if match is None:
        raise ValueError(f"not an amount: {text!r}")
    sign, whole, decimals = match.group(1), match.group(2), (match.group(3) or "").rstrip("0")
    if len(decimals) > DECIMALS:
        raise ValueError(f"finer than four decimals: {text!r}")
    value = int(whole) * SCALE + int((decimals + "0000")[:DECIMALS])
    return -value if sign == "-" else value


def amount_text(amount: int, least_decimals: int = 2) -> str:
    """Ten-thousandths as a decimal text: at least `least_decimals`, no needless zeros beyond.

    >>> amount_text(125000)
    '12.50'
    >>> amount_text(-1)
    '-0.0001'
    """
    whole, rest = divmod(abs(amount), SCALE)
    decimals = f"{rest:04d}".rstrip("0").ljust(least_decimals, "0")
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def round_half_away(value: Fraction) -> int:
    """The nearest whole number; exactly half goes away from zero (2.5 to 3, -2.5 to -3)."""
    doubled = 2 * abs(value.numerator) + value.denominator
    nearest = doubled // (2 * value.denominator)
    return -nearest if value < 0 else nearest


def ratio_text(value: Fraction, decimals: int = 6) -> str:
    """A ratio as a decimal text with at most `decimals` places, rounded half away from zero."""
    scaled = round_half_away(value * 10**decimals)
    whole, rest = divmod(abs(scaled), 10**decimals)
    text = f"{whole}.{rest:0{decimals}d}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 else text
