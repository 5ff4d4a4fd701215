"""One uploaded file: shown as it would be read, mended, tried out, and brought in."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.store.proposed import propose
from husay.store.records.models import ImportRun
from husay.store.sources import kept_sources
from husay.web.bring_in import uploads
from husay.web.bring_in.asking import ask_once, on_its_way
from husay.web.bring_in.draft import read_draft
from husay.web.bring_in.mapping_page import MappingPage
from husay.web.bring_in.understood import so_far, understand
from husay.web.bring_in.uploads import Upload
from husay.web.clock import now
from husay.web.company import company
from husay.web.views import shell_context
from husay.words.problems import describe

_NOT_FOUND, _UNPROCESSABLE = 404, 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Which column is what; a POST keeps what was said, and brings the file in if that is asked."""
    home = company(request)
    upload = uploads.find(home.home, number)
    if upload is None:
        return _gone(request, home, number)
    try:
        if request.method == "POST":
            return _said(request, home, upload)
        understood = understand(home, upload, try_it="check" in request.GET)
    except Mistake as wrong:
        return _unreadable(request, home, upload.name, *wrong.problems)
    context = shell_context(home.head()) | MappingPage(understood).context()
    return render(request, "husay/pages/mapping.html", context)


def _said(request: HttpRequest, home: Company, upload: Upload) -> HttpResponse:
    """Keep what was said; then go on to the import, or back to the page with what came of it."""
    action = request.POST.get("action", "check")
    if action == "discard":
        uploads.forget(upload)
        messages.success(request, _("“%(file)s” was thrown away.") % {"file": upload.name})
        return HttpResponseRedirect(reverse("bring-in"))
    run = on_its_way(upload.file)
    if run is not None:
        return HttpResponseRedirect(reverse("bring-in-run", args=(run,)))
    looked, before = so_far(home, upload)
    draft = read_draft(request.POST, before, looked, kept_sources(home.home))
    upload.note(draft=draft.as_notes())
    here = reverse("bring-in-mapping", args=(upload.id,))
    if action != "import":
        return HttpResponseRedirect(here)
    understood = understand(home, upload)
    if understood.source is None or not understood.ready:
        return HttpResponseRedirect(here)
    propose(home.home, understood.source, upload.file)
    run = ask_once(home, understood.source.name, upload.file, now())
    return HttpResponseRedirect(reverse("bring-in-run", args=(run,)))


def _gone(request: HttpRequest, home: Company, number: uuid.UUID) -> HttpResponse:
    """The file is no longer there: brought in, thrown away, or too old."""
    folder = (home.home.uploads / str(number)).resolve()
    run = ImportRun.objects.filter(data__startswith=f"{folder}/").first()
    if run is not None:
        return HttpResponseRedirect(reverse("bring-in-run", args=(run.pk,)))
    return _unreadable(request, home, "", Problem(code="upload-gone"))


def _unreadable(request: HttpRequest, home: Company, name: str, *problems: Problem) -> HttpResponse:
    status = _UNPROCESSABLE if name else _NOT_FOUND
    context = shell_context(home.head()) | {
        "name": name,
        "wrong": [describe(problem) for problem in problems],
    }
    return render(request, "husay/pages/unreadable.html", context, status=status)
