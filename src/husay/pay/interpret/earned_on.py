"""The day on which what a line says was earned: of what is taken back, the day of what it was."""

from __future__ import annotations

from datetime import date

from husay.pay.earned import EarningLine
from husay.pay.interpret.work import Work


def taken_on(work: Work, line: EarningLine) -> date | None:
    """The day on which what a line takes back first counted; None where it takes back nothing, or
    something of which no day is known."""
    if line.sale is None or line.line is None:
        return None
    returned = work.returned(line.term, line.person, (line.sale, line.line))
    if returned is None:
        known = work.money_of.get(id(line))
        if known is not None and known[0] is line:
            return known[1]
        return work.reversed_on.get(line.payment or "")
    beside = line.payment is not None and line.payment != f"return {line.sale}"
    if beside and work.plan.returns.mode == "net":
        return work.reversed_on.get(line.payment or "", line.day)  # as of its sale's line
    return work.first_day.get(returned, work.before(line.person).get(returned))


def earned_on(work: Work, line: EarningLine) -> date:
    """The day by which gates and multipliers say in which of their windows a line belongs.

    Its own; of what takes back, the day of what it takes back, so that a window which had withheld
    that gives it back too; of what a window brought, that window's last day. It lies in the line's
    `origin`: a transaction or an order that is worked out anew counts where that is done.
    """
    if line.kind == "window":
        return line.origin.end
    day = taken_on(work, line)
    return line.day if day is None or day < line.origin.start else min(day, line.day)
