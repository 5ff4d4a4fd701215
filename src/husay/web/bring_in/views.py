"""The pages of "Bring in data": what there is, the form for a file, an import on its way."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake, Problem
from husay.store.jobs import problems_of, scheduled_data
from husay.store.records.models import ImportRun
from husay.store.sources import load_kept
from husay.web.bring_in import uploads
from husay.web.bring_in.asking import ask_once
from husay.web.bring_in.confirming import is_confirmable
from husay.web.bring_in.contents import problem_of
from husay.web.bring_in.limit import LARGEST_MEGABYTES, was_too_large
from husay.web.bring_in.overview import OverviewPage
from husay.web.bring_in.rejects import as_csv
from husay.web.bring_in.run_page import RunPage
from husay.web.clock import now
from husay.web.company import company
from husay.web.views import shell_context
from husay.words.problems import describe


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The sources that feed the book, the last imports, and the form for a new file."""
    home = company(request)
    page = OverviewPage(home, now(), request.GET.get("like", ""))
    context = shell_context(home.head()) | page.context()
    return render(request, "husay/pages/bring_in.html", context)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, look whether it is what its name says, and go on to what is in it.

    It may come instead of another one: then it is read as that one was.
    """
    home = company(request).home
    before = _before(request)
    taken = _taken(request)
    if isinstance(taken, Problem):
        back = reverse("bring-in-mapping", args=(before.id,)) if before else reverse("bring-in")
        return _back(request, back, taken)
    notes = {"like": request.POST.get("like", "")} if before is None else _handed_on(before)
    taken.note(**{key: notes[key] for key in ("like", "draft", "first") if key in notes})
    if before is not None:
        uploads.forget(before)
    uploads.forget_old(home, now())
    return HttpResponseRedirect(reverse("bring-in-mapping", args=(taken.id,)))


def _back(request: HttpRequest, address: str, *problems: Problem) -> HttpResponse:
    """Back to a page, with what was wrong said at its top."""
    for problem in problems:
        told = describe(problem)
        messages.error(request, f"{told.what} {told.remedy}")
    return HttpResponseRedirect(address)


def _handed_on(before: uploads.Upload) -> dict[str, object]:
    """What a mended file takes over: how it is read, and what the first one was called."""
    return {"first": before.name} | before.notes


def _before(request: HttpRequest) -> uploads.Upload | None:
    """The file that the new one comes instead of."""
    try:
        return uploads.find(company(request).home, UUID(request.POST.get("instead", "")))
    except ValueError:
        return None


def _taken(request: HttpRequest) -> uploads.Upload | Problem:
    """The file that was sent, kept; or what is wrong with it, and then it is not kept."""
    if was_too_large(request):
        return Problem(code="upload-too-large", values=(("most", str(LARGEST_MEGABYTES)),))
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.name:
        return Problem(code="upload-missing")
    taken = uploads.take(company(request).home, sent.name, sent.chunks(), now())
    problem = problem_of(taken.file)
    if problem is not None:
        uploads.forget(taken)
    return problem or taken


@require_POST
def again(request: HttpRequest, name: str) -> HttpResponse:
    """Import a source again from where its files are known to be."""
    home = company(request)
    try:
        source = load_kept(home.home, name)
        number = ask_once(home, name, scheduled_data(home.home, source), now())
    except Mistake as wrong:
        return _back(request, reverse("bring-in"), *wrong.problems)
    return HttpResponseRedirect(reverse("bring-in-run", args=(number,)))


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Ask again for an import that was refused as doubtful: somebody says that it is meant."""
    home = company(request)
    refused = get_object_or_404(ImportRun, pk=number)
    here = reverse("bring-in-run", args=(number,))
    if not is_confirmable(refused):
        return HttpResponseRedirect(here)
    try:
        asked = ask_once(home, refused.source, Path(refused.data), now(), replace=True)
    except Mistake as wrong:
        return _back(request, here, *wrong.problems)
    return HttpResponseRedirect(reverse("bring-in-run", args=(asked,)))


@never_cache
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One import: its progress, and then what came of it."""
    home = company(request)
    found = get_object_or_404(ImportRun, pk=number)
    page = RunPage(home, found, now(), request.GET.get("page", "1"))
    return render(request, "husay/pages/run.html", shell_context(home.head()) | page.context())


@require_safe
def rejects(request: HttpRequest, number: int) -> HttpResponse:
    """What an import could not take, as a CSV file."""
    found = get_object_or_404(ImportRun, pk=number)
    problems = [p for p in problems_of(found) if p.severity == "error"]
    if not problems:
        raise Http404
    response = HttpResponse(as_csv(problems), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="rejects-{number}.csv"'
    return response
