"""What each of a group will bring in the next year: a distribution for each, from a potential and
the last two years' months.

The rates of `husay.stats.shrinkage` are taken against the potentials, or, without any, against the
same amount for everybody (so that only history speaks, drawn a little toward the group). The
logarithm of next year's result is taken as normal with

    mean      ln(potential * level) + carried
    variance  that of carried + ln(1 + a month's relative variance / 12) + .03^2

where level makes what is expected of the group what its last year was, times exp(g): g is the
growth that `husay.stats.pace` reckons with for the group as a whole, and .03 is what befalls all
alike in a year (its market; our own assumption, which docs/methods.md holds against made-up
companies). Spells that outlast months are allowed for (`husay.stats.shrinkage.lasting_of`).

The level is told by months that chance had a part in, those of the last quarter of a year above
all. What that chance makes of ln(level) is in the sum of all (`together`), of whose error it is the
larger part; beside what one's own year may be it is little, and left out.

Whoever has less than three months is taken to be like the group, with all that its people may
differ by: what the rates of `husay.stats.shrinkage` come to where nothing was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import exp, expm1, fsum, inf, log, log1p, sqrt
from statistics import NormalDist, fmean

import numpy as np

from husay.stats.growth import line_of
from husay.stats.pace import PEERS, RECENT, YEAR
from husay.stats.shrinkage import Rate, Shrunk, lasting_of, shrink

MONTHS_USED = 24
LEAST_MONTHS = 3
COMMON_SPREAD = 0.03
"""The standard deviation of what befalls the whole group in a year."""

MOST_SPREAD = 2.0
"""Whoever's result may as well be a seventh or the sevenfold cannot be told anything more exact."""
TINY = 1e-9

_NORMAL = NormalDist()


@dataclass(frozen=True)
class YearAhead:
    """Somebody's next year: its result's logarithm is normal with `mean` and `spread`.

    `skill` is the part of `mean` that is taken to be the person's own, beside `carried`, which is
    what the place is seen to bring (they differ by how exactly the potential is known).
    `reliability` is how much of what was seen is the person's own; 0 without history. `level` is
    the variance of the group's level by chance, which is not in `spread`.
    """

    mean: float
    spread: float
    skill: float
    carried: float
    reliability: float
    level: float = 0.0

    @property
    def median(self) -> float:
        """As likely passed as not."""
        return exp(self.mean)

    @property
    def expected(self) -> float:
        """The mean of the amount."""
        return exp(self.mean + self.spread**2 / 2)

    def chance_of(self, amount: float) -> float:
        """The probability that the year brings `amount` or more."""
        if amount <= 0:
            return 1.0
        return _NORMAL.cdf((self.mean - log(amount)) / self.spread)


def years_ahead(
    values: Sequence[Sequence[float]],
    potentials: Sequence[float] | None,
    precisions: Sequence[float | Fraction] | None = None,
) -> tuple[YearAhead, ...]:
    """The next year of each of a group, in the order given.

    `values` are each one's months, the last the same for all; `potentials` are in any unit, and
    `precisions` their relative standard errors. ValueError where nobody has three months of
    history, where a potential is not above zero, or where the group has sold nothing in these
    months.
    """
    known = [i for i, months in enumerate(values) if len(months) >= LEAST_MONTHS]
    if not known:
        raise ValueError("nobody has a history")
    if potentials is not None and min(potentials) <= 0:
        raise ValueError("a potential is above zero")
    size = [1.0] * len(values) if potentials is None else [float(p) for p in potentials]
    exact = potentials is None or precisions is None
    inexact = [0.0] * len(values) if exact else [float(p) for p in precisions or ()]
    used = [list(map(float, values[i][-MONTHS_USED:])) for i in known]
    usual = _usual(used, [size[i] for i in known])
    group = shrink(
        used,
        [size[i] * sum(usual[-len(months) :]) for i, months in zip(known, used, strict=True)],
        precision=[inexact[i] for i in known],
        lasting=lasting_of(used),
    )
    rates = dict(zip(known, group.rates, strict=True))
    years = [_year(rates.get(i, _newcomer(group, inexact[i])), size[i]) for i in range(len(values))]
    unsure = _level_variance(used, [rate.monthly for rate in group.rates])
    level = log(_level(used, [years[i].expected for i in known]))
    return tuple(replace(year, mean=year.mean + level, level=unsure) for year in years)


def _year(rate: Rate, size: float) -> YearAhead:
    spread = sqrt(rate.carried_variance + log1p(rate.monthly / 12) + COMMON_SPREAD**2)
    spread = min(spread, MOST_SPREAD)
    return YearAhead(log(size) + rate.carried, spread, rate.mean, rate.carried, rate.reliability)


def _newcomer(group: Shrunk, precision: float) -> Rate:
    """Somebody of whom nothing is seen: like the group, with all that it may differ by."""
    monthly = fmean(rate.monthly for rate in group.rates)
    skill = group.allowed + group.of_mean
    return Rate(group.mean, inf, monthly, group.mean, skill, 0.0, group.mean, skill + precision**2)


def _usual(values: Sequence[Sequence[float]], sizes: Sequence[float]) -> list[float]:
    """What each month brought for a potential of 1, of all that were there; never below zero."""
    longest = max(map(len, values))
    got, due = np.zeros(longest), np.zeros(longest)
    for months, size in zip(values, sizes, strict=True):
        got[longest - len(months) :] += months
        due[longest - len(months) :] += size
    if got.sum() <= 0:
        raise ValueError("nothing was sold")
    return [float(amount) for amount in np.maximum(got, got.sum() * TINY) / due]


def _level(values: Sequence[Sequence[float]], expected: Sequence[float]) -> float:
    """By what to multiply what is expected to come to the group's last twelve months with growth.

    Where nobody has twelve months yet, as many as there are, made up to a year.
    """
    enough = min(12, max(map(len, values)))
    those = [i for i, months in enumerate(values) if len(months) >= enough]
    last = sum(sum(values[i][-enough:]) for i in those) * 12 / enough
    growth = _growth([values[i] for i in those])
    return max(last, TINY) * exp(growth) / fsum(expected[i] for i in those)


def _level_variance(values: Sequence[Sequence[float]], monthly: Sequence[float]) -> float:
    """The variance of the logarithm of the level by chance; `monthly` is a month's of each.

    A month of somebody with the part a of the last year's sum, and g of that of those with two
    years, moves it by a / 12 + .4 g / 12 times its own deviation, and by .5 g / 3 more in the last
    three; one of the year before by as much the other way, without the a.
    """
    enough = min(12, max(map(len, values)))
    last = [max(0.0, sum(v[-enough:])) if len(v) >= enough else 0.0 for v in values]
    long = [sum_ if len(v) >= MONTHS_USED else 0.0 for v, sum_ in zip(values, last, strict=True)]
    found = 0.0
    for one, of_long, variance in zip(last, long, monthly, strict=True):
        a, g = one / (fsum(last) or 1), of_long / (fsum(long) or 1)
        year, recent = (YEAR + PEERS) * g / 12, RECENT * g / 3
        found += variance * (a**2 / enough if not g else
                             9 * (a / 12 + year) ** 2 + 3 * (a / 12 + year + recent) ** 2
                             + 9 * year**2 + 3 * (year + recent) ** 2)  # fmt: skip
    return found


def _growth(values: Sequence[Sequence[float]]) -> float:
    """Log growth to be reckoned with, of those together who have two years (see `stats.pace`)."""
    long = [months for months in values if len(months) >= MONTHS_USED]
    if not long:
        return 0.0
    line = line_of(np.sum(long, axis=0).tolist(), 1.0, 12)
    recent, year = line.growth(line.end, 3), line.growth(line.end, 12)
    return RECENT * (recent or 0) + (YEAR + PEERS) * (year or 0)


def together(years: Sequence[YearAhead]) -> YearAhead:
    """The sum of all as one year: each for itself, and what befalls all alike, their level's error
    with it, once for all."""
    expected = fsum(year.expected for year in years)
    apart = fsum(
        year.expected**2 * expm1(max(0.0, year.spread**2 - COMMON_SPREAD**2)) for year in years
    )
    common = COMMON_SPREAD**2 + fmean(year.level for year in years)
    variance = log1p(apart / expected**2) + common
    return YearAhead(log(expected) - variance / 2, sqrt(variance), 0.0, 0.0, 0.0)
