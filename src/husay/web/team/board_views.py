"""The rally board, and its full screen for a wall."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.opening import served_company
from husay.store.records.walls import WALL, wall_of
from husay.store.team.board import board as board_of
from husay.store.team.board import called
from husay.store.team.shared_pay import shared_pay
from husay.team.board import Board
from husay.web.company import company
from husay.web.doors.limits import too_often
from husay.web.pages.notes import not_understood, notes
from husay.web.team.board_page import BoardPage, shared_shown
from husay.web.views import day_asked, nothing_yet, shell_context

GONE = 410
"""The status of a wall whose link is ended: what hangs there goes, too."""


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What we are winning together, for everybody; of a past day, `on`, for who sees it all."""
    home = company(request)
    title = {"title": _("Board")}
    try:
        found = board_of(home, day_asked(request.GET.get("on", "")))
    except Mistake as wrong:
        told = {"sentence": not_understood(), "problems": notes(wrong.problems)}
        shown = shell_context(home.head()) | title
        return render(request, "husay/pages/not_told.html", shown | told)
    if found is None:
        empty = {"empty": nothing_yet()}
        return render(request, "husay/pages/empty.html", shell_context(home.head()) | title | empty)
    shown = shell_context(home.head(), found.as_of) | title | _page(home, found).context()
    if "on" not in request.GET:
        shown["shared"] = shared_shown(shared_pay(home))
    shown["makes_walls"] = home.viewer.may(Right.MANAGE_PEOPLE)
    return render(request, "husay/team/board.html", shown)


@never_cache
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """The board on a whole screen, for somebody who is signed in."""
    return _wall(request, company(request), people=True)


@never_cache
@require_safe
def wall_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The board on the screen of a wall, where nobody signs in, as long as its link is in use."""
    link = wall_of(secret, timezone.now())
    if link is None:
        answer = too_often(request, "link")
        return answer or render(request, "husay/team/wall_closed.html", status=GONE)
    home = served_company(WALL, "web").of_one_moment()
    with override(link.language):
        return _wall(request, home, people=link.people)


def _wall(request: HttpRequest, home: Company, *, people: bool) -> HttpResponse:
    found = board_of(home)
    shown: dict[str, object] = {}
    if found is not None:
        shown = _page(home, found if people else found.without_people()).wall()
    return render(request, "husay/team/wall.html", shown)


def _page(home: Company, found: Board) -> BoardPage:
    calendar = home.snapshot(found.snapshot).calendar
    return BoardPage(found, called(found), calendar)
