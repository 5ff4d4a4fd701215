"""What counts of a person's sales once they left the plan, where that ends after some days.

Whoever has no more of the plan counts until a day: it is as if nothing were invoiced later, and no
money received. What comes back later is a return all the same (`returns.when_leaving`), but only of
what counted; so is a cheque that bounces.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from husay.pay.document.settings import Trigger
from husay.pay.facts import CreditedLine, LineKey, Payment
from husay.pay.interpret.events import Event, events_of


def counts_until(last_day: date | None, days: int | None) -> date:
    """The last day on which anything counts for somebody whose last day in the plan is known;
    `days` after that still do (None: all)."""
    if last_day is None or days is None or (date.max - last_day).days <= days:
        return date.max
    return last_day + timedelta(days=days)


def events_until(
    lines: Sequence[CreditedLine],
    payments: Sequence[Payment],
    trigger: Trigger,
    first_day: Mapping[LineKey, date],
    last: date,
) -> list[Event]:
    """The events of some lines, in order, as if nothing counted after a day; `first_day` is that on
    which each line counted first."""
    if trigger == "paid":
        days = {one.payment: one.day for one in payments}
        received = [one for one in payments if days.get(one.reverses or "", one.day) <= last]
        return events_of(lines, received, trigger)
    known = [line for line in lines if first_day.get(line.returns or line.key, date.min) <= last]
    return events_of(known, payments, trigger)
