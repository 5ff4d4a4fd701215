"""Events: when a credited line counts, and how much of it, by the plan's trigger.

Booked and invoiced lines count once, whole. Paid ones count pro rata to the money received: a line
counts for the share of what is owed for its sale that has been received so far, so that each
payment (or return, or bounced cheque) brings the difference.

**Order**: trigger date, then sale, then line, then payment. A return of a line stands directly
behind that line on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.pay.document.settings import Trigger
from husay.pay.facts import CreditedLine, LineKey, Payment


@dataclass(frozen=True, slots=True)
class Event:
    """A line of which, from this day on, the part `after` counts; `before` is what did so far.

    `payment` is the payment (or the return) that caused it, where lines are paid; `reverses` the
    payment that it takes back, and `part` which part of that payment.
    """

    day: date
    line: CreditedLine
    after: Fraction = Fraction(1)
    before: Fraction = Fraction(0)
    payment: str | None = None
    reverses: str | None = None
    part: Fraction = Fraction(1)

    @property
    def order(self) -> tuple[date, str, int, bool, str, int, str, str, str]:
        """By what events are put in order (person and role only tell apart)."""
        line = self.line
        sale, number = line.returns or line.key
        return (
            self.day, sale, number, line.returns is not None, line.sale, line.line,
            self.payment or "", line.person, line.role,
        )  # fmt: skip


def events_of(
    lines: Sequence[CreditedLine], payments: Sequence[Payment], trigger: Trigger
) -> list[Event]:
    """All events of these lines, in order."""
    if trigger == "paid":
        found = list(_paid(lines, payments))
    elif trigger == "invoiced":
        found = [Event(day, line) for line in lines if (day := line.invoiced) is not None]
    else:
        found = [Event(line.day, line) for line in lines]
    return sorted(found, key=lambda event: event.order)


@dataclass(frozen=True, slots=True)
class _Step:
    """A day on which the share received of a sale may change."""

    day: date
    cause: str
    received: int = 0
    owed: int = 0
    reverses: str | None = None


def _paid(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[Event]:
    by_sale: dict[str, list[CreditedLine]] = {}
    for line in lines:
        by_sale.setdefault((line.returns or line.key)[0], []).append(line)
    for sale, own in by_sale.items():
        received = [payment for payment in payments if payment.sale == sale]
        yield from _of_sale(own, received)


def _of_sale(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[Event]:
    stated = next((p.due for p in payments if p.due is not None), None)
    sold = {line.key: line.amount + line.tax for line in lines if line.returns is None}
    owed = sum(sold.values()) if stated is None else stated
    amounts = {payment.payment: payment.amount for payment in payments}
    received, before = 0, dict[tuple[str, int, str, str], Fraction]()
    for step in sorted(_steps(lines, payments), key=lambda step: (step.day, step.cause)):
        owed, received = owed + step.owed, received + step.received
        share = _share(received, owed)
        part = _part(step, amounts)
        for line in lines:
            name = (*line.key, line.person, line.role)
            if line.returns is not None and line.day > step.day:
                continue
            was = before.get(name, Fraction(0))
            if share != was:
                before[name] = share
                yield Event(step.day, line, share, was, step.cause, step.reverses, part)


def _steps(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[_Step]:
    seen = set[LineKey]()
    for line in lines:
        if line.returns is not None and line.key not in seen:
            seen.add(line.key)
            yield _Step(line.day, f"return {line.sale}", owed=line.amount + line.tax)
    for payment in payments:
        yield _Step(payment.day, payment.payment, payment.amount, 0, payment.reverses)


def _share(received: int, owed: int) -> Fraction:
    """The share received of what is owed: from nothing to all. Nothing owed is all received."""
    if owed <= 0:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction(received, owed)))


def _part(step: _Step, amounts: dict[str, int]) -> Fraction:
    """Which part of the payment that it takes back a step takes back."""
    whole = amounts.get(step.reverses or "", 0)
    return min(Fraction(1), Fraction(-step.received, whole)) if whole > 0 else Fraction(1)
