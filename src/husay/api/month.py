"""The call of the month: what each step of the loop says, and what waits for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Paged, Problems, Text
from husay.loop import month as story
from husay.store.month.house import ANY_STEP, Looking, month_asked
from husay.store.month.naming import names_in
from husay.words.month_report import month_report

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}


class AskedMonth(Paged):
    """Which month."""

    month: Text | None = Field(None, description="Like 2026-05; else that of the last sale.")


@router.get("/month", response={200: Compared, **_WRONG}, summary="The month")
def month(request: HttpRequest, asked: Query[AskedMonth]) -> dict[str, Any]:
    """What waits in a month, one a row, for you or for others as far as you may know; each step
    of the loop with its sentence. It changes nothing: `husay loop` does."""
    home = company(request)
    home.viewer.check(*ANY_STEP)
    house = Looking(home, month_asked(home, asked.month))
    told = list(story(house))
    currency = home.home.read_settings().currency
    return compared(month_report(house.month, told, names_in(told), currency), asked)
