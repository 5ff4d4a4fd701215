"""`husay pay score`, `openings`, `advance`, `hold`: what people say of pay, under two people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from husay.store.company import Company
    from husay.store.records.models import PayInput, PayPlanRow

Plan = Annotated[str, typer.Option("--plan", metavar="P", help=_("The plan’s name."))]
SomePlan = Annotated[str | None, typer.Option("--plan", metavar="P", help=_("Only of this plan."))]
Evidence = Annotated[
    str, typer.Option("--evidence", metavar="TEXT", help=_("What shows it: an address, a file."))
]
Numbers = Annotated[
    list[int], typer.Argument(metavar="N...", help=_("Numbers of what is approved."))
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
Run = Annotated[int | None, typer.Option("--run", metavar="RUN", help=_("A run’s number."))]

openings = typer.Typer(
    cls=Group,
    help=_("Opening balances: where people stand when pay begins here in mid-year."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


def score(
    context: typer.Context,
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help=_("Whose score; * is everybody’s."))
    ],
    measure: Annotated[str, typer.Argument(metavar="MEASURE", help=_("Which measure."))],
    period: Annotated[
        str, typer.Argument(metavar="PERIOD", help=_("Over what: 2026-10, 2026-Q4."))
    ],
    value: Annotated[str, typer.Argument(metavar="VALUE", help=_("The score: 90 %, or 12."))],
    plan: Plan,
    evidence: Evidence = "",
    form: asking.ListFormat = "table",
) -> None:
    """Enter a score of a measure that the plan has entered by hand; a second person approves it."""
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = _leading(context)
    from husay.pay.inputs.table import Row
    from husay.store.pay.plans import plan_called
    from husay.store.pay.scores import enter_scores

    cells = {
        "person": named_person(company, person),
        "measure": measure,
        "period": period,
        "value": value,
    }
    row = plan_called(plan)
    enter_scores(company, row, [Row(None, cells | {"evidence": evidence})], now())
    _scores(company, row, form)


def scores(
    context: typer.Context, plan: SomePlan = None, form: asking.ListFormat = "table"
) -> None:
    """List the scores that were entered, the newest first."""
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = _leading(context)
    _scores(company, _plan(plan), form)


def approve(context: typer.Context, numbers: Numbers, form: asking.ListFormat = "table") -> None:
    """Approve what somebody else entered: all of these, or none."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.inputs import approve as approve_inputs

    _show(approve_inputs(company, numbers, now()), form)


def list_openings(
    context: typer.Context, plan: SomePlan = None, form: asking.ListFormat = "table"
) -> None:
    """List the opening balances, the newest first."""
    _list(context, "opening", plan, form)


def import_openings(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A table with a row a figure."))],
    plan: Plan,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help=_("From when on; else the plan’s first day.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Enter opening balances from a table; a second person approves them."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.openings import opening_day, table_of_openings
    from husay.store.pay.plans import plan_called

    row = plan_called(plan)
    day = opening_day(company, row, since)
    _show(table_of_openings(company, row, _text_of(file), day, now()), form)


def advance(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Who took it."))],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help=_("How much: 500, or 1,250.50."))],
    plan: Plan,
    day: Annotated[str, typer.Option("--day", metavar="DAY", help=_("When: 2026-10-05."))],
    evidence: Evidence = "",
    form: asking.ListFormat = "table",
) -> None:
    """Enter an advance that somebody took; a second person approves it."""
    from husay.access.role import Right
    from husay.cli.goals_given import amount_typed
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.openings import day_typed, enter_advance
    from husay.store.pay.plans import plan_called

    size, taken = amount_typed(amount, "AMOUNT"), day_typed(day)
    made = enter_advance(
        company, plan_called(plan), named_person(company, person), taken, size, evidence, now()
    )
    _show([made], form)


def advances(
    context: typer.Context, plan: SomePlan = None, form: asking.ListFormat = "table"
) -> None:
    """List the advances that were taken, the newest first."""
    _list(context, "advance", plan, form)


def hold(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="WHAT", help=_("What: sale, seller or statement."))
    ],
    item: Annotated[
        str, typer.Argument(metavar="ITEM", help=_("The sale’s number, or whose pay."))
    ],
    run: Run = None,
    reason: Why = "",
    form: asking.ListFormat = "table",
) -> None:
    """Hold pay back until it is lifted: of a sale, a seller, or a statement of a run."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.holds import hold as put_on_hold

    put_on_hold(company, kind, item, reason, now(), run)
    _holds(company, form)


def lift(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="N", help=_("A hold’s number."))],
    reason: Why = "",
    form: asking.ListFormat = "table",
) -> None:
    """Lift a hold, and say why."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.holds import lift as lift_hold

    lift_hold(company, number, reason, now())
    _holds(company, form)


def holds(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the holds, the newest first."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    _holds(session(context).company(Right.SEE_PAY), form)


def pay_out(
    context: typer.Context,
    run: Annotated[int, typer.Argument(metavar="RUN", help=_("A run’s number."))],
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose statement."))],
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """Pay a statement out that was on hold when its run was released, once its hold is lifted."""
    from husay.access.role import Right
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.holds import pay_out as pay_statement
    from husay.store.pay.seen import run_seen
    from husay.words.pay_report import ledger_report

    person = named_person(company, person)
    made = pay_statement(company, run, person, now())
    seen = run_seen(company, run, now())
    write(ledger_report(seen, [made], _names([person])), form, target)


def _leading(context: typer.Context) -> Company:
    """The company for who runs pay, or leads people who are paid."""
    from husay.access.role import Right

    company = session(context).company(Right.SEE_FIGURES)
    from husay.store.pay.scores import check_scores

    check_scores(company)
    return company


def _plan(name: str | None) -> PayPlanRow | None:
    from husay.store.pay.plans import plan_called

    return None if name is None else plan_called(name)


def _list(context: typer.Context, kind: str, plan: str | None, form: str) -> None:
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.pay.inputs import inputs

    _show(inputs(company, kind, _plan(plan)), form)


def _scores(company: Company, row: PayPlanRow | None, form: str) -> None:
    from husay.store.pay.scores import scores as all_scores

    _show(all_scores(company, row), form)


def _show(found: Sequence[PayInput], form: str) -> None:
    from husay.cli.writing import write
    from husay.store.pay.inputs import plans_of
    from husay.words.pay_inputs import entered_sentence, inputs_report

    names = _names(one.person for one in found)
    write(inputs_report(found, names, plans_of(found), entered_sentence(found)), form)


def _holds(company: Company, form: str) -> None:
    from husay.cli.writing import write
    from husay.store.pay.holds import holds as all_holds
    from husay.words.pay_inputs import holds_report

    found = all_holds(company)
    write(holds_report(found, _names(one.item for one in found if one.kind != "sale")), form)


def _names(people: Iterable[str]) -> dict[str, str]:
    from husay.store.coaching.people import names_of

    return names_of(people)


def _text_of(file: Path) -> str:
    """A file's text; raises Mistake `no-such-file`, `not-utf-8`."""
    from husay.basics.problem import Mistake, Problem

    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistake(Problem(code="not-utf-8", file=file.name)) from error
    except OSError as error:
        raise Mistake(Problem(code="no-such-file", file=file.name)) from error


def add_inputs(to: typer.Typer) -> None:
    """Add these commands to `husay pay`."""
    for command, name, told in (
        (score, "score", _("Enter a score.")),
        (scores, "scores", _("List the scores.")),
        (approve, "approve-score", _("Approve scores that somebody else entered.")),
        (advance, "advance", _("Enter an advance that somebody took.")),
        (advances, "advances", _("List the advances.")),
        (approve, "approve-advance", _("Approve advances that somebody else entered.")),
        (hold, "hold", _("Hold pay back: of a sale, a seller, a statement.")),
        (lift, "lift", _("Lift a hold.")),
        (holds, "holds", _("List the holds.")),
        (pay_out, "pay-out", _("Pay a statement out whose hold was lifted.")),
    ):
        to.command(name, cls=Command, help=told)(command)
    beneath: tuple[tuple[Callable[..., None], str, str], ...] = (
        (import_openings, "import", _("Enter opening balances from a table.")),
        (list_openings, "list", _("List the opening balances.")),
        (approve, "approve", _("Approve opening balances that somebody else entered.")),
    )
    for below, name, told in beneath:
        openings.command(name, cls=Command, help=told)(below)
    to.add_typer(openings, name="openings")
