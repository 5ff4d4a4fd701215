"""What somebody would earn if some deals were sold: with them and without, by the interpreter.

Nothing is known here of what others will sell, nor of whether a deal is won: it is the same
reading of the same facts as a run's, with supposed sales beside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.earned import Attained, Earned, EarningLine
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from husay.pay.supposed import Supposed, with_supposed

_LineKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class TermMoved:
    """What a term pays in the asked days without and with the deals, and what it would pay later,
    once windows end that are still open then, as far as that can be told now."""

    term: str
    before: int
    after: int
    later_before: int
    later_after: int


@dataclass(frozen=True, slots=True)
class LineMoved:
    """A line that the deals add, or make another amount of: `line` as it is with them (as it was,
    where it is gone), and its amounts without and with them."""

    line: EarningLine
    before: int
    after: int

    @property
    def change(self) -> int:
        """What the deals make of it."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AttainedMoved:
    """A measure in a window, without and with the deals."""

    before: Attained
    after: Attained


@dataclass(frozen=True)
class WhatIf:
    """Two readings of one person's pay over the same days, in ten-thousandths."""

    before: Earned
    after: Earned

    @property
    def paid_before(self) -> int:
        """What is paid without the deals, draws settled."""
        return sum(one.paid for one in self.before.settled)

    @property
    def paid_after(self) -> int:
        """What would be paid with them."""
        return sum(one.paid for one in self.after.settled)

    @property
    def later(self) -> int:
        """What the deals would bring beyond that, when windows end that are still open then."""
        return _later(self.after) - _later(self.before)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps either from being worked out, each once."""
        return tuple(dict.fromkeys((*self.before.problems, *self.after.problems)))

    @property
    def terms(self) -> tuple[TermMoved, ...]:
        """Each term that pays anything in either, in the order in which they first pay."""
        names = dict.fromkeys(x.term for x in (*self.after.lines, *self.before.lines))
        return tuple(
            TermMoved(
                name, self.before.of_term(name), self.after.of_term(name),
                _later(self.before, name), _later(self.after, name),
            )
            for name in names
        )  # fmt: skip

    @property
    def lines(self) -> tuple[LineMoved, ...]:
        """Every line that differs, in the order of the statement."""
        old, new = _by_key(self.before), _by_key(self.after)
        found = []
        for key in dict.fromkeys((*new, *old)):
            line, amounts = (new.get(key) or old[key])[0], [_sum(x.get(key)) for x in (old, new)]
            if amounts[0] != amounts[1] or key not in old:
                found.append(LineMoved(line, *amounts))
        return tuple(found)

    @property
    def attained(self) -> tuple[AttainedMoved, ...]:
        """Each measure of each window, without and with."""
        old = {(x.measure, x.window): x for x in self.before.attained}
        return tuple(
            AttainedMoved(old[x.measure, x.window], x)
            for x in self.after.attained
            if (x.measure, x.window) in old
        )


def what_if(plan: Plan, facts: Facts, deals: Iterable[Supposed], window: Window) -> WhatIf:
    """What a person is paid over some days by the facts, and would be with the deals in them.

    Problems are those of `interpret`, in `WhatIf.problems`: with any, neither is to be shown.
    """
    chosen = tuple(deals)
    before = interpret(plan, facts, window)
    if not chosen:
        return WhatIf(before, before)
    return WhatIf(before, interpret(plan, with_supposed(facts, chosen, plan.trigger), window))


def _later(earned: Earned, term: str | None = None) -> int:
    """The lines of windows that have not ended at the end of the asked days."""
    return sum(x.amount for x in earned.lines if x.provisional and term in (None, x.term))


def _by_key(earned: Earned) -> dict[_LineKey, list[EarningLine]]:
    found: dict[_LineKey, list[EarningLine]] = {}
    for x in earned.lines:
        # What a window brings may be dated otherwise once there are deals.
        day = x.day if x.sale is not None else None
        key = (x.term, x.kind, x.sale, x.line, x.payment, day, x.window, x.origin, x.provisional)
        found.setdefault(key, []).append(x)
    return found


def _sum(lines: list[EarningLine] | None) -> int:
    return sum(x.amount for x in lines or ())
