"""`husay standing`: where the company stands, in one sentence and a few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.session import session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from datetime import date

    from husay.measures.question import Whole
    from husay.store.company import Company
    from husay.tracking.standing import Standing


def standing(
    context: typer.Context,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=_("At the end of this day.")),
    ] = None,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=_("A unit with all below it."))
    ] = None,
    seller: Annotated[
        str | None, typer.Option("--seller", metavar="SELLER", help=_("One seller."))
    ] = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """Where we stand: the month and the year against goal and last year, and by parts."""
    from husay.basics.problem import mistake
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.standing_report import no_standing

    check_format(form, LIST_FORMATS)
    on = named_day(day)
    company = session(context).company(Right.SEE_FIGURES)
    found = company.standing(on, snapshot, named_whole(company, unit, seller))
    if found is not None:
        _write(found, company, form)
        return
    read = company.snapshot(snapshot)
    if read.shape.first is None:
        write(no_standing(read.number), form)
        return
    raise mistake("standing-before-book", value=on, first=read.shape.first)


def named_whole(company: Company, unit: str | None, seller: str | None) -> Whole | None:
    """The unit or the seller that is named or identified; None: the viewer's first. Raises Mistake
    where both are."""
    from husay.basics.problem import mistake
    from husay.measures.question import Whole

    if unit and seller:
        raise mistake("options-exclude", first="--unit", second="--seller")
    if unit:
        named = company.called("unit", unit)
        return Whole("unit", named[0] if len(named) == 1 else unit)
    if seller:
        return Whole("seller", named_person(company, seller))
    return None


def _write(found: Standing, company: Company, form: str) -> None:
    """One sheet for programs; for people the whole, then a table for each part."""
    from husay.cli.console import output
    from husay.cli.writing import write
    from husay.words.standing_report import part_reports, standing_report, whole_report

    if form != "table":
        write(standing_report(found, company), form)
        return
    write(whole_report(found, company), form)
    for part in part_reports(found, company):
        output().print()
        write(part, form)


def named_day(text: str | None) -> date | None:
    """The day that `--date` names."""
    from datetime import date

    from husay.basics.problem import mistake

    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise mistake("option-date", option="--date", value=text) from error
