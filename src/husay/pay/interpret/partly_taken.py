"""What comes back where a plan takes back only a part of it, and what is left under a cap.

With `percentage` and `pro_rata` a line that takes back says how much is taken; a cap of each
transaction has to know how much came back. Of what a line earned, E, the cap left P(E) = min(E,
most). A return that leaves K of it takes its factor f of what the cap makes of the difference,
f x (P(K before) - P(K after)): a deal that wholly comes back takes f of what was paid for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey

_Event = tuple[str, str, LineKey, str | None]
"""Term, person, line, and payment of what takes back."""


@dataclass
class PartlyTaken:
    """By what takes back a part only: which part, and of each role that it was credited in what
    came back of what was earned, and what is taken."""

    known: dict[_Event, tuple[Fraction, dict[str, tuple[Fraction, int]]]] = field(
        default_factory=dict
    )

    def note(self, event: _Event, role: str, factor: Fraction, back: Fraction, taken: int) -> None:
        """Remember what came back, and that a factor of it is taken, so much."""
        self.known.setdefault(event, (factor, {}))[1][role] = back, taken

    def back(self, line: EarningLine) -> tuple[Fraction, Fraction] | None:
        """Which part is taken of what came back by a line, and how much came back (its own part of
        it, where it is one of several instalments); None where all that comes back is taken."""
        if line.sale is None or line.line is None:
            return None
        event = line.term, line.person, (line.sale, line.line), line.payment
        found = self.known.get(event)
        if found is None:
            return None
        factor, roles = found
        taken = sum(amount for _, amount in roles.values())
        back = sum((back for back, _ in roles.values()), Fraction(0))
        return factor, back * Fraction(-line.amount, taken) if taken else back


@dataclass(frozen=True)
class UnderCap:
    """What one transaction earned under a cap, and what came back of it: each time which part of
    it is taken, and how much. `so_far` is what is left of it without the cap."""

    so_far: int = 0
    earned: int = 0
    back: tuple[tuple[Fraction, Fraction], ...] = ()

    def excess(self, most: int) -> Fraction:
        """What the cap takes of it in all."""
        kept, over = Fraction(self.earned), Fraction(max(0, self.earned - most))
        for factor, amount in self.back:
            before, kept = max(Fraction(0), kept - most), kept - amount
            over -= factor * (before - max(Fraction(0), kept - most))
        return over
