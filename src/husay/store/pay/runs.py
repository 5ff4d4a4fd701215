"""Pay runs: working a period out, from a pinned snapshot, under the plan version in force.

Whoever calculates holds the lock of pay. The lines are written to a file first and the records
name it after, in one transaction: killed in between, the run is as it was, and a file is left that
no run names. Periods are closed one after the other. What changed about closed ones since the last
run was worked out becomes adjustment lines of this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import DAY, Window
from husay.basics.problem import Mistake, mistake
from husay.pay.document.plan import Plan
from husay.pay.interpret.windows import window_of
from husay.pay.runs.checklist import Finding, checklist
from husay.pay.runs.final import leaving
from husay.pay.runs.plain import content_hash
from husay.pay.runs.statement import Adjusted, Statement, statement
from husay.pay.runs.states import refused
from husay.pay.runs.summary import Summary, summary
from husay.store.disk import telling_of_the_disk
from husay.store.lock import pay_lock
from husay.store.moment import everything
from husay.store.pay.again import forget, still_good, summaries
from husay.store.pay.budgets_used import used_with
from husay.store.pay.facts import PayFacts, earn
from husay.store.pay.files import Before, clear_unnamed, write_lines
from husay.store.pay.keeping import check_data, period_of, state_of, statement_row
from husay.store.pay.late import last_closed, late_lines
from husay.store.pay.manual import lines_by_hand
from husay.store.pay.plans import document_of, in_force
from husay.store.pay.run_before import paid_before
from husay.store.pay.said import Heard, heard_now, said_of
from husay.store.pay.sales_waiting import sales_waiting
from husay.store.pay.touched import Known
from husay.store.pay.unmatched import unmatched
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayPlanRow, PayPlanVersion, PayRun, PayStatement, PayStep

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Worked:
    """A period, worked out and not kept yet.

    `statements` are those that were made; `short` has everybody's, in short. Where an earlier
    calculation is kept, but for some people, `before` says of which file.
    """

    statements: tuple[Statement, ...]
    short: Mapping[str, Summary]
    before: Before | None
    checks: tuple[Finding, ...]
    snapshot: int
    heard: Heard


def pay_period(company: Company, plan: Plan, days: Window) -> Window:
    """The pay period that some days are, or lie in; raises Mistake `pay-period-not-one`."""
    calendar = company.home.read_settings().calendar(days.start.year - 1, days.end.year + 1)
    found = window_of(days.start, plan.period, calendar)
    if found != days:
        raise mistake(
            "pay-period-not-one", value=plan.name, period=plan.period, start=found.start,
            end=found.end,
        )  # fmt: skip
    return found


def calculate(company: Company, row: PayPlanRow, days: Window, at: datetime) -> PayRun:
    """Work a plan's period out, or work it out again; answers the run, calculated.

    Raises Mistake: `pay-no-version` (no version of the plan is in force), `pay-period-not-one`,
    `pay-run-closed`, `pay-run-step`, `pay-run-gap` (the period before is not closed),
    `pay-is-being-worked-out`.
    """
    company.viewer.check(Right.RUN_PAY)
    version = in_force(row, days.start)
    if version is None:
        raise mistake("pay-no-version", value=row.name, day=days.start)
    period = pay_period(company, document_of(version), days)
    with telling_of_the_disk(company.home.path), pay_lock(company.home.path):
        company.look_again()  # of what is newest now, and of nothing else until it is kept
        run = _begun(company, row, version, period, at)
        clear_unnamed(company.home, PayRun.objects.values_list("lines", flat=True))
        worked = work_out(company, run)
        digests = {person: one.digest for person, one in worked.short.items()}
        digest = content_hash(version.digest, period, digests)
        name = f"{run.pk}-{digest[:16]}"
        file = write_lines(company.home, worked.statements, name, worked.before)
        return _keep(company, run, worked, digest, file, at)


def _begun(
    company: Company, row: PayPlanRow, version: PayPlanVersion, period: Window, at: datetime
) -> PayRun:
    """The run of a period, made as a draft if need be; raises Mistake where it cannot go on."""
    with alone():
        run, _ = PayRun.objects.get_or_create(
            plan=row, starts=period.start,
            defaults={"version": version, "ends": period.end, "made": at, "by": company.author},
        )  # fmt: skip
        _check(run, company.author)
        last = last_closed(row)
        if last is not None and last.ends + DAY != period.start:
            raise mistake("pay-run-gap", value=row.name, start=last.ends + DAY)
    # Not saved yet: until it is worked out, the run is by the version that its lines are by, and
    # of its days. Another version, or another calendar, may have a longer period begin there.
    run.version, run.ends = version, period.end
    return run


def _check(run: PayRun, by: str) -> None:
    problem = refused(state_of(run), "calculate", by, "")
    if problem is not None:
        raise Mistake(problem)


def work_out(company: Company, run: PayRun) -> Worked:
    """Everything of a run by the newest snapshot, without keeping it; whoever was not touched by
    what changed since it was worked out last keeps their statement."""
    snapshot, heard = everything(company), heard_now(run.plan)
    plan, period = document_of(run.version), period_of(run)
    said = said_of(run.plan, heard, waiting=True)
    spans = said.held
    people = frozenset(one.person for one in spans if one.days.start <= period.end)
    late = late_lines(company, run.plan, snapshot, heard)
    for person, lines in lines_by_hand(run.plan, period).items():
        known = late.get(person, Adjusted())
        late[person] = Adjusted((*known.lines, *lines), known.problems)
    facts = PayFacts(plan, snapshot, spans, people, period.end, said=said)
    before = still_good(company, run, Known(snapshot, heard), facts, late.keys())
    again = people if before is None else before.but_for & people
    made = (
        statement(earned, period, late.get(earned.person, Adjusted()))
        for earned in earn(replace(facts, people=again), plan, sorted(again), period)
    )
    statements = tuple(one for one in made if not one.is_empty)
    short = {} if before is None else summaries(run, before)
    short |= {one.person: summary(one) for one in statements}
    there = {one.person for one in spans if one.days.overlap(period)}
    accepted = set(run.version.acceptances.values_list("person", flat=True))
    uses = used_with(company, run, plan, snapshot, said, heard, statements, before)
    checks = checklist(
        [short[person] for person in sorted(short)], paid_before(run),
        unmatched(snapshot, period), sorted(there - accepted),
        [use.term for use in uses if use.is_nearly_used], leaving(spans, period),
        sales_waiting(facts, period),
    )  # fmt: skip
    return Worked(statements, short, before, checks, snapshot.number, heard)


def _keep(
    company: Company, run: PayRun, worked: Worked, digest: str, file: str, at: datetime
) -> PayRun:
    """Write down what came out, all of it or nothing."""
    by, version, ends = company.author, run.version, run.ends
    with alone():
        run.refresh_from_db()
        _check(run, by)
        run.version, run.ends = version, ends
        run.state, run.snapshot_id, heard = "calculated", worked.snapshot, worked.heard
        run.heard, run.inputs, run.holds = heard.assignments, heard.inputs, heard.holds
        run.revision, run.digest, run.lines = run.revision + 1, digest, file
        run.checks = [check_data(one) for one in worked.checks]
        forget(run, worked.before)
        PayStatement.objects.bulk_create(
            (statement_row(run, one, worked.short[one.person]) for one in worked.statements),
            batch_size=1_000,
        )
        run.save()
        PayStep.objects.create(
            run=run, revision=run.revision, step="calculate", digest=digest, by=by, at=at
        )
        note(
            company.viewer, "pay-calculated", at=at, place=company.place, kind="pay-run",
            item=str(run.pk),
            after={"plan": run.plan.name, "version": run.version.number, "digest": digest,
                   "snapshot": worked.snapshot, "statements": len(worked.short)},
        )  # fmt: skip
    return run
