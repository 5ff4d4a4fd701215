"""`husay plan`: pay plans as documents, checked with their cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli.program import Command, Group
from husay.cli.session import session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.pay.cases.check import CaseResult, Checked

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


def check(context: typer.Context, folder: Folder) -> None:
    """Read a plan, tell everything that is wrong with it, and run its cases."""
    from husay.cli.console import output, tell
    from husay.store.plan_folders import check_plan
    from husay.words.pay_plans import verdict

    session(context).speak()
    checked = check_plan(folder)
    tell(checked.problems)
    for result in checked.results:
        _print_case(result)
    output().print(verdict(checked), soft_wrap=True)
    _end(checked)


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


def _print_case(result: CaseResult) -> None:
    from rich.text import Text

    from husay.cli.console import output, tell

    mark = ("✓ ", "green") if result.passed else ("✗ ", "red")
    output().print(Text.assemble(mark, result.case.name), soft_wrap=True)
    tell(result.problems)


def _end(checked: Checked) -> None:
    from husay.cli.program import REFUSED

    if not checked.usable:
        raise typer.Exit(REFUSED)


for _command, _name, _help in (
    (new, "new", _("Write a plan and its cases to begin with.")),
    (check, "check", _("Tell what is wrong with a plan, and run its cases.")),
    (show, "show", _("Show a plan as prose: husay --lang fil plan show FOLDER.")),
):
    plan.command(_name, cls=Command, help=_help)(_command)
