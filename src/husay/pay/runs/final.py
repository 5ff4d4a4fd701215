"""A leaver's final settlement: what is said of the period in which somebody's plan ends for good.

Windows that are open then go on to their end: their goals and targets are for the days of which
somebody was there, as the plan says of part periods, and what they bring is paid when they end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from husay.basics.period import Window
from husay.pay.runs.assigned import Held
from husay.pay.runs.statement import Statement


@dataclass(frozen=True)
class Final:
    """The last day of somebody's plan, what is still owed of draws or was written off, and what is
    to come of windows that have not ended (None: none is open), by when."""

    left: date
    owed: int
    forgiven: int
    to_come: int | None
    until: date | None


def leaving(spans: Iterable[Held], period: Window) -> dict[str, date]:
    """Who has the plan for the last time in a period, and until which day."""
    last: dict[str, date] = {}
    for one in spans:
        last[one.person] = max(one.days.end, last.get(one.person, one.days.end))
    return {person: day for person, day in sorted(last.items()) if period.contains(day)}


def final_of(one: Statement, left: date) -> Final:
    """What is said of somebody's last statement."""
    open_lines = [line.earning for line in one.lines if line.earning.provisional]
    return Final(
        left=left,
        owed=one.settled.owed,
        forgiven=one.settled.forgiven,
        to_come=sum(line.amount for line in open_lines) if open_lines else None,
        until=max((line.window.end for line in open_lines), default=None),
    )
