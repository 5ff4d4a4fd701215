"""Which part of a line its returns bring back, one after the other: never more than all of it.

By amount for what is measured in money, by quantity for pieces and counts where the return says how
many; else by amount. Of a line for nothing, by quantity, else all of it. A line that names another
and adds to it (a debit note, or a credit note that is cancelled) brings back less than nothing.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property

from husay.pay.document.expression import Unit
from husay.pay.facts import CreditedLine, LineKey
from husay.pay.interpret.work import Work

Part = tuple[Fraction, Fraction]
"""How much of a line had come back before a return, and with it."""

_PIECES: tuple[Unit, ...] = ("quantity", "count")


class Parts:
    """The parts of lines that come back."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._kept: dict[tuple[LineKey, bool], dict[LineKey, Part]] = {}

    def sold(self, line: CreditedLine) -> CreditedLine | None:
        """The line that a return takes back, where it is among the facts and no return itself."""
        found = self.work.lines.get(line.returns) if line.returns is not None else None
        return found if found is not None and found.returns is None else None

    def part(self, line: CreditedLine, unit: Unit) -> Part | None:
        """The part of its line that a return brings back, of what is measured in a unit; None where
        it does not count yet, or what it takes back is not among the facts."""
        sold = self.sold(line)
        if sold is None:
            return None
        asked = (sold.key, unit in _PIECES)
        if asked not in self._kept:
            self._kept[asked] = self._parts(sold, by_pieces=unit in _PIECES)
        return self._kept[asked].get(line.key)

    def _parts(self, sold: CreditedLine, *, by_pieces: bool) -> dict[LineKey, Part]:
        found, so_far = dict[LineKey, Part](), Fraction(0)
        for line in self._returns.get(sold.key, ()):
            before, so_far = so_far, so_far + self._one(line, sold, by_pieces=by_pieces)
            found[line.key] = min(before, Fraction(1)), min(so_far, Fraction(1))
        return found

    def _one(self, line: CreditedLine, sold: CreditedLine, *, by_pieces: bool) -> Fraction:
        """Which part of a line one return brings back, whatever came back before."""
        pieces = None
        if line.quantity is not None and sold.quantity:
            pieces = Fraction(-line.quantity, sold.quantity)
        if pieces is not None and (by_pieces or not sold.amount):
            return pieces
        if not sold.amount:
            return Fraction(1)
        if line.currency != sold.currency:
            self.work.lacks("pay-return-currency", line.currency, sale=line.sale, line=line.line,
                            currency=sold.currency, sold=sold.sale)  # fmt: skip
            return Fraction(0)
        return Fraction(-line.amount, sold.amount)

    @cached_property
    def _returns(self) -> dict[LineKey, list[CreditedLine]]:
        """The returns of each line in the order in which they count."""
        invoiced = self.work.plan.trigger == "invoiced"
        dated = [
            (day, line)
            for line in self.work.lines.values()
            if (day := line.invoiced if invoiced else line.day) is not None
        ]
        found: dict[LineKey, list[CreditedLine]] = {}
        for _, line in sorted(dated, key=lambda item: (item[0], *item[1].key)):
            if line.returns is not None:
                found.setdefault(line.returns, []).append(line)
        return found
