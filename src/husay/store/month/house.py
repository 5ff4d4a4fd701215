"""The houses of the story that `husay.loop` tells: one that only looks, and one that keeps.

Both read what a viewer receives, and nothing of it is anybody else's. A month that was begun goes
on where it was: an import is all or nothing and waits until it is done, a sweep and a pay run are
each one transaction, and what is done already is not done again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.attention import PersonFacts
from husay.loop import BroughtIn, Caught, PlanInForce, Raised, Run, Step, Waits
from husay.measures.reader import SnapshotReader
from husay.measures.written import Written
from husay.store import jobs
from husay.store.asked import window_asked
from husay.store.coaching.week import TeamRead, team_read
from husay.store.goal_notices import tell_of_goals
from husay.store.goal_plans.seen import PlanRow
from husay.store.goal_plans.whole import whole_snapshot
from husay.store.lock import only_worker
from husay.store.moment import everything
from husay.store.month.bars import raised
from husay.store.month.waiting import WAITING, Around
from husay.store.pay.assignments import assigned
from husay.store.pay.keeping import period_of, state_of
from husay.store.pay.plans import document_of, in_force
from husay.store.pay.runs import calculate
from husay.store.pay.said import heard_by, heard_now
from husay.store.records.models import ImportRun, PayPlanRow, PayRun, SignalSweep
from husay.store.signals.reading import signals
from husay.store.signals.sweeping import keep, rebased_levels
from husay.tracking.organisation import people_on
from husay.tracking.signals.found import Swept
from husay.tracking.signals.series import Series

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from husay.store.company import Company

_log = logging.getLogger(__name__)

_PAUSE_SECONDS, _MOST_PAUSES = 0.2, 3_000
"""How long an import of another process is waited for: ten minutes."""

MOST_QUIET = 3
"""So many working days without a sale at the end of a month are no sign that files are missing."""

RIGHTS: Mapping[Step, tuple[Right, ...]] = {
    "bring-in": (Right.BRING_IN,),
    "set": (Right.SEE_GOALS,),
    "track": (Right.SEE_FIGURES, Right.SEE_MILESTONES),
    "catch": (Right.SEE_SIGNALS,),
    "coach": (Right.COACH, Right.OWN_PLAN, Right.SEE_COACHING),
    "pay": (Right.RUN_PAY, Right.OWN_PAY),
    "raise": (Right.SET_GOALS,),
}
"""Whose business a step is: whoever has one of these."""
ANY_STEP = tuple(dict.fromkeys(right for rights in RIGHTS.values() for right in rights))
"""Whoever has none of these has no month."""


def month_asked(company: Company, written: str | None) -> Window | None:
    """The company's month that is written, like `2026-05`; None for None. Raises Mistake
    `month-not-one` for what is no month."""
    if written is None or not written.strip():
        return None
    window = window_asked(company, Written(period=written.strip()))
    calendar = whole_snapshot(company).calendar
    if window is None or calendar.period_of(window.start, "month").window != window:
        raise mistake("month-not-one", value=written)
    return window


def of_its_end(company: Company, month: Window | None) -> Company:
    """The company as it was at the end of a month, for the operator: who led whom then, and what
    was due. Whose scope depends on the day has that of today."""
    if month is None or not company.viewer.operator or company.today <= month.end:
        return company
    return replace(company, today=month.end)


class Looking:
    """A house that changes nothing: the month as it stands (`husay.loop.House`).

    Without a month that was `asked` for it is the one of the last day with sales.
    """

    def __init__(self, company: Company, asked: Window | None = None) -> None:
        self.company, self.asked = company.of_one_moment(), asked

    @property
    def last(self) -> date | None:
        """The last day with sales."""
        return whole_snapshot(self.company).shape.last

    @property
    def month(self) -> Window:
        """The month that is told."""
        if self.asked is not None:
            return self.asked
        return self.calendar.period_of(self.last or self.company.today, "month").window

    @property
    def until(self) -> date | None:
        """The last day of the month that the book knows; None where it knows none."""
        last, month = self.last, self.month
        return None if last is None or last < month.start else min(last, month.end)

    @property
    def calendar(self) -> BusinessCalendar:
        """The company's calendar."""
        return whole_snapshot(self.company).calendar

    def may(self, step: Step) -> bool:
        """Whether a step is any of the viewer's business."""
        return any(map(self.company.viewer.may, RIGHTS[step]))

    def waits(self, step: Step) -> tuple[Waits, ...]:
        """What waits, as far as it is the viewer's to know: theirs first, then by its day."""
        around = Around(
            self.company, self.month, lambda: self._people, self.teams, lambda: self._bars
        )  # fmt: skip
        found = [one for gather in WAITING[step] for one in gather(around)]
        return tuple(sorted(found, key=_order))

    def failed(self, step: Step, error: Exception) -> Problem:
        """A fault of our own: in the log in full, for people in short. What an error says may hold
        whatever was read, so that none but the operator is told it."""
        _log.error("a step of the month failed: %s", step, exc_info=error)
        name = type(error).__name__
        told = f"{name}: {error}"[:300] if self.company.viewer.operator else name
        return Problem(code="month-step-failed", value=told)

    def bring_in(self) -> tuple[Sequence[BroughtIn], Sequence[Problem]]:
        """Nothing: whoever looks brings nothing in."""
        return (), ()

    def book(self) -> SnapshotReader:
        """What the viewer receives of the newest snapshot."""
        return self.company.snapshot()

    def own(self) -> tuple[SnapshotReader, SnapshotReader] | None:
        """What the viewer stands for, in money; operations have the milestones instead."""
        company = self.company
        if not company.viewer.may(Right.SEE_FIGURES) or company.scope.sight == "volumes":
            return None
        whole = next(iter(company.wholes()), None)
        if whole is None:
            return None
        return company.seen_as(whole), company.people_of(whole)

    def tell_of_goals(self) -> None:
        """Nobody is told anything by somebody who looks."""

    def unswept(self) -> tuple[SnapshotReader, date, Mapping[Series, date]] | None:
        """Nothing: whoever looks sweeps nothing."""
        return None

    def keep(self, swept: Swept) -> None:
        """Nothing is kept."""

    def caught(self) -> Caught | None:
        """What is open of what sweeps found, as far as the viewer may see it."""
        found = signals(self.company)
        if found is None:
            return None
        return Caught(found.swept.as_of, len(found.pushed), len(found.good))

    @cached_property
    def _people(self) -> TeamRead | None:
        """What is known of those whom the viewer leads, read once; None where they lead nobody."""
        return team_read(self.company) if self.company.viewer.may(Right.COACH) else None

    def teams(self) -> Mapping[str, Sequence[PersonFacts]]:
        """What is known of people, by who leads them: for the operator everybody's."""
        return self._teams

    @cached_property
    def _teams(self) -> Mapping[str, Sequence[PersonFacts]]:
        read = self._people
        if read is None:
            return {}
        if not self.company.viewer.operator:
            return {self.company.viewer.person or "": read.facts}
        there = people_on(whole_snapshot(self.company), self.company.today)
        leads = {one.person: one.manager or "" for one in there}
        found: dict[str, list[PersonFacts]] = {}
        for facts in read.facts:
            found.setdefault(leads.get(facts.person, ""), []).append(facts)
        return dict(sorted(found.items()))

    def pay_plans(self) -> Sequence[PlanInForce]:
        """The plans that somebody has and that are in force on the month's last day."""
        if not self.company.viewer.may(Right.RUN_PAY):
            return ()
        found = []
        for row in PayPlanRow.objects.order_by("pk"):
            version = in_force(row, self.month.end)
            if version is not None and assigned(row):
                found.append(PlanInForce(row.pk, document_of(version)))
        return found

    def is_over(self, period: Window) -> bool:
        """Whether the book knows a period to its end: there is something of a later day, or the
        period has gone by and but a few working days at its end are without a sale."""
        last = self.last
        if last is None or last >= period.end:
            return last is not None
        quiet = self.calendar.working_days(Window(last + DAY, period.end))
        return self.company.today >= period.end and quiet <= MOST_QUIET

    def run(self, plan: PlanInForce, period: Window) -> Run | None:
        """The run of a period, if there is one."""
        row = PayRun.objects.filter(plan=plan.number, starts=period.start).first()
        return None if row is None else self._run(row)

    def _run(self, row: PayRun) -> Run:
        newest = row.snapshot_id == self.company.head().number
        stale = not (newest and heard_by(row) == heard_now(row.plan))
        days, people = period_of(row), row.statements.count()
        return Run(row.pk, row.plan.name, days, state_of(row), stale, people)

    def work_out(self, plan: PlanInForce, period: Window) -> Run:
        """Never: whoever looks works nothing out."""
        code = "month-run-missing" if self.run(plan, period) is None else "month-run-stale"
        raise mistake(code, value=plan.document.name, start=period.start)

    def next_bars(self) -> Sequence[Raised]:
        """The next bars of published plans, as far as the viewer sees them."""
        return [one for _row, one in self._bars]

    @cached_property
    def _bars(self) -> Sequence[tuple[PlanRow, Raised]]:
        """The same with their plans, read once: what is told of them and what waits is one."""
        until = self.until
        if until is None:
            return ()
        decided = self.month.end if self.is_over(self.month) else until
        return tuple(raised(self.company, decided + DAY))


def _order(one: Waits) -> tuple[bool, bool, date]:
    """The viewer's own first, then people, then by the day by which it should be done."""
    return not one.mine, one.what != "person", one.due or date.max


class Playing(Looking):
    """A house that keeps what comes of a month. `clock` tells when something was done, and `given`
    are files that were handed in with it, by the kept source that reads them."""

    def __init__(
        self,
        company: Company,
        clock: Callable[[], datetime],
        asked: Window | None = None,
        given: Mapping[str, Path] | None = None,
    ) -> None:
        super().__init__(company, asked)
        self.clock, self.given = clock, given or {}

    def bring_in(self) -> tuple[Sequence[BroughtIn], Sequence[Problem]]:
        """Run what waits, what is due by its schedule, and what was handed in, one by one."""
        company, problems = self.company, list[Problem]()
        asked = jobs.ask_due(company, self.clock())
        for source, data in self.given.items():
            try:
                jobs.ask_for_import(company, source, data, company.author, self.clock())
            except Mistake as wrong:
                problems += wrong.problems
        mine = [*asked, *_waiting_imports().exclude(pk__in=asked).values_list("pk", flat=True)]
        pause = threading.Event()
        for _ in range(_MOST_PAUSES):
            if not _waiting_imports().filter(pk__in=mine).exists():
                break
            if not jobs.run_next(company, self.clock):
                pause.wait(_PAUSE_SECONDS)
        self.company.look_again()
        runs = ImportRun.objects.filter(pk__in=mine).order_by("pk")
        problems += [one for run in runs for one in jobs.problems_of(run)]
        if _waiting_imports().filter(pk__in=mine).exists():
            problems.append(Problem(code="month-imports-elsewhere", severity="warning"))
        return [_brought(run) for run in runs], problems

    def tell_of_goals(self) -> None:
        """Tell everybody what is new of their goals, unless the worker is at it."""
        with only_worker(self.company.home.path) as alone:
            if alone:
                tell_of_goals(self.company, self.clock())

    def unswept(self) -> tuple[SnapshotReader, date, Mapping[Series, date]] | None:
        """The whole book where no sweep has seen it yet."""
        newest = everything(self.company)
        seen = SignalSweep.objects.filter(manifest__gte=newest.number).exists()
        last = newest.shape.last
        return None if seen or last is None else (newest, last, rebased_levels())

    def keep(self, swept: Swept) -> None:
        """Keep what a sweep found, in one transaction."""
        keep(swept, self.clock())

    def work_out(self, plan: PlanInForce, period: Window) -> Run:
        """Work a period out, whole or not at all: the run is calculated, and waits for review."""
        row = PayPlanRow.objects.get(pk=plan.number)
        return self._run(calculate(self.company, row, period, self.clock()))


def _waiting_imports() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(state__in=(jobs.State.WAITING, jobs.State.RUNNING))


def _brought(run: ImportRun) -> BroughtIn:
    counts = run.counts.values()
    new = sum(int(one.get("new", 0)) for one in counts)
    changed = sum(int(one.get(w, 0)) for one in counts for w in ("corrected", "withdrawn"))
    done = run.state in (jobs.State.DONE, jobs.State.UNCHANGED)
    return BroughtIn(run.source, new, changed, done)
