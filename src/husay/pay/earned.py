"""What a person earned: lines, what was paid of them, and the tree of reasons behind each.

All amounts are ten-thousandths of the plan's currency. Reasons are codes and values, without words:
whoever shows them makes sentences of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from husay.basics.period import Window
from husay.basics.problem import Problem

Value = int | str | Fraction | date
LineKind = Literal[
    "earned", "reversed", "window", "gate", "multiplier", "cap", "carried", "floor", "rounding"
]
EARNED: tuple[LineKind, ...] = ("earned", "reversed", "window")
"""Lines that one term earned, or takes back of it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: a code, the values it speaks of, and what it rests on.

    Values are named; amounts in ten-thousandths (int), rates as fractions.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()
    because: tuple[Reason, ...] = ()


def reason(code: str, *because: Reason, **values: Value | None) -> Reason:
    """A reason; values that are None are left out."""
    said = tuple((name, value) for name, value in values.items() if value is not None)
    return Reason(code, said, because)


UNTOLD = Reason("untold")
"""The reason of a line that the plan as SQL worked out: `interpret` tells it when it is asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EarningLine:
    """One line of a statement: line x payee x term, or one of a window or a period.

    `window` is the one that it belongs to (the pay period, or the term's own); `origin` the
    window in which what it takes back was earned. A `provisional` line belongs to a window that
    has not ended: it is shown, and counts in no total.
    """

    person: str
    term: str
    kind: LineKind
    day: date
    amount: int
    window: Window
    origin: Window
    reason: Reason
    sale: str | None = None
    line: int | None = None
    payment: str | None = None
    provisional: bool = False


_KINDS = {kind: place for place, kind in enumerate(get_args(LineKind))}


def in_order(lines: Iterable[EarningLine], terms: Sequence[str]) -> tuple[EarningLine, ...]:
    """Lines in the one order in which they are kept and shown, whichever reading made them: by
    day, those of a sale first, then by sale, line, payment, and term as the plan has them."""
    places = {name: place for place, name in enumerate(terms)}

    def order(one: EarningLine) -> tuple[object, ...]:
        return (
            one.day, one.sale is None, one.sale or "", one.line or 0, one.payment or "",
            places.get(one.term, len(places)), _KINDS[one.kind], one.window.start,
            one.origin.start, one.provisional, one.amount,
        )  # fmt: skip

    return tuple(sorted(lines, key=order))


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A pay period's end: what was earned in it, what a draw added or took, what is paid.

    `earned` is the sum of the period's lines; `drawn` what the draw (or an advance) added,
    `recovered` what was taken back of it; `paid` = earned + drawn - recovered. `owed` is what is
    still owed of draws, `forgiven` what was written off, `carried` what caps carry on.
    """

    window: Window
    earned: int
    drawn: int = 0
    recovered: int = 0
    forgiven: int = 0
    owed: int = 0
    carried: tuple[tuple[str, int], ...] = ()

    @property
    def paid(self) -> int:
        """What is paid out for the period; below zero is owed by the person."""
        return self.earned + self.drawn - self.recovered


@dataclass(frozen=True, slots=True)
class Attained:
    """What a measure came to in a window, with the goal it is held against (None: without)."""

    measure: str
    window: Window
    value: int
    goal: int | None

    @property
    def share(self) -> Fraction | None:
        """Attainment, as a fraction of the goal."""
        return Fraction(self.value, self.goal) if self.goal else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Earned:
    """Everything that `interpret` answers for one person and the asked days.

    With problems that are errors there may be lines missing: nothing of it is to be paid.
    """

    person: str
    window: Window
    lines: tuple[EarningLine, ...] = ()
    settled: tuple[Settled, ...] = ()
    attained: tuple[Attained, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """The sum of all lines that are not provisional."""
        return sum(line.amount for line in self.lines if not line.provisional)

    def of_term(self, name: str) -> int:
        """The sum of one term's lines."""
        return sum(x.amount for x in self.lines if x.term == name and not x.provisional)


def untold(earned: Earned) -> Earned:
    """What was earned, without what only `interpret` tells: reasons and attainment."""
    lines = tuple(replace(line, reason=UNTOLD) for line in earned.lines)
    return replace(earned, lines=lines, attained=())
