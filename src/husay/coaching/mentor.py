"""Who could show it: colleagues who do best exactly what somebody needs, near and not yet busy.

Whoever is less than a quarter of the way down from the best to the learner is as good as the best,
and so on in quarters: within such a step the one who shows it to fewer comes first, then the
nearer, then the better. Skill decides, small differences in it do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Skill = Fraction | int
Near = Literal["team", "division", "area", "far"]
_NEAR: tuple[Near, ...] = ("team", "division", "area", "far")

MOST_SHOWN = 2
"""Somebody who already shows something to so many is left to sell."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody with their skill in the stage in question (a posterior mean, whatever its unit),
    to how many they are showing something (`load`), and where they are; None where it is unknown.
    """

    person: str
    skill: Skill
    load: int = 0
    team: str | None = None
    division: str | None = None
    area: str | None = None


@dataclass(frozen=True)
class Match:
    """Somebody who could show it: how much better they are, to how many they show something
    already, and how near they are."""

    person: str
    better: Fraction
    load: int
    near: Near


def mentors(learner: Colleague, colleagues: Iterable[Colleague]) -> tuple[Match, ...]:
    """The colleagues who are better than the learner and not busy, the best choice first."""
    able = [
        one
        for one in colleagues
        if one.person != learner.person and one.skill > learner.skill and one.load < MOST_SHOWN
    ]
    if not able:
        return ()
    best = max(Fraction(one.skill) for one in able)
    whole = best - Fraction(learner.skill)

    def order(one: Colleague) -> tuple[int, int, int, Fraction, str]:
        below = (best - Fraction(one.skill)) * 4 // whole
        near = _NEAR.index(nearness(learner, one))
        return int(below), one.load, near, -Fraction(one.skill), one.person

    return tuple(
        Match(
            one.person, Fraction(one.skill) - Fraction(learner.skill), one.load,
            nearness(learner, one),
        )
        for one in sorted(able, key=order)
    )  # fmt: skip


def nearness(one: Colleague, other: Colleague) -> Near:
    """The nearest thing that two people share."""
    for near, mine, theirs in (
        ("team", one.team, other.team),
        ("division", one.division, other.division),
        ("area", one.area, other.area),
    ):
        if mine is not None and mine == theirs:
            return near  # type: ignore[return-value]
    return "far"
