"""`husay pay payroll`, `accruals`, `amortisation`, `parallel`: what leaves pay for others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.pay import Run, pay
from husay.cli.program import Command
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from datetime import date


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
    data = payroll_bytes(found.document, found.payouts, found.currency, "xlsx" if excel else "csv")
    put(data, target)
    if target is not None:
        output().print(payroll_sentence(found), soft_wrap=True, markup=False)


def _month(text: str | None, option: str) -> date | None:
    """A day as it was typed."""
    from datetime import date

    from husay.basics.problem import mistake

    try:
        return None if text is None else date.fromisoformat(text.strip())
    except ValueError as error:
        raise mistake("option-date", option=option, value=text) from error


def accruals(
    context: typer.Context,
    first: asking.From = None,
    last: asking.To = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """What was earned in each month, what of it was paid, and what is owed: whole months."""
    from husay.access.role import Right
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.accruals import accrued
    from husay.words.pay_months import accruals_report

    months = accrued(company, _month(first, "--from"), _month(last, "--to"))
    write(accruals_report(months, company.home.read_settings().year), form, target)


def amortisation(
    context: typer.Context,
    first: asking.From = None,
    last: asking.To = None,
    document: Annotated[
        Path | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help=_("What is capitalised. Default: the company’s accounting.yaml."),
        ),
    ] = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """What commissions are capitalised, and what each month bears of them."""
    from husay.access.role import Right
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.amortised import amortised
    from husay.words.pay_months import amortisation_report

    days = _month(first, "--from"), _month(last, "--to")
    months = amortised(company, *days, document)
    write(amortisation_report(months, company.home.read_settings().year), form, target)


for _command, _name, _help in (
    (payroll, "payroll", _("Write the payroll file of a released run.")),
    (accruals, "accruals", _("What was earned in each month, and what is owed.")),
    (amortisation, "amortisation", _("What is capitalised, and what each month bears.")),
):
    pay.command(_name, cls=Command, help=_help)(_command)
