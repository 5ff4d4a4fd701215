"""Amounts added to somebody's pay by hand: proposed by one, approved by another, paid once.

What is approved is paid by the first run that is worked out after it; the release of that run
notes so, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import amount_text
from husay.basics.currency import minor_unit
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.runs.by_hand import by_hand, is_by_hand
from husay.pay.runs.statement import StatementLine
from husay.store.pay.assignments import assigned
from husay.store.pay.files import read_lines
from husay.store.pay.plans import document_of, version_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayManual, PayManualApproval, PayPlanRow, PayRun

if TYPE_CHECKING:
    from husay.store.company import Company

MOST = 10**15
"""No amount by hand is larger, in ten-thousandths."""


def propose(
    company: Company, row: PayPlanRow, person: str, amount: int, reason: str, evidence: str,
    at: datetime,
) -> PayManual:  # fmt: skip
    """Propose an amount for a person of a plan, in ten-thousandths; below zero it takes.

    Raises Mistake with all that is wrong: `act-without-words`, `pay-manual-amount` (nothing, no
    whole coins, or too much), `pay-plan-not-theirs`.
    """
    company.viewer.check(Right.RUN_PAY)
    coin = minor_unit(document_of(version_of(row)).currency)
    problems = list[Problem]()
    if not reason.strip():
        problems.append(Problem(code="act-without-words", value="adjust"))
    if not amount or amount % coin or abs(amount) > MOST:
        problems.append(Problem(code="pay-manual-amount", value=amount_text(amount)))
    if all(one.person != person for one in assigned(row)):
        values = (("plan", row.name),)
        problems.append(Problem(code="pay-plan-not-theirs", value=person, values=values))
    if problems:
        raise Mistake(*problems)
    with alone():
        made = PayManual.objects.create(
            plan=row, person=person, amount=amount, reason=reason.strip()[:500],
            evidence=evidence.strip()[:500], by=company.author, at=at,
        )  # fmt: skip
        _note(company, made, "pay-by-hand", at)
    return made


def approve(company: Company, number: int, at: datetime) -> PayManual:
    """Say yes to an amount that somebody else proposed.

    Raises Mistake: `pay-manual-unknown`, `pay-manual-maker` (whoever proposed it), and
    `pay-manual-approved` where it is approved already.
    """
    company.viewer.check(Right.RUN_PAY)
    with alone():
        found = PayManual.objects.filter(pk=number).select_related("plan").first()
        if found is None:
            raise mistake("pay-manual-unknown", value=number)
        if found.by == company.author:
            raise mistake("pay-manual-maker", value=number)
        if PayManualApproval.objects.filter(manual=found).exists():
            raise mistake("pay-manual-approved", value=number)
        PayManualApproval.objects.create(manual=found, by=company.author, at=at)
        _note(company, found, "pay-by-hand-approved", at)
    return found


def all_manual(company: Company) -> Sequence[PayManual]:
    """Every amount that was proposed, oldest first."""
    company.viewer.check(Right.SEE_PAY)
    return list(PayManual.objects.select_related("plan", "approval", "run"))


def lines_by_hand(row: PayPlanRow, period: Window) -> Mapping[str, list[StatementLine]]:
    """The lines of what is approved and was not paid yet, by person."""
    found: dict[str, list[StatementLine]] = {}
    waiting = PayManual.objects.filter(plan=row, run=None, approval__isnull=False)
    for one in waiting.order_by("pk"):
        line = by_hand(one.person, period, one.pk, one.amount)
        found.setdefault(one.person, []).append(line)
    return found


def note_paid(company: Company, run: PayRun) -> None:
    """Note which amounts a run pays, with the transaction of its release.

    Raises Mistake `pay-run-by-hand` where another run has paid one since this was worked out.
    """
    numbers = [
        int(line.cause.item)
        for _number, line in read_lines(company.home, run.lines)
        if is_by_hand(line) and line.cause is not None
    ]
    waiting = PayManual.objects.filter(pk__in=numbers)
    paid = waiting.filter(run=None).update(run=run)
    if paid != len(numbers):
        twice = waiting.exclude(run=run).order_by("pk").values_list("pk", flat=True)
        raise mistake("pay-run-by-hand", value=", ".join(map(str, twice)))


def _note(company: Company, one: PayManual, action: str, at: datetime) -> None:
    note(
        company.viewer, action, at=at, place=company.place, kind="person", item=one.person,
        after={"plan": one.plan.name, "number": one.pk},
    )  # fmt: skip
