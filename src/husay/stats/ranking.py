"""Who really leads or lags: places with their intervals, and nobody named whom the data cannot
name.

Each one's true rate is taken to be what `husay.stats.shrinkage` (amounts and counts against what
was expected) or `husay.stats.shares` (shares, such as win rates) makes of it. From these
distributions 2,000 draws are taken, with a fixed seed; in each draw everybody has a rank (1: the
highest) and lies above or below the draw's median.

    rank interval    from the 5th to the 95th hundredth of one's ranks
    chance above     the part of the draws in which one lies above the median
    leading, lagging the parts in which one is of the highest and of the lowest third

Whoever leads or lags with a probability of more than .8 is named (below the median with as much
would name half a group, and one in ten of them wrongly). Nobody is named unless the group can be
told apart at all: by a split-half reliability of .6 or more (`husay.stats.reliability`), and by
differences that chance and the error of what was expected would make in less than one group of
twenty (chi-square). Else there is no credible difference, and `more_months` and `more_seen` say how
much more would make one.

Funnel limits (Spiegelhalter 2005) show what chance alone would do to one with so much data: m plus
and minus 1.96 and 3 standard deviations, with the dispersion of one's own months and the error of
what was expected. They are for showing; nobody is named by them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from statistics import NormalDist, fmean
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincc

from husay.stats.reliability import WANTED, longest, more_needed, split_half
from husay.stats.shares import Shares, shrink_shares
from husay.stats.shrinkage import LEAST_SHARE, PRECISION, Rate, Steps, shrink

DRAWS = 2_000
SEED = 20_261_127
SURE = 0.8
BY_CHANCE = 0.05
INNER, OUTER = 1.96, 3.0
_Z90 = NormalDist().inv_cdf(0.95)

_Array = NDArray[np.float64]
Verdict = Literal["leader", "laggard", "within-chance", "no-credible-difference"]


@dataclass(frozen=True)
class Funnel:
    """The limits that chance alone keeps what is seen of one within: 95 of 100, 997 of 1,000."""

    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float

    def beyond(self, seen: float) -> int:
        """0 within the limits, 1 and 2 above the inner and the outer ones, -1 and -2 below."""
        above = (seen > self.inner_high) + (seen > self.outer_high)
        return above - (seen < self.inner_low) - (seen < self.outer_low)


@dataclass(frozen=True)
class Place:
    """One's place. `seen` is the plain rate, `rate` what it is taken to be, with its 90 % interval:
    multiples of what was expected, or shares.

    `best` and `worst` are the ends of the 90 % interval of the rank, `above` the chance to be above
    the group's median, `leading` and `lagging` those to be of its highest and lowest third,
    `reliability` how much of what is seen is one's own. `verdict` says whether one is named:
    "within-chance" is who cannot be, in a group that can be told apart; "no-credible-difference"
    everybody in one that cannot.
    """

    seen: float
    rate: float
    low: float
    high: float
    best: int
    worst: int
    above: float
    leading: float
    lagging: float
    reliability: float
    funnel: Funnel
    verdict: Verdict

    @property
    def below(self) -> float:
        """The chance to be below the group's median."""
        return 1 - self.above


@dataclass(frozen=True)
class Ranking:
    """The places in the order given, and whether there is an order to show (`credible`).

    `mean` is the group's rate. `reliability` is the split-half reliability; where months or people
    are too few for one, the mean of what is each one's own. `ratio` is the chi-square of the
    group's differences over its degrees of freedom (1: by chance), `p` how often chance makes them
    as great, `strength` the prior's in tries, for shares (infinite: no more than chance).
    `more_months` and `more_seen` (deals or tries of each, where such are counted) are wanted until
    the group can be told apart: 0 when it can, None where nothing promises that it ever will
    (differences that may as well be the error of what was expected do not go away).
    """

    places: tuple[Place, ...]
    mean: float
    reliability: float
    split: bool
    credible: bool
    ratio: float
    p: float
    strength: float | None
    more_months: int | None
    more_seen: int | None


def rank(
    values: Sequence[Sequence[float]],
    expected: Sequence[float],
    *,
    precision: float | Sequence[float] = PRECISION,
    counted: bool = False,
    lasting: float = 1.0,
    steps: Steps | None = None,
) -> Ranking:
    """Rank people by amounts or counts against what was expected of them.

    Months, which they are (`steps`), what was expected over them, its relative standard error and
    `lasting` are as in
    `husay.stats.shrinkage.shrink`, ValueErrors too. Rates are multiples of what was expected.
    """
    found = shrink(
        values, expected, precision=precision, counted=counted, lasting=lasting, steps=steps
    )
    inexact = np.square(np.broadcast_to(np.asarray(precision, dtype=np.float64), len(values)))
    noise = np.array([rate.noise for rate in found.rates]) + inexact
    wide = np.sqrt(noise)
    funnels = [_funnel(found.mean, float(sd), exp) for sd in wide]
    places = _places([_as_place(rate, f) for rate, f in zip(found.rates, funnels, strict=True)],
                     _normal_draws(found.rates))  # fmt: skip
    months, those = longest(values, steps)
    half = split_half(months, len(those), _half_rates(values, expected, those, counted))
    seen = fmean(sum(own) for own in values) if counted else None
    ratio = _ratio(np.array([rate.raw for rate in found.rates]), noise)
    free = len(values) - 1
    p = float(gammaincc(free / 2, ratio * free / 2)) if free else 1.0
    return _ranking(places, exp(found.mean), half, found.between, ratio, p, None, months, seen)


def rank_shares(
    won: Sequence[Sequence[int]], tried: Sequence[Sequence[int]], steps: Steps | None = None
) -> Ranking:
    """Rank people by how often they succeed: one row of months of successes and of tries a person.

    `steps` as in `rank`. ValueErrors as in `husay.stats.shares.shrink_shares`.
    """
    found = shrink_shares(won, tried)
    unit = found.dispersion * found.mean * (1 - found.mean)
    places = []
    for share in found.shares:
        funnel = _funnel(found.mean, sqrt(unit / max(share.tried, 1)), lambda rate: rate)
        places.append(
            Place(share.raw, share.mean, share.at(0.05), share.at(0.95), 0, 0, 0.5,
                  0.0, 0.0, share.reliability, funnel, "within-chance")
        )  # fmt: skip
    months, those = longest(tried, steps)
    half = split_half(months, len(those), _half_shares(won, tried, those))
    seen = fmean(sum(own) for own in tried)
    return _ranking(
        _places(places, _beta_draws(found)), found.mean, half, found.between,
        found.chi2 / found.free if found.free else 1.0, found.p, found.strength, months, seen,
    )  # fmt: skip


def _as_place(rate: Rate, funnel: Funnel) -> Place:
    wide = _Z90 * sqrt(rate.variance)
    return Place(
        exp(rate.raw), exp(rate.mean), exp(rate.mean - wide), exp(rate.mean + wide),
        0, 0, 0.5, 0.0, 0.0, rate.reliability, funnel, "within-chance",
    )  # fmt: skip


def _funnel(mean: float, sd: float, scale: Callable[[float], float]) -> Funnel:
    limits = (mean - INNER * sd, mean + INNER * sd, mean - OUTER * sd, mean + OUTER * sd)
    return Funnel(*map(scale, limits))


def _normal_draws(rates: Sequence[Rate]) -> _Array:
    means, sds = (np.array([f(r) for r in rates]) for f in (_mean, lambda r: sqrt(r.variance)))
    order = np.lexsort((sds, means))
    chance = np.random.default_rng(SEED).standard_normal((DRAWS, len(rates)))
    drawn: _Array = means[order] + chance * sds[order]
    return drawn[:, np.argsort(order)]


def _beta_draws(found: Shares) -> _Array:
    a, b = (np.array([share.beta[i] for share in found.shares]) for i in (0, 1))
    order = np.lexsort((a + b, a / (a + b)))
    drawn = np.random.default_rng(SEED).beta(a[order], b[order], (DRAWS, len(order)))
    return drawn[:, np.argsort(order)]


def _mean(rate: Rate) -> float:
    return rate.mean


def _places(places: Sequence[Place], draws: _Array) -> tuple[Place, ...]:
    """The places with their ranks and chances; who is like whom in all draws has equal ones."""
    ranks = ranks_of(draws)
    best, worst = rank_interval(ranks)
    middle, third = np.median(draws, axis=1, keepdims=True), max(1, len(places) // 3)
    chances = (
        (draws > middle) + 0.5 * (draws == middle), ranks <= third, ranks > len(places) - third,
    )  # fmt: skip
    above, leading, lagging = (chance.mean(axis=0).tolist() for chance in chances)
    each = zip(places, best, worst, above, leading, lagging, strict=True)
    return tuple(
        replace(p, best=b, worst=w, above=a, leading=top, lagging=low)
        for p, b, w, a, top, low in each
    )


def ranks_of(draws: _Array) -> NDArray[np.int_]:
    """Everybody's rank in each draw, a row a draw; 1 is the highest."""
    ranks: NDArray[np.int_] = (-draws).argsort(axis=1).argsort(axis=1) + 1
    return ranks


def rank_interval(ranks: NDArray[np.int_]) -> tuple[list[int], list[int]]:
    """The ends of each one's 90 % interval, the best and the worst rank."""
    best = np.quantile(ranks, 0.05, axis=0, method="lower").astype(int).tolist()
    worst = np.quantile(ranks, 0.95, axis=0, method="higher").astype(int).tolist()
    return best, worst


def _ranking(
    places: tuple[Place, ...], mean: float, half: float | None, between: float, ratio: float,
    p: float, strength: float | None, months: int, seen: float | None,
) -> Ranking:  # fmt: skip
    reliability = fmean(place.reliability for place in places) if half is None else half
    credible = reliability >= WANTED and p < BY_CHANCE
    counted = reliability if between > 0 and (credible or reliability < WANTED) else 0.0
    return Ranking(
        tuple(replace(place, verdict=_verdict(place, credible)) for place in places),
        mean, reliability, half is not None, credible, ratio, p, strength,
        more_needed(counted, months), None if seen is None else more_needed(counted, seen),
    )  # fmt: skip


def _verdict(place: Place, credible: bool) -> Verdict:
    if not credible:
        return "no-credible-difference"
    if place.leading > SURE:
        return "leader"
    return "laggard" if place.lagging > SURE else "within-chance"


def _ratio(raw: _Array, noise: _Array) -> float:
    """Cochran's Q over its degrees of freedom; 1 for one who is alone."""
    mean = np.average(raw, weights=1 / noise)
    return float((np.square(raw - mean) / noise).sum() / (len(raw) - 1)) if len(raw) > 1 else 1.0


def _half_rates(
    values: Sequence[Sequence[float]], expected: Sequence[float], those: list[int], counted: bool
) -> Callable[[list[int]], _Array]:
    def figure(months: list[int]) -> _Array:
        sums = np.array([sum(values[i][m] for m in months) for i in those])
        due = np.array([expected[i] * len(months) / len(values[i]) for i in those])
        if counted:
            rates: _Array = (np.maximum(sums, 0) + 0.5) / (due + 0.5)
        else:
            rates = np.maximum(sums, LEAST_SHARE * due) / due
        return rates

    return figure


def _half_shares(
    won: Sequence[Sequence[int]], tried: Sequence[Sequence[int]], those: list[int]
) -> Callable[[list[int]], _Array]:
    def figure(months: list[int]) -> _Array:
        y, n = (np.array([sum(c[i][m] for m in months) for i in those]) for c in (won, tried))
        usual = np.full(len(n), y.sum() / max(n.sum(), 1))
        shares: _Array = np.divide(y, n, out=usual, where=n > 0)
        return shares

    return figure
