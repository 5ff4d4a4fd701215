"""The calls of who leads and lags, where a gap is, and what prices do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from husay.access.role import Right
from husay.api.company import company
from husay.api.leading_shapes import (
    AskedGap,
    AskedObstacles,
    AskedPrice,
    AskedPriceActions,
    AskedRanking,
    Compared,
)
from husay.api.paging import compared
from husay.api.shapes import Dated, Problems
from husay.basics.period import Window
from husay.measures.written import Written
from husay.store import gaps, people_ranking, prices
from husay.store import obstacles as in_the_way
from husay.store.asked import window_asked
from husay.store.coaching.price_actions import owner_names
from husay.store.coaching.price_effects import price_effects
from husay.store.company import Company
from husay.words.gap_report import gap_report
from husay.words.obstacles_report import obstacles_report
from husay.words.price_actions_report import price_actions_report
from husay.words.price_report import price_report
from husay.words.ranking_report import ranking_report
from husay.words.wholes import read_whole

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}


@router.get("/ranking", response={200: Compared, **_WRONG}, summary="Who leads, who lags")
def ranking(request: HttpRequest, asked: Query[AskedRanking]) -> dict[str, Any]:
    """A fair ranking of people or units, each with the ranks that they lie between; of a seller
    their own place alone."""
    home = company(request)
    home.viewer.check(Right.COMPARE)
    found = people_ranking.ranking(
        home, read_whole(asked.of), asked.measure, asked.by, _window(asked, home), asked.snapshot
    )
    return compared(ranking_report(found, home), asked)


@router.get("/gap", response={200: Compared, **_WRONG}, summary="Where a gap is")
def gap(request: HttpRequest, asked: Query[AskedGap]) -> dict[str, Any]:
    """What a seller, a unit or a product line sells more or less than is usual, and in which part
    of selling; the parts sum to the gap."""
    home = company(request)
    home.viewer.check(Right.COMPARE)
    subject = gaps.read_subject(asked.of) or gaps.own_subject(home)
    return compared(gap_report(gaps.gap(home, subject, asked.against, asked.snapshot), home), asked)


@router.get("/price", response={200: Compared, **_WRONG}, summary="What prices do")
def price(request: HttpRequest, asked: Query[AskedPrice]) -> dict[str, Any]:
    """Why sales differ from those of a year before: price, volume, mix, new and lost; with prices
    that slide and who gives more than others."""
    home = company(request)
    home.viewer.check(Right.COMPARE)
    found = prices.price(
        home, read_whole(asked.of), asked.by, asked.level, _window(asked, home), asked.snapshot
    )
    return compared(price_report(found, home), asked)


@router.get("/obstacles", response={200: Compared, **_WRONG}, summary="What stands in the way")
def obstacles(request: HttpRequest, asked: Query[AskedObstacles]) -> dict[str, Any]:
    """Stalled deals, customers gone quiet, thin coverage, reasons of lost deals and price slides,
    each with the money at stake, most first."""
    home = company(request)
    home.viewer.check(Right.COMPARE)
    found = in_the_way.obstacles(home, read_whole(asked.of), asked.snapshot)
    return compared(obstacles_report(found, home), asked)


@router.get(
    "/price-actions", response={200: Compared, **_WRONG}, summary="What was decided on prices"
)
def price_actions(request: HttpRequest, asked: Query[AskedPriceActions]) -> dict[str, Any]:
    """Decisions on the price of product lines and customer groups, each with what it did to revenue
    and price realisation, or with how many more weeks it takes to tell."""
    home = company(request)
    home.viewer.check(Right.SEE_PRICE_ACTIONS)
    found = price_effects(home, asked.number)
    owners = owner_names(one.seen for one in found)
    return compared(price_actions_report(found, home, owners), asked)


def _window(asked: Dated, home: Company) -> Window | None:
    """The days that are asked, None without any."""
    given = {"start": asked.from_, "end": asked.to, "period": asked.period}
    said = {key: str(value) for key, value in given.items() if value is not None}
    return window_asked(home, Written(**said), asked.snapshot)
