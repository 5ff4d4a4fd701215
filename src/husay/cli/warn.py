"""`husay warn`: what has started to fall, since when, what it costs and how sure that is."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.goals_pace import DayOption
from husay.cli.session import now, session
from husay.cli.standing import named_day, named_whole
from husay.cli.texts import marked as _


def warn(
    context: typer.Context,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="UNIT", help=_("Signals of one unit."))
    ] = None,
    seller: Annotated[
        str | None, typer.Option("--seller", metavar="SELLER", help=_("Signals of one seller."))
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("What is not sure enough to be told, too."))
    ] = False,
    day: DayOption = None,
    form: asking.Format = "table",
) -> None:
    """What has started to fall, or to rise, against what was to be expected."""
    from husay.cli.writing import check_format, write

    check_format(form)
    on = named_day(day)
    company = session(context).company(Right.SEE_SIGNALS)
    # The records' models can only be read once a company is open.
    from husay.store.signals.reading import signals_on, swept_now
    from husay.words.signals_report import signals_report

    whole = named_whole(company, unit, seller)
    found = signals_on(company, on, whole) if on else swept_now(company, now(), whole)
    write(signals_report(found, company, everything=everything), form)
