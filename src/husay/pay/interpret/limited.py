"""Of which pay period a line is, and the lines that caps and floors add."""

from __future__ import annotations

from datetime import date

from husay.basics.period import Window
from husay.pay.document.term import Term
from husay.pay.earned import EarningLine, LineKind, Reason
from husay.pay.interpret.earned_on import taken_on
from husay.pay.interpret.work import Work


def again(work: Work) -> bool:
    """Whether earlier pay periods are worked out again where something of them comes back."""
    return work.plan.returns.mode == "recompute"


def holds_in(term: Term, period: Window) -> bool:
    """Whether a term holds on some day of a pay period."""
    starts, ends = term.starts or date.min, term.ends or date.max
    return starts <= period.end and period.start <= ends


def home_of(work: Work, line: EarningLine, period: Window) -> Window | None:
    """The pay period of what a line takes back; its own otherwise, None if before the facts."""
    if line.kind == "reversed":
        day = taken_on(work, line)
        return None if day is None else work.period_of(day)
    return _home_again(work, line, period) if again(work) else period


def _home_again(work: Work, line: EarningLine, period: Window) -> Window:
    """Of which period a line is where earlier ones are worked out again: what their windows,
    caps and floors come to then is theirs."""
    if line.kind in ("window", "gate", "multiplier") and line.window.end < period.start:
        return work.period_of(line.window.end)
    if line.kind not in ("cap", "carried", "floor"):
        return period
    day = taken_on(work, line) if line.origin == period else line.origin.start
    return period if day is None else work.period_of(day)


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
