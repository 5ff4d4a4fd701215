"""How often each of a group succeeds (wins per deal, meetings per lead), when chance is taken out.

Each has months with n_im tries, of which y_im succeeded. With p the group's pooled share:

    phi   = sum (y_im - n_im p_i)^2 / (n_im p_i (1 - p_i)) / (months - people)        at least 1
    chi2  = sum n_i (p_i - p)^2 / (phi p (1 - p))            as much as people, less one, by chance
    tau^2 = (chi2 - (k - 1)) p (1 - p) / sum (1 - n_i / N) (n_i / phi - 1)             at least 0
    s     = p (1 - p) / tau^2 - 1

phi is what one's own months disperse beyond chance: with it n_i tries tell as much as n_i / phi. s
is the strength of the prior, in tries: the beta distribution that people's true shares are taken
from has the parameters s m and s (1 - m), m being the mean of the p_i weighted by n_i / (n_i + phi
s). Where the shares differ by no more than chance, s is without end and everybody is taken to be
like the group. Williams 1982 (Applied Statistics 31, 144), Kleinman 1973 (JASA 68, 46); phi is our
own addition.

    share_i = m + B_i (p_i - m)       B_i = n_i / (n_i + phi s)

As in `husay.stats.shrinkage`, the variance of a share allows for all that tau^2 might be, and for
the mean's own error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincc

from husay.stats.shrinkage import variance_between

_Array = NDArray[np.float64]

MOST = 0.99
"""Of all the variance that shares can have: more would leave a prior without any strength."""


@dataclass(frozen=True)
class Share:
    """A share: `raw` as it is seen in `tried` tries (0 without any), `mean` and `variance` of what
    it is taken to be; `reliability` is how much of what is seen is one's own."""

    raw: float
    tried: int
    mean: float
    variance: float
    reliability: float

    @property
    def beta(self) -> tuple[float, float]:
        """The parameters of the beta distribution with this mean and variance."""
        size = self.mean * (1 - self.mean) / self.variance - 1
        return self.mean * size, (1 - self.mean) * size

    def at(self, chance: float) -> float:
        """The share that the true one is below of with a probability of `chance`, in (0, 1)."""
        return float(betaincinv(*self.beta, chance))


@dataclass(frozen=True)
class Shares:
    """The shares in the order given, the group's mean, and how much its people really differ.

    `dispersion` is phi, `chi2` and `free` say by how much more than chance they differ (chi2 over
    its degrees of freedom: 1 by chance), `p` how often chance makes them differ as much, and
    `strength` is s, in tries (infinite where they differ by no more than chance).
    """

    shares: tuple[Share, ...]
    mean: float
    between: float
    strength: float
    dispersion: float
    chi2: float
    free: int
    p: float


def shrink_shares(won: Sequence[Sequence[int]], tried: Sequence[Sequence[int]]) -> Shares:
    """Shrink a group's shares toward their mean; one row of months a person, as long in both.

    ValueError for an empty group, where nobody has tried, and where more was won than tried.
    """
    rows = [(_counts(w), _counts(t)) for w, t in zip(won, tried, strict=True)]
    if not rows or any(len(w) != len(t) or (w < 0).any() or (w > t).any() for w, t in rows):
        raise ValueError("shares want as many months of tries as of successes, and no fewer tries")
    y, n = (np.array([row[i].sum() for row in rows]) for i in (0, 1))
    whole = float(n.sum())
    if not whole:
        raise ValueError("nobody has tried")
    seen = np.divide(y, n, out=np.zeros(len(n)), where=n > 0)
    pooled, edge = float(y.sum() / whole), 0.5 / (whole + 1)
    unit, phi = max(pooled * (1 - pooled), edge * (1 - edge)), _dispersion(rows, seen)
    size, free = n / phi, int((n > 0).sum()) - 1
    chi2 = float((size * np.square(seen - pooled)).sum() / unit)
    scale = float(((1 - n / whole) * np.maximum(size - 1, 0)).sum() / unit)
    told = free > 0 and scale > 0
    between, allowed = variance_between(chi2, free, scale) if told else (0.0, 0.0)
    between, allowed = min(between, MOST * unit), min(allowed, MOST * unit)
    strength = unit / between - 1 if between else inf
    own = size / (size + strength)
    mean = float(np.average(seen, weights=own if between else n))
    means = np.clip(mean + own * (seen - mean), edge, 1 - edge)
    variances = _variances(means, size, allowed, unit)
    each = zip(*(a.tolist() for a in (seen, n.astype(int), means, variances, own)), strict=True)
    p = float(gammaincc(free / 2, chi2 / 2)) if told else 1.0
    shares = tuple(Share(*one) for one in each)
    return Shares(shares, mean, between, strength, phi, chi2, free, p)


def _counts(months: Sequence[int]) -> _Array:
    return np.asarray(months, dtype=np.float64)


def _dispersion(rows: Sequence[tuple[_Array, _Array]], seen: _Array) -> float:
    """phi: what months disperse against binomial ones, pooled over those who neither won all nor
    nothing; 1 where no month tells."""
    spread, free = 0.0, 0
    for (y, n), share in zip(rows, seen.tolist(), strict=True):
        some = n > 0
        if 0 < share < 1 and some.sum() > 1:
            spread += float((np.square(y - n * share)[some] / n[some]).sum() / share / (1 - share))
            free += int(some.sum()) - 1
    return max(1.0, spread / free) if free else 1.0


def _variances(means: _Array, size: _Array, between: float, unit: float) -> _Array:
    """Of a beta distribution with the prior's strength and one's tries, and of the mean's error."""
    strength = unit / between - 1 if between else inf
    some = size[size > 0]
    of_mean = 1 / float((1 / (unit / some + between)).sum())
    group = size / (size + strength)
    widest = means * (1 - means)
    variance = widest / (size + strength + 1) + (1 - group) ** 2 * of_mean
    least: _Array = np.minimum(variance, widest / 2)  # as little as a single try tells
    return least
