"""`husay rows`: the sale lines, deals or activities behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.session import session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.cli.writing import Report
    from husay.measures.rows import Rows
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

_A_PAGE = 100


def rows(
    context: typer.Context,
    measures: Annotated[
        str,
        typer.Argument(metavar="MEASURE[,...]", help=_("Whose rows; “husay measures” lists them.")),
    ] = "revenue",
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
        int, typer.Option("--limit", metavar="N", help=_("At most so many rows; 0 means all."))
    ] = _A_PAGE,
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

    check_format(form, target=target)
    company = session(context).company()
    read = company.snapshot(snapshot)
    written = Written(
        measures=measures, by=by, start=start, end=end, period=period, where=where,
        structure=structure, as_of=as_of, currency=currency,
    )  # fmt: skip
    question = read_question(written, read, company)
    found = company.rows(question, limit or None, offset, which=snapshot)
    write(_report(found, company, read, sql), form, target)


def _report(found: Rows, company: Company, snapshot: Snapshot, sql: bool) -> Report:
    from husay.cli.writing import Report
    from husay.words.naming import Names
    from husay.words.reports import sheet_of, window_data
    from husay.words.rows import rows_sentence
    from husay.words.sentences import currency_of

    currency = currency_of(found.question, snapshot.shape)
    names = Names(company, snapshot.shape)
    names.learn_rows(found.columns, found.rows)
    more: dict[str, object] = {
        "kind": found.kind, "count": found.count, "offset": found.offset, "limit": found.limit,
        "currency": currency, "window": window_data(found.window),
    }  # fmt: skip
    if sql:
        more["sql"] = list(found.sql)
    return Report(
        sheet=sheet_of(found.columns, found.rows, names),
        sentence=rows_sentence(found, currency),
        snapshot=found.snapshot,
        problems=found.problems,
        currency="" if len(found.totals) > 1 else currency,
        more=more,
        notes=tuple(f"{statement};" for statement in found.sql) if sql else (),
    )
