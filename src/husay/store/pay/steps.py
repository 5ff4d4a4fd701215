"""What is done to a run after it was worked out: reviewed, approved, released, paid, sent back.

Each step names what whoever takes it has looked at: where the run was worked out again meanwhile,
nothing happens. A step is one transaction, and of one revision each is taken once: of two who
approve at once one does, and of two who release at once one pays.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import DAY
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.runs.checklist import blocking
from husay.pay.runs.plain import content_hash, statement_digest
from husay.pay.runs.states import CLOSED, Step, after, refused
from husay.store.moment import everything
from husay.store.pay.batches import RELEASE
from husay.store.pay.files import check_file, read_lines
from husay.store.pay.held import people_held
from husay.store.pay.keeping import period_of, read_check, read_statement, state_of
from husay.store.pay.late import last_closed
from husay.store.pay.manual import note_paid
from husay.store.pay.plans import document_of
from husay.store.pay.said import heard_now, sales_held
from husay.store.pay.waiting import waiting_sql
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayEntry, PayRun, PayStep

if TYPE_CHECKING:
    from husay.pay.runs.statement import Statement, StatementLine
    from husay.store.company import Company

ACTIONS = {
    "review": "pay-reviewed", "approve": "pay-approved", "release": "pay-released",
    "pay": "pay-paid", "send-back": "pay-sent-back",
}  # fmt: skip
"""What the audit log calls each step."""


def take_step(
    company: Company, number: int, step: Step, seen: str, at: datetime, reason: str = ""
) -> PayRun:
    """Take a step of a run whose content hash is the one `seen`; answers the run as it is then.

    Raises Mistake: `pay-run-unknown`, `pay-run-changed` (it was worked out again meanwhile), what
    `husay.pay.runs.states` refuses, `pay-run-goals` and `pay-run-errors` (points of the checklist),
    `pay-run-holds` (a sale that it pays is on hold since), `pay-run-gap` (an earlier period is to
    be released first), `pay-run-older` (that was released since the run was worked out),
    `pay-run-by-hand` (another run paid an amount of its since), `act-without-words` (sending back
    without a reason), `pay-lines-missing`, `pay-lines-damaged`.
    """
    company.viewer.check(Right.RUN_PAY)
    assert step in ACTIONS, step
    with alone():
        run = run_numbered(number)
        problems = tuple(_against(company, run, step, seen, reason))
        if problems:
            raise Mistake(*problems)
        if step in ("approve", "release"):
            check_run(company, run)
        run.state = after(step)
        run.save(update_fields=["state"])
        PayStep.objects.create(
            run=run, revision=run.revision, step=step, digest=run.digest, by=company.author,
            at=at, reason=reason.strip()[:500],
        )  # fmt: skip
        if step == "release":
            _pay_out(company, run, at)
            note_paid(company, run)
        note(
            company.viewer, ACTIONS[step], at=at, place=company.place, kind="pay-run",
            item=str(run.pk), reason=reason,
            after={"plan": run.plan.name, "digest": run.digest, "state": run.state},
        )  # fmt: skip
    return run


def run_numbered(number: int) -> PayRun:
    """A run by its number; raises Mistake `pay-run-unknown`."""
    run = PayRun.objects.filter(pk=number).select_related("plan", "version").first()
    if run is None:
        raise mistake("pay-run-unknown", value=number)
    return run


def calculated_by(run: PayRun) -> str:
    """Who worked a run out last."""
    return (
        run.steps.filter(step="calculate").order_by("-pk").values_list("by", flat=True).first()
        or ""
    )


def _against(
    company: Company, run: PayRun, step: Step, seen: str, reason: str
) -> Iterator[Problem]:
    """What keeps somebody from taking a step."""
    problem = refused(state_of(run), step, company.author, calculated_by(run))
    if problem is not None:
        yield problem
        return
    if seen != run.digest:
        yield Problem(code="pay-run-changed", value=str(run.pk))
    if step == "send-back" and not reason.strip():
        yield Problem(code="act-without-words", value=step)
    if step in ("approve", "release"):
        yield from _out_of_turn(run)
    if step in ("approve", "release") and (sales := _held_since(company, run)):
        yield Problem(code="pay-run-holds", value=", ".join(sales[:10]), count=len(sales))
    if step == "approve":
        for check in blocking([read_check(data) for data in run.checks]):
            values = (("people", ", ".join(check.people[:10])),)
            goals = check.code == "missing-goals"
            code = "pay-run-goals" if goals else "pay-run-errors"
            yield Problem(code=code, values=values, count=check.count)


def _out_of_turn(run: PayRun) -> Iterator[Problem]:
    """What a run is not in its turn for: periods are closed one after the other, each worked out
    when the one before was closed. The first is the earliest that is being worked out."""
    name, last = run.plan.name, last_closed(run.plan)
    if last is None:
        open_ones = run.plan.runs.filter(starts__lt=run.starts).exclude(state="draft")
        first = open_ones.order_by("starts").first()
        if first is not None:
            yield Problem(code="pay-run-gap", value=name, values=(("start", str(first.starts)),))
    elif last.ends + DAY != run.starts:
        start = last.ends + DAY
        yield Problem(code="pay-run-gap", value=name, values=(("start", str(start)),))
    else:
        of = {"calculate": run, "release": last}
        worked, closed = (
            one.steps.filter(step=step).order_by("-pk").values_list("pk", flat=True).first()
            for step, one in of.items()
        )
        if worked is not None and closed is not None and worked < closed:
            days = (("start", str(last.starts)), ("end", str(last.ends)))
            yield Problem(code="pay-run-older", value=name, values=days)


def _held_since(company: Company, run: PayRun) -> list[str]:
    """The sales that a run pays, or takes something back of, and that are on hold since it was
    worked out."""
    held = sales_held(heard_now(run.plan).holds) - sales_held(run.holds)
    if not held:
        return []
    lines = [line.earning for _, line in read_lines(company.home, run.lines)]
    told = {(one.sale, one.line) for one in lines}
    there = everything(company, run.snapshot_id).run(waiting_sql(held))
    waiting = {str(sale) for *key, sale in there if tuple(key) in told}
    return sorted(waiting | (held & {one.sale for one in lines if one.sale}))


def statements_of(company: Company, run: PayRun) -> tuple[Statement, ...]:
    """All statements of a run, with their lines."""
    lines: dict[str, list[StatementLine]] = {}
    for _, line in read_lines(company.home, run.lines):
        lines.setdefault(line.earning.person, []).append(line)
    rows = run.statements.select_related("run").order_by("person")
    return tuple(read_statement(row, tuple(lines.get(row.person, ()))) for row in rows)


def check_run(company: Company, run: PayRun) -> None:
    """Hold everything that is kept of a run against its content hash; raises Mistake
    `pay-lines-missing` or `pay-lines-damaged`."""
    check_file(company.home, run.lines)
    if state_of(run) in CLOSED and run.statements.filter(digest="").exists():
        return  # closed before statements had digests: the seal of its file proves it
    statements = statements_of(company, run)
    rows = {row.person: row.paid for row in run.statements.all()}
    same = all(rows[one.person] == one.paid for one in statements)
    digests = {one.person: statement_digest(one) for one in statements}
    if not same or content_hash(run.version.digest, period_of(run), digests) != run.digest:
        raise mistake("pay-lines-damaged", file=run.lines)


def _pay_out(company: Company, run: PayRun, at: datetime) -> None:
    """Write the ledger: what each is paid by the run whose statement is not on hold."""
    currency = document_of(run.version).currency
    PayEntry.objects.bulk_create(
        (
            PayEntry(
                run=run, batch=RELEASE, person=row.person, amount=row.paid, currency=currency,
                by=company.author, at=at,
            )
            for row in run.statements.exclude(person__in=people_held(run))
        ),
        batch_size=1_000,
    )  # fmt: skip
