"""`husay pay payroll`, `accruals`, `amortisation`, `parallel`: what leaves pay for others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.pay import Run
from husay.cli.program import Command
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from datetime import date

    from husay.basics.problem import Problem


def payroll(
    context: typer.Context,
    number: Run,
    batch: Annotated[
        int | None,
        typer.Option(
            "--batch",
            metavar="N",
            help=_(
                "1 is what the release paid; each statement that is paid out later is the next "
                "one. Default: the one that was not handed out yet."
            ),
        ),
    ] = None,
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
    """Write a payroll file of a released run: CSV, or Excel for a FILE.xlsx."""
    from husay.access.role import Right
    from husay.cli.console import output
    from husay.cli.putting import put

    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.payroll import hand_out, read_document
    from husay.words.pay_out import payroll_sentence
    from husay.words.payroll_file import payroll_bytes

    given = None if document is None else read_document(document)
    form: Literal["csv", "xlsx"] = "csv"
    if target is not None and target.suffix.lower() == ".xlsx":
        form = "xlsx"
    found, data = hand_out(
        company, number, now(),
        lambda one: payroll_bytes(one.document, one.payouts, one.currency, form), given, batch,
    )  # fmt: skip
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


def parallel(
    context: typer.Context,
    number: Run,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help=_("The old results: CSV or Excel."), show_default=False
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="WHAT=HEADER,...",
            help=_("Which column is what: person=Agent,amount=Net pay; also sale, line, term."),
        ),
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help=_("Also list what is equal."))] = False,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """Put an old spreadsheet’s results beside a run, or show what still differs."""
    from husay.access.role import Right
    from husay.basics.problem import mistake
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.RUN_PAY if file else Right.SEE_PAY)
    from husay.store.coaching.people import names_of
    from husay.store.pay.parallel import bring_beside, columns_said
    from husay.store.pay.parallel import parallel as compared
    from husay.words.pay_parallel import parallel_report

    problems: tuple[Problem, ...] = ()
    if file is not None:
        problems = bring_beside(company, number, file, columns_said(columns), now())
    found = compared(company, number, now())
    if found.file is None:
        raise mistake("parallel-no-file")
    rows = found.rows if everything else found.different
    names = names_of(one.key.person for one in rows)
    write(parallel_report(found, rows, names, problems), form, target)


def explain_difference(
    context: typer.Context,
    number: Run,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose amount differs."))],
    sale: Annotated[str, typer.Option("--sale", metavar="SALE", help=_("Of this sale."))] = "",
    line: Annotated[str, typer.Option("--line", metavar="N", help=_("Of this line of it."))] = "",
    term: Annotated[str, typer.Option("--term", metavar="TERM", help=_("Of this term."))] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))] = "",
) -> None:
    """Note why a run and the old spreadsheet differ about something; it stays noted."""
    from husay.access.role import Right
    from husay.cli.console import output

    company = session(context).company(Right.RUN_PAY)
    from husay.pay.out.parallel import Key
    from husay.store.pay.parallel import explain_difference as noted
    from husay.store.pay.parallel import parallel as compared
    from husay.words.pay_parallel import parallel_sentence

    noted(company, number, Key(named_person(company, person), sale, line, term), reason, now())
    said = parallel_sentence(compared(company, number, now()))
    output().print(said, soft_wrap=True, markup=False)


def add_files(group: typer.Typer) -> None:
    """Put the commands into a group."""
    for command, name, told in (
        (payroll, "payroll", _("Write the payroll file of a released run.")),
        (accruals, "accruals", _("What was earned in each month, and what is owed.")),
        (parallel, "parallel", _("An old spreadsheet’s results beside a run.")),
        (explain_difference, "explain-difference", _("Note why the two differ.")),
        (amortisation, "amortisation", _("What is capitalised, and what each month bears.")),
    ):
        group.command(name, cls=Command, help=told)(command)
