"""The links by which walls show the board: made, shown once, listed, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake
from husay.store.records.models import WallLink
from husay.store.records.walls import LONGEST_DAYS, make_wall, open_walls, revoke_wall
from husay.web.doors.typed import text
from husay.web.doors.viewing import viewer
from husay.words import dates
from husay.words.problems import describe

_DAYS = 366
"""How long a link lasts, unless whoever makes it says otherwise."""

_LANGUAGES = (("en", "English"), ("fil", "Filipino"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walls(request: HttpRequest) -> HttpResponse:
    """The links in use, and a form for another; one that was just made is shown, this once."""
    shown: dict[str, object] = {"days": _DAYS, "language": get_language()}
    if request.method != "POST":
        return _page(request, shown)
    typed = {"name": text(request, "name", 100), "days": text(request, "days", 20)}
    language, people = text(request, "language", 10), bool(request.POST.get("people"))
    days = typed["days"]
    try:
        _link, secret = make_wall(
            typed["name"], language, int(days) if days.isascii() and days.isdecimal() else 0,
            viewer(request), timezone.now(), people=people, place="web",
        )  # fmt: skip
    except Mistake as wrong:
        told = {"wrong": [describe(problem) for problem in wrong.problems]}
        return _page(request, shown | typed | told | {"language": language, "people": people}, 422)
    address = request.build_absolute_uri(reverse("board-wall-link", args=[secret]))
    return _page(request, shown | {"made": address})


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a link: its wall goes dark at its next look."""
    revoke_wall(number, viewer(request), timezone.now(), place="web")
    messages.success(request, _("The link opens nothing any more."))
    return HttpResponseRedirect(reverse("board-walls"))


def _page(request: HttpRequest, shown: dict[str, object], status: int = 200) -> HttpResponse:
    listed = [_line(link) for link in open_walls(viewer(request), timezone.now())]
    told = {"walls": listed, "most": LONGEST_DAYS, "languages": _LANGUAGES}
    return render(request, "husay/team/walls.html", shown | told, status=status)


def _line(link: WallLink) -> dict[str, object]:
    """A link as it is listed."""
    return {
        "pk": link.pk,
        "name": link.name,
        "people": link.people,
        "ends": dates.day(timezone.localtime(link.expires).date()),
        "used": dates.day(timezone.localtime(link.used).date()) if link.used else "",
    }
