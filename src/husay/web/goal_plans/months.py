"""A plan month by month, as it would be published: both margins sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.period import Period, YearRule
from husay.basics.problem import Mistake
from husay.stats.season import LEAST_YEARS
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Monthly, Opened
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import NBSP, Style
from husay.words.goal_plans import node_names
from husay.words.values import period_text
from husay.words.workshop import plan_style, told

SEASON_MONTHS = 12 * LEAST_YEARS
"""Of fewer months no season can be told."""


def months_page(company: Company, opened: Opened) -> dict[str, object]:
    """For `months.html`."""
    style = plan_style(opened.plan.measure, opened.plan.currency)
    names = node_names(opened.plan.nodes, company)
    try:
        found = goal_plans.monthly(company, opened.row.number)
    except Mistake as wrong:
        said = [told(p, names, opened.plan) for p in wrong.problems]
        sentence = Sentence((_("The goals cannot be spread over the months yet."),))
        return {"row": opened.row, "sentence": sentence, "wrong": said, "table": None}
    names = node_names(found.plan.nodes, company)
    return {
        "row": opened.row,
        "sentence": _sentence(found, style),
        "wrong": [],
        "notes": [told(p, names, found.plan) for p in found.problems],
        "table": _table(found, names),
    }


def _sentence(found: Monthly, style: Style) -> Sentence:
    root = found.rows[found.plan.root.key]
    most = max(range(len(root)), key=root.__getitem__)
    text = _("Most falls due in {month}: {most} of {total}.")
    said = {
        "month": Figure(text=period_text(found.months[most].key, found.year)),
        "most": Figure(text=style.text(root[most]), exact=style.exact(root[most])),
        "total": Figure(text=style.text(sum(root)), exact=style.exact(sum(root))),
    }
    how = _(
        "By each unit’s own season and its working days, for the days on which people are there."
    )
    if not found.seasonal:
        how = ngettext(
            "By working days alone, for the days on which people are there: it takes %(n)s month "
            "of sales to tell a season.",
            "By working days alone, for the days on which people are there: it takes %(n)s months "
            "of sales to tell a season.",
            SEASON_MONTHS,
        ) % {"n": SEASON_MONTHS}  # fmt: skip
    return Sentence(compose(text, **said), ((how,),))


def _table(found: Monthly, names: Mapping[str, str]) -> Table:
    leaves = [v for k, row in found.rows.items() if k not in found.plan.below for v in row if v]
    fitted = Style().telling(leaves)
    columns = (
        Column(_("Whose")),
        *(Column(_short(month, found.year), "number") for month in found.months),
        Column(_("Together"), "number"),
    )
    depth = _depths(found)
    rows = [
        _line(names[n.key], found.rows[n.key], fitted, min(depth[n.key], 4))
        for n in found.plan.downward
    ]
    rows += [_line(_("Reserve"), found.reserve, fitted)] if found.reserve else []
    rows += [
        _line(_("Unassigned at %(name)s") % {"name": names[key]}, months, fitted)
        for key, months in found.unassigned.items()
    ]
    return Table(_("Goals by month"), columns, tuple(rows), dense=True)


def _short(month: Period, year: YearRule) -> str:
    """'Jan 2027'; a month that is none of the calendar as it is called."""
    if year.pattern != "calendar":
        return period_text(month.key, year)
    return f"{dates.month_short(month.window.start)}{NBSP}{month.window.start.year}"


def _depths(found: Monthly) -> dict[str, int]:
    depth: dict[str, int] = {}
    for node in found.plan.downward:
        depth[node.key] = depth.get(node.parent or "", -1) + 1
    return depth


def _line(name: str, months: Sequence[int], style: Style, depth: int = 0) -> tuple[Cell, ...]:
    values = [*months, sum(months)]
    figures = (Figure(text=style.text(v), exact=style.exact(v)) for v in values)
    return (Cell(text=name, depth=depth), *(Cell(figure=figure) for figure in figures))
