"""The reasons of lines that SQL worked out, told by the plain reading when somebody looks.

It reads the same pinned snapshot and assignments by the same plan version; and it must come to the
same lines, to the last unit: what does not agree is not shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from husay.basics.problem import mistake
from husay.pay.earned import UNTOLD, EarningLine
from husay.pay.runs.statement import Statement
from husay.store.moment import everything
from husay.store.pay.facts import PayFacts, read_one_by_one
from husay.store.pay.keeping import period_of
from husay.store.pay.plans import document_of
from husay.store.pay.said import heard_by, said_of
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from husay.store.company import Company


def told(company: Company, one: Statement, run: PayRun) -> Statement:
    """A statement with the reasons of all its lines, and what measures came to.

    Raises Mistake `pay-readings-differ` where the plain reading comes to other lines.
    """
    untold = [line for line in one.lines if line.earning.reason == UNTOLD]
    if not untold:
        return one
    plan, period = document_of(run.version), period_of(run)
    said = said_of(run.plan, heard_by(run))
    snapshot = everything(company, run.snapshot_id)
    facts = PayFacts(plan, snapshot, said.held, frozenset({one.person}), period.end, said=said)
    read = next(read_one_by_one(facts, plan, [one.person], period))
    if [line.earning for line in untold] != [_untold(line) for line in read.lines]:
        raise mistake("pay-readings-differ", value=one.person, run=run.pk)
    reasons = iter(read.lines)
    lines = tuple(
        replace(line, earning=next(reasons)) if line.earning.reason == UNTOLD else line
        for line in one.lines
    )
    return replace(one, lines=lines, attained=read.attained)


def _untold(line: EarningLine) -> EarningLine:
    return replace(line, reason=UNTOLD)
