"""What each payment brought of a line, and of which payments money goes that bounces.

A line counts for the share received of what is owed for its sale. What raises that share brings so
much of the line: a payment, or a return that lowers what is owed. A cheque that bounces takes the
money away that it brought; where it had brought less than really goes, since it was beyond what was
owed, the rest goes of what the line's other payments brought, the latest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Gone:
    """What goes of what one payment brought of a line: a share of the line, which is such a `part`
    of what it brought."""

    payment: str
    share: Fraction
    part: Fraction


@dataclass
class Brought:
    """Of one credited line: by payment, in order, the share that it brought, and what is left."""

    all: dict[str, Fraction] = field(default_factory=dict)
    left: dict[str, Fraction] = field(default_factory=dict)

    def add(self, payment: str, share: Fraction) -> None:
        """More of the line counts, by a payment."""
        self.all[payment] = self.all.get(payment, Fraction(0)) + share
        self.left[payment] = self.left.get(payment, Fraction(0)) + share

    def change(self, payment: str, share: Fraction, reverses: str | None) -> tuple[Gone, ...]:
        """More of the line counts, by a payment; or less, by one that `reverses` another: what goes
        of which payment."""
        if share > 0:
            self.add(payment, share)
            return ()
        return tuple(self.take(-share, reverses))

    def take(self, share: Fraction, of: str | None = None) -> Iterator[Gone]:
        """Less of the line counts: what goes of which payment, first of the one that bounces."""
        for payment in (*([of] if of in self.left else []), *reversed(list(self.left))):
            goes = min(share, self.left[payment])
            if goes > 0:
                share -= goes
                self.left[payment] -= goes
                yield Gone(payment, goes, Fraction(goes, self.all[payment]))
