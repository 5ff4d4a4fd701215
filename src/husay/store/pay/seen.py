"""Who sees which pay: the door beneath every page, command and call.

Compensation sees every run in every state. A closed run's statements are seen by the person
themselves and by who led them on the period's last day; nobody else sees that there are any. That
somebody saw another's pay is in the audit log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import mistake
from husay.pay.document.plan import Plan
from husay.pay.runs.checklist import Finding, against, with_held
from husay.pay.runs.statement import StatementLine
from husay.pay.runs.states import CLOSED, Step, next_steps, waits_for_another
from husay.store.coaching.people import Leading
from husay.store.pay.batches import Batch, batches
from husay.store.pay.files import read_lines
from husay.store.pay.held import holds_on, paid_out
from husay.store.pay.keeping import read_check, state_of
from husay.store.pay.plans import document_of
from husay.store.pay.run_before import paid_before
from husay.store.pay.statements import StatementSeen, read_statements
from husay.store.pay.steps import calculated_by, run_numbered
from husay.store.records.audit import note
from husay.store.records.models import PayHold, PayRun, PayStatement, PayStep

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class RunSeen:
    """A run as compensation sees it: the holds that stand on its statements, by person, whom it
    has not paid, though it is released, and the batches that payroll is told. `own_work`: it waits
    for approval, and the viewer, who worked it out, is not the one to give it."""

    run: PayRun
    plan: Plan
    rows: tuple[PayStatement, ...]
    checks: tuple[Finding, ...]
    steps: tuple[PayStep, ...]
    may: tuple[Step, ...]
    holds: Mapping[str, PayHold] = field(default_factory=dict)
    due: frozenset[str] = frozenset()
    batches: tuple[Batch, ...] = ()
    own_work: bool = False

    @property
    def currency(self) -> str:
        """In which it pays."""
        return self.plan.currency

    @property
    def paid(self) -> int:
        """What it pays out, what is on hold with it."""
        return sum(row.paid for row in self.rows)


def runs(company: Company) -> tuple[PayRun, ...]:
    """Every run, the newest period first."""
    company.viewer.check(Right.SEE_PAY)
    return tuple(PayRun.objects.select_related("plan", "version"))


def run_seen(company: Company, number: int, at: datetime) -> RunSeen:
    """A run with everybody's statement; raises Mistake `pay-run-unknown`."""
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    note_seen(company, run, "", at)
    may = company.viewer.may(Right.RUN_PAY)
    rows, paid = tuple(run.statements.all()), paid_out(run)
    holds = {
        person: one
        for person, one in holds_on(run).items()
        if person not in paid and any(row.person == person for row in rows)
    }
    held = {row.person: row.paid for row in rows if row.person in holds}
    checks = against(
        [read_check(data) for data in run.checks],
        {row.person: row.paid for row in rows}, paid_before(run),
    )  # fmt: skip
    state, author, maker = state_of(run), company.author, calculated_by(run)
    return RunSeen(
        run, document_of(run.version), rows,
        with_held(checks, held) if checks else (),
        tuple(run.steps.all()),
        next_steps(state, author, maker) if may else (),
        holds, _due(run, {row.person for row in rows}, paid),
        batches(run) if run.state in CLOSED else (),
        may and waits_for_another(state, author, maker),
    )  # fmt: skip


def _due(run: PayRun, people: Collection[str], paid: Collection[str]) -> frozenset[str]:
    """Whom a released run has not paid."""
    return frozenset(people) - frozenset(paid) if run.state in CLOSED else frozenset()


def may_see(company: Company, run: PayRun, person: str, leading: Leading) -> bool:
    """Whether a viewer may see a person's statement of a run."""
    viewer = company.viewer
    if viewer.may(Right.SEE_PAY):
        return True
    if run.state not in CLOSED:
        return False
    if viewer.may(Right.OWN_PAY) and viewer.person == person:
        return True
    return viewer.may(Right.LEAD_PAY) and leading.leads(person, run.ends)


def statements_seen(company: Company, person: str | None = None) -> tuple[PayStatement, ...]:
    """The statements that a viewer may see, of closed runs, the newest first: of a person, or of
    everybody. Raises Mistake without any right to pay."""
    check_any(company)
    leading = Leading(company, Right.LEAD_PAY)
    rows = PayStatement.objects.filter(run__state__in=CLOSED).select_related(
        "run__plan", "run__version"
    )
    if person is not None:
        rows = rows.filter(person=person)
    elif not (company.viewer.may(Right.SEE_PAY) or company.viewer.may(Right.LEAD_PAY)):
        rows = rows.filter(person=company.viewer.person or "")
    ordered = rows.order_by("-run__starts", "run__plan__name", "person")
    return tuple(row for row in ordered if may_see(company, row.run, row.person, leading))


def check_any(company: Company) -> None:
    """Raise Mistake `not-allowed` for who has no right to any pay, not even their own."""
    viewer = company.viewer
    if not (viewer.may(Right.SEE_PAY) or viewer.may(Right.LEAD_PAY)):
        viewer.check(Right.OWN_PAY)


def statement_seen(company: Company, number: int, person: str, at: datetime) -> StatementSeen:
    """A person's statement of a run, with its lines.

    Raises Mistake `pay-statement-unknown` where there is none, or none that the viewer may see.
    """
    check_any(company)
    row = (
        PayStatement.objects.filter(run=number, person=person)
        .select_related("run__plan", "run__version")
        .first()
    )
    if row is None or not may_see(company, row.run, person, Leading(company, Right.LEAD_PAY)):
        raise mistake("pay-statement-unknown", value=person, run=number)
    if company.viewer.person != person:
        note_seen(company, row.run, person, at)
    return next(read_statements(company, row.run, [row]))


def line_seen(
    company: Company, number: int, line: int, at: datetime
) -> tuple[StatementSeen, StatementLine]:
    """A line by the numbers of its run and its own, with the statement that it is in.

    Raises Mistake `pay-line-unknown` where there is none that the viewer may see.
    """
    check_any(company)
    run = PayRun.objects.filter(pk=number).exclude(lines="").first()
    found = read_lines(company.home, run.lines, number=line) if run else []
    if run is None or not found:
        raise mistake("pay-line-unknown", value=f"{number}:{line}")
    person = found[0][1].earning.person
    if not may_see(company, run, person, Leading(company, Right.LEAD_PAY)):
        raise mistake("pay-line-unknown", value=f"{number}:{line}")
    seen = statement_seen(company, number, person, at)
    return seen, dict(seen.lines)[line]


def told_line(company: Company, run: PayRun, person: str, number: int) -> StatementLine:
    """A line of a person's statement with its reasons; whoever calls has asked whether the viewer
    may see it."""
    row = run.statements.select_related("run__plan", "run__version").get(person=person)
    return dict(next(read_statements(company, run, [row])).lines)[number]


def statement_taken(
    company: Company, number: int, person: str, form: str, at: datetime
) -> StatementSeen:
    """A statement that somebody takes along as a file of some form: seen through the same door, and
    that it was taken is in the audit log."""
    seen = statement_seen(company, number, person, at)
    note(
        company.viewer, "pay-taken", at=at, place=company.place, kind="person", item=person,
        after={"run": number, "form": form},
    )  # fmt: skip
    return seen


def statements_taken(
    company: Company, number: int, form: str, at: datetime
) -> Iterator[StatementSeen]:
    """Every statement of a run, by person, taken along as files of some form: for whoever sees all
    pay, and noted once. Raises Mistake `pay-run-unknown`."""
    run = all_taken(company, number, form, at)
    rows = sorted(run.statements.select_related("run__plan", "run__version"), key=_person)
    return read_statements(company, run, rows)


def all_taken(company: Company, number: int, form: str, at: datetime) -> PayRun:
    """The run of which somebody takes every statement along: for whoever sees all pay, and noted
    once. Raises Mistake `pay-run-unknown`."""
    company.viewer.check(Right.SEE_PAY)
    run = run_numbered(number)
    note(
        company.viewer, "pay-taken", at=at, place=company.place, kind="pay-run", item=str(run.pk),
        after={"run": run.pk, "form": form, "statements": run.statements.count()},
    )  # fmt: skip
    return run


def _person(row: PayStatement) -> str:
    """Files of lines are in this order, whatever the database takes for one."""
    return row.person


def note_seen(company: Company, run: PayRun, person: str, at: datetime) -> None:
    """Write down who saw whose pay."""
    note(
        company.viewer, "pay-seen", at=at, place=company.place,
        kind="person" if person else "pay-run", item=person or str(run.pk),
        after={"run": run.pk, "period": run.starts.isoformat()},
    )  # fmt: skip
