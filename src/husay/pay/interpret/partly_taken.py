"""What comes back where a plan takes back only a part of it.

With `percentage` and `pro_rata` a line that takes back says how much is taken; a cap of each
transaction has to know how much came back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from husay.pay.earned import EarningLine
from husay.pay.facts import LineKey

_Event = tuple[str, str, LineKey, str | None]
"""Term, person, line, and payment of what takes back."""

_Part = tuple[str, int]
"""A role, and of a cheque that bounces, which of the payments whose money goes."""


@dataclass
class PartlyTaken:
    """By what takes back a part only: which part, and of each role that it was credited in (and
    each payment whose money goes) what came back of what was earned, and what is taken."""

    known: dict[_Event, tuple[Fraction, dict[_Part, tuple[Fraction, int]]]] = field(
        default_factory=dict
    )

    def note(
        self, event: _Event, part: _Part, factor: Fraction, back: Fraction, taken: int
    ) -> None:
        """Remember what came back, and that a factor of it is taken, so much."""
        self.known.setdefault(event, (factor, {}))[1][part] = back, taken

    def back(self, line: EarningLine) -> tuple[Fraction, Fraction] | None:
        """Which part is taken of what came back by a line, and how much came back (its own part of
        it, where it is one of several instalments); None where all that comes back is taken."""
        if line.sale is None or line.line is None:
            return None
        event = line.term, line.person, (line.sale, line.line), line.payment
        found = self.known.get(event)
        if found is None:
            return None
        factor, parts = found
        taken = sum(amount for _, amount in parts.values())
        back = sum((back for back, _ in parts.values()), Fraction(0))
        return factor, back * Fraction(-line.amount, taken) if taken else back
