"""The reasons of lines that SQL worked out, told by the plain reading when somebody looks.

It reads the same pinned snapshot and assignments by the same plan version; and it must come to the
same lines, to the last unit: what does not agree is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from husay.basics.problem import mistake
from husay.pay.earned import UNTOLD, Earned, untold
from husay.pay.runs.statement import Statement, StatementLine
from husay.store.moment import everything
from husay.store.pay.facts import PayFacts, read_one_by_one
from husay.store.pay.keeping import period_of
from husay.store.pay.plans import document_of
from husay.store.pay.said import heard_by, said_of
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from husay.store.company import Company


def told(company: Company, statements: Sequence[Statement], run: PayRun) -> tuple[Statement, ...]:
    """Statements of a run with the reasons of all their lines, and what measures came to.

    Raises Mistake `pay-readings-differ` where the plain reading comes to other lines.
    """
    people = [one.person for one in statements if any(map(_is_untold, one.lines))]
    if not people:
        return tuple(statements)
    plan, period = document_of(run.version), period_of(run)
    said, snapshot = said_of(run.plan, heard_by(run)), everything(company, run.snapshot_id)
    facts = PayFacts(plan, snapshot, said.held, frozenset(people), period.end, said=said)
    read = {one.person: one for one in read_one_by_one(facts, plan, people, period)}
    return tuple(_with(one, read[one.person], run) if one.person in read else one
                 for one in statements)  # fmt: skip


def _with(one: Statement, read: Earned, run: PayRun) -> Statement:
    """A statement with the reasons that the plain reading tells."""
    kept = [line.earning for line in one.lines if _is_untold(line)]
    if kept != list(untold(read).lines):
        raise mistake("pay-readings-differ", value=one.person, run=run.pk)
    reasons = iter(read.lines)
    lines = tuple(
        replace(line, earning=next(reasons)) if _is_untold(line) else line for line in one.lines
    )
    return replace(one, lines=lines, attained=read.attained)


def _is_untold(line: StatementLine) -> bool:
    return line.earning.reason == UNTOLD
