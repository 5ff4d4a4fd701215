"""Who starts when, by lot: the one way of choosing that makes a comparison beyond doubt.

Where several are eligible for the same coaching, all get it, some later. If chance decides who
begins, those still waiting are what the others would have been without it, and no months need be
left out of the "before" (`husay.stats.effect`, `chosen_by` 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

S = TypeVar("S")


def staggered(people: Iterable[str], starts: Sequence[S], seed: int) -> dict[str, S]:
    """Deal people over starts by lot, as evenly as they go; the same for the same seed, in whatever
    order people are given.

    The lot is the order of the SHA-256 of the seed, a line feed and the person, so that anybody can
    draw it again. Of persons left over each starts at another time, the earlier ones first: where
    seven have three starts, three begin with the first. The result is in the order of starts, then
    of names. ValueError without a start, for a start given twice, or for a person given twice.
    """
    named = sorted(people)
    twice = len(set(named)) < len(named) or any(s in starts[:i] for i, s in enumerate(starts))
    if twice or not starts:
        raise ValueError("a lot wants people and starts, each once")
    lots = sorted(named, key=lambda person: sha256(f"{seed}\n{person}".encode()).digest())
    place = {person: i % len(starts) for i, person in enumerate(lots)}
    return {person: starts[place[person]] for person in sorted(named, key=lambda p: (place[p], p))}
