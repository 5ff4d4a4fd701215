"""Checking a plan and publishing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.book.difference import Fate
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.warehouse.importer import ImportResult
from husay.web.bring_in.changes import fates_text
from husay.web.clock import now
from husay.web.company import company
from husay.web.goal_plans.checks import ChecksPage
from husay.web.goal_plans.typed import sent
from husay.web.goal_plans.views import of_a_plan
from husay.web.views import shell_context

_UNPROCESSABLE = 422
_FATES: tuple[Fate, ...] = ("new", "corrected", "withdrawn")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_plan
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """The checks; a POST publishes the version that was seen, with a reason."""
    home = company(request)
    if request.method != "POST":
        return _page(request, home, number)
    given = sent(home, number, request.POST.dict())
    reason = given.reason
    try:
        result = goal_plans.publish(
            home, number, given.version, reason, now(), replacing="replacing" in request.POST
        )
    except Mistake as wrong:
        return _page(request, home, number, wrong.problems, reason)
    if result.refused:
        return _page(request, home, number, result.problems, reason)
    messages.success(request, _done(result))
    return HttpResponseRedirect(reverse("goals-plan", args=[number]))


def _page(
    request: HttpRequest,
    home: Company,
    number: int,
    problems: tuple[Problem, ...] = (),
    reason: str = "",
) -> HttpResponse:
    shown = ChecksPage(home, goal_plans.opened(home, number), problems, reason).context()
    context = shell_context(home.head()) | shown
    status = _UNPROCESSABLE if problems else 200
    return render(request, "husay/goal_plans/publish.html", context, status=status)


def _done(result: ImportResult) -> str:
    """What the book has now that it had not."""
    counts = result.counts.get("goals", {})
    if result.manifest is None or not counts:
        return _("The goals are published; the book had them already.")
    rows = fates_text({fate: counts[fate] for fate in _FATES if fate in counts})
    text = _("The goals are published, month by month: %(rows)s. Snapshot %(number)s has them.")
    return text % {"rows": rows, "number": result.manifest}
