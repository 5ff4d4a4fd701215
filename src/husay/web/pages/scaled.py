"""Values of answers as drawings and cells take them: whole ten-thousandths, with a style."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from husay.basics.amount import SCALE, round_half_away
from husay.basics.currency import minor_places
from husay.measures.measure import Unit
from husay.words.format import ONES, Style
from husay.words.values import unit_style

_SHORTEN_FROM = 10_000


def scaled(value: object, unit: Unit | None) -> int | None:
    """A value in ten-thousandths of what it counts in; None for none."""
    if value is None:
        return None
    if unit in ("money", "quantity"):
        return int(str(value))
    return round_half_away(Fraction(str(value)) * SCALE)


def column_style(unit: Unit | None, values: Iterable[int | None], currency: str) -> Style:
    """How a column of a table writes figures: in full to the unit, so that they compare.

    Coins are left out where figures are large: pointing at one shows it to the last of them.
    """
    if unit == "ratio":
        return Style("share")
    largest = max((abs(value) for value in values if value is not None), default=0)
    places = 1 if unit == "days" else 0
    if unit == "money" and largest < _SHORTEN_FROM * SCALE:
        places = minor_places(currency)
    return Style("number", unit=ONES, places=places)


def exact_text(value: int | None, unit: Unit | None, currency: str) -> str:
    """A figure in full, nothing rounded away."""
    return unit_style(unit, currency).exact(value)
