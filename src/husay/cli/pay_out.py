"""`husay pay payroll`, `accruals`, `amortisation`, `parallel`: what leaves pay for others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from husay.cli import asking
from husay.cli.pay import Run, pay
from husay.cli.program import Command
from husay.cli.session import now, session
from husay.cli.texts import marked as _


def payroll(
    context: typer.Context,
    number: Run,
    target: asking.Output = None,
    document: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help=_("How the file looks. Default: the company’s payroll.yaml."),
        ),
    ] = None,
) -> None:
    """Write the payroll file of a released run: CSV, or Excel for a FILE.xlsx."""
    from husay.access.role import Right
    from husay.cli.console import output
    from husay.cli.putting import put

    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.payroll import payroll as made
    from husay.store.pay.payroll import read_document
    from husay.words.pay_out import payroll_sentence
    from husay.words.payroll_file import payroll_bytes

    given = None if document is None else read_document(document)
    found = made(company, number, now(), given)
    excel = target is not None and target.suffix.lower() == ".xlsx"
    form = "xlsx" if excel else "csv"
    put(payroll_bytes(found.document, found.payouts, found.currency, form), target)
    if target is not None:
        output().print(payroll_sentence(found), soft_wrap=True, markup=False)


for _command, _name, _help in (
    (payroll, "payroll", _("Write the payroll file of a released run.")),
):
    pay.command(_name, cls=Command, help=_help)(_command)
