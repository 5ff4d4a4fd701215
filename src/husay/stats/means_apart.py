"""Which groups' means differ from everybody else's by more than chance.

Welch's test (B. L. Welch, Biometrika 34, 1947) of each group against all others together, at 5 % in
all: each of k groups at 5 % / k (Bonferroni). Groups of fewer than `LEAST_IN_GROUP` are not judged,
nor counted in k: of so few, one person's luck is the group's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import fmean, variance

from scipy.special import stdtrit

LEAST_IN_GROUP = 5
_ALL = 0.05


@dataclass(frozen=True)
class MeansApart:
    """Of each group that could be judged, whether its mean is another than the others'."""

    groups: Mapping[str, bool]


def means_apart(groups: Mapping[str, Sequence[float | Fraction]]) -> MeansApart | None:
    """Judge each group; None where fewer than two are large enough."""
    return _apart({name: [float(value) for value in known] for name, known in groups.items()})


def _apart(groups: Mapping[str, Sequence[float]]) -> MeansApart | None:
    large = {name: values for name, values in groups.items() if len(values) >= LEAST_IN_GROUP}
    if len(large) < 2:
        return None
    found = {}
    for name, values in large.items():
        others = [x for other, rest in groups.items() if other != name for x in rest]
        found[name] = _differs(values, others, _ALL / len(large))
    return MeansApart(found)


def _differs(one: Sequence[float], other: Sequence[float], level: float) -> bool:
    """Whether two means differ; where nothing varies, whether they are not the same."""
    parts = [variance(values) / len(values) for values in (one, other)]
    apart = abs(fmean(one) - fmean(other))
    if not sum(parts):
        return apart > 0
    freedom = sum(parts) ** 2 / sum(
        part**2 / (len(values) - 1) for part, values in zip(parts, (one, other), strict=True)
    )
    return bool(apart / sqrt(sum(parts)) > stdtrit(freedom, 1 - level / 2))
