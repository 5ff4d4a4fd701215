"""The days that decide about an event: whether the plan and a term hold, and which rates do.

A line's trigger date does; where lines are paid, each payment's own. Of what is taken back, that of
what it was: of a bounced cheque the payment's, of a return those of the payments that had brought
what it takes back, each for its part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.pay.document.figure import Figure
from husay.pay.facts import LineKey
from husay.pay.interpret.events import Event
from husay.pay.interpret.judged import judged_on
from husay.pay.interpret.work import Work
from husay.pay.rounding import ten_thousandths

Decided = tuple[tuple[date, int], ...]
"""Days, each with how much of an event it decides about."""


@dataclass(frozen=True, slots=True)
class Held:
    """Which part of an event counts, and the days that decide about that."""

    part: Fraction
    days: Decided

    def value(self, event: Event, whole: int) -> int:
        """What the event adds of all that its line has."""
        if self.part == 1:
            return ten_thousandths(whole * event.after) - ten_thousandths(whole * event.before)
        return ten_thousandths(whole * (event.after - event.before) * self.part)


def decided_on(work: Work, event: Event, source: LineKey) -> Decided:
    """The days that decide about an event of a line, or of what takes that line back."""
    days = work.payment_days
    if event.brought:
        return tuple((days.get(name, event.day), much) for name, much in event.brought)
    if event.reverses is not None:
        return ((days.get(event.reverses, event.day), 1),)
    if event.is_of_payment:
        return ((event.day, 1),)
    return ((work.first_day.get(source, event.day), 1),)


def mean_on(work: Work, figure: Figure, person: str, days: Decided) -> Fraction:
    """A person's figure on the days that decide; of several, the mean by how much each decides."""
    said = (work.on_day(figure, person, day) * much for day, much in days)
    return sum(said, Fraction(0)) / sum(much for _, much in days)


def is_late(work: Work, event: Event, since: date) -> bool:
    """Whether all that an event takes back, of a day and perhaps later, is taken back too late."""
    most = work.plan.returns.days
    if most is None:
        return False
    if event.line.returns is None or event.payment is None or event.reverses is not None:
        return (judged_on(work, event.line, event.day) - since).days > most
    last = max(_received(work, event).values(), default=since)
    return (_judged(work, event) - last).days > most


def late_payments(work: Work, event: Event) -> frozenset[str]:
    """The payments that a return of what they had brought comes too late for."""
    most = work.plan.returns.days
    if most is None or event.line.returns is None or event.payment is None:
        return frozenset()
    received = _received(work, event)
    judged = _judged(work, event)
    return frozenset(x for x, day in received.items() if (judged - day).days > most)


def _judged(work: Work, event: Event) -> date:
    return judged_on(work, event.line, event.line.day)


def _received(work: Work, event: Event) -> dict[str, date]:
    """What was received by an event for the sale of which something comes back."""
    sale = (event.line.returns or event.line.key)[0]
    return {
        one.payment: one.day for one in work.payments_of.get(sale, ())
        if one.reverses is None and one.day <= event.day
    }  # fmt: skip
