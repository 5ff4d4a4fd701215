"""Payroll files of released runs, by the company's own `payroll.yaml` or another document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, mistake
from husay.pay.out.payroll import Payout, left_over, told, total
from husay.pay.out.payroll_document import PLAIN, PayrollDocument, read_payroll
from husay.pay.runs.states import CLOSED
from husay.store.coaching.people import names_of
from husay.store.pay.keeping import period_of
from husay.store.pay.payable import payable
from husay.store.pay.plans import document_of
from husay.store.pay.steps import run_numbered
from husay.store.plan_folders import text_of
from husay.store.records.audit import note
from husay.store.records.models import PayRun

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company


@dataclass(frozen=True)
class Payroll:
    """A released run for payroll: how its file looks, and whom it pays what."""

    run: PayRun
    currency: str
    document: PayrollDocument
    payouts: tuple[Payout, ...]

    @property
    def people(self) -> int:
        """How many are in the file."""
        return len(told(self.document, self.payouts))

    @property
    def total(self) -> int:
        """What it pays out."""
        return total(self.document, self.payouts)

    @property
    def left(self) -> int:
        """What waits for the next period, zero or less."""
        return sum(one.left for one in self.payouts) if self.document.carries else 0


def read_document(path: Path) -> PayrollDocument:
    """The document of a file; raises Mistake with all that is wrong with it."""
    document, problems = read_payroll(text_of(path), path.name)
    if document is None:
        raise Mistake(*problems)
    return document


def payroll(
    company: Company, number: int, at: datetime, document: PayrollDocument | None = None
) -> Payroll:
    """A released run for payroll, by a document (default: the company's own, else a plain one).

    Raises Mistake: `pay-run-unknown`, `payroll-not-released`, what is wrong with the document.
    """
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    if run.state not in CLOSED:
        raise mistake("payroll-not-released", value=number)
    own = company.home.payroll_file
    if document is None:
        document = read_document(own) if own.is_file() else PLAIN
    found = Payroll(run, document_of(run.version).currency, document, _payouts(run))
    note(
        company.viewer, "pay-payroll", at=at, place=company.place, kind="pay-run",
        item=str(run.pk), after={"plan": run.plan.name, "people": found.people},
    )  # fmt: skip
    return found


def _payouts(run: PayRun) -> tuple[Payout, ...]:
    """What the run pays each, with what earlier runs of its plan left below zero."""
    carried = _carried(run)
    statements = {row.person: row for row in run.statements.all()}
    entries = payable([run])
    names = names_of(entry.person for entry in entries)
    return tuple(
        Payout(
            person=entry.person, name=names[entry.person], plan=run.plan.name, run=run.pk,
            days=period_of(run), currency=entry.currency, paid=entry.amount,
            carried=carried.get(entry.person, 0),
            **{part: getattr(statements[entry.person], part)
               for part in ("earned", "adjusted", "drawn")},
        )
        for entry in entries
    )  # fmt: skip


def _carried(run: PayRun) -> Mapping[str, int]:
    """What the plan's earlier runs left each below zero."""
    earlier = PayRun.objects.filter(plan=run.plan, starts__lt=run.starts, state__in=CLOSED)
    paid: dict[str, list[int]] = {}
    for entry in payable(earlier):
        paid.setdefault(entry.person, []).append(entry.amount)
    return {person: left_over(amounts) for person, amounts in paid.items()}
