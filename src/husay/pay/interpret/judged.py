"""By which day it goes whether something comes back too late.

Its own; of what cancels a return, that return's: what had been taken in time is given back however
late, and what came too late to be taken is not. A line that names the sale itself and adds to it is
of the latest return before it.
"""

from __future__ import annotations

from datetime import date

from husay.pay.facts import CreditedLine
from husay.pay.interpret.work import Work


def judged_on(work: Work, line: CreditedLine, day: date) -> date:
    """The day by which a line of an event of some day is too late, or not."""
    if work.plan.returns.days is None or line.returns is None:
        return day
    named = work.lines.get(line.cancels) if line.cancels is not None else None
    if named is None and _adds(work, line):
        of = work.returns_of.get(line.returns, ())
        back = (one for one in of if not _adds(work, one) and _day(work, one) <= day)
        named = max(back, key=lambda one: (_day(work, one), one.key), default=None)
    return day if named is None else judged_on(work, named, _day(work, named))


def _adds(work: Work, line: CreditedLine) -> bool:
    """Whether a line adds to the one that it names, rather than takes it back."""
    sold = work.lines.get(line.returns) if line.returns is not None else None
    if sold is None:
        return False
    pieces = (line.quantity or 0) * (sold.quantity or 0)
    return line.amount * sold.amount > 0 or pieces > 0


def _day(work: Work, line: CreditedLine) -> date:
    """The day on which a line first counted."""
    return work.first_day.get(line.key, line.day)
