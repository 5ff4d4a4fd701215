"""The calls of the team: pairs and circles, proposals, recognition and thanks. What was written at
meetings is in none of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from husay.access.role import Right
from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Day, Paged, Problems
from husay.coaching.areas import Stage
from husay.store.coaching.effects import circle_effects
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.team import circles as store
from husay.store.team import thanks as thanked
from husay.store.team.choosing import days_of_choice
from husay.store.team.proposing import propose
from husay.store.team.recognitions import recognised_of_late
from husay.team.circle import LONGEST_WHY, MOST, MOST_WEEKS, WEEKS, Circle
from husay.team.thanks import LONGEST
from husay.words.coaching_effects import effects_report
from husay.words.team_report import (
    circles_report,
    names_wanted,
    proposals_report,
    recognition_report,
    thanks_report,
)

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 409: Problems, 422: Problems}
_MOST_NUMBER = 2**31
_PERSON = 255
_NO_NUL = r"^[^\x00]*$"
"""No database knows what to do with a NUL."""
_Person = Annotated[str, Field(min_length=1, max_length=_PERSON, pattern=_NO_NUL)]


class CircleNumber(Schema):
    """Which pair or circle."""

    number: int = Field(ge=1, lt=_MOST_NUMBER, description="The pair’s or circle’s number.")


class AskedRecognition(Paged):
    """Of which days."""

    days: int = Field(60, ge=1, le=36_500, description="Of the last so many days.")


class GivenCircle(Schema):
    """A pair or circle: who shows what to whom."""

    model_config = ConfigDict(extra="forbid", strict=True)

    stage: Stage
    shower: str = Field(
        min_length=1, max_length=_PERSON, pattern=_NO_NUL, description="Who shows it."
    )
    learners: list[_Person] = Field(min_length=1, max_length=MOST - 1, description="Who learns.")
    starts: Day = Field(description="The day of the first meeting.", strict=False)
    weeks: int = Field(WEEKS, ge=1, le=MOST_WEEKS)


class GivenPart(Schema):
    """Whether one joins; who declines, or leaves, says why."""

    model_config = ConfigDict(extra="forbid", strict=True)

    joins: bool
    why: str = Field("", max_length=LONGEST_WHY, pattern=_NO_NUL)


class GivenThanks(Schema):
    """Thanks to somebody of the organisation, for all to read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    to: str = Field(
        min_length=1, max_length=_PERSON, pattern=_NO_NUL, description="The person’s identifier."
    )
    words: str = Field(min_length=1, max_length=LONGEST, pattern=_NO_NUL)
    stage: Stage | None = Field(None, description="The stage of selling that they helped with.")


@router.get("/team/circles", response={200: Compared, **_WRONG}, summary="Pairs and circles")
def circles(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """The pairs and circles that you are in, or whose people you lead."""
    home = company(request)
    return _told(store.circles(home), asked)


@router.get("/team/proposals", response={200: Compared, **_WRONG}, summary="Whom to bring along")
def proposals(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Whom of your people to bring along by whom, in what, and why."""
    home = company(request)
    found = propose(home)
    people = [p for one in found.found for p in (one.shower, *(x.person for x in one.learners))]
    currency = home.home.read_settings().currency
    return compared(proposals_report(found, names_of(people), currency), asked)


@router.post("/team/circles", response={200: Compared, **_WRONG}, summary="Ask people to meet")
def assign(request: HttpRequest, given: GivenCircle, asked: Query[Paged]) -> dict[str, Any]:
    """Ask people whom you lead to meet as a pair or circle."""
    home = company(request)
    home.viewer.check(Right.COACH)
    circle = Circle(
        stage=given.stage, shower=given.shower, learners=tuple(given.learners),
        starts=given.starts, weeks=given.weeks,
    )  # fmt: skip
    selected = days_of_choice(home, circle)
    made = store.assign(home, circle, timezone.now(), selected=selected, place="api")
    return _told((made,), asked)


@router.post(
    "/team/circles/{number}/answer", response={200: Compared, **_WRONG}, summary="Join or decline"
)
def answer(
    request: HttpRequest, given: GivenPart, which: Path[CircleNumber], asked: Query[Paged]
) -> dict[str, Any]:
    """Join a pair or circle that you are asked to, decline it, or leave it."""
    home = company(request)
    made = store.answer(home, which.number, given.joins, given.why, timezone.now(), "api")
    return _told((made,), asked)


@router.get("/team/effects", response={200: Compared, **_WRONG}, summary="Did pairs work")
def effects(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What pairs and circles did to sales and to their stage, apart from plans; nobody by name."""
    home = company(request)
    return compared(effects_report(circle_effects(home), of_circles=True), asked)


@router.get("/team/recognition", response={200: Compared, **_WRONG}, summary="What was done well")
def recognition(request: HttpRequest, asked: Query[AskedRecognition]) -> dict[str, Any]:
    """What was done well lately; figures of a person stand there for who may see them."""
    home = company(request).of_one_moment()
    found = recognised_of_late(home, home.today - timedelta(days=asked.days))
    names, currency = names_of(names_wanted(found)), home.home.read_settings().currency
    calendar = everything(home).calendar
    return compared(recognition_report(found, names, home, calendar, currency), asked)


@router.get("/team/thanks", response={200: Compared, **_WRONG}, summary="Thanks")
def thanks(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What colleagues thank each other for, the newest first."""
    return _thanks(company(request), asked)


@router.post("/team/thanks", response={200: Compared, **_WRONG}, summary="Thank somebody")
def thank(request: HttpRequest, given: GivenThanks, asked: Query[Paged]) -> dict[str, Any]:
    """Thank somebody, where everybody can read it."""
    home = company(request)
    thanked.thank(home, given.to, given.words, timezone.now(), stage=given.stage or "", place="api")
    return _thanks(home, asked)


def _told(found: tuple[store.CircleSeen, ...], asked: Paged) -> dict[str, Any]:
    names = names_of(person for one in found for person in one.circle.people)
    return compared(circles_report(found, names), asked)


def _thanks(home: Company, asked: Paged) -> dict[str, Any]:
    """Thanks as a page of a list. Whoever wrote them is a key (`user:7`), as elsewhere."""
    found = thanked.thanks(home)
    return compared(thanks_report(found, names_of(one.to for one in found), {}), asked)
