"""One's own pay, the pay of whom one leads, and a statement."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.access.role import Right
from husay.basics.problem import Mistake, Problem
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.assignments import OwnPlan, own_plans
from husay.store.pay.assignments import accept as accept_plan
from husay.store.pay.budgets import budgets_left
from husay.store.pay.held import unpaid_statements
from husay.store.pay.plans import document_of, plan_numbered
from husay.store.pay.questions_seen import questions_seen
from husay.store.pay.seen import statement_seen, statement_taken, statements_seen
from husay.store.records.models import PayStatement
from husay.web.clock import now
from husay.web.coaching.reading import text, whole
from husay.web.company import company
from husay.web.empty import Empty
from husay.web.pay.question_page import questions_table
from husay.web.pay.shown import shown, statement_url
from husay.web.pay.statement_page import statement_context
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count, money_exact
from husay.words.pay_budgets import left_text
from husay.words.pay_files import FORMS, file_name
from husay.words.pay_files import statement_file as statement_file_of
from husay.words.pay_kept import parameters_text
from husay.words.pay_prose import prose
from husay.words.pay_runs import days_text
from husay.words.pay_statement import told_statement
from husay.words.pay_versions import changes


@never_cache
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What oneself is paid, and by which plan."""
    home = company(request)
    return _own(request, home)


def _own(request: HttpRequest, home: Company, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    person = home.viewer.person
    found = statements_seen(home, person) if person else ()
    context: dict[str, object] = {
        "sentence": Sentence((_own_sentence(found),)),
        "table": _table(found, named=False) if found else None,
        "plans": _plans(home),
        "leads": home.viewer.may(Right.LEAD_PAY),
    }
    asked = questions_seen(home, person=person) if person else ()
    if asked:
        context["questions"] = questions_table(home, asked, named=False)
    if not found:
        said = _(
            "As soon as compensation releases your pay for a period, you find it here, with every "
            "line and why it is there."
        )
        context["empty"] = Empty(title=_("No statement yet"), text=said)
    return shown(request, home, "own", context, problems)


def unpaid_of(found: Sequence[PayStatement]) -> dict[int, str]:
    """Which statements are on hold or not paid out yet, in words."""
    return {
        number: _("on hold") if held else _("not paid out yet")
        for number, held in unpaid_statements(found).items()
    }


def _own_sentence(found: Sequence[PayStatement]) -> str:
    """What of the newest period was paid, what is released and will be, and what waits."""
    if not found:
        return _("Nothing was released for you yet.")
    newest = [row for row in found if row.run.starts == found[0].run.starts]
    unpaid = unpaid_of(newest)
    waiting = [row for row in newest if row.pk in unpaid]
    rest = [row for row in newest if row.pk not in unpaid]
    told = (
        (_("You were paid %(paid)s for %(period)s."),
         [row for row in rest if row.run.state == "paid"]),
        (_("%(paid)s of yours for %(period)s is released and not paid yet."),
         [row for row in rest if row.run.state != "paid"]),
        (_("%(paid)s of yours for %(period)s is not paid out yet."), waiting),
    )  # fmt: skip
    currency = document_of(found[0].run.version).currency
    return " ".join(_of_some(said, rows, currency) for said, rows in told if rows)


def _of_some(said: str, rows: Sequence[PayStatement], currency: str) -> str:
    """A sentence about statements of one period, or that they come to less than nothing."""
    amount = sum(row.paid for row in rows)
    if amount < 0:
        said = _("You owe %(paid)s for %(period)s.")
    period = dates.span(rows[0].run.starts, rows[0].run.ends)
    return said % {"paid": money_exact(abs(amount), currency), "period": period}


def _plans(home: Company) -> list[dict[str, object]]:
    """The plans that one has, as prose with one's own figures."""
    left = budgets_left(home)
    return [
        {
            "number": one.row.pk, "name": one.row.name, "version": one.version.number,
            "digest": one.version.digest, "days": days_text(one.held.days),
            "own": parameters_text(document_of(one.version), one.held.parameters),
            "prose": prose(document_of(one.version), one.held.parameters),
            "accepted": dates.moment(one.accepted.at) if one.accepted else "",
            "changed": _changed(one),
            "left": [
                left_text(use, document_of(one.version))
                for use in left.get(one.row.pk, ())
            ],
        }
        for one in own_plans(home)
    ]  # fmt: skip


def _changed(one: OwnPlan) -> dict[str, object] | None:
    """What the plan says otherwise than the version that was accepted before; None where none was,
    or it says the same."""
    if one.accepted or one.accepted_before is None:
        return None
    own, before = one.held.parameters, one.accepted_before.version
    said = changes(document_of(before), document_of(one.version), own)
    return {"number": before.number, "said": said} if said else None


def _table(found: Sequence[PayStatement], *, named: bool) -> Table:
    """Statements, one a row."""
    names, unpaid = names_of(row.person for row in found), unpaid_of(found)
    columns = [
        Column(_("Period")), Column(pgettext("pay", "Plan")),
        Column(_("Earned"), "number", rest=True), Column(_("Adjusted"), "number", rest=True),
        Column(_("Paid"), "number"),
    ]  # fmt: skip
    if named:
        columns.insert(1, Column(_("Person")))
    rows = []
    for row in found:
        currency = document_of(row.run.version).currency
        cells = [
            Cell(text=dates.span(row.run.starts, row.run.ends),
                 url=statement_url(row.run.pk, row.person)),
            Cell(text=row.run.plan.name, note=unpaid.get(row.pk, "")),
            *(Cell(figure=Figure(text=money_exact(amount, currency)))
              for amount in (row.earned, row.adjusted, row.paid)),
        ]  # fmt: skip
        if named:
            cells.insert(1, Cell(text=names[row.person]))
        rows.append(tuple(cells))
    return Table(_("Statements"), tuple(columns), tuple(rows))


@never_cache
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """What those were paid whom one led then."""
    home = company(request)
    found = [row for row in statements_seen(home) if row.person != home.viewer.person]
    people = len({row.person for row in found})
    said = ngettext(
        "There are statements of %(n)s person whom you led then.",
        "There are statements of %(n)s people whom you led then.",
        people,
    )
    context: dict[str, object] = {
        "sentence": Sentence((said % {"n": count(people)},)),
        "table": _table(found, named=True) if found else None,
    }
    return shown(request, home, "team", context)


@never_cache
@require_safe
def statement(request: HttpRequest, number: int) -> HttpResponse:
    """A person's statement of a run."""
    home = company(request)
    person = request.GET.get("person", "").replace("\0", "")[:255]
    seen = statement_seen(home, number, person, now())
    is_own, name = home.viewer.person == person, names_of([person])[person]
    return shown(request, home, "statement", statement_context(home, seen, name, own=is_own))


@require_safe
@cache_control(private=True, no_cache=True)
def statement_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """A person's statement of a run as a PDF or a workbook."""
    if form not in FORMS:
        raise Http404
    home = company(request)
    person = request.GET.get("person", "").replace("\0", "")[:255]
    seen = statement_taken(home, number, person, form, now())
    told = told_statement(
        seen, document_of(seen.run.version), names_of([person])[person],
        own=home.viewer.person == person,
    )  # fmt: skip
    response = HttpResponse(statement_file_of(told, form), content_type=FORMS[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(told, form)}"'
    return response


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the version of one's plan that one has read."""
    home = company(request)
    try:
        accept_plan(home, plan_numbered(whole(request, "plan")), text(request, "seen", 64), now())
    except Mistake as wrong:
        return _own(request, home, wrong.problems)
    messages.success(request, _("You have accepted the plan."))
    return HttpResponseRedirect(reverse("me-pay"))
