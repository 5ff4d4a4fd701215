"""What terms that earn by line are counted with: what a line adds, and what a window came to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from husay.pay.interpret.entries import Entry, OriginKey


@dataclass
class SoFar:
    """What one window (or transaction) came to so far; `paid_on` by the shares of pay."""

    measured: int = 0
    paid_on: Fraction = Fraction(0)
    exact: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Taking:
    """What a line is of: an entry, and what it adds to what is measured and to what is paid on.

    `measured_of` is the line of which it takes back what is measured, where that is not the one of
    which it takes back what is paid on.
    """

    entry: Entry
    measured: int = 0
    paid_on: int = 0
    measured_of: OriginKey | None = None
