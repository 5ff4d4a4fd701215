"""Who does one stage of selling clearly better than somebody else.

A skill is the sum of the logarithms of some factors of the sales identity
(`husay.stats.sales_identity`), each drawn toward the group (`husay.stats.shrinkage.shrink_logs`):
a posterior mean with its variance. With (m, v) somebody's and (n, w) another's,

    P(better by 5 % or more) = Phi((m - n - MATERIAL) / sqrt(v + w))

and they do it clearly better where that is above .8, as a stage of a gap is named. That both are
drawn toward the same mean is left out of the variance, which is then a little too large: less is
claimed, not more.
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
    """What somebody's skill is taken to be: the mean and variance of its logarithm."""

    mean: float
    variance: float

    def chance_above(self, other: Skill) -> float:
        """The probability that it is above another's by what is material."""
        spread = sqrt(self.variance + other.variance)
        return _STANDARD.cdf((self.mean - other.mean - MATERIAL) / spread)

    def clearly_above(self, other: Skill) -> bool:
        """Whether that can be said."""
        return self.chance_above(other) > SURE


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
    return tuple(
        Skill(sum(rate.mean for rate in rates), sum(rate.variance for rate in rates))
        for rates in zip(*(one.rates for one in shrunk), strict=True)
    )
