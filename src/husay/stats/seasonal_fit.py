"""The fits of `husay.stats.baseline`: all series at once, each begun where the last one ended.

Every fit takes two steps of Newton's along one curvature: since four weeks ago little has changed.
A series that still moves much is begun anew, for from a bad place Newton's steps run away. The
residuals give phi and a, and how far off the next block then was is the next judgement of V.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from husay.stats.calendar_terms import Array, Grain, Terms

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
Who = slice | Whole

FIRST_STEPS, NEXT_STEPS = 8, 2
POOLED_BLOCKS, OTHERS = 13, 3
LEAST_PERIODS_WITH_SALES = 20
MOST_SQUARE, MOST_BLOCK, MOST_STEP = 25.0, 16.0, 2.0
LEAST_SHARE, TINY = 0.02, 1e-9
MUCH = 0.3
"""A step of a term, in logarithms, that is more than a month's news."""


@dataclass(frozen=True)
class Rhythm:
    """Counted in periods: how long a block is and the gap before today, what window a fit looks at,
    how many it needs at least, and, in blocks, the year of V. `wandering` is the tau^2 that is
    taken for granted before anything is seen; it weighs one series' year."""

    step: int
    gap: int
    window: int
    least: int
    blocks: int
    wandering: float = 0.03**2


RHYTHMS: dict[Grain, Rhythm] = {
    "day": Rhythm(28, 84, 1096, 396, 13),
    "week": Rhythm(4, 12, 157, 57, 13),
    "month": Rhythm(3, 3, 120, 24, 8),
}
"""Thirteen months at least; of months themselves two years, as they are few."""
SHORT_RHYTHMS: dict[Grain, Rhythm] = {
    "day": Rhythm(28, 56, 1096, 168, 13, 0.09**2),
    "week": Rhythm(4, 8, 157, 24, 13, 0.09**2),
    "month": Rhythm(3, 3, 120, 24, 8),
}
"""Where a parent gives the shape: half a year of days or weeks."""


class Fitting:
    """The fits of one sweep, each begun where the one before ended."""

    logs = False
    counted = True

    def __init__(
        self, values: Array, terms: Terms, rhythm: Rhythm, starts: NDArray[np.int64]
    ) -> None:
        count, periods = values.shape
        self.rhythm, self.starts = rhythm, starts
        self.x, self.ridge = terms.rows, 1 / np.square(terms.spreads)
        columns = self.x.shape[1]
        upper = np.triu_indices(columns)
        self.products = (self.x[:, upper[0]] * self.x[:, upper[1]]).astype(np.float32)
        self.place = np.zeros((columns, columns), dtype=np.int64)
        self.place[upper] = self.place[upper[::-1]] = np.arange(len(upper[0]))
        self.offset: Array | None = None
        self.levels: Array | None = None
        self.known = ~np.isnan(values)
        self.y = np.where(self.known, values, 0.0)
        sold = self.y != 0
        self.begins = np.where(sold.any(axis=1), sold.argmax(axis=1), periods)
        self.times, self.sums = np.cumsum(sold, axis=1), np.cumsum(self.y, axis=1)
        self.beta = np.zeros((count, columns))
        self.usual = np.zeros(columns)
        self.inverse = np.zeros((count, columns, columns))
        self.scale = np.ones(count)
        self.begun = np.zeros(count, dtype=bool)
        self.moved = np.zeros(count)
        self.expected = np.full(values.shape, np.nan)
        self.dispersion = np.full(values.shape, np.nan)
        self.blocks: list[tuple[Array, Array]] = []

    def block(self, first: int, end: int) -> None:
        """Fit on what lies before a block of periods, expect it, and see how far off that was."""
        rhythm, rows = self.rhythm, slice(first, end)
        upto = np.maximum(np.minimum(first, self.begins + rhythm.least), first - rhythm.gap)
        since = np.maximum(self.begins, upto - rhythm.window)
        ready = (upto - since >= rhythm.least) & self._sold_enough(first)
        ready &= (end <= self.starts) | (first >= self.starts + rhythm.step)
        who: Who = slice(None) if ready.all() else np.flatnonzero(ready)
        judged = np.zeros((2, len(self.y)))
        if ready.any():
            self._take_new_levels(first)
            phi, a = self._fit(who, since[who], upto[who])
            mu = self._mu(who, rows)
            variance = self._variance(phi, a, mu)
            lasting = self._lasting(who, phi, a, first) * self._seen_anew(first)[who]
            own = (variance if self.logs else variance / mu) * lasting[:, None]
            own = np.maximum(own, 1.0) if self.counted else own
            self.expected[who, rows], self.dispersion[who, rows] = mu, own
            self.scale[who] = own.mean(axis=1)
            judged[:, who] = self._judged(who, rows, mu, variance)
        self.blocks.append((judged[0], judged[1]))

    def _sold_enough(self, first: int) -> Flags:
        if not first:
            return np.zeros(len(self.y), dtype=bool)
        enough = min(LEAST_PERIODS_WITH_SALES, self.rhythm.least)
        return np.asarray((self.times[:, first - 1] >= enough) & (self.sums[:, first - 1] > 0))

    def _mu(self, who: Who, rows: slice) -> Array:
        eta = self.beta[who] @ self.x[rows].T
        for offset in (self.offset, self.levels):
            if offset is not None:
                eta += offset[who, rows]
        return np.asarray(np.exp(eta, out=eta))

    def _variance(self, phi: Array, a: Array, mu: Array) -> Array:
        if self.logs:
            return np.broadcast_to(phi[:, None], mu.shape)
        return np.asarray((phi[:, None] + a[:, None] * mu) * mu)

    def _take_new_levels(self, first: int) -> None:
        """The factor of every series that has a new level, by what it sold since, up to a year."""
        for one in np.flatnonzero(self.starts + self.rhythm.step <= first):
            start, who = int(self.starts[one]), np.array([one])
            if self.levels is None:
                self.levels = np.zeros(self.y.shape)
            self.levels[one, start:] = 0.0
            rows = slice(start, min(first, start + self.rhythm.step * POOLED_BLOCKS))
            mask = self.known[one, rows] * 1.0
            _, rest = self._working(self.y[who, rows] * mask, self._mu(who, rows), mask)
            if self.logs:
                self.levels[one, start:] = rest.sum() / (mask.sum() + 1)
            else:
                due = float((self._mu(who, rows)[0] * mask).sum())
                came = max(0.0, due + float(rest.sum()))
                usual = due / len(mask)
                self.levels[one, start:] = np.log((came + usual) / (due + usual))

    def _seen_anew(self, first: int) -> Array:
        """What V is multiplied with: a new level is as inexact as the time it was seen for."""
        seen = np.minimum(first - self.starts, self.rhythm.step * POOLED_BLOCKS)
        return np.where(seen > 0, 1 + self.rhythm.step / np.maximum(seen, 1), 1.0)

    def _fit(self, who: Who, since: Whole, upto: Whole) -> tuple[Array, Array]:
        """Newton's steps from the last fit, or from nothing; phi and a of the residuals."""
        new = np.arange(len(self.y))[who][~self.begun[who]]
        if len(new):
            fresh = ~self.begun[who]
            self._begin(new, since[fresh], upto[fresh])
            self._steps(new, since[fresh], upto[fresh], FIRST_STEPS)
        found = self._steps(who, since, upto, NEXT_STEPS)
        far = self.moved[who] > MUCH
        if far.any():
            again = np.arange(len(self.y))[who][far]
            self._begin(again, since[far], upto[far])
            phi, a = self._steps(again, since[far], upto[far], FIRST_STEPS)
            found[0][far], found[1][far] = phi, a
        self._take_usual(who)
        return found

    def _begin(self, who: Whole, since: Whole, upto: Whole) -> None:
        """The level of what was sold, and nothing else."""
        for one, first, end in zip(who, since, upto, strict=True):
            usual = self.y[one, first:end].sum() / max(1, self.known[one, first:end].sum())
            self.beta[one] = self.usual
            self.beta[one, 0] = np.log(max(usual, TINY))
            if self.offset is not None:
                self.beta[one, 0] -= self.offset[one, first:end].mean()
            self.scale[one] = 1.0 if self.counted else max(usual, TINY)
        if self.logs:
            self.scale[who] = 0.01
        self.begun[who] = True

    def _steps(self, who: Who, since: Whole, upto: Whole, steps: int) -> tuple[Array, Array]:
        rows = slice(int(since.min()), int(upto.max()))
        y, mask = self.y[who, rows], self._mask(who, rows, since, upto)
        if mask is not None:
            y = y * mask
        for step in range(steps):
            mu = self._mu(who, rows)
            weight, rest = self._working(y, mu, mask)
            if step == 0 or steps > NEXT_STEPS:
                self._curve(who, weight, rows)
            own = self.beta[who] - self.usual
            own[:, 0] = 0.0
            slope = (rest @ self.x[rows]) / self.scale[who][:, None] - own * self.ridge
            move = np.einsum("ijk,ik->ij", self.inverse[who], slope)
            self.beta[who] += np.clip(move, -MOST_STEP, MOST_STEP)
        self.moved[who] = np.abs(move).max(axis=1)
        return self._moments(rest, mu, weight)

    def _curve(self, who: Who, weight: Array, rows: slice) -> None:
        """The inverse of the curvature. It leads to the fit and is not in it, so that half the
        digits will do."""
        curve = (weight.astype(np.float32) @ self.products[rows]) / self.scale[who][:, None]
        self.inverse[who] = np.linalg.inv(curve[:, self.place] + np.diag(self.ridge))

    def _take_usual(self, who: Who) -> None:
        """The cohort's mean of each term, which the next fits are drawn to, by how reliable each
        series' own is; three series of no more than was expected stand against it."""
        own = 1 - self.ridge * np.diagonal(self.inverse[who], axis1=1, axis2=2)
        found = (self.beta[who] - (1 - own) * self.usual).sum(axis=0)
        self.usual = found / (own.sum(axis=0) + OTHERS)
        self.usual[0] = 0.0

    def _mask(self, who: Who, rows: slice, since: Whole, upto: Whole) -> Array | None:
        """1 where a period is known and inside a series' own window; None if all are."""
        known = self.known[who, rows]
        if known.all() and since.min() == since.max() and upto.min() == upto.max():
            return None
        at = np.arange(rows.start, rows.stop)
        inside = known & (at >= since[:, None]) & (at < upto[:, None])
        return np.asarray(inside, dtype=np.float64)

    def _working(self, y: Array, mu: Array, mask: Array | None) -> tuple[Array, Array]:
        """The weights and residuals of a step; of logs each month weighs the same."""
        if not self.logs:
            return (mu, y - mu) if mask is None else (mu * mask, y - mu * mask)
        held = np.maximum(y, LEAST_SHARE * mu)
        rest = np.log(held / mu)
        return (np.ones_like(mu), rest) if mask is None else (mask, rest * mask)

    def _moments(self, rest: Array, mu: Array, weight: Array) -> tuple[Array, Array]:
        """phi and a of Var = phi mu + a mu^2, by the moments sum r^2 / mu and sum r^2; neither is
        below 0. `weight` is mu where a period counts."""
        square = rest * rest
        if self.logs:
            used = weight.sum(axis=1) - np.minimum(weight.sum(axis=1) / 3, len(self.ridge))
            return square.sum(axis=1) / used, np.zeros(len(rest))
        square /= mu
        usual = square.sum(axis=1) / np.count_nonzero(weight, axis=1)
        np.minimum(square, MOST_SQUARE * usual[:, None], out=square)
        s0, s1 = square.sum(axis=1), np.einsum("ij,ij->i", square, mu)
        m0, m1 = np.count_nonzero(weight, axis=1), weight.sum(axis=1)
        m2 = np.einsum("ij,ij->i", weight, mu)
        determinant = m0 * m2 - m1 * m1
        flat = determinant <= 1e-6 * m1 * m1
        safe = np.where(flat, 1.0, determinant)
        phi = (s0 * m2 - s1 * m1) / safe
        a = (m0 * s1 - m1 * s0) / safe
        return (
            np.where(flat | (a < 0), s0 / m0, np.where(phi < 0, 0.0, phi)),
            np.where(flat | (a < 0), 0.0, np.where(phi < 0, s1 / m2, a)),
        )

    def _lasting(self, who: Who, phi: Array, a: Array, first: int) -> Array:
        """V of a block, from the blocks of a year that ended where the fit ended. It is that of the
        four weeks before it, which are whole: a block that has only begun is judged no other than
        it will be."""
        rhythm = self.rhythm
        end = max(0, len(self.blocks) - rhythm.gap // rhythm.step)
        year = self.blocks[max(0, end - rhythm.blocks) : end]
        mu = self._mu(who, slice(first - rhythm.step, first))
        information = self._information(mu, self._variance(phi, a, mu))
        found, count, wandering = np.zeros(len(self.y)), np.zeros(len(self.y)), rhythm.wandering
        if year:
            z, weight = (np.array(part) for part in zip(*year, strict=True))
            found, count = z.sum(axis=0), (weight > 0).sum(axis=0)
            wandering = _wandering(z, weight, rhythm.wandering)
        pooled = POOLED_BLOCKS * (1 + wandering * information)
        return np.maximum((found[who] + pooled) / (count[who] + POOLED_BLOCKS), 1.0)

    def _information(self, mu: Array, variance: Array) -> Array:
        """The inverse of a block's variance of log level by chance."""
        if self.logs:
            return np.asarray((1 / variance).sum(axis=1))
        return np.asarray(np.square(mu.sum(axis=1)) / variance.sum(axis=1))

    def _judged(self, who: Who, rows: slice, mu: Array, variance: Array) -> tuple[Array, Array]:
        """A block's squared error by its variance, held to 16, and its information; 0 and 0 where
        some of it is unknown."""
        y, whole = self.y[who, rows], self.known[who, rows].all(axis=1)
        rest = np.log(np.maximum(y, LEAST_SHARE * mu) / mu) if self.logs else y - mu
        z = np.square(rest.sum(axis=1)) / variance.sum(axis=1)
        z = np.minimum(z, MOST_BLOCK)
        return np.where(whole, z, 0.0), np.where(whole, self._information(mu, variance), 0.0)


def _wandering(z: Array, information: Array, usual: float) -> float:
    """tau^2 of the cohort: E z = 1 + tau^2 information, by weighted moments."""
    weight = np.where(information > 0, 1 / (1 + usual * information), 0.0)
    worth = float((information * weight).sum())
    if not worth:
        return usual
    excess = float(((z - 1) * weight).sum())
    prior = POOLED_BLOCKS * worth / information.size
    return max(0.0, (excess + usual * prior) / (worth + prior))
