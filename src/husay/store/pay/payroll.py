"""Payroll files of the batches of released runs, by the company's own `payroll.yaml` or another
document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, mistake
from husay.pay.out.payroll import Payout, told
from husay.pay.out.payroll_document import CARRY, PLAIN, PayrollDocument, read_payroll
from husay.pay.runs.states import CLOSED
from husay.store.coaching.people import names_of
from husay.store.pay.batches import Batch, Carried, batch_of, carried
from husay.store.pay.keeping import period_of
from husay.store.pay.plans import document_of
from husay.store.pay.steps import run_numbered
from husay.store.plan_folders import text_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayHandOut, PayRun

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company


@dataclass(frozen=True)
class Payroll:
    """A batch of a released run for payroll: how its file looks, and whom it pays what."""

    run: PayRun
    batch: Batch
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
        return sum(one.due for one in self.payouts)

    @property
    def left(self) -> int:
        """What waits for the next batch, zero or less."""
        return sum(one.left for one in self.payouts)


def read_document(path: Path) -> PayrollDocument:
    """The document of a file; raises Mistake with all that is wrong with it."""
    document, problems = read_payroll(text_of(path), path.name)
    if document is None:
        raise Mistake(*problems)
    return document


def payroll(
    company: Company,
    number: int,
    document: PayrollDocument | None = None,
    batch: int | None = None,
) -> Payroll:
    """A batch of a released run for payroll, by a document (default: the company's own, else a
    plain one); nothing is handed out yet. Without its number it is the one of `batch_of`.

    What was handed out once keeps to how it told what is below zero, whatever a document says now.
    Raises Mistake: `pay-run-unknown`, `payroll-not-released`, `payroll-no-batch`, `payroll-which`,
    `payroll-was-carried` (the document has no column for it), what is wrong with the document.
    """
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    if run.state not in CLOSED:
        raise mistake("payroll-not-released", value=number)
    own = company.home.payroll_file
    if document is None:
        document = read_document(own) if own.is_file() else PLAIN
    chosen = batch_of(run, batch)
    waiting = carried(run, chosen, document)
    without_due = all(column.what != "due" for column in document.columns)
    if without_due and (waiting.negative == CARRY or any(waiting.left.values())):
        raise mistake("payroll-was-carried", value=number, batch=chosen.number)
    document = replace(document, negative=waiting.negative)
    currency = document_of(run.version).currency
    return Payroll(run, chosen, currency, document, _payouts(run, chosen, waiting))


def hand_out(
    company: Company,
    number: int,
    at: datetime,
    write: Callable[[Payroll], bytes],
    document: PayrollDocument | None = None,
    batch: int | None = None,
) -> tuple[Payroll, bytes]:
    """The file of a batch, as `write` makes it of what `payroll` answers; from now on it is handed
    out. Where it cannot be written, it is not. Raises Mistake as these two do."""
    with alone():
        found = payroll(company, number, document, batch)
        data = write(found)
        PayHandOut.objects.get_or_create(
            run=found.run, batch=found.batch.number,
            defaults={"negative": found.document.negative, "by": company.author, "at": at},
        )  # fmt: skip
        note(
            company.viewer, "pay-payroll", at=at, place=company.place, kind="pay-run",
            item=str(found.run.pk),
            after={"plan": found.run.plan.name, "batch": found.batch.number,
                   "people": found.people},
        )  # fmt: skip
    return found, data


def _payouts(run: PayRun, batch: Batch, waiting: Carried) -> tuple[Payout, ...]:
    """What a batch pays each, with what earlier ones of its plan left below zero."""
    people = [entry.person for entry in batch.entries]
    statements = {row.person: row for row in run.statements.all()}
    names = names_of(people)
    return tuple(
        Payout(
            person=entry.person, name=names[entry.person], plan=run.plan.name, run=run.pk,
            days=period_of(run), currency=entry.currency, paid=entry.amount,
            carried=waiting.left.get(entry.person, 0), carries=waiting.negative == CARRY,
            **{part: getattr(statements[entry.person], part)
               for part in ("earned", "adjusted", "drawn")},
        )
        for entry in batch.entries
    )  # fmt: skip
