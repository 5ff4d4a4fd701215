"""Proposals: whom to bring along by whom, assigned with one click or as one likes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.store.team.choosing import days_of_choice
from husay.store.team.circles import assign
from husay.store.team.proposing import propose as found_proposals
from husay.team.circle import Circle
from husay.web.clock import now
from husay.web.coaching.reading import day, text, whole
from husay.web.company import company
from husay.web.team.propose_page import ProposePage
from husay.web.team.shown import shown

_MOST_NAMED = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The proposals; a POST assigns one, or a pair or circle of one's own choice."""
    home = company(request)
    if request.method != "POST":
        return _page(request, home)
    try:
        circle = _given(request)
        made = assign(home, circle, now(), selected=days_of_choice(home, circle))
    except Mistake as wrong:
        return _page(request, home, wrong.problems)
    messages.success(request, _("They are asked to join, and see it on their page Team."))
    return HttpResponseRedirect(reverse("team-circle", args=[made.number]))


def _given(request: HttpRequest) -> Circle:
    learners = [one.replace("\0", "")[:255] for one in request.POST.getlist("learner")]
    return Circle(
        stage=text(request, "stage", 20), shower=text(request, "shower", 255),
        learners=tuple(one for one in learners[:_MOST_NAMED] if one),
        starts=day(request, "starts"), weeks=whole(request, "weeks"),
    )  # fmt: skip


def _page(request: HttpRequest, home: Company, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    typed = request.POST.dict() if request.method == "POST" else {}
    page = ProposePage(home, found_proposals(home), typed, request.POST.getlist("learner"))
    return shown(request, home, "propose", page.context(), problems)
