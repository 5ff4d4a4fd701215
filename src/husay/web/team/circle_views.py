"""A pair or circle: its agenda, what was written, and what is done with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.team import circles, meetings
from husay.team.circle import LONGEST_WHY
from husay.team.meeting import LONGEST, WORDS, Page
from husay.web.clock import now
from husay.web.coaching.reading import day, lines, text, whole
from husay.web.company import company
from husay.web.team.circle_page import CirclePage
from husay.web.team.shown import if_there, shown
from husay.web.team.team_views import answered
from husay.web.team.thanks_views import say


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@if_there
def circle(request: HttpRequest, number: int) -> HttpResponse:
    """One pair or circle; a POST does what its button says."""
    home = company(request)
    seen = circles.one_circle(home, number)
    if request.method != "POST":
        return shown(request, home, "circle", CirclePage(home, seen).context())
    try:
        _do(request, home, number)
    except Mistake as wrong:
        page = CirclePage(home, circles.one_circle(home, number), request.POST.dict())
        return shown(request, home, "circle", page.context(), wrong.problems)
    return HttpResponseRedirect(reverse("team-circle", args=[number]))


def _do(request: HttpRequest, home: Company, number: int) -> None:
    match request.POST.get("do", ""):
        case "page":
            words = {word: lines(request, word, LONGEST) for word in WORDS}
            page = Page(helped_by=text(request, "helped_by", 255), **words)
            meetings.write(home, number, whole(request, "meeting"), page, now())
            messages.success(request, _("Your page is kept; the others of your circle read it."))
        case "move":
            circles.move(home, number, whole(request, "meeting"), day(request, "day"), now())
        case "end":
            circles.end(home, number, text(request, "why", LONGEST_WHY), now())
        case "thank":
            say(request, home)
        case _:
            answered(request, home, number)
