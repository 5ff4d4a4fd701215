"""`husay demo`: the demo company, made if it is not there, imported, served, opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from husay.cli.program import REFUSED, fail
from husay.cli.serve import PORT, Port
from husay.cli.session import DEMO_FOLDER, Session, session
from husay.cli.texts import marked as _

_LINES = 100_000


def demo(
    context: typer.Context,
    lines: Annotated[
        int,
        typer.Option(
            "--lines",
            metavar="N",
            min=5_000,
            max=200_000_000,
            help=_("About so many sale lines, where the company is new."),
        ),
    ] = _LINES,
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help=_("The demo company's folder."))
    ] = Path(DEMO_FOLDER),
    through: Annotated[
        str | None,
        typer.Option(
            "--through",
            metavar="MONTH",
            help=_("Only what was known by the end of this month, like 2025-12; later, the next."),
        ),
    ] = None,
    port: Port = PORT,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=_("Only print the address."))
    ] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help=_("Only make the company."))] = False,
) -> None:
    """Make, import, serve and open the demo company."""
    from husay.cli.demo_company import ready
    from husay.cli.demo_months import end_of_month

    here = session(context)
    here.speak()
    company, problems = ready(folder, lines, end_of_month(through) if through else None)
    if problems:
        raise typer.Exit(fail(context, problems) or REFUSED)
    here.speak(company.home.read_settings().language)
    if not no_serve:
        _serve_afresh(here, company.home.path, port, browser=not no_browser)


def _serve_afresh(here: Session, folder: Path, port: int, *, browser: bool) -> None:
    """Become `husay serve`. The server's workers are forks, and threads are not forked: a database
    that this process has opened to make the company would never answer in them."""
    told = ["--home", str(folder), *(["--lang", here.language] if here.language else [])]
    options = ["--port", str(port), *(["--browser"] if browser else [])]
    sys.stdout.flush()
    os.execv(  # noqa: S606  # nosec B606  # ourselves, without a shell
        sys.executable, [sys.executable, "-m", "husay", *told, "serve", *options]
    )
