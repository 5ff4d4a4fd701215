"""One transaction under a cap: what is left of its lines, and what the cap takes of them.

Of what it earned, E, the cap leaves P(E) = min(E, most). A return that leaves K of it takes its
factor f (1, or with `percentage` and `pro_rata` a part) of what the cap makes of the difference,
f x (P(K before) - P(K after)): a deal that wholly comes back takes f of what was paid for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from husay.pay.earned import EarningLine
from husay.pay.interpret.changes import Changes


@dataclass(frozen=True)
class Under:
    """A line under the cap of its transaction: what is counted of it before gates and multipliers,
    how often these take it, and, of what takes back a part only, which part and of how much."""

    line: EarningLine
    amount: int
    back: tuple[Fraction, Fraction] | None
    ratio: Fraction = Fraction(1)

    @property
    def left(self) -> Fraction:
        """What gates and multipliers leave of it."""
        return self.amount + self.line.amount * (self.ratio - 1)


@dataclass(frozen=True)
class UnderCap:
    """The lines of one transaction under a cap of so much at `most`."""

    most: int = 0
    lines: tuple[Under, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether all of its lines count as they were posted."""
        return all(one.back is None and one.ratio == 1 for one in self.lines)

    @property
    def so_far(self) -> Fraction:
        """What is left of it without the cap."""
        return sum((one.left for one in self.lines), Fraction(0))

    @property
    def excess(self) -> Fraction:
        """What the cap takes of it in all."""
        earned = sum((one.left for one in self.lines if one.back is None), Fraction(0))
        kept, over = earned, max(Fraction(0), earned - self.most)
        for one in self.lines:
            if one.back is not None:
                factor, amount = one.back
                before = max(Fraction(0), kept - self.most)
                kept -= amount * one.ratio
                over -= factor * (before - max(Fraction(0), kept - self.most))
        return over

    def changed(self, changes: Changes) -> UnderCap:
        """The same, as gates and multipliers leave its lines now."""
        return replace(
            self, lines=tuple(replace(one, ratio=changes.ratio(one.line)) for one in self.lines)
        )
