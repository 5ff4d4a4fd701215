"""`husay measures` and `husay dimensions`: what can be asked, with definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.session import Session, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.store.warehouse.reading import Snapshot

Every = Annotated[
    bool, typer.Option("--all", help=_("Also those that this company's book cannot tell."))
]


def measures(
    context: typer.Context, form: asking.ListFormat = "table", every: Every = False
) -> None:
    """List the measures with their definitions."""
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.words.lists import measures_sheet

    check_format(form, LIST_FORMATS)
    snapshot = _snapshot(session(context))
    sheet = measures_sheet(snapshot.shape if snapshot else None, every)
    write(Report(sheet=sheet, snapshot=snapshot.number if snapshot else None), form)


def dimensions(
    context: typer.Context, form: asking.ListFormat = "table", every: Every = False
) -> None:
    """List the dimensions with their definitions."""
    from husay.cli.writing import LIST_FORMATS, Report, check_format, write
    from husay.words.lists import dimensions_sheet

    check_format(form, LIST_FORMATS)
    snapshot = _snapshot(session(context))
    sheet = dimensions_sheet(snapshot.shape if snapshot else None, every)
    write(Report(sheet=sheet, snapshot=snapshot.number if snapshot else None), form)


def _snapshot(here: Session) -> Snapshot | None:
    """The company's newest snapshot, which says what its book can tell; None without a company."""
    from husay.basics.problem import Mistake

    try:
        here.folder()
    except Mistake:
        here.speak()
        return None
    return here.company(Right.SEE_FIGURES).snapshot()
