"""A parallel run: an old file is brought in beside a run, and differences are explained."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.out.parallel import Key
from husay.store.company import Company
from husay.store.pay import parallel as store
from husay.web.bring_in.limit import LARGEST_OLD_MEGABYTES, was_too_large
from husay.web.bring_in.uploads import safe_name
from husay.web.clock import now
from husay.web.coaching.reading import text
from husay.web.company import company
from husay.web.pay.parallel_page import parallel_context
from husay.web.pay.shown import shown
from husay.words.problems import describe

_LONGEST = 500


@never_cache
@require_safe
def parallel(request: HttpRequest, number: int) -> HttpResponse:
    """A run beside the newest old file."""
    return _page(request, company(request), number)


def _page(
    request: HttpRequest,
    home: Company,
    number: int,
    problems: tuple[Problem, ...] = (),
    warnings: tuple[Problem, ...] = (),
) -> HttpResponse:
    found = store.parallel(home, number, now())
    typed = text(request, "columns", _LONGEST) if request.method == "POST" else ""
    context = parallel_context(home, found, typed)
    context["warnings"] = [describe(problem) for problem in warnings]
    return shown(request, home, "parallel", context, problems)


@require_POST
def bring(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file beside the run; what is worth knowing of it is told with what differs."""
    home = company(request)
    try:
        warnings = _brought(request, home, number)
    except Mistake as wrong:
        return _page(request, home, number, wrong.problems)
    return _page(request, home, number, warnings=warnings)


def _brought(request: HttpRequest, home: Company, number: int) -> tuple[Problem, ...]:
    if was_too_large(request):
        raise mistake("upload-too-large", most=LARGEST_OLD_MEGABYTES)
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile) or not sent.name:
        raise mistake("upload-missing")
    said = store.columns_said(text(request, "columns", _LONGEST))
    with tempfile.TemporaryDirectory(prefix="husay-") as folder:
        path = Path(folder) / safe_name(sent.name)
        with path.open("wb") as file:
            file.writelines(sent.chunks())
        return store.bring_beside(home, number, path, said, now())


@require_POST
def explain(request: HttpRequest, number: int) -> HttpResponse:
    """Note why something differs."""
    home = company(request)
    key = Key(*(text(request, name, 255) for name in ("person", "sale", "line", "term")))
    try:
        store.explain_difference(home, number, key, text(request, "reason", _LONGEST), now())
    except Mistake as wrong:
        return _page(request, home, number, wrong.problems)
    return HttpResponseRedirect(reverse("pay-parallel", args=[number]))
