"""The days that decide about an event: whether the plan and a term hold, and which rates do.

A line's trigger date does; where lines are paid, each payment's own. Of what is taken back, that of
what it was: of a bounced cheque the payment's, of a return those of the payments that had brought
what it takes back, each for its part.
"""

from __future__ import annotations

from datetime import date

from husay.pay.facts import LineKey
from husay.pay.interpret.events import Event
from husay.pay.interpret.work import Work

Decided = tuple[tuple[date, int], ...]
"""Days, each with how much of an event it decides about."""


def decided_on(work: Work, event: Event, source: LineKey) -> Decided:
    """The days that decide about an event of a line, or of what takes that line back."""
    days = work.payment_days
    if event.reverses is not None:
        return ((days.get(event.reverses, event.day), 1),)
    if event.is_of_payment:
        return ((event.day, 1),)
    if event.brought:
        return tuple((days.get(name, event.day), much) for name, much in event.brought)
    return ((work.first_day.get(source, event.day), 1),)
