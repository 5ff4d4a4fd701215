"""The calls of coaching: who needs time this week, and what coaching did. No notes, and no words of
visits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from husay.access.role import Right
from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Paged, Problems
from husay.store.coaching.effects import effects
from husay.store.coaching.people import names_of
from husay.store.coaching.week import week
from husay.words.coaching_effects import effects_report
from husay.words.coaching_report import week_report

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}


class AskedEffects(Paged):
    """Of which coaching."""

    plan: int | None = Field(
        None, ge=1, le=2**31, description="Only of the stage that a plan works on."
    )


@router.get("/coaching/week", response={200: Compared, **_WRONG}, summary="Who needs time")
def my_week(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Who of your people most needs your time this week, and why; at most three."""
    home = company(request)
    home.viewer.check(Right.COACH)
    found = week(home)
    currency = home.home.read_settings().currency
    return compared(week_report(found, names_of(found.team), currency), asked)


@router.get("/coaching/effects", response={200: Compared, **_WRONG}, summary="Did it work")
def did_it_work(request: HttpRequest, asked: Query[AskedEffects]) -> dict[str, Any]:
    """What coaching did to sales and to the coached stage, against those not coached meanwhile;
    nobody by name."""
    home = company(request)
    return compared(effects_report(effects(home, asked.plan)), asked)
