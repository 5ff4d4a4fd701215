"""Holds: pay of a sale, a seller or a statement is held back, with a reason, until it is lifted.

A sale on hold does not count: what it would bring is worked out when the hold is lifted, in the
open period, or as an adjustment where its period is closed. A statement on hold is released with
its run, its person reads why, and the ledger leaves it out; once the hold is lifted it is paid out
by a step of its own, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, Problem, mistake
from husay.book.sql import literal
from husay.pay.runs.states import CLOSED
from husay.store.moment import everything
from husay.store.pay.assignments import is_known
from husay.store.pay.batches import next_batch
from husay.store.pay.held import KINDS, SALE, SELLER, STATEMENT, holds_on, paid_out, standing
from husay.store.pay.plans import document_of
from husay.store.pay.steps import run_numbered
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayEntry, PayHold, PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

MOST_WORDS = 500


def hold(
    company: Company, kind: str, item: str, reason: str, at: datetime, run: int | None = None
) -> PayHold:
    """Hold pay back: of a sale, a seller, or a person's statement of a run.

    Raises Mistake with all that is wrong: `act-without-words`, `pay-hold-kind`, `pay-hold-sale`
    (the book has no such sale), `pay-person-unknown`, `pay-hold-run`, `pay-run-unknown`,
    `pay-statement-unknown`, `pay-hold-paid` (it is in the ledger), `pay-hold-already`.
    """
    company.viewer.check(Right.RUN_PAY)
    problems = [*_unheard(company, kind, item, run)]
    if not reason.strip():
        problems.append(Problem(code="act-without-words", value="hold"))
    if problems:
        raise Mistake(*problems)
    with alone():
        key = kind, item, run if kind == STATEMENT else None
        if key in standing():
            raise Mistake(Problem(code="pay-hold-already", value=item))
        of_run = None if kind != STATEMENT or run is None else run_numbered(run)
        if of_run is not None and item in paid_out(of_run):
            raise Mistake(Problem(code="pay-hold-paid", value=item))
        made = PayHold.objects.create(
            kind=kind, item=item, run=of_run, reason=reason.strip()[:MOST_WORDS],
            by=company.author, at=at,
        )  # fmt: skip
        _note(company, made, "pay-held", at)
    return made


def _unheard(company: Company, kind: str, item: str, run: int | None) -> Iterator[Problem]:
    """Why there is nothing to hold."""
    if kind not in KINDS:
        yield Problem(code="pay-hold-kind", value=kind)
    elif kind == SALE and not _sold(company, item):
        yield Problem(code="pay-hold-sale", value=item)
    elif kind == SELLER and not is_known(company, item):
        yield Problem(code="pay-person-unknown", value=item)
    elif kind == STATEMENT:
        yield from _no_statement(item, run)


def _no_statement(person: str, number: int | None) -> Iterator[Problem]:
    """Why a run has no statement of a person."""
    if number is None:
        yield Problem(code="pay-hold-run", value=person)
        return
    found = PayRun.objects.filter(pk=number).first()
    if found is None:
        yield Problem(code="pay-run-unknown", value=str(number))
    elif not found.statements.filter(person=person).exists():
        said = (("run", str(number)),)
        yield Problem(code="pay-statement-unknown", value=person, values=said)


def _sold(company: Company, sale: str) -> bool:
    sql = f"SELECT 1 FROM sale_lines WHERE sale = {literal(sale)} LIMIT 1"
    return bool(everything(company).run(sql))


def lift(company: Company, number: int, reason: str, at: datetime) -> PayHold:
    """Lift a hold, and say why; answers the hold.

    Raises Mistake: `act-without-words`, `pay-hold-unknown`, `pay-hold-lifted`.
    """
    company.viewer.check(Right.RUN_PAY)
    if not reason.strip():
        raise Mistake(Problem(code="act-without-words", value="lift"))
    with alone():
        found = PayHold.objects.filter(pk=number, lifts=None).first()
        if found is None:
            raise Mistake(Problem(code="pay-hold-unknown", value=str(number)))
        if PayHold.objects.filter(lifts=found).exists():
            raise Mistake(Problem(code="pay-hold-lifted", value=str(number)))
        PayHold.objects.create(
            kind=found.kind, item=found.item, run=found.run, lifts=found,
            reason=reason.strip()[:MOST_WORDS], by=company.author, at=at,
        )  # fmt: skip
        _note(company, found, "pay-lifted", at)
    return found


def holds(company: Company) -> list[PayHold]:
    """Every hold, the newest first, with what lifted it."""
    company.viewer.check(Right.SEE_PAY)
    rows = PayHold.objects.filter(lifts=None).select_related("lifted", "run__plan")
    return list(rows.order_by("-pk"))


def is_lifted(one: PayHold) -> bool:
    """Whether a hold is over."""
    return hasattr(one, "lifted")


def pay_out(company: Company, number: int, person: str, at: datetime) -> PayEntry:
    """Pay a statement out that was on hold when its run was released: one row of the ledger, once,
    and a batch of its own.

    Raises Mistake: `pay-run-unknown`, `pay-statement-unknown`, `pay-run-step` (the run is not
    released), `pay-out-held` (the hold still stands), `pay-out-done`.
    """
    company.viewer.check(Right.RUN_PAY)
    with alone():
        run = run_numbered(number)
        row = run.statements.filter(person=person).first()
        if row is None:
            raise mistake("pay-statement-unknown", value=person, run=number)
        if run.state not in CLOSED:
            raise mistake("pay-run-step", value="pay", state=run.state)
        if person in paid_out(run):
            raise mistake("pay-out-done", value=person)
        if person in holds_on(run):
            raise mistake("pay-out-held", value=person)
        made = PayEntry.objects.create(
            run=run, batch=next_batch(run), person=person, amount=row.paid,
            currency=document_of(run.version).currency, by=company.author, at=at,
        )  # fmt: skip
        note(
            company.viewer, "pay-paid-out", at=at, place=company.place, kind="person",
            item=person, after={"plan": run.plan.name, "run": run.pk},
        )  # fmt: skip
    return made


def _note(company: Company, one: PayHold, action: str, at: datetime) -> None:
    kind = "sale" if one.kind == SALE else "person"
    note(
        company.viewer, action, at=at, place=company.place, kind=kind, item=one.item,
        after={"number": one.pk, "kind": one.kind, "run": one.run_id},
    )  # fmt: skip
