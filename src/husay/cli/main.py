"""`husay`: the commands, one module each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from husay.cli.board import board
from husay.cli.book import book
from husay.cli.coach import coach
from husay.cli.demo import demo
from husay.cli.goals import goals
from husay.cli.goals_pace import milestones
from husay.cli.importing import import_
from husay.cli.init import init
from husay.cli.leading import gap, obstacles, price, rank
from husay.cli.lists import dimensions, measures
from husay.cli.loop import loop
from husay.cli.messages import messages
from husay.cli.pay import pay
from husay.cli.pay_files import add_files
from husay.cli.pay_questions import add_questions
from husay.cli.plan import plan
from husay.cli.program import Command, Program
from husay.cli.rows import rows
from husay.cli.safekeeping import backup, restore
from husay.cli.serve import serve
from husay.cli.session import Session, chosen_language
from husay.cli.show import show
from husay.cli.standing import standing
from husay.cli.team import team
from husay.cli.texts import marked as _
from husay.cli.warn import warn

_WHOLE = ("serve", "demo", "backup", "restore")
"""Commands that need all of Django's applications: those of sign-in take a third of a second."""

app = typer.Typer(
    cls=Program,
    name="husay",
    help=_("Sales performance management: where a company stands, from its own files."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from husay import __version__

        typer.echo(f"husay {__version__}")
        raise typer.Exit


@app.callback()
def husay(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home",
            envvar="HUSAY_HOME",
            metavar="DIR",
            help=_("The company's folder. Default: this folder, or demo-company in it."),
        ),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|fil",
            is_eager=True,
            help=_("English or Filipino (or set HUSAY_LANG). Default: the company's language."),
        ),
    ] = None,
    acting: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="EMAIL",
            help=_("See and do only what this user may. Default: everything."),
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_version, help=_("Show the version and exit.")
        ),
    ] = False,
) -> None:
    """Take the options that go before every command."""
    from husay.store.records.weight import lighten

    if context.invoked_subcommand not in _WHOLE:
        lighten()
    context.obj = Session(home=home, acting=acting)
    context.obj.language = chosen_language(lang)


_COMMANDS = (
    (init, "init", _("Make a company's folder with an empty book.")),
    (import_, "import", _("Bring data in: husay import sales --from sales.csv.")),
    (show, "show", _("Show figures: husay show revenue,orders --by division --period 2026-11.")),
    (rows, "rows", _("List the sale lines, deals or activities behind a figure.")),
    (standing, "standing", _("Where we stand: month and year against goal and last year.")),
    (milestones, "milestones", _("The steps of the goals, and the orders to expect by week.")),
    (board, "board", _("What we are winning together, and what moved; no amounts.")),
    (rank, "rank", _("Who leads and who lags, where the figures can say so.")),
    (gap, "gap", _("Where somebody’s sales fall short: husay gap --seller E-014.")),
    (price, "price", _("Why sales differ from a year before: price, volume, mix.")),
    (obstacles, "obstacles", _("What stands in the way, with the money at stake.")),
    (warn, "warn", _("What has started to fall: since when, what it costs, how sure.")),
    (loop, "loop", _("Go through a month: from what was sold to the next goals.")),
    (backup, "backup", _("Write book and records into one file.")),
    (restore, "restore", _("Make a company of a backup again, in a new folder.")),
    (serve, "serve", _("Serve the pages on this machine, until Ctrl-C.")),
    (demo, "demo", _("Make a demo company, serve it and open it in the browser.")),
    (measures, "measures", _("List what can be counted, with definitions.")),
    (dimensions, "dimensions", _("List by what it can be broken down, with definitions.")),
)
app.add_typer(book, name="book")
app.add_typer(goals, name="goals")
app.add_typer(coach, name="coach")
app.add_typer(plan, name="plan")
add_questions(pay)
add_files(pay)
app.add_typer(pay, name="pay")
app.add_typer(messages, name="messages")
app.add_typer(team, name="team")
for _command, _name, _help in _COMMANDS:
    app.command(_name, cls=Command, help=_help)(_command)
