"""What leaves pay for others: payroll files, accruals and amortisation."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake, Problem
from husay.store.company import Company
from husay.store.pay.accruals import accrued
from husay.store.pay.amortised import amortised
from husay.store.pay.payroll import hand_out
from husay.web.clock import now
from husay.web.company import company
from husay.web.numbers import number_or_nothing
from husay.web.pay.months_page import months_context
from husay.web.pay.run_page import run_context
from husay.web.pay.shown import shown
from husay.words.csv_text import csv_text
from husay.words.document import Report
from husay.words.excel import write_workbook
from husay.words.pay_months import accruals_report, amortisation_report
from husay.words.payroll_file import payroll_bytes

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attached(data: bytes, form: str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    answer = HttpResponse(data, content_type=_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@never_cache
@require_safe
def payroll(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A payroll file of a released run (`?batch=`); where it cannot be made, the run with what is
    wrong."""
    if form not in _TYPES:
        raise Http404
    home = company(request)
    chosen: Literal["csv", "xlsx"] = "xlsx" if form == "xlsx" else "csv"
    asked = request.GET.get("batch", "")
    batch = number_or_nothing(asked) if asked else None
    try:
        found, data = hand_out(
            home, number, now(),
            lambda one: payroll_bytes(one.document, one.payouts, one.currency, chosen),
            batch=batch,
        )  # fmt: skip
    except Mistake as wrong:
        return shown(request, home, "run", run_context(home, number), wrong.problems)
    return attached(data, form, f"husay-payroll-{number}-{found.batch.number}-{found.run.starts}")


_REPORTS = ("accruals", "amortisation")


@never_cache
@require_safe
def accruals(request: HttpRequest) -> HttpResponse:
    """What was earned in each month, and what is owed."""
    return _months(request, "accruals")


@never_cache
@require_safe
def amortisation(request: HttpRequest) -> HttpResponse:
    """What is capitalised, and what each month bears."""
    return _months(request, "amortisation")


def _months(request: HttpRequest, which: str) -> HttpResponse:
    home, problems = company(request), tuple[Problem, ...]()
    report: Report | None = None
    typed = {name: request.GET.get(name, "")[:20] for name in ("from", "to")}
    if which == "amortisation" and "to" not in request.GET:
        typed["to"] = home.today.isoformat()  # what months to come will bear, who asks for it sees
    try:
        report = _report(home, which, *_days(typed))
    except Mistake as wrong:
        problems = wrong.problems
    year = home.home.read_settings().year
    context = months_context(which, report, typed, year)
    if [problem.code for problem in problems] == ["accounting-missing"]:
        problems = ()  # the page teaches how to begin
    return shown(request, home, "months", context, problems)


def _report(home: Company, which: str, first: date | None, last: date | None) -> Report:
    year = home.home.read_settings().year
    if which == "accruals":
        return accruals_report(accrued(home, first, last), year)
    return amortisation_report(amortised(home, first, last), year)


def _days(typed: Mapping[str, str]) -> tuple[date | None, date | None]:
    """The first and last days that were typed; raises Mistake with all that are none."""
    found, problems = list[date | None](), list[Problem]()
    for name in ("from", "to"):
        text = typed.get(name, "").strip()[:20]
        try:
            found.append(date.fromisoformat(text) if text else None)
        except ValueError:
            problems.append(Problem(code="coaching-day", value=text))
    if problems:
        raise Mistake(*problems)
    return found[0], found[1]


@never_cache
@require_safe
def months_file(request: HttpRequest, which: str, form: str) -> HttpResponse:
    """Accruals or amortisation as a file."""
    if which not in _REPORTS or form not in _TYPES:
        raise Http404
    home = company(request)
    report = _report(home, which, *_days(request.GET.dict()))
    if form == "csv":
        return attached(csv_text(report.sheet).encode(), form, f"husay-{which}")
    with tempfile.TemporaryFile(prefix="husay-") as file:
        rows: Sequence[dict[str, object]] = [dict(row) for row in report.sheet.rows]
        write_workbook(file, report.sheet.columns, rows, which)
        file.seek(0)
        return attached(file.read(), form, f"husay-{which}")
