"""My plan: what a seller works on, with whom, what is next, and what was seen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from husay.basics.problem import Mistake, mistake
from husay.store.coaching import plans as store
from husay.store.coaching import playbook
from husay.store.coaching.visits import one_visit
from husay.store.company import Company
from husay.web.clock import now
from husay.web.coaching.notes_part import ACTS as NOTE_ACTS
from husay.web.coaching.notes_part import noted
from husay.web.coaching.own_page import OwnPage
from husay.web.coaching.reading import if_there, shown, text, whole
from husay.web.coaching.visit_page import VisitPage
from husay.web.company import company


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """What the reader works on; a POST ticks an action, writes a note, or agrees to be named."""
    home = company(request)
    if request.method != "POST":
        return shown(request, home, "own", OwnPage(home).context())
    try:
        _do(request, home)
    except Mistake as wrong:
        page = OwnPage(home, request.POST.dict()).context()
        return shown(request, home, "own", page, wrong.problems)
    return HttpResponseRedirect(reverse("me-plan"))


def _do(request: HttpRequest, home: Company) -> None:
    do, person = request.POST.get("do", ""), home.viewer.person
    if not person:
        raise mistake("nothing-of-your-own")
    if do in NOTE_ACTS:
        number = whole(request, "plan")
        noted(request, home, person, number if number > 0 else None)
    elif do in ("tick", "untick"):
        # A manager who sells as well ticks here what is their own: one_plan would show more.
        seen = store.one_plan(home, whole(request, "plan"))
        if not seen.mine:
            raise mistake("coaching-unknown", value=seen.number)
        store.tick(home, seen.number, whole(request, "action"), do == "tick", now())
    elif do in ("agree", "disagree"):
        playbook.agree(home, text(request, "practice", 60), do == "agree", now())
        messages.success(request, _("Kept. You can change it here at any time."))
    else:
        raise mistake("act-not-theirs", value=do[:40])


@never_cache
@require_safe
@if_there
def visit(request: HttpRequest, visit: object) -> HttpResponse:
    """A visit on which the reader was seen."""
    home = company(request)
    seen = one_visit(home, str(visit))
    if seen.visit.seller != home.viewer.person:
        raise mistake("visit-unknown", value=seen.visit.key)
    return shown(request, home, "visit", VisitPage(home, seen).context())
