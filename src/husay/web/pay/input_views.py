"""Scores, opening balances and advances are entered, and approved by a second person."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.typed import Typed as Amounts
from husay.pay.inputs.table import Row
from husay.store.company import Company
from husay.store.pay.inputs import approve
from husay.store.pay.openings import day_typed, enter_advance, opening_day, table_of_openings
from husay.store.pay.plans import plan_called
from husay.store.pay.scores import enter_scores, table_of_scores
from husay.store.records.models import PayInput, PayPlanRow
from husay.web.bring_in.limit import LARGEST_TABLE_MEGABYTES, was_too_large
from husay.web.clock import now
from husay.web.coaching.reading import text
from husay.web.company import company
from husay.web.pay.input_page import ScoresPage, advances_context, openings_context
from husay.web.pay.shown import shown
from husay.words.format import count

_TABLE = 2_000_000
"""A table has at most so many characters."""
_EVIDENCE = 500

Typed = dict[str, str]
Context = Callable[[Company, Typed], dict[str, object]]


def _scores_context(home: Company, typed: Typed) -> dict[str, object]:
    return ScoresPage(home, typed).context()


def _openings_context(home: Company, typed: Typed) -> dict[str, object]:
    return openings_context(home, typed, tuple(PayPlanRow.objects.all()))


@never_cache
@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """The scores of a plan's open period."""
    home = company(request)
    return shown(request, home, "scores", _scores_context(home, request.GET.dict()))


@require_POST
def scores_do(request: HttpRequest) -> HttpResponse:
    """Enter one score or a table of them, or approve what is ticked."""

    def enter(home: Company) -> Sequence[PayInput]:
        row = plan_called(text(request, "plan", 200))
        if request.POST.get("do") == "table":
            return table_of_scores(home, row, _table(request), now())
        names = ("person", "measure", "period", "value", "evidence")
        cells = {name: text(request, name, _EVIDENCE) for name in names}
        return enter_scores(home, row, [Row(None, cells)], now())

    return _done(request, "scores", _scores_context, enter)


@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Opening balances: what was entered, and a form for a table."""
    home = company(request)
    return shown(request, home, "openings", _openings_context(home, {}))


@require_POST
def openings_do(request: HttpRequest) -> HttpResponse:
    """Enter a table of opening balances, or approve what is ticked."""

    def enter(home: Company) -> Sequence[PayInput]:
        row = plan_called(text(request, "plan", 200))
        day = opening_day(home, row, text(request, "day", 20))
        return table_of_openings(home, row, _table(request), day, now())

    return _done(request, "openings", _openings_context, enter)


@never_cache
@require_safe
def advances(request: HttpRequest) -> HttpResponse:
    """Advances: what was taken, and a form for one."""
    home = company(request)
    return shown(request, home, "advances", advances_context(home, {}))


@require_POST
def advances_do(request: HttpRequest) -> HttpResponse:
    """Enter an advance, or approve what is ticked."""

    def enter(home: Company) -> Sequence[PayInput]:
        amount = amount_typed(text(request, "amount", 40))
        taken = day_typed(text(request, "day", 20))
        evidence = text(request, "evidence", _EVIDENCE)
        row, person = plan_called(text(request, "plan", 200)), text(request, "person", 255)
        return [enter_advance(home, row, person, taken, amount, evidence, now())]

    return _done(request, "advances", advances_context, enter)


def amount_typed(typed: str) -> int:
    """An amount of a form in ten-thousandths; raises Mistake."""
    found = Amounts().amount(typed)
    if isinstance(found, Problem):
        raise Mistake(found)
    return found or 0


def _done(
    request: HttpRequest, page: str, context: Context,
    enter: Callable[[Company], Sequence[PayInput]],
) -> HttpResponse:  # fmt: skip
    """Do what the button says, and go on to the page; or show it with what was wrong."""
    home = company(request)
    try:
        if request.POST.get("do") == "approve":
            _approved(request, home)
        else:
            made = len(enter(home))
            said = ngettext(
                "%(n)s entry is kept; a second person approves it.",
                "%(n)s entries are kept; a second person approves them.",
                made,
            )
            messages.success(request, said % {"n": count(made)})
    except Mistake as wrong:
        if any(problem.code == "not-allowed" for problem in wrong.problems):
            raise
        return shown(request, home, page, context(home, request.POST.dict()), wrong.problems)
    return HttpResponseRedirect(reverse(f"pay-{page}"))


def _approved(request: HttpRequest, home: Company) -> None:
    ticked = [text for text in request.POST.getlist("number") if text.isdecimal()]
    approve(home, [int(one) for one in ticked if len(one) < 10], now())
    messages.success(request, _("What was ticked is approved."))


def _table(request: HttpRequest) -> str:
    """The table that was pasted, or the file that was chosen."""
    if was_too_large(request):
        raise mistake("upload-too-large", most=LARGEST_TABLE_MEGABYTES)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return request.POST.get("table", "").replace("\0", "")[:_TABLE]
    try:
        read: bytes = file.read()
        return read.decode("utf-8-sig").replace("\0", "")
    except UnicodeDecodeError as error:
        raise Mistake(Problem(code="not-utf-8", file=file.name or "")) from error
