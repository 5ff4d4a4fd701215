"""Values of cases: amounts, which may be below zero, and days from and to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import DAY, Window
from husay.pay.document.body import Body
from husay.pay.document.figure import read_number
from husay.pay.document.node import Scalar

_MINUS = ("-", "\N{MINUS SIGN}")


def amount_of(text: str) -> Fraction | None:
    """A number as written, below zero with a minus; None for anything else."""
    size = text[1:].strip() if text.startswith(_MINUS) else text
    read = read_number(size)
    if read is None:
        return None
    return -read[0] if size != text else read[0]


class CaseBody(Body):
    """A mapping of a case."""

    def amount(self, key: str) -> int | None:
        """An amount in ten-thousandths. Problem `case-amount`: no number, or finer."""
        found = self.scalar(key)
        return None if found is None else self.taken(key, found)

    def taken(self, key: str, found: Scalar) -> int | None:
        """A text as an amount."""
        value = amount_of(found.text)
        if value is None or (value * SCALE).denominator != 1:
            self.notes.wrong(found.place, "case-amount", found.text, key=key)
            return None
        return int(value * SCALE)

    def amounts(self, key: str) -> dict[str, int]:
        """Amounts by name."""
        return dict(self._named_amounts(key))

    def _named_amounts(self, key: str) -> Iterator[tuple[str, int]]:
        for name, node in self.named(key):
            if not isinstance(node, Scalar):
                self.notes.wrong(node.place, "plan-not-text", name.text)
            elif (value := self.taken(name.text, node)) is not None:
                yield name.text, value

    def shares(self, key: str) -> dict[str, int] | None:
        """Shares by who has them, in ten-thousandths; None where one is wrong.

        Problem `case-share`: no part above nothing, or finer than the book keeps shares.
        """
        found, wrong = dict[str, int](), False
        for name, node in self.named(key):
            text = node.text if isinstance(node, Scalar) else ""
            value = amount_of(text)
            if value is None or value <= 0 or (value * SCALE).denominator != 1:
                wrong = True
                self.notes.wrong(node.place, "case-share", text, seller=name.text)
            else:
                found[name.text] = int(value * SCALE)
        return None if wrong else found

    def window(self, first: date | None = None, last: date | None = None) -> Window | None:
        """The days from `from` to `to`, both included; ends that are left out as given."""
        start, end = self.day("from") or first, self.day("to") or last
        if start is None or end is None:
            return None
        if end < start - DAY:
            self.notes.wrong(self.place("to"), "plan-ends-before", self.text("to"))
            return None
        return Window(start, end)

    def days(self, key: str) -> list[date]:
        """A list of dates."""
        found = []
        for scalar in self.scalars(key):
            try:
                found.append(date.fromisoformat(scalar.text))
            except ValueError:
                self.notes.wrong(scalar.place, "plan-day", scalar.text, key=key)
        return found
