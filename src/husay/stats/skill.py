"""Who does one stage of selling clearly better than somebody else.

A skill is the sum of the logarithms of some factors of the sales identity
(`husay.stats.sales_identity`), each drawn toward the group (`husay.stats.shrinkage.shrink_logs`): a
posterior mean m with its variance v, and the group's mean u. Who sells to other kinds of customers
is no better for it: two people are compared by how far each is above what is usual in their own
group. With (m, v, u) somebody's and (n, w, t) another's,

    P(better by 5 % or more) = Phi(((m - u) - (n - t) - MATERIAL) / sqrt(v + w))

and they do it clearly better where that is above .8, as a stage of a gap is named, and m > n
besides: the best of a weak group shows nothing to who does it better. That both may be drawn toward
the same mean is left out of the variance, which is then a little too large: less is claimed, not
more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from husay.stats.gap import MATERIAL, SURE
from husay.stats.sales_identity import Flow, Identity, Stock, flow_identity, stock_identity
from husay.stats.shrinkage import shrink_logs

_STANDARD = NormalDist()


@dataclass(frozen=True)
class Skill:
    """What somebody's skill is taken to be: the mean and variance of its logarithm, and what is
    `usual` in their group."""

    mean: float
    variance: float
    usual: float = 0.0

    @property
    def above_usual(self) -> float:
        """How far it is above what is usual."""
        return self.mean - self.usual

    def chance_above(self, other: Skill) -> float:
        """The probability that it is further above its own usual than another's by what is
        material."""
        off = self.above_usual - other.above_usual - MATERIAL
        return _STANDARD.cdf(off / sqrt(self.variance + other.variance))

    def clearly_above(self, other: Skill) -> bool:
        """Whether that can be said, and is true of the skills themselves."""
        return self.chance_above(other) > SURE and self.mean > other.mean


def flow_skills(
    people: Sequence[Flow], stages: Sequence[str], factors: Sequence[str]
) -> tuple[Skill, ...]:
    """The skill of each of a group, in the order given, in factors that its flows have.

    ValueErrors as in `husay.stats.sales_identity`, and for a factor that they do not have.
    """
    return _skills(flow_identity(people, stages), factors)


def stock_skills(people: Sequence[Stock], factors: Sequence[str]) -> tuple[Skill, ...]:
    """The skill of each of a group in factors that its stocks have."""
    return _skills(stock_identity(people), factors)


def _skills(own: Identity, factors: Sequence[str]) -> tuple[Skill, ...]:
    columns = [own.factors.index(factor) for factor in factors]
    shrunk = [shrink_logs(own.raw[:, k].tolist(), own.noise[:, k].tolist()) for k in columns]
    usual = sum(one.mean for one in shrunk)
    return tuple(
        Skill(sum(rate.mean for rate in rates), sum(rate.variance for rate in rates), usual)
        for rates in zip(*(one.rates for one in shrunk), strict=True)
    )
