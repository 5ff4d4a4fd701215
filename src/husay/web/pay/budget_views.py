"""The budgets of terms, for compensation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.store.coaching.people import names_of
from husay.store.pay.budgets import BudgetSeen, budgets
from husay.web.clock import now
from husay.web.company import company
from husay.web.empty import Empty
from husay.web.pay.shown import shown
from husay.web.table import Cell, Column, Table
from husay.words.figure import Figure, Sentence
from husay.words.format import money_exact
from husay.words.pay_budgets import budgets_sentence, ends_text, pace_text, used_text
from husay.words.pay_titles import term_title

_EXAMPLE = """terms:
  spif:
    kind: each
    of: units
    each: 500
    from: 2026-03-01
    to: 2026-03-31
    budget: "50,000\""""


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every budget: what is used and left, until when it lasts, and who used it."""
    home = company(request)
    found = budgets(home, now())
    names = names_of(person for one in found for person, _amount in one.use.people)
    context: dict[str, object] = {
        "sentence": Sentence((budgets_sentence(found),)),
        "table": _table(found) if found else None,
        "used": [
            (f"{term_title(one.plan, one.use.term)} · {one.row.name}",
             [(names.get(person, person), money_exact(amount, one.currency))
              for person, amount in one.use.people])
            for one in found if one.use.people
        ],
    }  # fmt: skip
    if not found:
        said = _("A term may say how much it pays everybody together; here you see what is left.")
        context["empty"] = Empty(title=_("No budget"), text=said, example=_EXAMPLE)
    return shown(request, home, "budgets", context)


def _table(found: tuple[BudgetSeen, ...]) -> Table:
    columns = (
        Column(_("Term")), Column(_("Budget"), "number", rest=True),
        Column(_("Used"), "number"), Column(pgettext("budget", "Left"), "number"),
        Column(_("Ends"), rest=True), Column(_("Lasts")),
    )  # fmt: skip
    return Table(_("Budgets"), columns, tuple(_row(one) for one in found), wordy=True)


def _row(one: BudgetSeen) -> tuple[Cell, ...]:
    use = one.use

    def money(amount: int) -> str:
        return money_exact(amount, one.currency)

    warns = use.is_nearly_used
    used = Figure(
        text=used_text(use),
        exact=money(use.used),
        tone="bad" if warns else "",
        word=_("nearly used up") if warns else "",
    )
    return (
        Cell(text=term_title(one.plan, use.term), note=one.row.name),
        Cell(figure=Figure(text=money(use.budget))),
        Cell(figure=used), Cell(figure=Figure(text=money(use.left))), Cell(text=ends_text(use)),
        Cell(text=pace_text(use)),
    )  # fmt: skip
