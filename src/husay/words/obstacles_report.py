"""Obstacles as a report, for the command line and the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.problem import Problem
from husay.words.document import Report, plain_spaces
from husay.words.format import Style
from husay.words.naming import Names
from husay.words.obstacles import KINDS, note, obstacles_sentence, what
from husay.words.sheet import Row, Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.obstacles import ObstaclesSeen


def obstacle_names(seen: ObstaclesSeen, company: Company) -> Names:
    """The names of all that obstacles speak of."""
    names = Names(company, company.snapshot(seen.snapshot).shape)
    names.learn("product_line", [one.item for one in seen.slides])
    for some in (seen.stalled, seen.quiet):
        names.learn("seller", [one.seller for one in some])
        names.learn("customer", [one.customer for one in some])
    return names


def obstacles_report(seen: ObstaclesSeen | None, company: Company) -> Report:
    """One row for each obstacle, most money first; stalled deals and quiet customers beside."""
    if seen is None:
        problem = Problem(code="no-sales-yet", severity="warning")
        return Report(sheet=Sheet((), []), snapshot=company.snapshot().number, problems=(problem,))
    names = obstacle_names(seen, company)
    calendar, style = company.snapshot(seen.snapshot).calendar, Style("money", seen.currency)
    sentence = obstacles_sentence(seen, names.text, calendar)
    notes = ["".join(p if isinstance(p, str) else p.text for p in line)
             for line in sentence.details]  # fmt: skip
    rows: list[Row] = [
        {
            "kind": one.kind, "kind_name": str(KINDS[one.kind]), "item": one.item,
            "what": what(one, seen, names.text, calendar), "count": one.count,
            "amount": one.amount, "note": note(one, seen, style),
        }
        for one in seen.obstacles
    ]  # fmt: skip
    columns = (
        SheetColumn(name="kind_name", label=gettext("Obstacle"), weight=0),
        SheetColumn(name="kind", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="what", label=gettext("What"), weight=0),
        SheetColumn(name="count", label="", kind="count", shown=False),
        SheetColumn(
            name="amount", label=gettext("At stake"), kind="money", worked_out=True, weight=0
        ),
        SheetColumn(name="note", label=gettext("Beside it"), weight=2),
    )
    return Report(
        sheet=Sheet(columns, rows),
        sentence=sentence.text,
        snapshot=seen.snapshot,
        currency=seen.currency,
        notes=tuple(notes),
        more={
            "whole": {"scope": seen.whole.scope, "item": seen.whole.item},
            "as_of": seen.as_of.isoformat(),
            "stalled": stalled_sheet(seen, names).plain_rows(),
            "quiet": quiet_sheet(seen, names).plain_rows(),
            "details": [plain_spaces(text) for text in notes],
        },
    )


def stalled_sheet(seen: ObstaclesSeen, names: Names) -> Sheet:
    """One row for each stalled deal, the longest first."""
    rows: list[Row] = [
        {
            "deal": one.deal, "seller": one.seller,
            "seller_name": names.text("seller", one.seller),
            "customer_name": names.text("customer", one.customer), "stage": one.stage,
            "since": one.since, "days": one.days, "longest": one.longest, "amount": one.amount,
        }
        for one in seen.stalled
    ]  # fmt: skip
    columns = (
        SheetColumn(name="deal", label=gettext("Deal")),
        SheetColumn(name="seller", label="", shown=False),
        SheetColumn(name="seller_name", label=gettext("Seller")),
        SheetColumn(name="customer_name", label=gettext("Customer")),
        SheetColumn(name="stage", label=gettext("Stage")),
        SheetColumn(name="since", label=gettext("Since"), kind="day"),
        SheetColumn(name="days", label=gettext("Days"), kind="count"),
        SheetColumn(name="longest", label=gettext("Longest before"), kind="count"),
        SheetColumn(name="amount", label=gettext("Amount"), kind="money"),
    )
    return Sheet(columns, rows)


def quiet_sheet(seen: ObstaclesSeen, names: Names) -> Sheet:
    """One row for each customer gone quiet, the largest first."""
    rows: list[Row] = [
        {
            "customer": one.customer, "customer_name": names.text("customer", one.customer),
            "seller": one.seller, "seller_name": names.text("seller", one.seller),
            "last": one.last, "days": one.days, "longest": one.longest, "yearly": one.yearly,
        }
        for one in seen.quiet
    ]  # fmt: skip
    columns = (
        SheetColumn(name="customer", label="", shown=False),
        SheetColumn(name="customer_name", label=gettext("Customer")),
        SheetColumn(name="seller", label="", shown=False),
        SheetColumn(name="seller_name", label=gettext("Seller")),
        SheetColumn(name="last", label=gettext("Last order"), kind="day"),
        SheetColumn(name="days", label=gettext("Days"), kind="count"),
        SheetColumn(name="longest", label=gettext("Longest before"), kind="count"),
        SheetColumn(name="yearly", label=gettext("In a year"), kind="money"),
    )
    return Sheet(columns, rows)
