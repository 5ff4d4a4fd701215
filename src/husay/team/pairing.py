"""Whom to bring along by whom: pairs where they can be, else circles, with nobody asked too much.

Everybody who needs something has those who do it clearly better, the best choice first. Whoever has
the fewest of them chooses first, and takes the first who is free for another pair. Where all of
somebody's are taken, they join the pair of one of theirs that is about the same, as long as no
circle gets larger than five.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from husay.team.circle import MOST


@dataclass(frozen=True)
class Choice:
    """Somebody who could show it: to how many more they can (`free`), and how near they are."""

    person: str
    free: int
    near: str


@dataclass(frozen=True)
class Need:
    """Somebody and the stage of selling that they need, how sure that is (`chance`, in
    ten-thousandths), and who could show it, the best choice first."""

    person: str
    stage: str
    chance: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Learner:
    """Somebody who is proposed to learn, how near to who shows it they are, and how sure it is that
    they need it."""

    person: str
    near: str
    chance: int


@dataclass(frozen=True)
class Proposal:
    """Who could show a stage to whom; `load` is to how many they show something already."""

    stage: str
    shower: str
    learners: tuple[Learner, ...]
    load: int


def proposals(needs: Iterable[Need], most_shown: int) -> tuple[Proposal, ...]:
    """Pairs and circles for all who need something and have anybody who could show it: the surest
    need first. `most_shown` is the number of pairs and circles that one person can have."""
    free: dict[str, int] = {}
    made: dict[tuple[str, str], list[Learner]] = {}
    waiting = []
    some = [need for need in needs if need.choices]
    for need in some:
        for choice in need.choices:
            free.setdefault(choice.person, choice.free)
    load = {person: most_shown - left for person, left in free.items()}
    for need in sorted(some, key=lambda need: (len(need.choices), -need.chance, need.person)):
        first = next(
            (
                one
                for one in need.choices
                if free[one.person] > 0 and (need.stage, one.person) not in made
            ),
            None,
        )
        if first is None:
            waiting.append(need)
            continue
        free[first.person] -= 1
        made[need.stage, first.person] = [Learner(need.person, first.near, need.chance)]
    for need in waiting:
        _join(need, made)
    found = [
        Proposal(stage, shower, tuple(learners), load[shower])
        for (stage, shower), learners in made.items()
    ]
    return tuple(sorted(found, key=_order))


def _join(need: Need, made: dict[tuple[str, str], list[Learner]]) -> None:
    """A place for somebody in the smallest pair or circle of one of theirs, where there is any."""
    mine = [
        (len(made[need.stage, one.person]), n, one)
        for n, one in enumerate(need.choices)
        if len(made.get((need.stage, one.person), ())) in range(1, MOST - 1)
    ]
    if mine:
        _size, _n, chosen = min(mine, key=lambda one: one[:2])
        made[need.stage, chosen.person].append(Learner(need.person, chosen.near, need.chance))


def _order(proposal: Proposal) -> tuple[int, str, str]:
    return -max(one.chance for one in proposal.learners), proposal.stage, proposal.shower
