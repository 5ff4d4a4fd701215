"""Visits and calls: written down beside the customer, with or without a network."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from husay.basics.problem import Mistake, Problem
from husay.store.coaching import visits as store
from husay.store.company import Company
from husay.web.answered import UNPROCESSABLE
from husay.web.clock import now
from husay.web.coaching.reading import if_there, shown
from husay.web.coaching.visit_form import VisitForm, read_visit, typed_of
from husay.web.coaching.visit_page import VisitPage, visits_page
from husay.web.company import company
from husay.web.doors.viewing import user_of
from husay.words.problems import describe

STATIC = settings.STATIC_URL
_ASSETS = (
    "vendor/tabler/tabler.css", "husay.css", "parts.css", "data.css", "doors.css", "coaching.css",
    "vendor/htmx/htmx.js", "charts.js", "leave.js", "visits.js",
)  # fmt: skip
"""What the form's page is made of."""


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The visits and calls of the people whom one leads."""
    home = company(request)
    return shown(request, home, "visits", visits_page(home) | {"user": user_key(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a visit down. A script that asks for JSON is told where it is, or what was wrong."""
    home = company(request)
    if request.method != "POST":
        typed = {"seller": request.GET.get("seller", "")[:255]}
        return _form(request, home, typed)
    try:
        kept = store.keep(home, read_visit(request, home), now())
    except Mistake as wrong:
        if _wants_json(request):
            told = [{"what": t.what, "remedy": t.remedy} for t in map(describe, wrong.problems)]
            return JsonResponse({"problems": told}, status=UNPROCESSABLE)
        return _form(request, home, request.POST.dict(), wrong.problems)
    address = reverse("visits-visit", args=[kept.visit.key])
    if _wants_json(request):
        return JsonResponse({"url": address})
    messages.success(request, _("The visit was kept."))
    return HttpResponseRedirect(address)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _form(
    request: HttpRequest,
    home: Company,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    edits = typed.get("edits") == "1"
    context = VisitForm(home, typed, edits=edits).context() | {"user": user_key(request)}
    return shown(request, home, "visit_form", context, problems)


def user_key(request: HttpRequest) -> int:
    """Whose drafts a browser keeps: one phone may have several users."""
    return user_of(request).pk


@never_cache
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The form without anybody's name but the reader's: what a browser keeps for no network."""
    home = company(request)
    context = VisitForm(home, {}, team=False).context() | {"user": user_key(request)}
    return shown(request, home, "visit_form", context)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether what was kept in the browser can be sent now, and by what token."""
    return JsonResponse({"user": user_key(request), "token": get_token(request)})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers for the form's page when there is no network."""
    context = {"assets": [static(f"husay/{name}") for name in _ASSETS], "static_url": STATIC}
    answer = render(request, "husay/coaching/worker.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache, private"
    return answer


@never_cache
@require_safe
@if_there
def edit(request: HttpRequest, visit: object) -> HttpResponse:
    """The form with a visit that the reader may still change; it is sent like a new one."""
    home = company(request)
    seen = store.one_visit(home, str(visit))
    if not seen.may_change:
        return HttpResponseRedirect(reverse("visits-visit", args=[seen.visit.key]))
    context = VisitForm(home, typed_of(seen.visit), edits=True).context()
    return shown(request, home, "visit_form", context | {"user": user_key(request)})


@never_cache
@require_safe
@if_there
def visit(request: HttpRequest, visit: object) -> HttpResponse:
    """One visit."""
    home = company(request)
    context = VisitPage(home, store.one_visit(home, str(visit))).context()
    return shown(request, home, "visit", context | {"user": user_key(request)})
