"""Personal bests: somebody's own best whole month or quarter, with windfalls cut.

A period is a best where more came in than in any earlier one of the same kind, of which there must
be enough: whoever is here for four months has a best month every other. Periods in which somebody
was not there on all days are neither. Of amounts, a period's largest sale counts for no more than
`husay.goals.windfall` lets it: than the 99th percentile of what the others' largest sales of a
month are against what is usual for each. So nobody's best is one lucky sale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from husay.goals.windfall import most_that_counts

LEAST_BEFORE: Mapping[str, int] = {"month": 12, "quarter": 4}
"""So many earlier periods must be known: a year of them, in which each season was once."""


@dataclass(frozen=True)
class Sold:
    """What somebody sold month by month, by the places of the months in which they were there, and
    the largest single sale of each (0 for none; () where one sale is no more than another)."""

    months: tuple[int, ...]
    sold: tuple[int, ...]
    largest: tuple[int, ...] = ()


@dataclass(frozen=True)
class Best:
    """The place of a period that is somebody's best, what came in it, and what the best before it
    counts for."""

    item: str
    place: int
    figure: int
    before: int


def counted(people: Mapping[str, Sold]) -> dict[str, tuple[int, ...]]:
    """What each one's months count for, with windfalls cut; of counts, what they are."""
    names = sorted(people)
    most = most_that_counts([people[name].largest for name in names])
    return {name: _cut(people[name], top) for name, top in zip(names, most, strict=True)}


def _cut(one: Sold, top: int | None) -> tuple[int, ...]:
    if top is None or not one.largest:
        return one.sold
    both = zip(one.sold, one.largest, strict=True)
    return tuple(sold - max(0, largest - top) for sold, largest in both)


def bests(
    people: Mapping[str, Sold], periods: Sequence[Sequence[int]], grain: str, looked_at: int
) -> tuple[Best, ...]:
    """The bests among the last so many periods; each period is the places of its months.

    The `figure` of a best is what came in, uncut; it is above what it was `before`.
    """
    worth, found = counted(people), []
    for item in sorted(people):
        one = people[item]
        plain = dict(zip(one.months, one.sold, strict=True))
        cut = dict(zip(one.months, worth[item], strict=True))
        there = [n for n, months in enumerate(periods) if all(m in plain for m in months)]
        of = {n: _sum(cut, periods[n]) for n in there}
        for n in there:
            earlier = [of[k] for k in there if k < n]
            if n < len(periods) - looked_at or len(earlier) < LEAST_BEFORE[grain]:
                continue
            if of[n] > max(0, *earlier):
                found.append(Best(item, n, _sum(plain, periods[n]), max(earlier)))
    return tuple(found)


def _sum(months: Mapping[int, int], places: Sequence[int]) -> int:
    return sum(months[place] for place in places)
