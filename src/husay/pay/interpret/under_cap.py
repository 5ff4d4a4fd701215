"""One transaction under a cap: what is left of its lines, and what the cap takes of them.

Of what it earned, E, the cap leaves P(E) = min(E, most). A return that leaves K of it takes its
factor f (1, or with `percentage` and `pro_rata` a part) of what the cap makes of the difference,
f x (P(K before) - P(K after)): a deal that wholly comes back takes f of what was paid for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from husay.pay.earned import EarningLine

Exact = Fraction | int
"""Ten-thousandths; a whole number is no Fraction, since most are whole and there are many."""


@dataclass(frozen=True)
class Under:
    """A line under the cap of its transaction: what gates, multipliers and the caps before leave of
    it, how often gates and multipliers take it, and, of what takes back a part only, which part and
    of how much."""

    line: EarningLine
    left: Exact
    back: tuple[Fraction, Fraction] | None
    ratio: Exact = 1


@dataclass(frozen=True)
class UnderCap:
    """The lines of one transaction under a cap of so much at `most`."""

    most: int
    lines: tuple[Under, ...] = ()

    @cached_property
    def is_plain(self) -> bool:
        """Whether all of its lines count as they were posted."""
        return all(one.back is None and one.ratio == 1 for one in self.lines)

    @cached_property
    def so_far(self) -> Exact:
        """What is left of it without the cap."""
        return sum(one.left for one in self.lines)

    @cached_property
    def excess(self) -> Exact:
        """What the cap takes of it in all."""
        kept: Exact = sum(one.left for one in self.lines if one.back is None)
        over: Exact = max(0, kept - self.most)
        for one in self.lines:
            if one.back is not None:
                factor, amount = one.back
                before = max(Fraction(0), Fraction(kept - self.most))
                kept -= amount * one.ratio
                over -= factor * (before - max(Fraction(0), Fraction(kept - self.most)))
        return over
