"""Amounts that two people add to somebody's pay by hand: adjustments of the open period."""

from __future__ import annotations

from husay.basics.period import Window
from husay.pay.earned import EarningLine, reason
from husay.pay.runs.statement import Cause, StatementLine

BY_HAND = "by-hand"
"""The term, and the kind of cause, of such a line."""


def by_hand(person: str, period: Window, number: int, amount: int) -> StatementLine:
    """The line of an amount, which has a `number` under which the records keep why."""
    line = EarningLine(
        person=person, term=BY_HAND, kind="window", day=period.end, amount=amount, window=period,
        origin=period, reason=reason("by-hand", number=number),
    )  # fmt: skip
    return StatementLine("adjusted", line, period, Cause(BY_HAND, str(number), "new"))


def is_by_hand(line: StatementLine) -> bool:
    """Whether two people added a line by hand: no facts ever make it otherwise."""
    return line.cause is not None and line.cause.kind == BY_HAND
