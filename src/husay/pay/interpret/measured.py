"""What a measure has of a credited line: a whole number of ten-thousandths.

The whole line is measured, rounded half away from zero to the ten-thousandth, and dealt to those
who are credited by largest remainder, so that the parts sum to the line. An overlay is beside the
others and takes its share of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.share import deal
from husay.pay.document.expression import fields_of
from husay.pay.document.measure import Measure
from husay.pay.facts import CreditedLine, LineKey
from husay.pay.interpret.evaluate import Row, Value, evaluate, holds
from husay.pay.interpret.work import Work
from husay.pay.rounding import ten_thousandths


def whole_part(value: int, line: CreditedLine) -> int:
    """This person's part of a whole line's value."""
    if line.overlay:
        return ten_thousandths(Fraction(value * line.share, SCALE))
    return deal(value, line.shares)[line.place]


class Rows:
    """The fields of lines, as expressions read them."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self._kept: dict[tuple[LineKey, str, str], dict[str, Value]] = {}

    def row(self, line: CreditedLine) -> Row:
        """The fields of a line."""
        name = (line.key, line.person, line.role)
        if name not in self._kept:
            self._kept[name] = self._read(line)
        return self._kept[name]

    def day_of(self, line: CreditedLine) -> date:
        """The sale's day; of a return, that of the sale that it takes back."""
        taken = self.work.lines.get(line.returns) if line.returns else None
        return taken.day if taken is not None else line.day

    def takes(self, measure: Measure, line: CreditedLine) -> bool:
        """Whether a measure measures a line: its role, and what `where` says."""
        return line.role in measure.roles and holds(measure.where, self.row(line))

    def value(self, measure: Measure, line: CreditedLine) -> int:
        """What a measure in amounts or pieces has of a whole line."""
        assert measure.value is not None, "counts and scores are no line's"
        found = evaluate(measure.value, self.row(line))
        if not isinstance(found, Fraction):
            missing = [f for f in sorted(fields_of(measure.value)) if self.row(line).get(f) is None]
            self.work.lacks("pay-missing-field", ", ".join(missing), measure=measure.name,
                            sale=line.sale, line=line.line)  # fmt: skip
            return 0
        return ten_thousandths(found * SCALE)

    def _read(self, line: CreditedLine) -> dict[str, Value]:
        found: dict[str, Value] = dict(line.attributes)
        for name, unit in self.work.plan.fields:
            found[name] = _typed(line.attributes.get(name), unit)
        amounts = self.work.converter.amounts(line, self.day_of(line))
        for name, amount in (*amounts.items(), ("quantity", line.quantity)):
            found[name] = None if amount is None else Fraction(amount, SCALE)
        listed = amounts["list_amount"]
        paid = amounts["amount"] or 0
        found["discount"] = None if not listed else 1 - Fraction(paid, listed)
        found |= {
            "share": Fraction(line.share, SCALE),
            "date": line.day,
            "invoiced": line.invoiced,
            "sale": line.sale,
            "seller": line.person,
            "role": line.role,
            "kind": line.kind,
            "currency": line.currency,
        }
        return {name: value if value != "" else None for name, value in found.items()}


def _typed(text: str | None, unit: str) -> Value:
    """What an added field holds; missing where its text is not of its kind."""
    if text is None or unit == "text":
        return text
    try:
        return date.fromisoformat(text) if unit == "date" else Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


@dataclass
class _Kept:
    """What is kept of a sale or a line so far: of its amount and of its pieces. `sold`: something
    was sold, rather than only taken back; `priced`: and not for nothing."""

    amount: Fraction = Fraction(0)
    pieces: Fraction = Fraction(0)
    sold: bool = False
    priced: bool = False

    @property
    def one(self) -> int:
        """1 as long as more than nothing is kept: of its amount; of what was sold for nothing, of
        its pieces."""
        return int(self.sold and (self.amount if self.priced else self.pieces) > 0)


class Counting:
    """Counts sales (or lines) as ones: each is one as long as more than nothing of it is kept.

    `since` is the line by which each counts: whatever it earned is earned of that line, and so it
    is taken back of it, whichever of its lines comes back last.
    """

    def __init__(self) -> None:
        self.kept: dict[object, _Kept] = {}
        self.since: dict[object, LineKey] = {}

    def value(self, key: object, line: CreditedLine, back: Fraction | None = None,
              of: CreditedLine | None = None) -> int:  # fmt: skip
        """By how much a line changes the count, in ten-thousandths: one, nothing, or minus one.
        `back` is the part of the line `of` that a return brings back."""
        kept = self.kept.setdefault(key, _Kept())
        before = kept.one
        if back is not None and of is not None:
            kept.amount -= back * of.amount
            kept.pieces -= back * (of.quantity or 0)
            return (kept.one - before) * SCALE
        kept.amount += line.amount
        kept.pieces += line.quantity or 0
        if line.returns is None:
            kept.priced = kept.priced or line.amount != 0
            kept.sold = kept.sold or line.kind != "return"
            if kept.one > before:
                self.since[key] = line.key
        return (kept.one - before) * SCALE
