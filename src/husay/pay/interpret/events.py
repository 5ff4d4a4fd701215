"""Events: when a credited line counts, and how much of it, by the plan's trigger.

Booked and invoiced lines count once, whole. Paid ones count pro rata to the money received: a line
counts for the share of what is owed for its sale that has been received so far, so that each
payment (or return, or bounced cheque) brings the difference.

**Order**: trigger date, then sale, then line, then payment. A return of a line stands directly
behind that line on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from husay.pay.document.settings import Trigger
from husay.pay.facts import CreditedLine, LineKey, Payment
from husay.pay.interpret.brought import Brought

_Credit = tuple[str, int, str, str]
"""A line as somebody is credited with it in a role."""

_Money = tuple[tuple[str, int], ...]
"""How much of what was received each payment had brought."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of which, from this day on, the part `after` counts; `before` is what did so far.

    `payment` is the payment (or the return) that caused it, where lines are paid; `reverses` the
    payment whose money goes, and `part` which part of what that brought. A cheque that bounces has
    an event for each payment whose money goes, `nth` of them. Of what a return caused (or had
    caused, and goes again), `brought` says how much of what had been received each payment had
    brought; None otherwise. `beside`: of a return, that not itself but another cause changed the
    share that counts.
    """

    day: date
    line: CreditedLine
    after: Fraction = Fraction(1)
    before: Fraction = Fraction(0)
    payment: str | None = None
    reverses: str | None = None
    part: Fraction = Fraction(1)
    brought: _Money | None = None
    beside: bool = False
    nth: int = 0

    @property
    def is_of_payment(self) -> bool:
        """Whether a payment caused it, where lines are paid; not the return of one."""
        return self.payment is not None and self.brought is None

    @property
    def order(self) -> tuple[date, str, int, bool, str, int, str, str, str, int]:
        """By what events are put in order (person and role only tell apart)."""
        line = self.line
        sale, number = line.returns or line.key
        return (
            self.day, sale, number, line.returns is not None, line.sale, line.line,
            self.payment or "", line.person, line.role, self.nth,
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
    """A day on which the share received of a sale may change; `returned` is the line that does."""

    day: date
    cause: str
    received: int = 0
    owed: int = 0
    reverses: str | None = None
    returned: LineKey | None = None

    @property
    def order(self) -> tuple[date, str, int]:
        """Payments and returns of a day stand by their numbers."""
        return self.day, self.cause, self.returned[1] if self.returned is not None else 0


def _paid(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[Event]:
    by_sale: dict[str, list[CreditedLine]] = {}
    for line in lines:
        by_sale.setdefault((line.returns or line.key)[0], []).append(line)
    received: dict[str, list[Payment]] = {}
    for payment in payments:
        received.setdefault(payment.sale, []).append(payment)
    for sale, own in by_sale.items():
        yield from _of_sale(own, received.get(sale, ()))


def _of_sale(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[Event]:
    stated = next((p.due for p in payments if p.due is not None), None)
    sold = {line.key: line.amount + line.tax for line in lines if line.returns is None}
    owed = sum(sold.values()) if stated is None else stated
    received, before = 0, dict[_Credit, Fraction]()
    money, returned = Brought(), set[LineKey]()
    brought, by_return = dict[_Credit, Brought](), dict[str, _Money]()
    for step in sorted(_steps(lines, payments), key=lambda step: step.order):
        counted = _counted(received, owed)
        owed, received = owed + step.owed, received + step.received
        share, of = _share(received, owed), None
        if step.returned is not None:
            returned.add(step.returned)
            of = tuple((name, int(much)) for name, much in money.left.items() if much > 0)
            by_return[step.cause] = of
        else:
            money.change(step.cause, Fraction(_counted(received, owed) - counted), step.reverses)
        for line in lines:
            key = (*line.key, line.person, line.role)
            if line.returns is not None and line.key not in returned:
                continue  # nothing of it has come back yet
            was = before.get(key, Fraction(0))
            if share != was:
                before[key] = share
                beside = line.returns is not None and step.returned != line.key
                event = Event(step.day, line, share, was, step.cause, brought=of, beside=beside)
                own = brought.setdefault(key, Brought())
                yield from _by_payment(event, step.reverses, own, by_return)


def _by_payment(
    event: Event, reverses: str | None, brought: Brought, by_return: Mapping[str, _Money]
) -> Iterator[Event]:
    """An event; of a cheque that bounces, one for each payment whose money goes."""
    parts = brought.change(event.payment or "", event.after - event.before, reverses)
    if event.after > event.before:
        yield event
        return
    if reverses is None or event.line.returns is not None:
        yield replace(event, reverses=reverses)
        return
    before = event.before
    for nth, one in enumerate(parts):
        after = before - one.share
        yield replace(
            event, before=before, after=after, reverses=one.payment, part=one.part, nth=nth,
            brought=by_return.get(one.payment),
        )  # fmt: skip
        before = after


def of_return(line: CreditedLine) -> str:
    """What a return is called that changes how much of a sale has been received."""
    return f"return {line.sale}"


def _steps(lines: Sequence[CreditedLine], payments: Sequence[Payment]) -> Iterator[_Step]:
    seen = set[LineKey]()
    for line in lines:
        if line.returns is not None and line.key not in seen:
            seen.add(line.key)
            owed = line.amount + line.tax
            yield _Step(line.day, of_return(line), owed=owed, returned=line.key)
    for payment in payments:
        yield _Step(payment.day, payment.payment, payment.amount, 0, payment.reverses)


def _counted(received: int, owed: int) -> int:
    """What counts of what was received: at most what is owed, and nothing below nothing."""
    return max(0, min(received, owed))


def _share(received: int, owed: int) -> Fraction:
    """The share received of what is owed: from nothing to all. Nothing owed is all received."""
    if owed <= 0:
        return Fraction(1)
    return min(Fraction(1), max(Fraction(0), Fraction(received, owed)))
