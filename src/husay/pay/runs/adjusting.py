"""Adjustments: what late facts make of periods that are closed, each owning its difference.

A closed period is worked out again under the rules then in force (the plan version of its run),
once after each late fact, in the order in which these arrived. What a fact changes is a line of
the open period that says which fact, about which period, from what to what. The differences
telescope: together they are exactly what a fresh computation gives less what was paid.

A state of the facts that cannot be worked out (a return whose sale has not come yet) changes
nothing; the fact after which it can be worked out again owns the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned, EarningLine, Settled, reason
from husay.pay.facts import Facts
from husay.pay.interpret.interpret import interpret
from husay.pay.runs.changes import Arrived, Changed, applied, changes
from husay.pay.runs.statement import Adjusted, Cause, StatementLine

Working = Callable[[Plan, Facts, Window], Earned]

Name = tuple[str, str, date, str, int, str, Window, Window]
"""What tells the lines of a period apart: term, kind, day, sale, line, payment, windows."""

DRAW = "draw"
"""The term of a difference of what a draw added or took."""

_RULES = Cause("rules", "", "rules")


@dataclass(frozen=True)
class Closed:
    """A closed period: the plan version that it was paid by, and the lines that were paid of it
    so far (of its own run, and adjustments since). None: nobody asks whether they still hold."""

    plan: Plan
    period: Window
    paid: tuple[EarningLine, ...] | None = None


Amounts = Mapping[Name, EarningLine]


def adjustments(
    closed: Sequence[Closed],
    then: Facts,
    now: Facts,
    arrived: Arrived,
    newest: int,
    work: Working = interpret,
) -> Adjusted:
    """The adjustment lines of one person.

    `then` are the facts by which all closed periods were last worked out, `now` those of today,
    `arrived` with which snapshot each came, `newest` the snapshot of today.
    """
    states = {one.period: _state(work, one, then) for one in closed}
    lines = list[StatementLine]()
    for one in closed:
        known = states[one.period]
        if one.paid is not None and known is not None:
            lines += _differences(one.period, amounts_of(one.paid), known, _RULES)
    facts = then
    for change in changes(then, now, arrived, newest):
        facts = applied(facts, change)
        lines += _after(work, closed, facts, change, states)
    return Adjusted(tuple(lines), tuple(_problems(work, closed, facts)))


def _after(
    work: Working,
    closed: Sequence[Closed],
    facts: Facts,
    change: Changed,
    states: dict[Window, Amounts | None],
) -> Iterator[StatementLine]:
    """What one fact changes about each closed period that it may matter to."""
    for one in closed:
        if one.period.end < change.since:
            continue
        before, after = states[one.period], _state(work, one, facts)
        if after is None:
            continue
        yield from _differences(one.period, before or {}, after, change.cause)
        states[one.period] = after


def _problems(work: Working, closed: Sequence[Closed], facts: Facts) -> Iterator[Problem]:
    """Why closed periods cannot be worked out of today's facts."""
    seen = set[Problem]()
    for one in closed:
        for problem in work(one.plan, facts, one.period).problems:
            if problem not in seen:
                seen.add(problem)
                yield problem


def _state(work: Working, one: Closed, facts: Facts) -> Amounts | None:
    """The lines of a closed period by name; None where they cannot be worked out."""
    earned = work(one.plan, facts, one.period)
    return None if earned.problems else amounts_of(paid_lines(earned, one.period))


def paid_lines(earned: Earned, period: Window) -> tuple[EarningLine, ...]:
    """The lines that count in a period, and what a draw added or took as one line more."""
    lines = [line for line in earned.lines if not line.provisional]
    for one in earned.settled:
        if one.window == period:
            lines += drawn_line(earned.person, one)
    return tuple(lines)


def drawn_line(person: str, settled: Settled) -> tuple[EarningLine, ...]:
    """What a draw added to a period, less what it took, as a line; none where that is nothing."""
    amount, period = settled.drawn - settled.recovered, settled.window
    if not amount:
        return ()
    made = EarningLine(
        person=person, term=DRAW, kind="window", day=period.end, amount=amount, window=period,
        origin=period, reason=reason("drawn", amount=amount),
    )  # fmt: skip
    return (made,)


def amounts_of(lines: Sequence[EarningLine]) -> dict[Name, EarningLine]:
    """Lines by name; where several have one, their sum. Lines that come to nothing are none."""
    found: dict[Name, EarningLine] = {}
    for line in lines:
        name = (
            line.term, line.kind, line.day, line.sale or "", line.line or 0, line.payment or "",
            line.window, line.origin,
        )  # fmt: skip
        known = found.get(name)
        found[name] = line if known is None else replace(known, amount=known.amount + line.amount)
    return found


def _differences(
    about: Window, before: Amounts, after: Amounts, cause: Cause
) -> Iterator[StatementLine]:
    """The lines that differ, in the order in which they stand, those that are gone first."""
    gone = [name for name in before if name not in after]
    for name in (*gone, *after):
        old, new = before.get(name), after.get(name)
        was, amount = (old.amount if old else 0), (new.amount if new else 0)
        if amount == was:
            continue
        line = new or old
        assert line is not None
        because = () if new is None else (new.reason,)
        told = reason("adjusted", *because, before=was, after=amount)
        made = replace(line, amount=amount - was, reason=told)
        yield StatementLine("adjusted", made, about, cause)
