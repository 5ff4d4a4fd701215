"""Who has improved most, against what was expected of each: of whom it can be said.

Each has amounts month by month over two windows (the same months of two years, so that a season is
in both), and what was expected over each. With z_i the change of the log rate (amounts over what
was expected, `husay.stats.shrinkage`) and w_i the sum of its two variances by chance, changes are
drawn toward the group's mean change m as rates are (`shrink_logs`). What is inexact in a potential
is in both windows and goes out.

Somebody has improved where that change is above what all have come up by, and above nothing, by 5 %
or more with a probability of more than .8:

    P(d_i > max(m, 0) + MATERIAL) > .8

and only in a group whose changes differ by more than chance would make them in one group of twenty
(chi-square of (z_i - m)^2 / w_i). Those of them of whom it cannot be said with as much that
the greatest change is greater are the most improved: several, in no order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean

from scipy.special import gammaincc

from husay.stats.gap import MATERIAL, SURE
from husay.stats.ranking import BY_CHANCE
from husay.stats.shrinkage import Rate, shrink, shrink_logs

LEAST = 5
"""Of fewer people the others' change could be reckoned from the one who is named."""
_STANDARD = NormalDist()


@dataclass(frozen=True)
class Improved:
    """The places of the most improved, in the order given; () where it can be said of nobody.

    `changes` is what each change of the log rate is taken to be, `mean` the group's, and `p` how
    often chance makes changes differ as much.
    """

    places: tuple[int, ...]
    changes: tuple[float, ...]
    mean: float
    p: float


def improved(
    before: Sequence[Sequence[float]],
    now: Sequence[Sequence[float]],
    expected: Sequence[tuple[float, float]],
    *,
    lasting: float = 1.0,
) -> Improved:
    """The most improved of a group: their months `before` and `now`, and what was `expected` of
    each over the two. `lasting` as in `husay.stats.shrinkage.shrink`. ValueErrors as there."""
    if len(now) < LEAST:
        return Improved((), (), 0.0, 1.0)
    rates = [
        shrink(months, due, precision=0, lasting=lasting).rates
        for months, due in zip((before, now), zip(*expected, strict=True), strict=True)
    ]
    raw = [new.raw - old.raw for old, new in zip(*rates, strict=True)]
    noise = [old.noise + new.noise for old, new in zip(*rates, strict=True)]
    found = shrink_logs(raw, noise)
    weights = [1 / one for one in noise]
    middle = fmean(raw, weights)
    spread = sum(w * (z - middle) ** 2 for w, z in zip(weights, raw, strict=True))
    p = float(gammaincc((len(raw) - 1) / 2, spread / 2))
    changes = tuple(rate.mean for rate in found.rates)
    if p >= BY_CHANCE:
        return Improved((), changes, found.mean, p)
    bar = max(found.mean, 0.0) + MATERIAL
    some = [n for n, rate in enumerate(found.rates) if rate.chance_above(bar) > SURE]
    top = max((found.rates[n] for n in some), key=lambda rate: rate.mean, default=None)
    places = tuple(n for n in some if top is not None and not _below(found.rates[n], top))
    return Improved(places, changes, found.mean, p)


def _below(one: Rate, top: Rate) -> bool:
    """Whether it can be said that the greatest change is greater than another."""
    if one is top:
        return False
    off = (top.mean - one.mean) / sqrt(top.variance + one.variance)
    return _STANDARD.cdf(off) > SURE
