"""The calls. Each reads what is asked, asks the company, and gives a page of the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router

from husay.access.role import Right
from husay.api.company import company
from husay.api.paging import answered, columns_of, listed, paged
from husay.api.shapes import (
    Answered,
    Asked,
    AskedFigures,
    AskedGoals,
    AskedMilestones,
    AskedOrganisation,
    AskedOutlook,
    AskedSignals,
    AskedStanding,
    Episode,
    Foretold,
    Listed,
    Paged,
    Problems,
    Reached,
    SignalNumber,
    Stood,
    Warned,
)
from husay.basics.problem import Mistake, mistake
from husay.goals.listing import Wanted, list_goals
from husay.measures.question import Question
from husay.measures.written import Written, read_written
from husay.store import outlooks
from husay.store.company import Company
from husay.store.signals.reading import one_signal, signals_on
from husay.store.signals.reading import signals as signals_of
from husay.store.warehouse.reading import Snapshot
from husay.tracking.explore import told
from husay.tracking.organisation import people_on, units_on
from husay.words.document import document
from husay.words.goals import goals_sheet
from husay.words.lists import dimensions_sheet, measures_sheet
from husay.words.organisation import people_sheet, units_sheet
from husay.words.outlook_report import milestones_report, outlook_report, outlook_sheet
from husay.words.reports import report_of
from husay.words.rows_report import rows_report
from husay.words.signals_report import episode_data, signals_report
from husay.words.standing_report import no_standing, standing_report
from husay.words.wholes import read_whole

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}


@router.get("/measures", response={200: Listed, **_WRONG}, summary="What can be counted")
def measures(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The measures that this company's book can tell, with their definitions."""
    snapshot = _figures(request).snapshot()
    return paged(measures_sheet(snapshot.shape), asked, snapshot.number)


@router.get("/dimensions", response={200: Listed, **_WRONG}, summary="By what it can be asked")
def dimensions(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The dimensions that this company's book has, with their definitions."""
    snapshot = _figures(request).snapshot()
    return paged(dimensions_sheet(snapshot.shape), asked, snapshot.number)


@router.get("/show", response={200: Answered, **_WRONG}, summary="Figures")
def show(request: HttpRequest, asked: Query[AskedFigures]) -> dict[str, Any]:
    """Figures by anything, over any days, compared: what `husay show` shows."""
    home = _figures(request)
    snapshot = home.snapshot(asked.snapshot)
    answer = told(_question(asked, home, snapshot), snapshot)
    report = report_of(answer, home, snapshot)
    return answered(report, paged(report.sheet, asked, report.snapshot))


@router.get("/rows", response={200: Answered, **_WRONG}, summary="The rows behind a figure")
def rows(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """The sale lines, deals or activities that a figure is the sum of."""
    home = _figures(request)
    snapshot = home.snapshot(asked.snapshot)
    question = _question(asked, home, snapshot)
    found = home.rows(question, asked.limit, asked.offset, which=asked.snapshot)
    report = rows_report(found, home, snapshot)
    page = listed(report.sheet, report.sheet.plain_rows(), asked, found.count, found.snapshot)
    return answered(report, page)


@router.get("/standing", response={200: Stood, **_WRONG}, summary="Where we stand")
def standing(request: HttpRequest, asked: Query[AskedStanding]) -> dict[str, Any]:
    """Month and year against goal and last year, the whole and its parts."""
    home = _figures(request)
    found = home.standing(asked.on, asked.snapshot, read_whole(asked.of))
    snapshot = home.snapshot(asked.snapshot)
    if found is None and asked.on and snapshot.shape.first:
        raise mistake("standing-before-book", value=asked.on, first=snapshot.shape.first)
    if found is None:
        raise Mistake(*no_standing(snapshot.number).problems)
    report = standing_report(found, home)
    return {**document(report), "columns": columns_of(report.sheet)}


@router.get("/goals", response={200: Listed, **_WRONG}, summary="Published goals")
def goals(request: HttpRequest, asked: Query[AskedGoals]) -> dict[str, Any]:
    """The published goals that you may see, by their first day."""
    home = company(request)
    home.viewer.check(Right.SEE_GOALS)
    snapshot = home.snapshot(asked.snapshot)
    wanted = Wanted(asked.scope, asked.item, asked.measure, asked.from_, asked.to)
    found, count = list_goals(snapshot, wanted, asked.limit, asked.offset)
    sheet = goals_sheet(found, home)
    return listed(sheet, sheet.plain_rows(), asked, count, snapshot.number)


@router.get("/goals/outlook", response={200: Foretold, **_WRONG}, summary="What goals come to")
def outlook(request: HttpRequest, asked: Query[AskedOutlook]) -> dict[str, Any]:
    """Each goal with its likely result, its chance, and what is needed a day."""
    home = company(request)
    home.viewer.check(Right.SEE_GOALS)
    found = outlooks.outlook(home, read_whole(asked.of), asked.on, asked.measure, asked.snapshot)
    if found is None:
        raise _before_book(home, asked.on, asked.snapshot)
    report = outlook_report(found, (), home)
    goal = found.chosen(asked.within) if asked.within else None
    sheet = report.sheet
    if asked.within:
        within = outlooks.outlooks_within(home, goal, asked.snapshot) if goal else {}
        sheet = outlook_sheet([row for rows in within.values() for row in rows], home)
    return {**document(report), **paged(sheet, asked, found.snapshot)}


@router.get("/milestones", response={200: Reached, **_WRONG}, summary="Milestones")
def milestones(request: HttpRequest, asked: Query[AskedMilestones]) -> dict[str, Any]:
    """The steps of the published goals, for everybody, and the volumes by week."""
    home = company(request)
    home.viewer.check(Right.SEE_MILESTONES)
    found = outlooks.milestones(home, asked.on, asked.snapshot)
    if found is None:
        raise _before_book(home, asked.on, asked.snapshot)
    report = milestones_report(found, home)
    return {**document(report), **paged(report.sheet, asked, found.snapshot)}


@router.get("/signals", response={200: Warned, **_WRONG}, summary="Signals")
def signals(request: HttpRequest, asked: Query[AskedSignals]) -> dict[str, Any]:
    """What has started to fall, since when, what it costs a month and how sure that is."""
    home = company(request)
    home.viewer.check(Right.SEE_SIGNALS)
    of = read_whole(asked.of)
    found = signals_on(home, asked.on, of) if asked.on else signals_of(home, of)
    if found is None and asked.on:
        raise _before_book(home, asked.on, None)
    report = signals_report(found, home, everything=asked.everything)
    page = paged(report.sheet, asked, report.snapshot)
    return {"details": [], "currency": "", **document(report), **page}


@router.get("/signals/{number}", response={200: Episode, **_WRONG}, summary="One signal")
def signal(request: HttpRequest, which: Path[SignalNumber]) -> dict[str, Any]:
    """One signal: its curve against the expected, where it sits, and how it ended."""
    home = company(request)
    home.viewer.check(Right.SEE_SIGNALS)
    kept, _others = one_signal(home, which.number)
    return episode_data(kept, home)


def _before_book(home: Company, on: date | None, which: str | None) -> Mistake:
    """Why there is nothing: the book has no sales, or none by that day."""
    snapshot = home.snapshot(which)
    if on is not None and snapshot.shape.first:
        return mistake("standing-before-book", value=on, first=snapshot.shape.first)
    return Mistake(*no_standing(snapshot.number).problems)


@router.get("/organisation/units", response={200: Listed, **_WRONG}, summary="Units")
def units(request: HttpRequest, asked: Query[AskedOrganisation]) -> dict[str, Any]:
    """The units of a day, each with the one above it."""
    home = _figures(request)
    snapshot = home.snapshot()
    sheet = units_sheet(units_on(snapshot, _day(asked)), home)
    return paged(sheet, asked, snapshot.number)


@router.get("/organisation/people", response={200: Listed, **_WRONG}, summary="People")
def people(request: HttpRequest, asked: Query[AskedOrganisation]) -> dict[str, Any]:
    """The people whom you may see, where they are on a day and to whom they report."""
    home = _figures(request)
    snapshot = home.snapshot()
    sheet = people_sheet(people_on(snapshot, _day(asked)), home)
    return paged(sheet, asked, snapshot.number)


def _figures(request: HttpRequest) -> Company:
    home = company(request)
    home.viewer.check(Right.SEE_FIGURES)
    return home


def _day(asked: AskedOrganisation) -> date:
    return asked.on or timezone.localdate()


def _question(asked: Asked, home: Company, snapshot: Snapshot) -> Question:
    """What is asked, read as on every face; raises Mistake with everything that is wrong."""
    figures = asked.model_dump(
        exclude={"limit", "offset", "snapshot", "from_", "to"}, exclude_none=True
    )
    days = {"start": asked.from_, "end": asked.to}
    said = {key: str(value) for key, value in (figures | days).items() if value is not None}
    question, problems = read_written(
        Written(**said), snapshot, home, snapshot.manifest.created.date()
    )
    if problems:
        raise Mistake(*problems)
    return question
