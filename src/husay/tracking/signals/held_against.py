"""Amounts that are watched as numbers of things: discounts, held against list, and returns.

Series by periods; NaN where nothing is known, which is no period in which nothing was given away.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from husay.basics.amount import SCALE

Array = NDArray[np.float64]

USUAL_UNITS = 20
_LEAST = 1 / SCALE


def worth_of_one(lines: Array, amounts: Array) -> Array:
    """What one of the lines that came back comes to, by series."""
    return np.asarray(np.nansum(amounts, axis=1) / np.maximum(np.nansum(lines, axis=1), 1))


def in_units(given: Array, listed: Array) -> tuple[Array, Array, Array]:
    """Discounts in units of which a period has 20, unknown where nothing was sold; what a unit
    comes to, by series; and what they are held against, the list amounts, with a mean of 1."""
    known = np.maximum((~np.isnan(listed)).sum(axis=1), 1)
    units = np.maximum(np.nansum(np.abs(given), axis=1) / known / USUAL_UNITS, _LEAST)
    usual = np.maximum(np.nansum(listed, axis=1) / known, _LEAST)[:, None]
    sold = listed > 0
    values = np.where(sold, given / units[:, None], np.nan)
    return values, units, np.where(sold, listed, usual) / usual
