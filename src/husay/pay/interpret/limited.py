"""Of which pay period a line is, and the lines that caps and floors add."""

from __future__ import annotations

from datetime import date

from husay.basics.period import Window
from husay.pay.document.term import Term
from husay.pay.earned import EarningLine, LineKind, Reason
from husay.pay.interpret.earned_on import taken_on
from husay.pay.interpret.work import Work


def holds_in(term: Term, period: Window) -> bool:
    """Whether a term holds on some day of a pay period."""
    starts, ends = term.starts or date.min, term.ends or date.max
    return starts <= period.end and period.start <= ends


def holds_on(term: Term, day: date) -> bool:
    """Whether a term holds on a day."""
    return (term.starts or date.min) <= day <= (term.ends or date.max)


def home_of(work: Work, line: EarningLine, period: Window) -> Window | None:
    """The pay period of what a line takes back; its own otherwise, None if before the facts."""
    if line.kind != "reversed":
        return period
    day = taken_on(work, line)
    return None if day is None else work.period_of(day)


def limit_line(
    work: Work, term: Term, kind: LineKind, period: Window, amount: int, why: Reason,
    of: EarningLine | None = None,
) -> EarningLine:  # fmt: skip
    """A line that a cap or a floor adds to a pay period, beside another one `of` an event."""
    day = of.day if of is not None else period.end if kind == "floor" else period.start
    return EarningLine(
        person=work.facts.person,
        term=term.name,
        kind=kind,
        day=day,
        amount=amount,
        window=period,
        origin=period,
        reason=why,
        sale=of.sale if of is not None else None,
        line=of.line if of is not None else None,
        payment=of.payment if of is not None else None,
    )
