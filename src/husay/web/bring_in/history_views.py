"""The history of the book: its snapshots, their pins, and what changed between two of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake
from husay.web.bring_in.history_page import HistoryPage
from husay.web.clock import now
from husay.web.company import company
from husay.web.views import shell_context
from husay.words.problems import describe


@never_cache
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every snapshot; with `before` and `after`, what changed from one to the other."""
    home = company(request)
    context = shell_context(home.head()) | HistoryPage(home, request.GET).context()
    return render(request, "husay/pages/history.html", context)


@require_POST
def pin(request: HttpRequest) -> HttpResponse:
    """Keep a snapshot for good, under a label."""
    label, number = request.POST.get("label", "").strip()[:100], request.POST.get("number", "")
    try:
        home = company(request)
        home.pin(number, label, home.author, now())
    except Mistake as wrong:
        return _back(request, wrong)
    messages.success(
        request,
        _("Snapshot %(number)s is pinned as “%(label)s”.") % {"number": number, "label": label},
    )
    return _back(request)


@require_POST
def unpin(request: HttpRequest) -> HttpResponse:
    """Let a pinned snapshot go."""
    label = request.POST.get("label", "")
    try:
        home = company(request)
        home.unpin(label, home.author, now())
    except Mistake as wrong:
        return _back(request, wrong)
    messages.success(request, _("The pin “%(label)s” was taken off.") % {"label": label})
    return _back(request)


def _back(request: HttpRequest, wrong: Mistake | None = None) -> HttpResponse:
    for problem in wrong.problems if wrong else ():
        told = describe(problem)
        messages.error(request, f"{told.what} {told.remedy}")
    return HttpResponseRedirect(reverse("bring-in-history"))
