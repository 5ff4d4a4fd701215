"""`husay rows`: the sale lines, deals or activities behind a figure."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.session import session
from husay.cli.texts import marked as _


def rows(
    context: typer.Context,
    measures: Annotated[
        str | None,
        typer.Argument(metavar="MEASURE[,...]", help=_("Whose rows; “husay measures” lists them.")),
    ] = None,
    by: asking.By = None,
    start: asking.From = None,
    end: asking.To = None,
    period: asking.Period = None,
    where: asking.Where = None,
    structure: asking.Structure = None,
    as_of: asking.AsOf = None,
    currency: asking.Currency = None,
    snapshot: asking.SnapshotOption = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            metavar="N",
            help=_("At most so many rows; 0 means all. Default: 100 in a table, all in a file."),
        ),
    ] = None,
    offset: Annotated[
        int, typer.Option("--offset", metavar="N", help=_("Leave out so many first."))
    ] = 0,
    form: asking.Format = "table",
    sql: Annotated[bool, typer.Option("--sql", help=_("Show the SQL too."))] = False,
    target: asking.Output = None,
) -> None:
    """List the rows that a figure is the sum of."""
    from husay.cli.question import read_question
    from husay.cli.writing import check_format, write
    from husay.measures.written import Written
    from husay.words.rows_report import rows_report

    check_format(form, target=target)
    company = session(context).company(Right.SEE_FIGURES)
    read = company.snapshot(snapshot)
    written = Written(
        measures=measures, by=by, start=start, end=end, period=period, where=where,
        structure=structure, as_of=as_of, currency=currency,
    )  # fmt: skip
    question = read_question(written, read, company)
    found = company.rows(question, asking.row_limit(limit, form), offset, which=snapshot)
    write(rows_report(found, company, read, sql), form, target)
