"""`husay pay` of what is not paid yet: what if, simulations, and what is left of budgets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.program import Command
from husay.cli.session import now, session
from husay.cli.texts import marked as _


def what_if(
    context: typer.Context,
    deal: Annotated[
        list[str] | None,
        typer.Option(
            "--deal",
            metavar="DEAL",
            help=_("An open deal; with another amount and day: D-0147=120,000@2026-12-10."),
        ),
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="SALE",
            help=_("A sale that is no deal yet: 50,000, or Paint=50,000@2026-12-10."),
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(
            "--person", metavar="PERSON", help=_("Whose pay; your own unless you say so.")
        ),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """What you would be paid if you sold some open deals, and what the next sale is worth."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.OWN_PAY, Right.SEE_PAY)
    from husay.pay.supposed_text import read_all
    from husay.store.coaching.people import names_of
    from husay.store.pay.what_if import what_if_seen
    from husay.words.pay_what_if_report import what_if_report

    deals, added = read_all(deal or (), add or ())
    seen = what_if_seen(company, named_person(company, person), deals, added, now())
    is_own = seen.person in ("", company.viewer.person)
    name = "" if is_own else names_of([seen.person])[seen.person]
    write(what_if_report(seen, name), form)


def budgets(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the budgets of terms: what is used, by whom, and until when they last."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.SEE_PAY)
    from husay.store.coaching.people import names_of
    from husay.store.pay.budgets import budgets as all_budgets
    from husay.words.pay_budgets import budgets_report

    found = all_budgets(company, now())
    names = names_of(person for one in found for person, _amount in one.use.people)
    write(budgets_report(found, names, company.head().number), form)


def simulate(
    context: typer.Context,
    start: Annotated[str, typer.Option("--from", metavar="PERIOD", help=_("From when: 2025-01."))],
    end: Annotated[str, typer.Option("--to", metavar="PERIOD", help=_("Until when: 2025-12."))],
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help=_("The draft’s folder."))
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="P", help=_("Or a kept plan, by its name."))
    ] = None,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help=_("Its version; else the newest."))
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="P", help=_("The plan that it would come instead of.")),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", metavar="UNIT", help=_("For its people, instead of those of the plan.")
        ),
    ] = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """What a draft plan would have paid for past sales: its cost, and who gains and who loses."""
    from husay.access.role import Right
    from husay.basics.problem import mistake
    from husay.cli.progress import bar
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.RUN_PAY)
    if (folder is None) == (plan is None):
        raise mistake("pay-simulation-which")
    from husay.cli.pay_simulated import drafted, period_between

    draft = drafted(company, folder, plan, version, against)
    days = period_between(company, start, end)
    from husay.store.coaching.people import names_of
    from husay.store.pay.simulations import simulate_now, unit_called

    of_unit = unit_called(company, unit or "")
    with bar(lambda _step: "") as tell:
        found, snapshot = simulate_now(
            company, draft.plan, draft.against, draft.people, days,
            lambda done, steps: tell("", done, steps), now(), of_unit,
        )  # fmt: skip
    write(
        draft.report(found, snapshot, names_of([one.person for one in found.sellers])), form, target
    )


def add_ahead(group: typer.Typer) -> None:
    """Put the commands into a group."""
    for command, name, told in (
        (what_if, "what-if", _("What open deals would bring, and what the next sale is worth.")),
        (budgets, "budgets", _("What is used of the budgets of terms.")),
        (simulate, "simulate", _("What a draft plan would have paid for past sales.")),
    ):
        group.command(name, cls=Command, help=told)(command)
