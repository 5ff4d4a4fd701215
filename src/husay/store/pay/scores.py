"""Scores: entered by compensation or by who leads somebody, approved by a second person.

Who leads may enter scores of those whom they lead on the window's last day (today, before it has
come); compensation enters and approves any. A correction is a score more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import DAY, Window
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest
from husay.goals.window_text import window_of as window_typed
from husay.pay.document.measure import Measure
from husay.pay.document.plan import Plan
from husay.pay.inputs.score import due, entered, is_window, read_score, score_data
from husay.pay.inputs.table import Row, read_table
from husay.pay.interpret.windows import window_of
from husay.pay.runs.assigned import Held
from husay.store.coaching.people import Leading
from husay.store.pay.assignments import assigned
from husay.store.pay.inputs import Entered, is_approved, keep
from husay.store.pay.late import last_closed
from husay.store.pay.plans import document_of, in_force, version_of
from husay.store.pay.said import EVERYBODY, SCORE
from husay.store.records.models import PayActivation, PayInput, PayPlanRow

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.company import Company

COLUMNS = ("person", "measure", "period", "value", "evidence")
NEEDED = ("person", "measure", "period", "value")
TYPED_EVERYBODY = "*"
"""What is typed for `EVERYBODY`: for all who have the plan."""


@dataclass(frozen=True)
class Wanted:
    """A score that a period waits for, of a person, with what was entered for it, oldest first."""

    person: str
    measure: Measure
    window: Window
    given: tuple[PayInput, ...]

    @property
    def counts(self) -> PayInput | None:
        """The one that counts: what was approved last."""
        approved = [one for one in self.given if is_approved(one)]
        return max(approved, key=lambda one: one.approval.pk, default=None)

    @property
    def waiting(self) -> tuple[PayInput, ...]:
        """Those that nobody has approved yet."""
        return tuple(one for one in self.given if not is_approved(one))


def check_scores(company: Company) -> None:
    """Raise Mistake `not-allowed` for who sees neither everybody's pay nor that of their people."""
    company.viewer.check(Right.SEE_PAY, Right.LEAD_PAY)


def enter_scores(
    company: Company, row: PayPlanRow, rows: Sequence[Row], at: datetime
) -> list[PayInput]:
    """Enter scores, all or none; they count once a second person approves them.

    Raises Mistake with all that is wrong: `pay-score-measure`, `pay-score-window`,
    `pay-score-value`, `pay-score-twice`, `pay-plan-not-theirs`, `pay-score-not-led`, and what
    `goals.window_text` says of periods.
    """
    company.viewer.check(Right.RUN_PAY, Right.LEAD_PAY)
    reader = _Reader(company, row)
    given = [one for each in rows if (one := reader.read(each)) is not None]
    if reader.problems:
        raise Mistake(*reader.problems)
    return keep(company, row, given, at)


def table_of_scores(company: Company, row: PayPlanRow, text: str, at: datetime) -> list[PayInput]:
    """Enter a table of scores; raises Mistake, of the table, too."""
    company.viewer.check(Right.RUN_PAY, Right.LEAD_PAY)
    return enter_scores(company, row, read_table(text, COLUMNS, NEEDED), at)


@dataclass
class _Reader:
    """Reads typed scores of a plan."""

    company: Company
    row: PayPlanRow
    problems: list[Problem] = field(default_factory=list)
    seen: set[tuple[str, str, Window]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read what all rows are held against."""
        self.spans: tuple[Held, ...] = assigned(self.row)
        self.year = self.company.home.read_settings().year
        viewer = self.company.viewer
        self.leading = None if viewer.may(Right.RUN_PAY) else _leading(self.company)

    def read(self, given: Row) -> Entered | None:
        """A row as an input; None, with problems, where it is none."""
        days = window_typed(given.cells.get("period", ""), self.year)
        if isinstance(days, Problem):
            self.problems.append(replace(days, row=given.number, column="period"))
            return None
        plan = _plan_on(self.row, days)
        name, wrong = given.cells.get("measure", ""), list[Problem]()
        measure = next((m for m in entered(plan) if m.name == name), None)
        if measure is None:
            near = nearest(name, [m.name for m in entered(plan)])
            self.problems.append(given.wrong("measure", "pay-score-measure", nearest=near))
            return None
        if not is_window(plan, measure, days, calendar_of(self.company, days)):
            wrong.append(given.wrong("period", "pay-score-window", measure=name))
        value = read_score(measure, given.cells.get("value", ""))
        if value is None:
            is_rate = measure.unit == "rate"
            wrong.append(given.wrong("value", "pay-score-rate" if is_rate else "pay-score-value"))
        typed = given.cells.get("person", "")
        person = EVERYBODY if typed == TYPED_EVERYBODY else typed
        wrong += self._not_theirs(given, person, days)
        if (person, name, days) in self.seen:
            wrong.append(given.wrong("person", "pay-score-twice"))
        self.seen.add((person, name, days))
        self.problems += wrong
        if wrong or value is None:
            return None
        return Entered(
            kind=SCORE, person=person, days=days, measure=name, value=score_data(value),
            evidence=given.cells.get("evidence", ""),
        )  # fmt: skip

    def _not_theirs(self, given: Row, person: str, days: Window) -> list[Problem]:
        """Why the viewer may not enter a score of somebody for some days."""
        mine = [h for h in self.spans if h.person == person and h.days.overlap(days)]
        if person and not mine:
            return [given.wrong("person", "pay-score-not-theirs", plan=self.row.name)]
        day = min(days.end, self.company.today)
        if self.leading is not None and (not person or not self.leading.leads(person, day)):
            return [given.wrong("person", "pay-score-not-led")]
        return []


def _plan_on(row: PayPlanRow, days: Window) -> Plan:
    """The plan as it is at a window's end, else its newest version."""
    return document_of(in_force(row, days.end) or version_of(row))


def calendar_of(company: Company, days: Window) -> BusinessCalendar:
    """The company's calendar around some days."""
    return company.home.read_settings().calendar(days.start.year - 1, days.end.year + 2)


def open_period(company: Company, row: PayPlanRow) -> Window | None:
    """The pay period that is to be paid next: behind the last closed one, or the first. None where
    the plan was never put in force or assigned."""
    first = PayActivation.objects.filter(version__plan=row).order_by("starts").first()
    spans = assigned(row)
    if first is None or not spans:
        return None
    last = last_closed(row)
    begins = max(first.starts, min(one.days.start for one in spans))
    day = begins if last is None else last.ends + DAY
    plan = document_of(in_force(row, day) or version_of(row))
    return window_of(day, plan.period, calendar_of(company, Window(day, day)))


def wanted(company: Company, row: PayPlanRow, period: Window) -> tuple[Wanted, ...]:
    """What a period waits for: each person's score of every window that ends in it, whether it is
    there or not; of everybody, or of those whom the viewer led."""
    check_scores(company)
    plan = _plan_on(row, period)
    windows = due(plan, period, calendar_of(company, period))
    if not windows:
        return ()
    given = _given(row)
    leading = None if company.viewer.may(Right.SEE_PAY) else _leading(company)
    found = list[Wanted]()
    for measure, window in windows:
        day = min(window.end, company.today)
        for person in sorted({h.person for h in assigned(row) if h.days.overlap(window)}):
            if leading is not None and not leading.leads(person, day):
                continue
            own = given.get((person, measure.name, window), [])
            common = given.get((EVERYBODY, measure.name, window), [])
            found.append(Wanted(person, measure, window, tuple(own or common)))
    return tuple(found)


def _leading(company: Company) -> Leading:
    """Whom the viewer led, for their pay."""
    return Leading(company, Right.LEAD_PAY).ready()


def _given(row: PayPlanRow) -> Mapping[tuple[str, str, Window], list[PayInput]]:
    found: dict[tuple[str, str, Window], list[PayInput]] = {}
    rows = PayInput.objects.filter(plan=row, kind=SCORE).select_related("approval")
    for one in rows:
        key = one.person, one.measure, Window(one.starts, one.ends)
        found.setdefault(key, []).append(one)
    return found


def scores(company: Company, row: PayPlanRow | None = None) -> list[PayInput]:
    """The scores that the viewer may see, the newest first: all, or those of whom they led."""
    check_scores(company)
    found = PayInput.objects.filter(kind=SCORE).select_related("plan", "approval").order_by("-pk")
    if row is not None:
        found = found.filter(plan=row)
    if company.viewer.may(Right.SEE_PAY):
        return list(found)
    leading = _leading(company)
    return [one for one in found if leading.leads(one.person, min(one.ends, company.today))]


def plans_with_scores(company: Company) -> tuple[PayPlanRow, ...]:
    """The plans whose newest version, or the one in force, has measures that are entered."""
    check_scores(company)
    return tuple(
        row
        for row in PayPlanRow.objects.all()
        for version in [in_force(row, company.today) or version_of(row)]
        if entered(document_of(version))
    )
