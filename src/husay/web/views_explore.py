"""The pages that explore: a question, the rows behind a figure, what each measure means."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake
from husay.web.asked import Asked, read_asked
from husay.web.company import company
from husay.web.pages.explore import ExplorePage
from husay.web.pages.line import line_page
from husay.web.pages.measures import measures_page
from husay.web.pages.rows import RowsPage
from husay.web.views import nothing_yet, shell_context


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """Any question that the book can answer."""
    home = company(request)
    asked = read_asked(request.GET, home)
    shown = shell_context(asked.snapshot.manifest, asked.snapshot.shape.last)
    if not asked.pinned and not asked.snapshot.shape.tables & {"sale_lines", "deals", "activities"}:
        return render(request, "husay/pages/empty.html", shown | {"empty": nothing_yet()})
    if _crooked(request, asked) and not _is_htmx(request):
        return HttpResponseRedirect(f"{request.path}?{asked.query}")
    page = ExplorePage(home, asked)
    changed = _is_htmx(request)
    context = page.context() | {"changed": changed}
    response = render(request, "husay/pages/explore.html", shown | context)
    if changed:
        response.headers["HX-Push-Url"] = f"{request.path}?{asked.query}"
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def rows(request: HttpRequest) -> HttpResponse:
    """The rows behind a figure."""
    home = company(request)
    asked = read_asked(request.GET, home, divided=False)
    if _crooked(request, asked):
        return HttpResponseRedirect(f"{request.path}?{asked.query}")
    shown = shell_context(asked.snapshot.manifest, asked.snapshot.shape.last)
    page = RowsPage(home, asked)
    return render(request, "husay/pages/rows.html", shown | page.context())


@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """Every version of a sale line."""
    home = company(request)
    key = {name: request.GET.get(name, "") for name in ("source", "sale", "line")}
    try:
        snapshot = home.snapshot(request.GET.get("snapshot") or None)
        versions = home.history("sale_lines", key, snapshot.number)
    except Mistake as wrong:
        raise Http404 from wrong
    if not versions:
        raise Http404
    shown = shell_context(snapshot.manifest, snapshot.shape.last)
    return render(
        request, "husay/pages/line.html", shown | line_page(home, snapshot.shape, key, versions)
    )


@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """What every measure means."""
    home = company(request)
    snapshot = home.snapshot()
    shown = shell_context(snapshot.manifest, snapshot.shape.last)
    return render(request, "husay/pages/measures.html", shown | measures_page(snapshot.shape))


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _crooked(request: HttpRequest, asked: Asked) -> bool:
    """Whether the address says more than it has to, as forms do."""
    said = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return sorted(said) != sorted(asked.parts.items())
