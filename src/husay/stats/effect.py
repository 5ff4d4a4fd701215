"""Did coaching work: sales, or how often a stage is passed, against those not coached meanwhile.

Difference in differences of a log-linear model, for amounts, counts and shares alike:

    ln E(y_it) = ln n_it + a_i + g_t + delta D_it

y_it is what person i brought in month t (sales; meetings), n_it what it could come of (1; leads),
a_i a person's level, g_t what the month did to all, D_it 1 from the start of i's coaching on;
exp(delta) - 1 is the effect. It is fitted by Poisson quasi-likelihood (`husay.stats.panel`), for
which only the mean need be right.

Who was chosen because of a bad quarter gets better without any coaching. So the months that chose
(`chosen_by`, the last before the start) are left out of the "before", for everybody: with them, a
coaching that does nothing seems to bring a third more (docs/methods.md).

Starts may be staggered. Each start is a comparison of its own, with its own months' effects: those
who start then, against whoever is not coached, or not yet; later starters only until the months
that chose them, and nobody already coached is compared with (Goodman-Bacon 2021). One delta is
common to all comparisons; a person in several of them is one cluster.

    interval                  delta +- t_.975 se
    smallest effect seen      exp((t_.975 + t_.8) se) - 1, with a power of 80 %
    shrunken effect           precision-weighted with a prior of N(ln 1.075, .08^2)

se is clustered by person; t has one degree of freedom less than the fewer of coached and others has
persons. The prior is what is known of coaching elsewhere: 5 to 10 %.

An effect worked (or harmed) if the interval is above (below) nothing. There is no sign of one if it
is neither, though 10 % would have been seen; and else not enough is known yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import expm1, log, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from husay.stats.panel import Comparison, fit

CHOSEN_BY = 3
PRIOR = log(1.075)
PRIOR_SPREAD = 0.08
PLAUSIBLE = 0.10
SUSPECT = 0.20
"""Coaching that is said to bring more is rather an error of the comparison."""
LEAST_PERSONS = 3
LEAST_ERROR = 1e-9
"""What never varies, as a stage that all deals pass, has no error that could be told."""
_Z = NormalDist().inv_cdf(0.975)

_Array = NDArray[np.float64]
Verdict = Literal["worked", "no-sign", "not-enough-yet", "harmed"]


@dataclass(frozen=True)
class TooLittle:
    """Too few persons, no months before or after, or nothing that varies: nothing to compare."""

    coached: int
    others: int

    @property
    def verdict(self) -> Verdict:
        """Not enough yet."""
        return "not-enough-yet"


@dataclass(frozen=True)
class Effect:
    """What coaching did: `log` is delta, `error` its standard error, `free` the degrees of freedom;
    `coached` and `others` are the persons compared. All effects are relative: .1 is a tenth
    more."""

    log: float
    error: float
    free: int
    coached: int
    others: int

    @property
    def effect(self) -> float:
        """As it was seen."""
        return expm1(self.log)

    @property
    def low(self) -> float:
        """The lower end of the 95 % interval."""
        return expm1(self.log - self._t(0.975) * self.error)

    @property
    def high(self) -> float:
        """The upper end of the 95 % interval."""
        return expm1(self.log + self._t(0.975) * self.error)

    @property
    def detectable(self) -> float:
        """The smallest true effect that so much data would show with a power of 80 %."""
        return expm1((self._t(0.975) + self._t(0.8)) * self.error)

    @property
    def as_normal(self) -> float:
        """The error of a normal distribution whose 95 % are as wide as Student's with the degrees
        of freedom: few persons tell less than their error says."""
        return self.error * self._t(0.975) / _Z

    @property
    def shrunken(self) -> tuple[float, float, float]:
        """What it is taken to be, with what is known of coaching: the middle, and 95 % about it."""
        own, prior = 1 / self.as_normal**2, 1 / PRIOR_SPREAD**2
        middle = (own * self.log + prior * PRIOR) / (own + prior)
        wide = _Z / sqrt(own + prior)
        return expm1(middle), expm1(middle - wide), expm1(middle + wide)

    @property
    def suspect(self) -> bool:
        """More than coaching is known to do anywhere."""
        return self.effect > SUSPECT

    @property
    def verdict(self) -> Verdict:
        """Whether it worked, as the module's text says."""
        if self.low > 0:
            return "worked"
        if self.high < 0:
            return "harmed"
        return "no-sign" if self.detectable <= PLAUSIBLE else "not-enough-yet"

    def _t(self, chance: float) -> float:
        return float(stdtrit(self.free, chance))


def effect(
    months: Sequence[Sequence[float]],
    starts: Sequence[int | None],
    *,
    tried: Sequence[Sequence[float]] | None = None,
    chosen_by: int = CHOSEN_BY,
    after: int | None = None,
) -> Effect | TooLittle:
    """The effect of coaching that began for each person with a month (numbered from 0) or never. A
    start beyond the last month is still to come: one is compared with until one was chosen for it.

    `months` are amounts or counts, a row a person, the same months for all; where somebody was not
    there yet, or no longer, not a number. For a share `tried` is what they came of. `chosen_by` is
    how many months before the start had to do with who was chosen (0: chosen by lot); `after` ends
    the comparison so many months after each start. ValueError for rows of different lengths, starts
    before the first month, and numbers of months below zero.
    """
    values = _table(months)
    tries = np.ones(values.shape) if tried is None else _table(tried)
    length = values.shape[1]
    if tries.shape != values.shape or len(starts) != len(values) or chosen_by < 0:
        raise ValueError("every person wants a row and a start, every month its tries")
    known = [start for start in starts if start is not None]
    if any(start < 0 for start in known):
        raise ValueError("a start is one of the months, or one to come, or none")
    never = max((length, *known)) + chosen_by
    begins = np.array([never if start is None else start for start in starts])
    compared = [
        _comparison(values, tries, begins, start, chosen_by, after)
        for start in sorted(set(known))
        if start < length
    ]
    told = [one for one in compared if one is not None]
    coached, others = _persons(told)
    fitted = fit(told) if min(coached, others) >= LEAST_PERSONS else None
    if fitted is None or fitted[1] < LEAST_ERROR:
        return TooLittle(coached, others)
    return Effect(fitted[0], fitted[1], min(coached, others) - 1, coached, others)


def _table(rows: Sequence[Sequence[float]]) -> _Array:
    if not rows or len({len(row) for row in rows}) != 1:
        raise ValueError("all persons want the same months")
    return np.array(rows, dtype=np.float64)


def _comparison(
    values: _Array, tries: _Array, begins: NDArray[np.int_], start: int, chosen_by: int,
    after: int | None,
) -> Comparison | None:  # fmt: skip
    """Those who start then against all not coached yet; None where either side has nothing."""
    month = np.arange(values.shape[1])
    last = len(month) if after is None else start + after
    known = np.isfinite(values) & (tries > 0) & (month < last)
    known &= (month < start - chosen_by) | (month >= start)
    mine = begins == start
    known &= (mine | (begins > start))[:, None]
    known &= mine[:, None] | (month < (begins - chosen_by)[:, None])
    on = mine[:, None] & (month >= start)
    y, n = np.where(known, values, 0.0), np.where(known, tries, 0.0)
    # Of whoever has nothing before, or was not there before or after, nothing can be told.
    before, since = (known & (month < start)).any(axis=1), (known & (month >= start)).any(axis=1)
    rows = before & since & (y.sum(axis=1) > 0)
    some = (y[rows].sum(axis=0) > 0) if rows.any() else np.zeros(len(month), dtype=bool)
    y, n, on = y[rows][:, some], n[rows][:, some], on[rows][:, some]
    rising = y[mine[rows]]
    if not len(rising) or not (~mine[rows]).any():
        return None
    treated = on[mine[rows]]
    if rising[treated].sum() <= 0 or rising[~treated].sum() <= 0:
        return None
    return Comparison(np.flatnonzero(rows), mine[rows], y, n, on)


def _persons(compared: Sequence[Comparison]) -> tuple[int, int]:
    coached = {int(p) for one in compared for p in one.persons[one.coached]}
    others = {int(p) for one in compared for p in one.persons[~one.coached]}
    return len(coached), len(others)
