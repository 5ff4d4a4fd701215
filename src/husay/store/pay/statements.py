"""Statements of a run read whole: lines with their reasons, and what changed since the one before.

Whether somebody may see them is asked in `husay.store.pay.seen`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from husay.pay.runs.by_hand import is_by_hand
from husay.pay.runs.final import Final, final_of, leaving
from husay.pay.runs.since import Since, Terms, since
from husay.pay.runs.statement import Statement, StatementLine
from husay.pay.runs.states import CLOSED
from husay.store.pay.assignments import assigned
from husay.store.pay.files import LinesOf, LineStreams, lines_of
from husay.store.pay.held import holds_on, paid_out
from husay.store.pay.keeping import period_of, read_statement
from husay.store.pay.plans import document_of
from husay.store.pay.run_before import run_before
from husay.store.pay.telling import told
from husay.store.records.models import PayHold, PayManual, PayRun, PayStatement

if TYPE_CHECKING:
    from husay.store.company import Company

_AT_ONCE = 100
"""Statements whose lines are in memory at once, however many a run has."""

_Lines = Callable[[str, Sequence[str]], LinesOf]
"""Answers the lines of a file that are some people's."""


@dataclass(frozen=True)
class StatementSeen:
    """A statement as somebody sees it: its lines with their numbers in the run, what changed since
    the same person's statement of the period right before (None: there is none), and why amounts
    were added by hand, by their numbers. `hold` stands on it; it is `due` where its run is released
    and it is not in the ledger; `final` is what is said of a leaver's last one."""

    run: PayRun
    statement: Statement
    currency: str
    lines: tuple[tuple[int, StatementLine], ...]
    since: Since | None
    by_hand: Mapping[str, str]
    hold: PayHold | None = None
    due: bool = False
    final: Final | None = None


@dataclass(frozen=True)
class _About:
    """What is asked once of a run: the holds that stand on it, whom it has paid, and whose last
    statement by the plan is in it, with the day until which they have the plan."""

    run: PayRun
    currency: str
    holds: Mapping[str, PayHold]
    paid: frozenset[str]
    left: Mapping[str, date]


def read_statements(
    company: Company, run: PayRun, rows: Sequence[PayStatement]
) -> Iterator[StatementSeen]:
    """Statements of a run, in the order of `rows`, which is that of people.

    Many are read a part at a time, in one pass over each file of lines. Raises Mistake
    `pay-lines-missing`, `pay-readings-differ`.
    """
    one = rows[0].person if len(rows) == 1 else None
    about = _About(
        run, document_of(run.version).currency, holds_on(run), paid_out(run),
        leaving(assigned(run.plan, run.heard, one), period_of(run)),
    )  # fmt: skip
    few = len(rows) <= _AT_ONCE
    lines = partial(lines_of, company.home) if few else LineStreams(company.home).of
    for first in range(0, len(rows), _AT_ONCE):
        yield from _some(company, about, rows[first : first + _AT_ONCE], lines)


def _some(
    company: Company, about: _About, rows: Sequence[PayStatement], lines: _Lines
) -> Iterator[StatementSeen]:
    run, people = about.run, [row.person for row in rows]
    mine = lines(run.lines, people)
    numbers = [x.cause.item for of in mine.values() for _, x in of if x.cause and is_by_hand(x)]
    why = PayManual.objects.filter(pk__in=numbers).values_list("pk", "reason")
    by_hand = {str(number): reason for number, reason in why}
    before = _before(company, run, people, lines)
    for row, made in zip(rows, _told(company, run, rows, mine), strict=True):
        person = row.person
        numbered = zip((number for number, _ in mine[person]), made.lines, strict=True)
        changed = None
        if person in before:
            earlier, statement = before[person]
            changed = since(statement, made, _terms(earlier), _terms(row))
        yield StatementSeen(
            run, made, about.currency, tuple(numbered), changed, by_hand,
            about.holds.get(person) if person not in about.paid else None,
            run.state in CLOSED and person not in about.paid,
            final_of(made, about.left[person]) if person in about.left else None,
        )  # fmt: skip


def _told(
    company: Company, run: PayRun, rows: Sequence[PayStatement], lines: LinesOf
) -> tuple[Statement, ...]:
    """Statements of a run with the reasons of all their lines."""
    kept = [read_statement(row, tuple(x for _, x in lines[row.person])) for row in rows]
    return told(company, kept, run)


def _before(
    company: Company, run: PayRun, people: Sequence[str], lines: _Lines
) -> dict[str, tuple[PayStatement, Statement]]:
    """People's statements of the period right before a run, by the same plan."""
    earlier = run_before(run)
    if earlier is None:
        return {}
    rows = list(
        PayStatement.objects.filter(run=earlier, person__in=people)
        .select_related("run__plan", "run__version")
        .order_by("person")
    )
    mine = lines(earlier.lines, [row.person for row in rows])
    told = _told(company, earlier, rows, mine)
    return {row.person: (row, one) for row, one in zip(rows, told, strict=True)}


def _terms(row: PayStatement) -> Terms:
    """By what a statement was worked out: the plan's version, and the person's own figures."""
    run = row.run
    days = period_of(run)
    mine = [
        one.parameters
        for one in assigned(run.plan, run.heard, row.person)
        if one.days.overlap(days)
    ]
    return Terms(run.version.number, mine[-1] if mine else {})
