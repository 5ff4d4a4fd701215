"""How good each of a group is, when chance and an inexact yardstick are taken out.

Each has amounts month by month, and an amount that was expected over the same months (from the
potential of a territory, a bar, a share). With y_i the sum and E_i what was expected:

    counts:  z_i = ln((y_i + .5) / (E_i + .5))     v_i = 1 / y_i + a / M_i
    amounts: z_i = ln(y_i / E_i)                   v_i = c_i^2 / M_i

M_i are the months; a is the month-to-month dispersion beyond chance, pooled over the group; c_i^2
the squared coefficient of variation of a month, the own one taken together with the group's, which
weighs a year of months. Months are compared with what is usual in the group in that month, so that
a common season or shock is no one's dispersion. To v_i comes the variance of what was expected,
`precision` squared (.15: potentials are known to about 15 %).

Where a good or bad spell lasts from month to month, months disperse less than years do.
`lasting_of` measures by how much v_i is then too small, and `shrink` is told to multiply it so.

The variance tau^2 between people is DerSimonian and Laird's (1986), and

    B_i = v_i / (v_i + tau^2)     theta_i = m + (1 - B_i) (z_i - m)     variance v_i (1 - B_i)

with m the mean of the z_i weighted by 1 / (v_i + tau^2). 1 - B_i is the reliability: how much of
what is seen of one is its own. The variance is not left at that, for tau^2 and m are estimates: in
it tau^2 is the mean of all that it might be (`_between`), and B_i^2 var(m) is added. Without this,
our addition, a group in which no difference is seen would be taken to be certain of each.

`carried` is another question's answer: not how good somebody is, but what the same territory will
bring again. An error in a potential is no skill, yet it comes again next year; so there the
precision counts as lasting, and less is shrunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

PRECISION = 0.15
GROUP_MONTHS = 12
LEAST_SHARE = 0.02
"""Nothing has no logarithm: less than a fiftieth of what was expected counts as that."""
LEAST_GROUP = 3
"""Fewer people have no common season that could be told from their own months."""
LEAST_HALF = 6
GROUP_OF_ONES = 4
LEAST_NOISE = 1e-9
FITS = 50
_FAR = 20.0

_Array = NDArray[np.float64]
Steps = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Rate:
    """A log rate: `raw` as it is seen, `mean` and `variance` of what it is taken to be.

    `noise` is the variance of `raw` by chance alone, `monthly` that of one month. `carried` and
    `carried_variance` are what comes again in the same place (see the module's text).
    """

    raw: float
    noise: float
    monthly: float
    mean: float
    variance: float
    reliability: float
    carried: float
    carried_variance: float

    def chance_above(self, rate: float) -> float:
        """The probability that the true log rate is above a rate (0: as expected)."""
        return NormalDist(self.mean, sqrt(self.variance)).cdf(2 * self.mean - rate)


@dataclass(frozen=True)
class Shrunk:
    """The rates in the order given, the group's mean, and how much its people really differ:
    `between` is the variance tau^2, `allowed` the mean of all that it might be, which uncertainty
    is reckoned with, and `of_mean` the variance of `mean` (inexact yardsticks in it)."""

    rates: tuple[Rate, ...]
    mean: float
    between: float
    allowed: float
    of_mean: float


def shrink(
    values: Sequence[Sequence[float]],
    expected: Sequence[float],
    *,
    precision: float | Sequence[float] = PRECISION,
    counted: bool = False,
    lasting: float = 1.0,
    steps: Steps | None = None,
) -> Shrunk:
    """Shrink a group's rates toward their mean.

    `values` are each one's months, and `steps` which of the group's months each of them is (from
    0; a month may be missing, or be there twice where two people are one row). Without steps the
    last month is the same for all. `expected` is what was expected over them together; `counted`
    says that they are counts. `precision` is the relative standard error of what was expected, of
    all or of each; `lasting` what the variance by chance is multiplied with (see `lasting_of`).
    ValueError for an empty group, somebody without a month or with more than steps, or an
    expectation of zero or less.
    """
    if not values or not all(len(months) for months in values) or min(expected) <= 0:
        raise ValueError("a group wants months of everybody, and something expected of each")
    if steps is not None and list(map(len, steps)) != list(map(len, values)):
        raise ValueError("a group wants months of everybody, and of each which it is")
    sums = np.array([sum(months) for months in values], dtype=np.float64)
    wanted = np.asarray(expected, dtype=np.float64)
    months = np.array([len(m) for m in values], dtype=np.float64)
    inexact = np.square(np.broadcast_to(np.asarray(precision, dtype=np.float64), wanted.shape))
    own = _dispersions(values, sums / months, steps or _to_the_end(values))
    if counted:
        seen = np.maximum(sums, 0)
        raw = np.log((seen + 0.5) / (wanted + 0.5))
        monthly = months / np.maximum(seen, 0.5) + _beyond_chance(own, seen / months, months)
    else:
        raw = np.log(np.maximum(sums, LEAST_SHARE * wanted) / wanted)
        monthly = _with_the_group(own, months)
    return _shrunk(raw, lasting * np.maximum(monthly, LEAST_NOISE), months, inexact)


def _to_the_end(values: Sequence[Sequence[float]]) -> Steps:
    """Which month is which where the last one is the same for all."""
    longest = max(map(len, values))
    return [range(longest - len(months), longest) for months in values]


def lasting_of(values: Sequence[Sequence[float]]) -> float:
    """By what the variance of sums is more than months of their own would make it; at least 1.

    Of everybody with the longest history (all of the same months), the shares in the group's two
    halves are compared: their relative difference has a variance of 2 c_i^2 / (months of a half),
    were every month on its own. The ratio of what is seen to that is taken one standard error
    higher, since taking luck for
    skill is the dearer mistake, and drawn toward 1, which weighs as much as four people. 1 for less
    than a year of months or fewer than three people. (Our own; a block variance ratio.)
    """
    half = max(map(len, values), default=0) // 2
    those = [i for i, months in enumerate(values) if len(months) >= 2 * half]
    if half < LEAST_HALF or len(those) < LEAST_GROUP:
        return 1.0
    months = np.array([values[i][-2 * half :] for i in those], dtype=np.float64)
    first, second = months[:, :half].sum(axis=1), months[:, half:].sum(axis=1)
    if min(first.sum(), second.sum()) <= 0:
        return 1.0
    alike = [range(2 * half)] * len(months)
    own = _with_the_group(_dispersions(months.tolist(), months.mean(axis=1), alike), _full(months))
    shares = first / first.sum(), second / second.sum()
    middle = (shares[0] + shares[1]) / 2
    some = (middle > 0) & (own > LEAST_NOISE)
    if some.sum() < LEAST_GROUP:
        return 1.0
    apart = np.square((shares[1][some] - shares[0][some]) / middle[some])
    ratio, free = float(apart.mean() / (2 * own[some] / half).mean()), int(some.sum()) - 1
    ratio *= 1 + sqrt(2 / free)
    return max(1.0, (free * ratio + GROUP_OF_ONES) / (free + GROUP_OF_ONES))


def _full(months: _Array) -> _Array:
    return np.full(len(months), float(months.shape[1]))


def shrink_logs(raw: Sequence[float], noise: Sequence[float]) -> Shrunk:
    """Shrink logarithms of any kind, whose variances by chance are known, toward their mean.

    ValueError for an empty group or one with more of the one than of the other.
    """
    if not len(raw) or len(raw) != len(noise):
        raise ValueError("a group wants a logarithm and a variance of everybody")
    seen, chance = np.asarray(raw, dtype=np.float64), np.asarray(noise, dtype=np.float64)
    return _shrunk(seen, np.maximum(chance, LEAST_NOISE), np.ones(len(seen)), np.zeros(len(seen)))


def _shrunk(raw: _Array, monthly: _Array, months: _Array, inexact: _Array) -> Shrunk:
    noise = monthly / months
    total = noise + inexact
    between, allowed = _between(raw, total)
    mean = float(np.average(raw, weights=1 / (total + between)))
    own, again = between / (total + between), (between + inexact) / (between + inexact + noise)
    of_mean = 1 / float(np.sum(1 / (total + allowed)))
    rates = zip(
        raw, noise, monthly,
        mean + own * (raw - mean), _variance(total, allowed, of_mean), own,
        mean + again * (raw - mean), _variance(noise, allowed + inexact, of_mean),
        strict=True,
    )  # fmt: skip
    found = tuple(Rate(*map(float, rate)) for rate in rates)
    return Shrunk(found, mean, between, allowed, of_mean)


def _variance(noise: _Array, lasting: _Array | float, of_mean: float) -> _Array:
    own = lasting / (lasting + noise)
    variance: _Array = noise * own + (1 - own) ** 2 * of_mean
    return variance


def _between(raw: _Array, variances: _Array) -> tuple[float, float]:
    """DerSimonian and Laird's tau^2, and what it is on the mean of all that it might be."""
    if len(raw) < 2:
        return 0.0, 0.0
    weights = 1 / variances
    mean = np.average(raw, weights=weights)
    spread = float(np.sum(weights * (raw - mean) ** 2))
    scale = float(weights.sum() - np.square(weights).sum() / weights.sum())
    return variance_between(spread, len(raw) - 1, scale)


def variance_between(spread: float, free: int, scale: float) -> tuple[float, float]:
    """The variance between people that a weighted sum of squares shows: (spread - free) / scale, or
    0 where that is less; and what it is on the mean of all that it might be.

    `free` are the degrees of freedom, n - 1: nobody differs from oneself. The second is the mean of
    a normal distribution about the estimate before it is cut at 0, as far as it lies above 0; the
    standard error is that of the sum of squares (a chi-square), which grows with the variance.
    """
    found = (spread - free) / scale
    error = sqrt(2 * free) / scale * (1 + max(found, 0.0) * scale / free)
    cut = -found / error
    if cut > _FAR:
        return 0.0, error / cut
    above = erfc(cut / sqrt(2)) / 2
    return max(0.0, found), found + error * exp(-cut * cut / 2) / sqrt(2 * pi) / above


def _dispersions(values: Sequence[Sequence[float]], means: _Array, steps: Steps) -> _Array:
    """Each one's squared coefficient of variation of a month; not a number where none can be had.

    A month is compared with one's mean times what is usual in it. Each is part of what is usual, so
    a residual is a little too small: the divisor 1 - 2h + sum h^2, h being one's share in the
    whole, puts that right where all disperse alike.
    """
    weights = np.maximum(means, 0)
    usual = _usual(values, weights, steps)
    share = weights / weights.sum() if len(values) >= LEAST_GROUP and weights.sum() else weights * 0
    lost = np.maximum(1 - 2 * share + np.square(share).sum(), 0.25)
    found = np.full(len(values), np.nan)
    for i, months in enumerate(values):
        if len(months) > 1 and means[i] > 0:
            ratio = np.asarray(months, dtype=np.float64) / means[i]
            pattern = usual[list(steps[i])]
            pattern = pattern / (pattern.mean() or 1)
            found[i] = np.square(ratio - pattern).sum() / (len(months) - 1) / lost[i]
    return found


def _usual(values: Sequence[Sequence[float]], weights: _Array, steps: Steps) -> _Array:
    """What a month brings against the mean month, taking all together that have it.

    Whoever was there in the good months alone is no larger for it: sizes and months are fitted by
    turns (iterative proportional fitting), which ends at once where all have the same months.
    """
    size = 1 + max(step for own in steps for step in own)
    if len(values) < LEAST_GROUP:
        return np.ones(size)
    got, sums = np.zeros(size), np.array([max(sum(months), 0) for months in values])
    places = [np.asarray(own) for own in steps]
    for months, own in zip(values, places, strict=True):
        np.add.at(got, own, months)
    got = np.maximum(got, 0)
    for _ in range(FITS):
        due = np.zeros(size)
        for weight, own in zip(weights, places, strict=True):
            np.add.at(due, own, weight)
        usual = np.divide(got, due, out=np.ones(size), where=due > 0)
        whole = np.array([usual[own].sum() for own in places])
        fitted = np.divide(sums, whole, out=np.zeros(len(sums)), where=whole > 0)
        if np.allclose(fitted, weights, rtol=1e-9, atol=0):
            break
        weights = fitted
    return usual


def _beyond_chance(own: _Array, means: _Array, months: _Array) -> float:
    """The pooled dispersion of months beyond that of counts that chance alone would make."""
    known = np.isfinite(own)
    if not known.any():
        return 0.0
    excess = own[known] - 1 / means[known]
    return max(0.0, float(np.average(excess, weights=months[known] - 1)))


def _with_the_group(own: _Array, months: _Array) -> _Array:
    """Each one's dispersion of amounts taken together with the group's mean one."""
    known = np.isfinite(own)
    if not known.any():
        raise ValueError("nobody has two months, so nothing shows how much months differ")
    pooled = float(np.average(own[known], weights=months[known] - 1))
    free = np.where(known, months - 1, 0)
    mine = free * np.where(known, own, 0)
    taken: _Array = (mine + GROUP_MONTHS * pooled) / (free + GROUP_MONTHS)
    return taken
