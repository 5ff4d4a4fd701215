"""Repeatable chance: streams of pseudo-random numbers, each with its own name.

A stream depends on the seed and its name alone, so what one part of the company draws never
shifts what another part gets.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A named stream of whole numbers."""

    def __init__(self, seed: int, name: str) -> None:
        self._random = Random(f"{seed}:{name}")  # nosec B311  # repeatable, not secret

    def below(self, limit: int) -> int:
        """A number from 0 to `limit` - 1."""
        return self._random.getrandbits(48) * limit >> 48

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def around(self, middle: int, spread: int) -> int:
        """A number within `spread` of `middle`, more often near it."""
        return middle - spread + self.below(spread + 1) + self.below(spread + 1)

    def of(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.below(len(things))]
