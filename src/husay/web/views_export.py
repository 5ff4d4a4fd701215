"""Files to take along: what a page of Explore or of rows shows, all of it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterable
from itertools import chain

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake
from husay.measures.answer import Answer
from husay.measures.conditions import conditions_of
from husay.measures.question import Question
from husay.measures.rows import Rows, stream_rows
from husay.store.company import Company
from husay.tracking.explore import told
from husay.web.asked import Asked, read_asked
from husay.web.company import company
from husay.web.exports.csv_rows import BYTE_ORDER_MARK, csv_pieces
from husay.web.exports.named_rows import named_batches
from husay.web.pages.backing import Backing
from husay.words.conditions import conditions_text
from husay.words.csv_text import csv_text
from husay.words.document import Report, document
from husay.words.excel import MOST_IN_SHEET, write_workbook
from husay.words.format import count
from husay.words.naming import Names
from husay.words.parquet import parquet_bytes
from husay.words.reports import named_columns, report_of
from husay.words.rows import rows_sentence
from husay.words.sentences import currency_of
from husay.words.sheet import Row, SheetColumn
from husay.words.terms import measure_term

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
MOST_IN = {"csv": 1_000_000, "xlsx": MOST_IN_SHEET}
"""How many rows a file holds at most, by its format."""
_ABOUT = Iterable[tuple[str, str]]


@require_safe
@cache_control(private=True, no_cache=True)
def answer_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The answer to a question, whole, in a format."""
    if form not in _TYPES:
        raise Http404
    home = company(request)
    asked = read_asked(request.GET, home)
    if asked.problems:
        return _told_on_its_page("explore", asked)
    try:
        answer = told(asked.question, asked.snapshot)
    except Mistake:
        return _told_on_its_page("explore", asked)
    report = report_of(answer, home, asked.snapshot)
    return _answer_response(form, report, asked, answer, home)


def _answer_response(
    form: str, report: Report, asked: Asked, answer: Answer, home: Company
) -> HttpResponseBase:
    name = file_name(asked.question, form)
    if form == "xlsx":
        names = Names(home, asked.snapshot.shape)
        names.learn_conditions(conditions_of(asked.question.where))
        backing = Backing(asked.question, answer, asked.snapshot, names, asked.pinned)
        about = [(_("What it says"), report.sentence), *_terms(asked.question), *backing.facts()]
        if left_out := _left_out(len(report.sheet.rows), MOST_IN_SHEET):
            about.append((_("Not all rows"), left_out))
        return _workbook(report.sheet.columns, report.sheet.rows, about, name)
    contents: dict[str, Callable[[], bytes]] = {
        "csv": lambda: (BYTE_ORDER_MARK + csv_text(report.sheet)).encode(),
        "json": lambda: json.dumps(document(report), ensure_ascii=False, indent=2).encode(),
        "parquet": lambda: parquet_bytes(report.sheet),
    }
    return _attached(HttpResponse(contents[form](), content_type=_TYPES[form]), name)


@require_safe
@cache_control(private=True, no_cache=True)
def rows_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The rows behind a figure, as many as a file holds."""
    if form not in MOST_IN:
        raise Http404
    home = company(request)
    asked = read_asked(request.GET, home, divided=False)
    if asked.problems:
        return _told_on_its_page("explore-rows", asked)
    try:
        head, rows = stream_rows(asked.question, asked.snapshot, MOST_IN[form])
    except Mistake:
        return _told_on_its_page("explore-rows", asked)
    names = Names(home, asked.snapshot.shape)
    columns = named_columns(head.columns, names)
    batches = named_batches(head.columns, rows, names)
    name = file_name(asked.question, form, rows=True)
    left_out = _left_out(head.count, MOST_IN[form])
    if form == "csv":
        pieces = csv_pieces(columns, batches, left_out)
        return _attached(StreamingHttpResponse(pieces, content_type=_TYPES["csv"]), name)
    about = _rows_about(home, asked, head)
    if left_out:
        about.append((_("Not all rows"), left_out))
    return _workbook(columns, chain.from_iterable(batches), about, name)


def _left_out(rows: int, most: int) -> str:
    """What a file says of itself that does not hold all of the rows; '' where it does."""
    if rows <= most:
        return ""
    text = _("Only the first %(most)s of %(rows)s rows are in this file.")
    return text % {"most": count(most), "rows": count(rows)}


def _rows_about(home: Company, asked: Asked, head: Rows) -> list[tuple[str, str]]:
    names = Names(home, asked.snapshot.shape)
    conditions = conditions_of(asked.question.where)
    names.learn_conditions(conditions)
    currency = currency_of(asked.question, asked.snapshot.shape)
    about = [(_("What it says"), rows_sentence(head, currency)), *_terms(asked.question)]
    if conditions:
        about.append((_("Only"), conditions_text(conditions, names, whole=True)))
    return [*about, (_("Snapshot"), str(head.snapshot))]


def _terms(question: Question) -> list[tuple[str, str]]:
    terms = [measure_term(name) for name in question.measures]
    return [(str(term.label), str(term.definition)) for term in terms]


def _workbook(
    columns: Iterable[SheetColumn], rows: Iterable[Row], about: _ABOUT, name: str
) -> HttpResponseBase:
    """The workbook goes through a file: it is larger than what should lie in memory."""
    file = tempfile.TemporaryFile(prefix="husay-")  # noqa: SIM115  the response closes it
    exact = _("Amounts are numbers, exact to fifteen digits; longer ones are written as text.")
    shown = [*about, (_("Exactness"), exact)]
    write_workbook(file, tuple(columns), rows, _("Figures"), shown, _("About"))
    file.seek(0)
    return _attached(FileResponse(file, content_type=_TYPES["xlsx"]), name)


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(question: Question, form: str, *, rows: bool = False) -> str:
    """'husay-revenue-by-division-2014-01-01-2014-12-31.csv': letters, digits and hyphens only."""
    words = ["husay", *question.measures[:3]]
    if rows:
        words.append("rows")
    elif question.by or question.grain:
        words += ["by", *question.by[:3], question.grain or ""]
    words += [question.window.start.isoformat(), question.window.end.isoformat()]
    said = "-".join(word for word in words if word)
    return f"{re.sub(r'[^a-z0-9-]+', '-', said.lower())[:120]}.{form}"


def _told_on_its_page(page: str, asked: Asked) -> HttpResponse:
    """What is wrong with an address is told on the page, not in a file."""
    return HttpResponseRedirect(f"{reverse(page)}?{asked.query}")
