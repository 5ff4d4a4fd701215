"""`husay pay`: pay runs from a calculation to a ledger, statements, and why each line is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.pay_ahead import add_ahead
from husay.cli.pay_inputs import add_inputs
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from husay.pay.runs.states import Step
    from husay.store.company import Company

pay = typer.Typer(
    cls=Group,
    help=_("Pay: runs, statements, and why each line is there."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Run = Annotated[int, typer.Argument(metavar="RUN", help=_("A run’s number."))]
StatementFormat = Annotated[
    str, typer.Option("--format", metavar="table|json|csv|parquet|pdf|xlsx")
]
Seen = Annotated[
    str | None,
    typer.Option(
        "--hash",
        metavar="HASH",
        help=_("Only if the run’s content hash still begins so, as you looked at it."),
    ),
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]


def run(
    context: typer.Context,
    plan: Annotated[str, typer.Option("--plan", metavar="P", help=_("The plan’s name."))],
    period: Annotated[
        str, typer.Option("--period", metavar="PERIOD", help=_("What is paid: 2026-10."))
    ],
    form: asking.ListFormat = "table",
) -> None:
    """Work a plan’s period out, or work it out again, from the newest snapshot."""
    from husay.access.role import Right
    from husay.cli.goals_given import window_typed
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.plans import plan_called
    from husay.store.pay.runs import calculate

    made = calculate(company, plan_called(plan), window_typed(company, period), now())
    _show(company, made.pk, form)


def list_(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the pay runs, the newest period first."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.seen import runs
    from husay.words.pay_report import runs_report

    write(runs_report(runs(company)), form)


def show(context: typer.Context, number: Run, form: asking.ListFormat = "table") -> None:
    """Show a run: what each is paid, and the checklist."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    _show(session(context).company(Right.SEE_PAY), number, form)


def _show(company: Company, number: int, form: str) -> None:
    from husay.cli.writing import write
    from husay.store.pay.seen import run_seen
    from husay.words.pay_report import run_report

    seen = run_seen(company, number, now())
    people = {row.person for row in seen.rows} | {p for c in seen.checks for p in c.people}
    write(run_report(seen, _names(people)), form)


def _names(people: Iterable[str]) -> dict[str, str]:
    from husay.store.coaching.people import names_of

    return names_of(people)


def statements(
    context: typer.Context,
    person: Annotated[
        str | None, typer.Option("--person", metavar="PERSON", help=_("Only of this person."))
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """List the released statements that you may see: your own, and those of whom you led then."""
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = own_company(context)
    from husay.store.pay.seen import statements_seen
    from husay.words.pay_report import statements_report

    found = statements_seen(company, named_person(company, person))
    names = _names(row.person for row in found)
    write(statements_report(found, names, company.home.read_settings().currency), form)


def statement(
    context: typer.Context,
    number: Run,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose statement."))],
    form: StatementFormat = "table",
    target: asking.Output = None,
) -> None:
    """Show a person’s statement of a run, line by line, or take it along as a PDF or workbook."""
    from husay.cli.writing import FORMATS, check_format, write
    from husay.words.pay_files import FORMS

    check_format(form, (*FORMATS, *FORMS), target)
    company = own_company(context)
    person = named_person(company, person)
    if form in FORMS:
        _statement_file(company, number, person, form, target)
        return
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_seen
    from husay.words.pay_report import statement_report

    seen = statement_seen(company, number, person, now())
    name = "" if company.viewer.person == person else _names([person])[person]
    write(statement_report(seen, document_of(seen.run.version), name), form, target)


def _statement_file(
    company: Company, number: int, person: str, form: str, target: Path | None
) -> None:
    """A statement as a file."""
    from husay.cli.putting import put
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_taken
    from husay.words.pay_files import statement_file
    from husay.words.pay_statement import told_statement

    seen = statement_taken(company, number, person, form, now())
    plan, own = document_of(seen.run.version), company.viewer.person == person
    put(statement_file(told_statement(seen, plan, _names([person])[person], own=own), form), target)


def statement_files(
    context: typer.Context,
    number: Run,
    target: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help=_("Write to this ZIP file."))
    ],
    form: Annotated[str, typer.Option("--format", metavar="pdf|xlsx")] = "pdf",
) -> None:
    """Write every statement of a run into one ZIP file, each as a PDF or workbook."""
    from husay.access.role import Right
    from husay.cli.putting import put_by
    from husay.cli.writing import check_format
    from husay.words.pay_files import FORMS, statements_zip

    check_format(form, tuple(FORMS))
    company = session(context).company(Right.SEE_PAY)
    from husay.words.pay_taken import told_statements

    told = told_statements(company, number, form, now())
    put_by(lambda file: statements_zip(file, told, form), target)


def explain(
    context: typer.Context,
    line: Annotated[str, typer.Argument(metavar="LINE", help=_("A run and a line of it: 12:57."))],
    form: asking.ListFormat = "table",
) -> None:
    """Why a line is what it is: its tree of reasons."""
    from husay.basics.problem import Mistake, Problem
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = own_company(context)
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import line_seen
    from husay.words.pay_report import line_report

    run_text, _colon, own = line.partition(":")
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (run_text, own)):
        raise Mistake(Problem(code="pay-line-unknown", value=line))
    seen, found = line_seen(company, int(run_text), int(own), now())
    report = line_report(seen, int(own), found, document_of(seen.run.version))
    if form == "table":
        _tell(report.sentence, report.sheet.rows, report.notes)
        return
    write(report, form)


def _tell(sentence: str, rows: Iterable[object], notes: Iterable[str]) -> None:
    """A tree of sentences, each step further to the right."""
    from typing import Any, cast

    from husay.cli.console import output
    from husay.cli.harmless import harmless

    output().print(harmless(sentence), soft_wrap=True, markup=False)
    for row in cast("Iterable[dict[str, Any]]", rows):
        text = harmless(str(row["text"]))
        output().print(f"{'  ' * row['level']}– {text}", soft_wrap=True, markup=False)
    for text in notes:
        output().print(harmless(text), soft_wrap=True, markup=False)


def own_company(context: typer.Context) -> Company:
    """The company for who may see some pay, were it their own."""
    from husay.access.role import Right

    company = session(context).company(Right.SEE_FIGURES)
    from husay.store.pay.seen import check_any

    check_any(company)
    return company


def diff(
    context: typer.Context,
    before: Run,
    after: Annotated[int, typer.Argument(metavar="RUN", help=_("The other run’s number."))],
    form: asking.ListFormat = "table",
) -> None:
    """How what two runs pay differs, person by person."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.seen import run_seen
    from husay.words.pay_report import difference_report

    seen = [run_seen(company, number, now()) for number in (before, after)]
    paid = [{row.person: row.paid for row in one.rows} for one in seen]
    names = _names({person for one in paid for person in one})
    write(difference_report(paid[0], paid[1], names.get, seen[1].currency), form)


def ledger(
    context: typer.Context, number: Run, form: asking.Format = "table",
    target: asking.Output = None,
) -> None:  # fmt: skip
    """What a released run pays each person, for payroll."""
    from husay.access.role import Right
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.seen import run_seen
    from husay.words.pay_report import ledger_report

    seen = run_seen(company, number, now())
    entries = list(seen.run.entries.order_by("person"))
    write(ledger_report(seen, entries, _names(one.person for one in entries)), form, target)


def adjust(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose pay."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("How much: 500, or 1,250.50."))],
    plan: Annotated[str, typer.Option("--plan", metavar="P", help=_("The plan’s name."))],
    off: Annotated[
        bool, typer.Option("--off", help=_("Take the amount off their pay instead."))
    ] = False,
    reason: Why = "",
    evidence: Annotated[
        str,
        typer.Option("--evidence", metavar="TEXT", help=_("What shows it: an address, a file.")),
    ] = "",
    form: asking.ListFormat = "table",
) -> None:
    """Propose an amount by hand; it is paid once a second person approves it."""
    from husay.access.role import Right
    from husay.cli.goals_given import amount_typed
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.manual import propose
    from husay.store.pay.plans import plan_called

    size = amount_typed(amount, "AMOUNT")
    given = -size if off else size
    propose(
        company, plan_called(plan), named_person(company, person), given, reason, evidence, now()
    )
    _manual(company, form)


def adjustments(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the amounts by hand."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    _manual(session(context).company(Right.SEE_PAY), form)


def approve_adjustment(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help=_("Number of an amount by hand."))],
    form: asking.ListFormat = "table",
) -> None:
    """Approve an amount that somebody else proposed; the next calculation pays it."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.manual import approve

    approve(company, number, now())
    _manual(company, form)


def _manual(company: Company, form: str) -> None:
    from husay.cli.writing import write
    from husay.store.pay.manual import all_manual
    from husay.words.pay_report import manual_report

    found = all_manual(company)
    write(manual_report(found, _names(one.person for one in found)), form)


def _step(step: Step) -> Callable[..., None]:
    """The command that takes a step."""

    def take(
        context: typer.Context, number: Run, seen: Seen = None, reason: Why = "",
        form: asking.ListFormat = "table",
    ) -> None:  # fmt: skip
        from husay.access.role import Right
        from husay.cli.writing import LIST_FORMATS, check_format

        check_format(form, LIST_FORMATS)
        company = session(context).company(Right.RUN_PAY)
        from husay.store.pay.steps import run_numbered, take_step

        digest = run_numbered(number).digest
        if seen is not None and not digest.startswith(seen):
            digest = seen
        take_step(company, number, step, digest, now(), reason)
        _show(company, number, form)

    return take


for _command, _name, _help in (
    (run, "run", _("Work a plan’s period out, or work it out again.")),
    (list_, "list", _("List the pay runs.")),
    (show, "show", _("Show a run: what each is paid, and the checklist.")),
    (statements, "statements", _("List the statements that you may see.")),
    (statement, "statement", _("Show a statement, line by line.")),
    (statement_files, "statement-files", _("Write every statement of a run into one file.")),
    (explain, "explain", _("Why a line is what it is.")),
    (diff, "diff", _("How what two runs pay differs.")),
    (ledger, "ledger", _("What a released run pays each person, for payroll.")),
    (adjust, "adjust", _("Propose an amount by hand.")),
    (adjustments, "adjustments", _("List the amounts by hand.")),
    (approve_adjustment, "approve-adjustment", _("Approve an amount by hand.")),
    (_step("review"), "review", _("Say that a run was looked at and looks right.")),
    (_step("approve"), "approve", _("Approve a run that somebody else worked out.")),
    (_step("release"), "release", _("Release a run: its period is closed for good.")),
    (_step("pay"), "paid", _("Say that a released run was paid out.")),
    (_step("send-back"), "send-back", _("Send a run back that is not released, and say why.")),
):
    pay.command(_name, cls=Command, help=_help)(_command)
add_ahead(pay)
add_inputs(pay)
