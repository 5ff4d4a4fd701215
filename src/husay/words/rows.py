"""The sentence above a list of rows: of what they are, and which of them are shown."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.measures.measure import MEASURES
from husay.measures.rows import Rows
from husay.words.format import count
from husay.words.terms import measure_term
from husay.words.values import short, when

LESS_TOLD = frozenset({"unit", "territory", "channel", "list_amount", "tax", "cost", "source",
                       "recorded", "amount", "quantity", "days"})  # fmt: skip
"""Columns of a row that a reader can do without, where there is no room for all."""


def rows_sentence(rows: Rows, currency: str) -> str:
    """'60,919 sale lines stand behind revenue in 2013, which is $43.6 M; shown are 1 to 100.'"""
    name = rows.question.measures[0]
    measure = MEASURES[name]
    label = str(measure_term(name).label)
    words = {
        "rows": kind_count(rows.kind, rows.count),
        "measure": f"{label[:1].lower()}{label[1:]}",
        "when": when(rows.window if rows.window.days else rows.question.window),
    }
    figures = [
        short(total.figures[name], measure.unit, total.currency or currency)
        for total in rows.totals
        if name in total.figures
    ]
    if rows.count and figures:
        words["value"] = ", ".join(figures)
        said = _("Behind %(measure)s %(when)s of %(value)s stand %(rows)s") % words
    else:
        said = _("Behind %(measure)s %(when)s stand %(rows)s") % words
    first, last = rows.offset + 1, rows.offset + len(rows.rows)
    if 0 < len(rows.rows) < rows.count:
        shown = {"first": count(first), "last": count(last)}
        said += _("; %(first)s to %(last)s are shown") % shown
    return f"{said}."


def kind_count(kind: str, number: int) -> str:
    """'1 sale line', '60,919 sale lines'."""
    text = {
        "lines": ngettext("%(n)s sale line", "%(n)s sale lines", number),
        "deal_events": ngettext("%(n)s deal event", "%(n)s deal events", number),
        "open_deals": ngettext("%(n)s open deal", "%(n)s open deals", number),
        "activities": ngettext("%(n)s activity", "%(n)s activities", number),
    }.get(kind) or ngettext("%(n)s row", "%(n)s rows", number)
    return text % {"n": count(number)}
