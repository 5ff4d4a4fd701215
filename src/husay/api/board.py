"""The call of the rally board: what all are winning together, without amounts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from husay.access.role import Right
from husay.api.company import company
from husay.api.paging import paged
from husay.api.shapes import AskedMilestones, Listed, Problem, Problems
from husay.basics.problem import Mistake
from husay.store.team.board import board as board_of
from husay.store.team.board import called
from husay.words.board_report import board_report
from husay.words.document import document

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 422: Problems}


class Rallied(Listed):
    """A page of the goals that are climbed, and what moved."""

    sentence: str
    details: list[str]
    moved: list[str]
    recognised: list[str]
    helped: list[str]
    thanks: list[str]
    as_of: date
    problems: list[Problem]


@router.get("/board", response={200: Rallied, **_WRONG}, summary="The rally board")
def board(request: HttpRequest, asked: Query[AskedMilestones]) -> dict[str, Any]:
    """How far the company, its divisions and its teams are, what the next step takes of each, what
    moved of late, and who helped whom. No amounts, and nobody's shortfall."""
    home = company(request)
    home.viewer.check(Right.TAKE_PART)
    found = board_of(home, asked.on, asked.snapshot)
    snapshot = home.snapshot(found.snapshot if found else None)
    report = board_report(found, called(found) if found else None, snapshot.calendar)
    if found is None:
        raise Mistake(*report.problems)
    return {**document(report), **paged(report.sheet, asked, found.snapshot)}
