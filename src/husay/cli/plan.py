"""`husay plan`: pay plans as documents, checked with their cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.basics.problem import Problem
    from husay.pay.cases.check import CaseResult

plan = typer.Typer(
    cls=Group,
    help=_("Pay plans: documents with worked cases."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=_("The plan’s folder."))]


def new(
    context: typer.Context,
    folder: Folder,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help=_("What people call the plan."))
    ] = None,
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help=_("What it pays in: PHP."))
    ] = "PHP",
) -> None:
    """Write a plan and its cases to begin with, in a new folder."""
    from django.utils.translation import gettext

    from husay.cli.console import output
    from husay.store.plan_folders import new_plan

    session(context).speak()
    for file in new_plan(folder, name or folder.resolve().name, currency):
        output().print(gettext("Written: %(file)s") % {"file": file}, soft_wrap=True)


Folders = Annotated[
    list[Path], typer.Argument(metavar="FOLDER", help=_("The plan’s folder, or several."))
]


def check(context: typer.Context, folders: Folders) -> None:
    """Read a plan, tell everything that is wrong with it, and run its cases."""
    from husay.cli.program import REFUSED

    session(context).speak()
    usable = [_checked(folder, within=folder if len(folders) > 1 else None) for folder in folders]
    if not all(usable):
        raise typer.Exit(REFUSED)


def _checked(folder: Path, within: Path | None) -> bool:
    """Check one plan, of several `within` its folder, which is named then; whether it can be used.

    A folder of several that has no plan is told and left, so that the others are checked."""
    from husay.basics.problem import Mistake
    from husay.cli.console import output, tell
    from husay.store.plan_folders import check_plan
    from husay.words.pay_plans import verdict

    try:
        checked = check_plan(folder)
    except Mistake as error:
        if within is None:
            raise
        tell(_in_folder(error.problems, within))
        return False
    tell(_in_folder(checked.problems, within))
    for result in checked.results:
        _print_case(result, within)
    named = f"{within}: " if within else ""
    output().print(f"{named}{verdict(checked)}", soft_wrap=True, markup=False)
    return checked.usable


def _in_folder(problems: Iterable[Problem], within: Path | None) -> Iterator[Problem]:
    for problem in problems:
        file = problem.file or ""
        inside = within is None or Path(file).is_relative_to(within)
        yield problem if inside else replace(problem, file=str(within / file))  # type: ignore[operator]


def show(context: typer.Context, folder: Folder) -> None:
    """Show a plan as prose, in the language chosen by --lang."""
    from husay.basics.problem import Mistake
    from husay.cli.console import output
    from husay.store.plan_folders import plan_of
    from husay.words.pay_prose import prose

    session(context).speak()
    found, problems = plan_of(folder)
    if found is None:
        raise Mistake(*problems)
    for number, part in enumerate(prose(found)):
        title = part.title if number == 0 else f"\n{part.title}"
        output().print(title, style="bold", soft_wrap=True)
        for sentence in part.sentences:
            output().print(sentence, soft_wrap=True)


def _print_case(result: CaseResult, within: Path | None) -> None:
    from rich.text import Text

    from husay.cli.console import output, tell

    mark = ("✓ ", "green") if result.passed else ("✗ ", "red")
    named = f"{within}: " if within else ""
    output().print(Text.assemble(mark, named, result.case.name), soft_wrap=True)
    # Reasons go where their case goes: a file of one without the other would say nothing.
    tell(_in_folder(result.problems, within), output(), "  ")


Name = Annotated[str, typer.Argument(metavar="NAME", help=_("A plan’s name or number."))]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
Since = Annotated[
    str, typer.Option("--from", metavar="DAY", help=_("From this day on: 2026-10-01."))
]


def add(context: typer.Context, folder: Folder, reason: Why = "") -> None:
    """Keep a folder as a new version of its plan, or of a new one, after running its cases."""
    from django.utils.translation import gettext

    from husay.access.role import Right
    from husay.cli.console import output

    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.plans import add as keep
    from husay.store.plan_folders import texts_of

    version = keep(company, texts_of(folder), reason, now())
    said = gettext("“%(plan)s” is kept as version %(version)s.")
    if not version.usable:
        said = gettext(
            "“%(plan)s” is kept as version %(version)s, a draft: its cases do not come out, and it "
            "cannot be activated."
        )
    values = {"plan": version.plan.name, "version": version.number}
    output().print(said % values, soft_wrap=True, markup=False)


def list_(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the kept plans with their versions, and what is in force today."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.plans_seen import plan_states
    from husay.words.pay_kept import plans_report

    write(plans_report(plan_states(company)), form)


def people(context: typer.Context, name: Name, form: asking.ListFormat = "table") -> None:
    """Show to whom a plan is assigned, since when, with which figures of their own."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    session(context).company(Right.RUN_PAY)
    from husay.store.coaching.people import names_of
    from husay.store.pay.assignments import assigned
    from husay.store.pay.plans import document_of, plan_called, version_of
    from husay.words.pay_kept import assigned_report

    row = plan_called(name)
    found, version = assigned(row), version_of(row)
    names = names_of(one.person for one in found)
    write(assigned_report(row.name, version, document_of(version), found, names), form)


def diff(
    context: typer.Context,
    name: Name,
    before: Annotated[int, typer.Argument(metavar="VERSION", help=_("The earlier version."))],
    after: Annotated[int, typer.Argument(metavar="VERSION", help=_("The later version."))],
) -> None:
    """Show what differs between two versions of a plan, line by line."""
    from husay.access.role import Right
    from husay.cli.console import output
    from husay.cli.harmless import harmless

    session(context).company(Right.RUN_PAY)
    from husay.store.pay.plans import difference, plan_called, version_of

    row = plan_called(name)
    for text in difference(version_of(row, before), version_of(row, after)):
        output().print(harmless(text), soft_wrap=True, markup=False, highlight=False)


def _day(text: str) -> date:
    from husay.basics.problem import mistake
    from husay.cli.standing import named_day

    day = named_day(text)
    if day is None:
        raise mistake("option-without-value", option="--from")
    return day


def activate(
    context: typer.Context,
    name: Name,
    since: Since,
    number: Annotated[
        int | None,
        typer.Option("--version", metavar="N", help=_("Which version. Default: the newest.")),
    ] = None,
    reason: Why = "",
) -> None:
    """Put a version in force from a day on; only one whose cases come out."""
    from django.utils.translation import gettext

    from husay.access.role import Right
    from husay.cli.console import output

    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.plans import activate as put
    from husay.store.pay.plans import plan_called, version_of

    made = put(company, version_of(plan_called(name), number), _day(since), reason, now())
    said = gettext("Version %(version)s of “%(plan)s” is in force from %(day)s on.")
    values = {"version": made.version.number, "plan": made.version.plan.name, "day": made.starts}
    output().print(said % values, soft_wrap=True, markup=False)


def assign(
    context: typer.Context,
    name: Name,
    person: Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose plan it is: E-014."))],
    since: Since,
    until: Annotated[
        str | None, typer.Option("--to", metavar="DAY", help=_("Up to this day. Default: goes on."))
    ] = None,
    own: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help=_("A figure of their own: target=50,000.")
        ),
    ] = None,
    out: Annotated[
        bool, typer.Option("--out", help=_("Take the plan from them instead, from that day on."))
    ] = False,
    reason: Why = "",
) -> None:
    """Give a person a plan from a day on, with figures of their own, or take it from them."""
    from django.utils.translation import gettext

    from husay.access.role import Right
    from husay.basics.period import Window
    from husay.basics.problem import mistake
    from husay.cli.console import output

    company = session(context).company(Right.RUN_PAY)
    from husay.store.pay.assignments import assign as give
    from husay.store.pay.plans import plan_called

    given = {}
    for text in own or ():
        key, equals, value = text.partition("=")
        if not equals:
            raise mistake("pay-parameter-form", value=text)
        given[key.strip()] = value.strip()
    first = _day(since)
    days = first if until is None else Window(first, _day(until))
    whose = named_person(company, person)
    made = give(company, plan_called(name), whose, days, given, reason, now(), out=out)
    said = gettext("%(person)s has “%(plan)s” from %(day)s on.")
    if out:
        said = gettext("%(person)s has “%(plan)s” no longer from %(day)s on.")
    values = {"person": person, "plan": made.plan.name, "day": made.starts}
    output().print(said % values, soft_wrap=True, markup=False)


for _command, _name, _help in (
    (new, "new", _("Write a plan and its cases to begin with.")),
    (check, "check", _("Tell what is wrong with a plan, and run its cases.")),
    (show, "show", _("Show a plan as prose: husay --lang fil plan show FOLDER.")),
    (add, "add", _("Keep a folder as a new version of its plan.")),
    (list_, "list", _("List the kept plans.")),
    (people, "people", _("Show to whom a plan is assigned.")),
    (diff, "diff", _("Show what differs between two versions.")),
    (activate, "activate", _("Put a version in force from a day on.")),
    (assign, "assign", _("Give a person a plan from a day on, or take it from them.")),
):
    plan.command(_name, cls=Command, help=_help)(_command)
