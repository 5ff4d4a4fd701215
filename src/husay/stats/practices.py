"""Which practice has done the most: their effects, each drawn toward what practices do.

Effects of coachings (`husay.stats.effect`; their logarithms z_j with variances v_j, of one practice
all its coachings) are taken as

    theta_j ~ N(m, tau^2)      m ~ N(ln 1.075, .08^2)

with tau^2 by DerSimonian and Laird (`husay.stats.shrinkage`), and m from the prior and the
practices together, so that of a single one no more is told than of an `Effect` shrunken by itself.
Variances allow for what tau^2 might be. The order is by theta; places have 90 % intervals as in
`husay.stats.ranking`, and a practice is called the best only with a probability of more than .8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import expm1, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from husay.stats.effect import PRIOR, PRIOR_SPREAD, Effect
from husay.stats.ranking import rank_interval, ranks_of
from husay.stats.shrinkage import variance_between

DRAWS = 2_000
SEED = 20_261_129
SURE = 0.8
_Array = NDArray[np.float64]
_NORMAL = NormalDist()
_Z90 = _NORMAL.inv_cdf(0.95)


@dataclass(frozen=True)
class Practice:
    """What a practice is taken to do, with its 90 % interval, as a part more (.1: a tenth).

    `best` and `worst` are the ends of the 90 % interval of its rank, `works` the chance that it
    does more than nothing, `first` that it does the most; `named` says whether it may be called the
    best.
    """

    practice: str
    effect: float
    low: float
    high: float
    best: int
    worst: int
    works: float
    first: float
    coachings: int

    @property
    def named(self) -> bool:
        """Called the best: with a probability of more than .8, and as much that it works at all."""
        return min(self.first, self.works) > SURE


def practices(effects: Mapping[str, Sequence[Effect]]) -> tuple[Practice, ...]:
    """Practices in the order of what they are taken to do, the most first. Of a practice each
    coaching's effect is given, one at least. ValueError for a practice without any."""
    if not all(effects.values()):
        raise ValueError("a practice wants an effect")
    if not effects:
        return ()
    names = sorted(effects)
    weights = [sum(1 / e.as_normal**2 for e in effects[name]) for name in names]
    raw = np.array([
        sum(e.log / e.as_normal**2 for e in effects[name]) / weight
        for name, weight in zip(names, weights, strict=True)
    ])  # fmt: skip
    means, variances = _taken(raw, 1 / np.array(weights))
    chance = np.random.default_rng(SEED).standard_normal((DRAWS, len(names)))
    ranks = ranks_of(means + chance * np.sqrt(variances))
    best, worst = rank_interval(ranks)
    first = (ranks == 1).mean(axis=0).tolist()
    found = []
    for i, name in enumerate(names):
        mean, sd = float(means[i]), sqrt(variances[i])
        found.append(
            Practice(
                name, expm1(mean), expm1(mean - _Z90 * sd), expm1(mean + _Z90 * sd), best[i],
                worst[i], _NORMAL.cdf(mean / sd), first[i], len(effects[name]),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda p: (-p.effect, p.practice)))


def _taken(raw: _Array, noise: _Array) -> tuple[_Array, _Array]:
    """Means and variances of theta."""
    between, allowed = 0.0, 0.0
    if len(raw) > 1:
        weights = 1 / noise
        spread = float((weights * np.square(raw - np.average(raw, weights=weights))).sum())
        scale = float(weights.sum() - np.square(weights).sum() / weights.sum())
        between, allowed = variance_between(spread, len(raw) - 1, scale)
    known = 1 / (noise + between)
    mean = (float((known * raw).sum()) + PRIOR / PRIOR_SPREAD**2) / (
        float(known.sum()) + 1 / PRIOR_SPREAD**2
    )
    of_mean = 1 / (float((1 / (noise + allowed)).sum()) + 1 / PRIOR_SPREAD**2)
    own, again = between / (between + noise), allowed / (allowed + noise)
    means: _Array = mean + own * (raw - mean)
    variances: _Array = noise * again + np.square(1 - again) * of_mean
    return means, variances
