"""Pay runs for compensation: the list, one run, and the steps that are taken."""

from __future__ import annotations

import tempfile
from typing import IO

from django.contrib import messages
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.window_text import window_of
from husay.pay.runs.states import STEPS, Step
from husay.store.company import Company
from husay.store.pay.keeping import period_of
from husay.store.pay.packing import ask_for_package, package
from husay.store.pay.plans import plan_called
from husay.store.pay.runs import calculate
from husay.store.pay.seen import all_taken
from husay.store.pay.seen import runs as all_runs
from husay.store.pay.steps import run_numbered, take_step
from husay.web.clock import now
from husay.web.coaching.reading import lines, text
from husay.web.company import company
from husay.web.pay.run_page import run_context, runs_context
from husay.web.pay.shown import shown
from husay.web.pay.take_page import is_packed_aside, take_context
from husay.words.pay_files import statements_zip
from husay.words.pay_taken import told_statements

_TOLD = 500


@never_cache
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, and a form for the next one."""
    home = company(request)
    return shown(request, home, "runs", runs_context(home, all_runs(home), {}))


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Work a period out."""
    home, typed = company(request), request.POST.dict()
    try:
        made = _calculated(home, text(request, "plan", 200), text(request, "period", 20))
    except Mistake as wrong:
        context = runs_context(home, all_runs(home), typed)
        return shown(request, home, "runs", context, wrong.problems)
    return HttpResponseRedirect(reverse("pay-runs-run", args=[made]))


def _calculated(home: Company, plan: str, period: str) -> int:
    """The number of the run of a plan's period, worked out."""
    days = window_of(period, home.home.read_settings().year)
    if isinstance(days, Problem):
        raise Mistake(days)
    return int(calculate(home, plan_called(plan), days, now()).pk)


@never_cache
@require_safe
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run: what each is paid, the checklist, and what may be done."""
    home = company(request)
    return shown(request, home, "run", run_context(home, number))


@require_safe
@cache_control(private=True, no_cache=True)
def statements(request: HttpRequest, number: int) -> HttpResponseBase:
    """Every statement of a run as a PDF, in one ZIP file; of many, once they are packed."""
    home = company(request)
    file: IO[bytes]
    if is_packed_aside(run_numbered(number).statements.count()):
        known = package(home, number, get_language() or "en")
        if known is None or known.file is None:
            return HttpResponseRedirect(reverse("pay-runs-take", args=[number]))
        all_taken(home, number, "pdf", now())
        file = known.file.open("rb")
    else:
        told = told_statements(home, number, "pdf", now())
        file = tempfile.TemporaryFile(prefix="husay-")  # noqa: SIM115  the response closes it
        statements_zip(file, told, "pdf")
        file.seek(0)
    response = FileResponse(file, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="statements-{number}.zip"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, number: int) -> HttpResponse:
    """All statements of a run as one file: GET tells how far it is, POST asks for it."""
    home, language = company(request), get_language() or "en"
    if request.method == "POST":
        ask_for_package(home, number, language)
        return HttpResponseRedirect(reverse("pay-runs-take", args=[number]))
    known = package(home, number, language)
    return shown(request, home, "take", take_context(run_numbered(number), known))


@require_POST
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Take a step, as the button says."""
    home = company(request)
    try:
        _take(request, home, number)
    except Mistake as wrong:
        context = run_context(home, number)
        return shown(request, home, "run", context, wrong.problems)
    return HttpResponseRedirect(reverse("pay-runs-run", args=[number]))


def _take(request: HttpRequest, home: Company, number: int) -> None:
    taken, run = request.POST.get("do", ""), run_numbered(number)
    chosen: Step | None = next((one for one in STEPS if one == taken), None)
    if chosen is None:
        raise mistake("pay-run-step", value=taken[:20], state=run.state)
    if chosen == "calculate":
        calculate(home, run.plan, period_of(run), now())
        messages.success(request, _("The run was worked out again."))
        return
    seen = text(request, "seen", 64)
    take_step(home, number, chosen, seen, now(), lines(request, "reason", _TOLD))
