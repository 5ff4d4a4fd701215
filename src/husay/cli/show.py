"""`husay show`: figures by anything, over any days, compared."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.session import session
from husay.cli.texts import marked as _


def show(
    context: typer.Context,
    measures: Annotated[
        str,
        typer.Argument(
            metavar="MEASURE[,...]", help=_("What to count; “husay measures” lists them.")
        ),
    ],
    by: asking.By = None,
    start: asking.From = None,
    end: asking.To = None,
    period: asking.Period = None,
    grain: asking.Grain = None,
    compare: asking.Compare = None,
    where: asking.Where = None,
    structure: asking.Structure = None,
    top: asking.Top = None,
    bottom: asking.Bottom = None,
    as_of: asking.AsOf = None,
    currency: asking.Currency = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.Format = "table",
    sql: Annotated[bool, typer.Option("--sql", help=_("Show the SQL too."))] = False,
    target: asking.Output = None,
) -> None:
    """Ask the book and show its answer."""
    from husay.cli.question import read_question
    from husay.cli.writing import check_format, write
    from husay.measures.written import Written
    from husay.tracking.explore import told
    from husay.words.reports import report_of

    check_format(form, target=target)
    company = session(context).company(Right.SEE_FIGURES)
    read = company.snapshot(snapshot)
    written = Written(
        measures=measures, by=by, start=start, end=end, period=period, grain=grain,
        compare=compare, where=where, structure=structure, top=top, bottom=bottom,
        as_of=as_of, currency=currency,
    )  # fmt: skip
    answer = told(read_question(written, read, company), read)
    write(report_of(answer, company, read, sql), form, target)
