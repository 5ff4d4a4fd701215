"""The compiler: a plan in, steps of SQL out, that work out everybody's pay at once.

It shares with the interpreter the document, the shapes of facts and the definition of rounding, and
nothing else, and agrees with it to the last unit. What it does not cover is told, by term, so that
such a plan is read by the interpreter: never a wrong figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.compile.bounds import Bounds
from husay.pay.compile.by_line import add_earned
from husay.pay.compile.by_window import add_by_window, once_a_window
from husay.pay.compile.changing import add_changing
from husay.pay.compile.context import Context, NotCovered, Step, day_literal
from husay.pay.compile.events import add_events
from husay.pay.compile.gathered import again, gathered
from husay.pay.compile.limits import add_ledger
from husay.pay.compile.posted import POSTED, add_posted
from husay.pay.compile.refused import refuse
from husay.pay.compile.settle import add_rounding, add_settled
from husay.pay.compile.sold import add_sold
from husay.pay.compile.sourced import add_sourced
from husay.pay.compile.totals import came_to
from husay.pay.compile.troubles import EMPTY, of_lines
from husay.pay.compile.whole import TooWide
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind
from husay.pay.document.term import Earning, Taken, Term

Measured = tuple[Measure, WindowKind]
"""A measure, and a kind of windows in which a term reads it (of the pay period, its own)."""


@dataclass(frozen=True)
class Compiled:
    """A plan in SQL: run the `steps` in order on a database with the tables of `tables.columns`;
    each makes a table.

    Then `lines` asks for the earning lines of the asked days (`posted.POSTED`), `settled` for what
    is paid for each pay period, and `problems` for what is wrong with facts (code, person, what,
    starts): with any, nothing of a person is to be paid. The step `earned` has all lines by event
    and may be kept in a file that takes its place.

    Millions of lines go in ranges of payees, each with the lines of these and of those below them:
    put the next range's into `lines` and `people`, and run the steps named in `again` once more. A
    budget, a pool or a contest wants everybody in one range.

    `came_to` asks for what the measure that was asked for came to by person and window
    (`totals.came_to`); '' where none was.
    """

    plan: Plan
    steps: tuple[Step, ...]
    again: frozenset[str]
    lines: str
    settled: str
    problems: str
    came_to: str = ""


def compiled(
    plan: Plan, bounds: Bounds, asked: Window, measured: Measured | None = None
) -> Compiled | tuple[Problem, ...]:
    """A plan as SQL over facts within these bounds, or what keeps it from being that:
    `pay-not-compiled` with the term, `pay-too-wide` where a number might not fit. `measured` is
    of what it is asked besides what it came to, and over which windows."""
    ctx = Context(plan, bounds, asked)
    refused = refuse(ctx)
    if refused:
        return refused
    try:
        return _compiled(ctx, measured)
    except NotCovered as found:
        return (found.problem,)
    except TooWide as found:
        return (Problem(code="pay-too-wide", severity="warning", value=str(found)),)


def _compiled(ctx: Context, measured: Measured | None) -> Compiled:
    add_sold(ctx)
    add_sourced(ctx)
    add_events(ctx)
    add_earned(ctx, [term for term in ctx.plan.terms if _by_line(term, ctx.plan)])
    windowed = [add_by_window(ctx, t) for t in ctx.plan.terms if once_a_window(t, ctx.plan)]
    windowed += add_changing(ctx)
    add_posted(ctx, windowed)
    ledger = add_rounding(ctx, add_ledger(ctx))
    settled = add_settled(ctx, ledger, windowed)
    names = ", ".join(POSTED)
    days = f"day BETWEEN {day_literal(ctx.asked.start)} AND {day_literal(ctx.until)}"
    lines = f"SELECT {names}, provisional FROM posted WHERE {days}"
    if ledger != "ledger" or ctx.steps[ledger].kept:
        lines = (
            f"SELECT {names}, FALSE AS provisional FROM {ledger} WHERE {days} UNION ALL "
            f"{lines} AND provisional"
        )
    problems = " UNION ALL ".join([EMPTY, *of_lines(ctx), *ctx.problems])
    told = came_to(ctx, *measured) if measured else ""
    steps, asked = gathered(
        tuple(ctx.steps.values()), (lines, f"SELECT * FROM {settled}", problems, told)
    )
    return Compiled(ctx.plan, steps, again(steps), *asked)


def _by_line(term: Term, plan: Plan) -> TypeGuard[Earning]:
    return isinstance(term, Taken) and not once_a_window(term, plan)
