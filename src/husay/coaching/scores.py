"""What visits show over time: scores by area, where somebody is held up, whether managers agree.

A visit counts once in an area: with the mean of what was scored there. Everything is worked out
exactly, in fractions.

**Choke point by eye.** Of the areas with at least `ENOUGH` scored visits the lowest is named if it
lies below the next by more than the standard error of that difference,

    (m2 - m1)^2 > v1 / n1 + v2 / n2,

with the sample variance v of an area's visits, but never less than 1/12: a score is told in whole
steps, and rounding to a step alone has that variance.

**Agreement.** Scores of one behaviour of one seller by two managers within `WITHIN` days are a
pair. With the mean square difference D of the pairs and the variance V of all their scores,
Cohen's kappa with quadratic weights, both managers taken as one population, is 1 - D / (2 V)
(Cohen 1968; with common margins it is Krippendorff's alpha without the small-sample term).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Literal

from husay.coaching.areas import AREAS, Area
from husay.coaching.visit import Visit

ENOUGH = 3
"""Scored visits that an area must have before anything is said of it."""

WITHIN = 60
"""Days within which two managers may be said to have seen the same seller."""

LATELY = 365
"""Days of which visits still speak: older ones are of somebody who has sold on since."""

MOST_MORE = 52
"""One a week for the year in which they speak: areas that would want more are taken to be alike."""

ENOUGH_PAIRS = 10
_LEAST_VARIANCE = Fraction(1, 12)
_ALIKE, _CLOSE = Fraction(3, 5), Fraction(1, 2)


@dataclass(frozen=True)
class AreaScores:
    """The visits in which an area was scored, oldest first: each day with its mean score."""

    area: Area
    points: tuple[tuple[date, Fraction], ...]

    @property
    def visits(self) -> int:
        """In how many visits it was scored."""
        return len(self.points)

    @property
    def mean(self) -> Fraction:
        """The mean of the visits, from 1 to 4."""
        return sum((value for _, value in self.points), Fraction()) / self.visits

    @property
    def variance(self) -> Fraction:
        """The sample variance of the visits, at least that of rounding to a step."""
        if self.visits < 2:
            return _LEAST_VARIANCE
        mean = self.mean
        squares = sum(((value - mean) ** 2 for _, value in self.points), Fraction())
        return max(squares / (self.visits - 1), _LEAST_VARIANCE)


@dataclass(frozen=True)
class Choke:
    """Where somebody is held up, as managers saw it; `margin` is how far below the next area."""

    area: Area
    margin: Fraction
    visits: int


@dataclass(frozen=True)
class NotYet:
    """Nothing can be said yet: `more` visits are needed (an estimate; None: the areas are alike,
    and no number of visits like these that anybody makes would tell them apart)."""

    more: int | None


@dataclass(frozen=True)
class Agreement:
    """Whether managers see the same. `kappa` is None where all scores are one and the same,
    `difference` the mean absolute difference in steps; `more` pairs are needed when it is not
    known `yet`."""

    verdict: Literal["agree", "disagree", "yet"]
    pairs: int
    kappa: Fraction | None = None
    difference: Fraction | None = None
    more: int = 0


def lately(visits: Iterable[Visit], today: date) -> tuple[Visit, ...]:
    """The visits of the last `LATELY` days."""
    return tuple(visit for visit in visits if 0 <= (today - visit.day).days < LATELY)


def by_area(visits: Iterable[Visit]) -> dict[Area, AreaScores]:
    """The areas that were ever scored, in their order."""
    points: dict[Area, list[tuple[date, Fraction]]] = {}
    for visit in sorted(visits, key=lambda v: (v.day, v.key)):
        seen: dict[Area, list[int]] = {}
        for one in visit.scores:
            if one.score is not None:
                seen.setdefault(one.area, []).append(one.score)
        for area, scores in seen.items():
            points.setdefault(area, []).append((visit.day, Fraction(sum(scores), len(scores))))
    return {area: AreaScores(area, tuple(points[area])) for area in AREAS if area in points}


def choke_point(areas: Mapping[Area, AreaScores]) -> Choke | NotYet:
    """The area that holds somebody back, if the visits can say so."""
    known = [scores for scores in areas.values() if scores.visits >= ENOUGH]
    if len(known) < 2:
        nearest = sorted(ENOUGH - min(s.visits, ENOUGH) for s in areas.values())
        missing = (*nearest, ENOUGH, ENOUGH)[:2]
        return NotYet(max(missing))
    low, following = sorted(known, key=lambda s: (s.mean, AREAS.index(s.area)))[:2]
    margin = following.mean - low.mean
    error = low.variance / low.visits + following.variance / following.visits
    if margin**2 > error:
        return Choke(low.area, margin, low.visits)
    if margin == 0:
        return NotYet(None)
    return NotYet(_more(low, following, margin))


def _more(low: AreaScores, following: AreaScores, margin: Fraction) -> int | None:
    """Visits to both areas after which the same margin would be beyond its standard error; None for
    more than `MOST_MORE`."""

    def told(more: int) -> bool:
        error = low.variance / (low.visits + more)
        return margin**2 > error + following.variance / (following.visits + more)

    more = bisect_left(range(MOST_MORE + 1), True, lo=1, key=told)
    return more if more <= MOST_MORE else None


def agreement(visits: Iterable[Visit]) -> Agreement:
    """Whether managers who saw the same sellers saw the same; each score is in one pair at most."""
    pairs = _pairs(tuple(visits))
    if len(pairs) < ENOUGH_PAIRS:
        return Agreement("yet", len(pairs), more=ENOUGH_PAIRS - len(pairs))
    difference = Fraction(sum(abs(a - b) for a, b in pairs), len(pairs))
    kappa = weighted_kappa(pairs)
    alike = difference <= _CLOSE or (kappa is not None and kappa >= _ALIKE)
    return Agreement("agree" if alike else "disagree", len(pairs), kappa, difference)


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> Fraction | None:
    """Kappa with quadratic weights, of pairs without an order; None where nothing varies."""
    scores = [score for pair in pairs for score in pair]
    mean = Fraction(sum(scores), len(scores))
    variance = sum(((score - mean) ** 2 for score in scores), Fraction()) / len(scores)
    if variance == 0:
        return None
    apart = Fraction(sum((a - b) ** 2 for a, b in pairs), len(pairs))
    return 1 - apart / (2 * variance)


_Told = tuple[date, str, str, int]
"""A score: its day, its visit, who gave it, and what it is."""


def _pairs(visits: Sequence[Visit]) -> list[tuple[int, int]]:
    """The scores of one behaviour of one seller by two managers, the nearest days first."""
    told: dict[tuple[str, str], list[_Told]] = {}
    for visit in sorted(visits, key=lambda v: (v.day, v.key)):
        for one in visit.scores:
            if one.score is not None:
                place = told.setdefault((visit.seller, one.name), [])
                place.append((visit.day, visit.key, visit.by, one.score))
    return [pair for _, scores in sorted(told.items()) for pair in _paired(scores)]


def _paired(scores: Sequence[_Told]) -> list[tuple[int, int]]:
    possible = sorted(
        (abs((a[0] - b[0]).days), i, j)
        for (i, a), (j, b) in combinations(enumerate(scores), 2)
        if a[2] != b[2] and abs((a[0] - b[0]).days) <= WITHIN
    )
    used: set[int] = set()
    found = []
    for _, i, j in possible:
        if not used & {i, j}:
            used |= {i, j}
            found.append((scores[i][3], scores[j][3]))
    return found
