"""Team: what one is asked, whom one meets, what is recognised, and thanks."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.store.team import circles as store
from husay.store.team.recognitions import recognised_of_late
from husay.store.team.thanks import thanks
from husay.team.circle import LONGEST_WHY
from husay.team.recognition import OF_LATE
from husay.web.clock import now
from husay.web.coaching.reading import text, whole
from husay.web.company import company
from husay.web.team.shown import shown
from husay.web.team.team_page import TeamPage
from husay.web.team.thanks_views import say

_THANKS = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest) -> HttpResponse:
    """The page; a POST answers to a circle, or thanks somebody."""
    home = company(request).of_one_moment()
    if request.method != "POST":
        return _page(request, home)
    try:
        if request.POST.get("do") == "thank":
            say(request, home)
        else:
            answered(request, home, whole(request, "number"))
    except Mistake as wrong:
        return _page(request, home, wrong.problems)
    return HttpResponseRedirect(reverse("team"))


def answered(request: HttpRequest, home: Company, number: int) -> None:
    """Answer whether one joins a circle, as a form says."""
    joins = request.POST.get("do") == "join"
    store.answer(home, number, joins, text(request, "why", LONGEST_WHY), now())
    said = _("You have joined.") if joins else _("You have declined; your manager reads why.")
    messages.success(request, said)


def _page(request: HttpRequest, home: Company, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    since = home.today - timedelta(days=OF_LATE)
    page = TeamPage(
        home, store.circles(home), recognised_of_late(home, since), thanks(home, _THANKS),
        request.POST.dict(),
    )  # fmt: skip
    return shown(request, home, "team", page.context(), problems)
