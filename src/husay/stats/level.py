"""Amounts that all of a group reach with about the same chance, and which amounts sum to a whole.

At a level (a share of chance, such as .36) each one's amount is

    exp(carried part + KEPT * (skill - carried) + z(level) * spread)

the level's quantile of one's own year ahead (`husay.stats.year_ahead`), moved most of the way from
what the place is seen to bring to what the person is taken to be worth. Whoever does well for a
known potential so keeps most of what might as well be an error in that potential: the best are a
little more likely to reach their amount than the rest, never less. (Our own choice: moved all the
way, some amounts are out of reach and some certain; not at all, nothing is left to the best.
Measured in docs/methods.md.)

What would make the expected share of the amount go with the size of the potential is taken out:
of ln(amount / expected result) the part that is linear in the potential.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import exp, fsum
from statistics import NormalDist, fmean

from husay.stats.correlation import slope_of
from husay.stats.year_ahead import YearAhead

KEPT = 0.6
LEAST_LINE = 5
"""Through fewer points than this no line is drawn."""
_LOWEST, _HIGHEST = -8.0, 8.0
_STEPS = 80

_NORMAL = NormalDist()


def amounts_at(
    years: Sequence[YearAhead], share: float | Fraction, sizes: Sequence[float] | None = None
) -> tuple[float, ...]:
    """Each one's amount at a level: `share` (0 to 1) is the chance of staying below it.

    `sizes` are the potentials, where there are any.
    """
    return _amounts(years, _NORMAL.inv_cdf(float(share)), sizes)


def amounts_that_sum_to(
    years: Sequence[YearAhead], total: float, sizes: Sequence[float] | None = None
) -> tuple[float, ...]:
    """Each one's amount at the one level at which they sum to `total`, which is above zero.

    No level is below or above eight standard deviations; there the sum is made up in proportion.
    """
    low, high = _LOWEST, _HIGHEST
    for _ in range(_STEPS):
        z = (low + high) / 2
        if fsum(_amounts(years, z, sizes)) < total:
            low = z
        else:
            high = z
    found = _amounts(years, high, sizes)
    part = total / fsum(found)
    return tuple(amount * part for amount in found)


def _amounts(
    years: Sequence[YearAhead], z: float, sizes: Sequence[float] | None
) -> tuple[float, ...]:
    # The logarithm of what one's amount is of one's expected result.
    asked = [
        KEPT * (year.skill - year.carried) + z * year.spread - year.spread**2 / 2 for year in years
    ]
    if sizes is not None and len(sizes) >= LEAST_LINE:
        slope, middle = slope_of(sizes, asked) or 0.0, fmean(sizes)
        asked = [a - slope * (size - middle) for a, size in zip(asked, sizes, strict=True)]
    return tuple(
        exp(year.mean + year.spread**2 / 2 + a) for year, a in zip(years, asked, strict=True)
    )
