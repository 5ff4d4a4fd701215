"""Publishing a plan: its goals as rows of the book, month by month, whole or not at all.

The rows come in as an import of a source made for the plan: what a later publication no longer has
is withdrawn. They are worked out before the writer's lock is taken, and again where the book has
changed meanwhile. Under the lock the import's manifest is committed first and the plan says
that it is published after: killed in between, the book has the goals and the plan does not say so
yet, and to publish it again, which changes nothing in the book, makes it say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import amount_text
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, merged
from husay.basics.problem import Mistake, Problem
from husay.book.schema import GOALS
from husay.book.source import Source, read_source
from husay.goals.agreed import Discussion, Entry
from husay.goals.differences import differences
from husay.goals.goal import Goal
from husay.goals.people import PERSON, Peopled, peopled, unit_goals
from husay.goals.plan import GoalPlan, Node
from husay.goals.presence import Stay
from husay.goals.proration import Seat, settle
from husay.goals.published import published_by
from husay.goals.spread import Season
from husay.goals.time_table import SpreadPlan, spread_plan
from husay.store.disk import telling_of_the_disk
from husay.store.goal_plans.seen import discussions, load, plan_at
from husay.store.goal_plans.taking_over import refused_for, reopen, taken_over
from husay.store.goal_plans.versions import check_newest, entry_row
from husay.store.goal_plans.whole import calendar_of, top_unit, whole_snapshot
from husay.store.goal_plans.worth import seasons
from husay.store.lock import writer_lock
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import GoalEntry, GoalPlanRow
from husay.store.sources import trial
from husay.store.warehouse.importer import Importing, ImportRequest, ImportResult, no_progress

if TYPE_CHECKING:
    from husay.store.company import Company

_FILE = "goals"
_END = date(9999, 12, 31)


def publish(
    company: Company,
    number: int,
    seen: int,
    reason: str,
    at: datetime,
    *,
    replacing: bool = False,
) -> ImportResult:
    """Publish the newest version, which is the one `seen`; answers as an import does.

    Everything has to add up. Goals that nobody has spoken of since a planner set them are decided
    by this publication, with its reason; what its owner or their manager said last, or countered,
    has to be agreed or decided first. Raises Mistake with all that stands against it: what
    `goals.differences` finds, `goals-in-discussion`, `act-without-words`, `goal-plan-changed`,
    what is wrong with the spread, and `goals-of-another`, unless `replacing` says that goals of
    other plans and files are meant to go.
    """
    company.viewer.check(Right.SET_GOALS)
    row, _ = load(company, number)
    check_newest(row, seen)
    plan = plan_at(row, seen)
    _check(plan, discussions(row, plan), reason)
    head = company.head().number
    goals, told = goals_of(company, plan)
    with telling_of_the_disk(company.home.path), writer_lock(company.home.path):
        company.look_again()  # nobody imports from here on: it is the newest that counts
        row = GoalPlanRow.objects.get(pk=number)
        check_newest(row, seen)
        _check(plan, discussions(row, plan), reason)
        if company.head().number != head:
            goals, told = goals_of(company, plan)
        taken = taken_over(company, number, goals)
        if taken and not replacing:
            raise Mistake(refused_for(taken))
        result = _import(company, row, plan, goals, reason, at)
        company.look_again()
        if not result.refused:
            reopen(taken)
            _published(company, row, seen, result, len(goals), reason, at)
    return replace(result, problems=(*told, *result.problems))


def _check(plan: GoalPlan, talks: Mapping[str, Discussion], reason: str) -> None:
    """Raise Mistake with everything that keeps a plan from being published."""
    problems = [p for p in differences(plan) if p.severity == "error"]
    if not reason.strip():
        problems.append(Problem(code="act-without-words", value="publish"))
    open_yet = [key for key, talk in talks.items() if _is_open(talk)]
    if open_yet:
        listed = ", ".join(open_yet)
        problems.append(Problem(code="goals-in-discussion", value=listed, count=len(open_yet)))
    if problems:
        raise Mistake(*problems)


def _is_open(talk: Discussion) -> bool:
    """Whether somebody waits for an answer."""
    if talk.state != "discussed":
        return False
    return talk.counter is not None or talk.entries[-1].role != "planner"


def goals_of(company: Company, plan: GoalPlan) -> tuple[tuple[Goal, ...], tuple[Problem, ...]]:
    """What a plan publishes: its goals by month, prorated for who comes, goes and moves; and what
    a planner should know of them. Raises Mistake where they cannot be spread."""
    settled, spread, told = spread_of(company, plan)
    goals = published_by(settled, spread, "month", calendar_of(company, plan.window))
    return goals, (*told, *spread.problems)


def spread_of(company: Company, plan: GoalPlan) -> tuple[GoalPlan, SpreadPlan, tuple[Problem, ...]]:
    """A plan with its people as they are there, and its goals by day; raises Mistake."""
    calendar = calendar_of(company, plan.window)
    settled, told = _settled(company, plan, calendar)
    spread = spread_plan(settled.plan, _opened(company, settled, seasons(company, plan)), calendar)
    wrong = [p for p in (*differences(settled.plan), *spread.problems) if p.severity == "error"]
    if wrong:
        raise Mistake(*wrong)
    return settled.plan, spread, told


def _settled(
    company: Company, plan: GoalPlan, calendar: BusinessCalendar
) -> tuple[Peopled, tuple[Problem, ...]]:
    """The plan with what its people carry by the days on which they are in its units."""
    top = top_unit(company, plan.window.start)
    stays = _stays(company, plan.window, top)
    units = {
        plan.by_key[key].item
        for key, below in plan.below.items()
        if plan.by_key[key].scope == "unit" or (plan.by_key[key].parent is None and top)
        if all(node.scope == PERSON for node in below)
    }
    goals = {item: value for item, value in unit_goals(plan).items() if item in units}
    seats = list(_seats(plan, units, stays))
    settled = settle(goals, seats, plan.window, calendar, plan.step)
    told = tuple(replace(p, severity="warning") for p in settled.problems)
    return peopled(plan, settled), told


def _stays(
    company: Company, window: Window, top: str | None
) -> dict[str, list[tuple[str, Window]]]:
    """In which units each seller is, and when; the unit that is the company is the item ''."""
    rows = whole_snapshot(company).run(
        "SELECT a.person, a.unit, GREATEST(a.valid_from, COALESCE(p.hired, a.valid_from)),\n"
        f"  LEAST(COALESCE(a.valid_to, DATE '{_END}'), COALESCE(p.\"left\", DATE '{_END}'))\n"
        "FROM assignments AS a LEFT JOIN people AS p ON p.person = a.person\n"
        f"WHERE COALESCE(a.role, 'seller') = '{PERSON}' ORDER BY a.person, 3, a.unit"
    )
    found: dict[str, list[tuple[str, Window]]] = {}
    for person, unit, first, last in rows:
        if first > last:  # type: ignore[operator]
            continue
        days = Window(first, last).overlap(window)  # type: ignore[arg-type]
        if days is not None:
            item = "" if unit == top else str(unit)
            found.setdefault(str(person), []).append((item, days))
    return found


def _seats(
    plan: GoalPlan, units: set[str], stays: Mapping[str, list[tuple[str, Window]]]
) -> Iterable[Seat]:
    """Each person's goal in each of their units, with the days on which they are there for it.

    Who has one goal carries it to whatever unit they go to; who has several in several units
    carries each in its own.
    """
    nodes: dict[str, list[Node]] = {}
    for node in plan.nodes:
        if node.scope == PERSON and plan.by_key[str(node.parent)].item in units:
            nodes.setdefault(node.item, []).append(node)
    for person, theirs in nodes.items():
        for node in theirs:
            own = plan.by_key[str(node.parent)].item
            there = [s for s in stays.get(person, ()) if len(theirs) == 1 or s[0] == own]
            yield Seat(person, node.value, tuple(_shared(there)))


def _shared(stays: list[tuple[str, Window]]) -> Iterable[Stay]:
    """Stays in several units at once have equal parts of the time."""
    turns = sorted({day for _, w in stays for day in (w.start, w.end + DAY)})
    for first, after in pairwise(turns):
        days = Window(first, after - DAY)
        here = sorted({unit for unit, window in stays if window.contains(first)})
        for unit in here:
            yield Stay(unit, days, Fraction(1, len(here)))


def _opened(company: Company, settled: Peopled, known: Mapping[str, Season]) -> dict[str, Season]:
    """Seasons with the days on which units and people are there."""
    plan, found = settled.plan, dict(known)
    spans = _unit_days(company, plan.window)
    for node in plan.nodes:
        days = settled.open.get(node.key) or (
            spans.get(node.item) if node.scope == "unit" else None
        )
        if days and days != (plan.window,):
            found[node.key] = replace(_season_of(plan, node, known), open=days)
    return found


def _season_of(plan: GoalPlan, node: Node, known: Mapping[str, Season]) -> Season:
    """A node's season, its own or the nearest one above."""
    at: Node | None = node
    while at is not None:
        if at.key in known:
            return known[at.key]
        at = plan.by_key.get(at.parent or "")
    return Season()


def _unit_days(company: Company, window: Window) -> dict[str, tuple[Window, ...]]:
    """On which days of the window each unit is there."""
    rows = whole_snapshot(company).run("SELECT unit, first, last FROM unit_spans")
    found: dict[str, list[Window]] = {}
    for unit, first, last in rows:
        days = Window(first, last).overlap(window)  # type: ignore[arg-type]
        if days is not None:
            found.setdefault(str(unit), []).append(days)
    return {unit: merged(parts) for unit, parts in found.items()}


def source_of(number: int, name: str, currency: str) -> Source:
    """The source that the rows of a plan's goals are of."""
    settings = {"name": f"goal-plan-{number}", "title": name, "currency": currency,
                "whole": [GOALS.name]}  # fmt: skip
    source, problems = read_source(settings, {GOALS.name: f"SELECT * FROM {_FILE}"})
    assert source is not None, problems
    return source


def _import(
    company: Company,
    row: GoalPlanRow,
    plan: GoalPlan,
    goals: Iterable[Goal],
    reason: str,
    at: datetime,
) -> ImportResult:
    """Bring the goals in as an import; the writer's lock is held."""
    currency = plan.currency or company.home.read_settings().currency
    with trial(company.home) as folder:
        _write(folder / f"{_FILE}.csv", goals)
        # Other sources may give goals, too: of this plan's own rows, none but this plan is asked.
        request = ImportRequest(
            source_of(row.pk, row.name, currency), folder / f"{_FILE}.csv", company.author, at,
            reason=reason.strip()[:500], everything=True, replace=True,
        )  # fmt: skip
        result = Importing(company.home, request, no_progress).run()
    meant = ("withdraws-most",)
    return replace(result, problems=tuple(p for p in result.problems if p.code not in meant))


def _write(file: Path, goals: Iterable[Goal]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(GOALS.names)
        writer.writerows(
            (g.scope, g.item, g.measure, g.window.start, g.window.end, amount_text(g.value),
             g.currency or "")
            for g in goals
        )  # fmt: skip


def _published(
    company: Company,
    row: GoalPlanRow,
    version: int,
    result: ImportResult,
    count: int,
    reason: str,
    at: datetime,
) -> None:
    """Say that the book has a version: of the plan, of each goal, and in the audit log."""
    with alone():
        row.refresh_from_db()
        same = (row.state, row.published) == (GoalPlanRow.State.PUBLISHED, version)
        if same and result.manifest is None:
            return
        before, row.published = row.published, version
        if row.newest == version:
            row.state = GoalPlanRow.State.PUBLISHED
        row.offered = version if row.offered is None else row.offered
        row.save(update_fields=["published", "state", "offered"])
        plan = plan_at(row, version)
        entries = _entries(row, plan, company.author, reason, at)
        GoalEntry.objects.bulk_create(entries, batch_size=1_000)
        note(
            company.viewer, "goals-published", at=at, place=company.place,
            kind="goal", item=str(row.pk),
            before={"version": before},
            after={"version": version, "snapshot": company.head().number, "goals": count},
            reason=reason,
        )  # fmt: skip


def _entries(
    row: GoalPlanRow, plan: GoalPlan, by: str, reason: str, at: datetime
) -> list[GoalEntry]:
    """That goals nobody has spoken of are decided, and that all are published."""
    talks, found = discussions(row, plan), list[GoalEntry]()
    for node in plan.nodes:
        talk = talks.get(node.key, Discussion(node.value))
        if node.parent is None or talk.state == "published" or _is_open(talk):
            continue
        if talk.state != "agreed":
            found.append(entry_row(row, node.key, Entry("decide", "planner", by, at, reason)))
        found.append(entry_row(row, node.key, Entry("publish", "planner", by, at)))
    return found
