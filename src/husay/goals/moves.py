"""Moves: what a manager shifts between their people, within bounds, with nothing won or lost.

Bounds are a share of what was *proposed* for each, so that small moves one after the other cannot
add up to a large one. All people's goals together stay what they were. Every move has a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.amount import amount_text, ratio_text
from husay.basics.problem import Problem

BOUND = Fraction(1, 10)
"""How far a goal may be moved from the proposed one (METHODS 5.3)."""


@dataclass(frozen=True)
class Moved:
    """The people's goals after the moves; those given, with every mistake found."""

    values: Mapping[str, int]
    problems: tuple[Problem, ...]


def bounds(proposed: int, bound: Fraction = BOUND) -> tuple[int, int]:
    """The least and the most that a proposed goal may be moved to."""
    room = int(abs(proposed) * bound)
    return proposed - room, proposed + room


def move(
    proposed: Mapping[str, int],
    standing: Mapping[str, int],
    wanted: Mapping[str, int],
    reason: str,
    bound: Fraction = BOUND,
) -> Moved:
    """Move goals between a manager's people: those in `wanted` to the values there.

    `proposed` and `standing` have, for each of the manager's people, what was proposed and what
    stands now. Problems, errors all, and with any of them nothing is moved: `move-not-theirs`,
    `move-beyond`, `moves-add`, `moves-take` (the goals' sum would change), `move-without-reason`,
    `move-of-nothing`.
    """
    problems = tuple(_mistakes(proposed, standing, wanted, reason, bound))
    return Moved(standing if problems else {**standing, **wanted}, problems)


def _mistakes(
    proposed: Mapping[str, int],
    standing: Mapping[str, int],
    wanted: Mapping[str, int],
    reason: str,
    bound: Fraction,
) -> Iterator[Problem]:
    """All that is wrong with some moves."""
    theirs = {who: value for who, value in wanted.items() if who in standing}
    for who in wanted.keys() - standing.keys():
        yield Problem(code="move-not-theirs", value=who)
    for who, value in theirs.items():
        least, most = bounds(proposed.get(who, standing[who]), bound)
        if not least <= value <= most and value != standing[who]:
            said = (
                ("to", amount_text(value)),
                ("least", amount_text(least)),
                ("most", amount_text(most)),
                ("share", ratio_text(bound * 100)),
            )
            yield Problem(code="move-beyond", value=who, values=said)
    apart = sum(value - standing[who] for who, value in theirs.items())
    if apart:
        by = (("by", amount_text(abs(apart))),)
        yield Problem(code="moves-add" if apart > 0 else "moves-take", values=by)
    if all(value == standing[who] for who, value in theirs.items()) and len(theirs) == len(wanted):
        yield Problem(code="move-of-nothing")
    if not reason.strip():
        yield Problem(code="move-without-reason")
