"""`husay goals pace`: what goals will come to; `husay milestones`: the steps all may see."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.session import session
from husay.cli.standing import named_day, named_whole
from husay.cli.texts import marked as _

DayOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=_("At the end of this day."))
]


def pace(
    context: typer.Context,
    day: DayOption = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=_("A unit with all below it."))
    ] = None,
    seller: Annotated[
        str | None, typer.Option("--seller", metavar="SELLER", help=_("One seller."))
    ] = None,
    measure: Annotated[
        str, typer.Option("--measure", metavar="MEASURE", help=_("Goals of which measure."))
    ] = "revenue",
    snapshot: asking.SnapshotOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """What each goal will come to, how likely it is reached, and what is needed a day."""
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.outlook_report import outlook_report

    check_format(form, LIST_FORMATS)
    on = named_day(day)
    company = session(context).company(Right.SEE_GOALS)
    from husay.store import outlooks  # the records are connected to now

    whole = named_whole(company, unit, seller)
    found = outlooks.outlook(company, whole, on, measure, snapshot)
    first = found.chosen() if found else None
    parts = outlooks.outlooks_within(company, first, snapshot) if first else {}
    rows = [row for some in parts.values() for row in some]
    write(outlook_report(found, rows, company), form)


def milestones(
    context: typer.Context,
    day: DayOption = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """The steps of the published goals, when each was or will be reached, and what is coming."""
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.outlook_report import milestones_report

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_MILESTONES)
    from husay.store import outlooks  # the records are connected to now

    found = outlooks.milestones(company, named_day(day), snapshot)
    write(milestones_report(found, company), form)
