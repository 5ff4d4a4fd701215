"""Accruals and amortisation as pages: a sentence, the months, and files of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.pay.out.months import month_number
from husay.web.address import query_of
from husay.web.empty import Empty
from husay.web.table import Cell, Column, Table
from husay.words.figure import Figure, Sentence
from husay.words.format import money_exact
from husay.words.pay_months import month_text

if TYPE_CHECKING:
    from husay.basics.period import YearRule
    from husay.words.document import Report

EXAMPLE = """capitalised:
  - plan: Account executives
    terms: commission
    benefit: 36
"""

_LAST = {"accruals": ("earned", "paid", "balance"), "amortisation": ("amortised", "balance")}
"""What a phone shows, too."""


def months_context(
    which: str, report: Report | None, typed: Mapping[str, str], year: YearRule
) -> dict[str, object]:
    """For `months.html`; without a report nothing says what is capitalised."""
    words = _words(which)
    context: dict[str, object] = {
        "title": words["title"], "which": which, "typed": typed, "note": words["note"],
        "sentence": Sentence((report.sentence if report else words["empty"],)),
    }  # fmt: skip
    if report is None or not report.sheet.rows:
        context["empty"] = Empty(
            title=words["empty"], text=words["begin"],
            example=EXAMPLE if which == "amortisation" and report is None else "",
        )  # fmt: skip
        return context
    asked = query_of({key: value for key, value in typed.items() if value})
    context["files"] = [
        (label, f"{reverse('pay-months-file', args=[which, form])}?{asked}")
        for form, label in (("csv", "CSV"), ("xlsx", "Excel"))
    ]
    context["table"] = _table(which, words["title"], report, year)
    return context


def _words(which: str) -> dict[str, str]:
    if which == "accruals":
        return {
            "title": _("Accruals"), "empty": _("No pay run is worked out yet."),
            "begin": _("As soon as one is, you find here what was earned in each month."),
            "note": _("A line counts in the month of its sale or of its window\u2019s end, an "
                      "adjustment in the month in which it was found."),
        }  # fmt: skip
    return {
        "title": _("Amortisation"), "empty": _("Nothing is capitalised yet."),
        "begin": _("Say in accounting.yaml, in the company\u2019s folder, what is capitalised and "
                   "how many months it serves."),
        "note": _("Straight line over the benefit period; what is taken back reverses its part of "
                  "what no month has borne yet."),
    }  # fmt: skip


def _table(which: str, title: str, report: Report, year: YearRule) -> Table:
    amounts = [column for column in report.sheet.columns if column.kind == "money"]
    columns = (
        Column(_("Month")), Column(pgettext("pay", "Plan")),
        *(Column(one.label, "number", rest=one.name not in _LAST[which]) for one in amounts),
    )  # fmt: skip
    names = [one.name for one in amounts]
    rows = tuple(_row(cast("Mapping[str, Any]", row), names, year) for row in report.sheet.rows)
    total = report.sheet.total
    if total is None:
        return Table(title, columns, rows)
    summed = [
        _amount(cast("int", total[name]), report.currency) if name in total else Cell()
        for name in names
    ]
    return Table(title, columns, rows, (Cell(text=_("Total")), Cell(), *summed))


def _row(row: Mapping[str, Any], names: list[str], year: YearRule) -> tuple[Cell, ...]:
    month = month_text(month_number(row["from"], year), year)
    return (
        Cell(text=month), Cell(text=row["plan"]),
        *(_amount(row[name], row["currency"]) for name in names),
    )  # fmt: skip


def _amount(amount: int, currency: str) -> Cell:
    return Cell(figure=Figure(text=money_exact(amount, currency)))
