"""Thanks: all of them, saying one, taking it back, and hiding it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.store.team import thanks as store
from husay.team.thanks import LONGEST, LONGEST_WHY
from husay.web.clock import now
from husay.web.coaching.reading import text, whole
from husay.web.company import company
from husay.web.empty import Empty
from husay.web.shell import came_from
from husay.web.team.shown import if_there, shown
from husay.web.team.thanks_part import thanks_form, thanks_lines
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

MOST = 200
"""So many are listed."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest) -> HttpResponse:
    """All thanks; a POST says some."""
    home = company(request)
    if request.method != "POST":
        return _page(request, home)
    try:
        say(request, home)
    except Mistake as wrong:
        return _page(request, home, wrong.problems)
    return HttpResponseRedirect(came_from(request, reverse("team-thanks")))


def say(request: HttpRequest, home: Company) -> None:
    """Thank whom a form names; raises Mistake with what is wrong."""
    given = whole(request, "circle")
    store.thank(
        home, text(request, "to", 255), text(request, "words", LONGEST), now(),
        stage=text(request, "stage", 20), circle=given if given > 0 else None,
    )  # fmt: skip
    messages.success(request, _("Your thanks stand where everybody can read them."))


def _page(request: HttpRequest, home: Company, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    found = store.thanks(home, MOST)
    context = {
        "sentence": _sentence(store.how_often(home)),
        "thanks": thanks_lines(home, found),
        "form": thanks_form(home, request.POST.dict()),
        "empty": None if found else _nothing(),
    }
    return shown(request, home, "thanks", context, problems)


@if_there
@require_POST
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Take thanks back, or hide them or show them again as an administrator."""
    home, do = company(request), request.POST.get("do", "")
    try:
        if do == "withdraw":
            store.withdraw(home, number, now())
        else:
            why = text(request, "why", LONGEST_WHY)
            store.hide(home, number, do != "show", why, now())
    except Mistake as wrong:
        if any(problem.code in ("thanks-unknown", "not-allowed") for problem in wrong.problems):
            raise
        return _page(request, home, wrong.problems)
    return HttpResponseRedirect(came_from(request, reverse("team-thanks")))


def _sentence(n: int) -> Sentence:
    if not n:
        return Sentence((_("Whom do you want to thank?"),))
    text = ngettext(
        "Colleagues thanked each other {n} time.", "Colleagues thanked each other {n} times.", n
    )
    newest = _("The newest %(n)s are listed.") % {"n": count(MOST)}
    return Sentence(compose(text, n=Figure(text=count(n))), ((newest,),) if n > MOST else ())


def _nothing() -> Empty:
    return Empty(
        title=_("Nobody has thanked anybody yet"),
        text=_("Here stands what colleagues thank each other for, where everybody reads it. Be the "
               "first: one sentence about what somebody did for you is enough."),
    )  # fmt: skip
