"""`husay serve`: the pages, on this machine, until Ctrl-C."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli.session import session
from husay.cli.texts import marked as _

PORT, WORKERS = 8000, 2
Port = Annotated[
    int, typer.Option("--port", metavar="N", min=1, max=65535, help=_("Where to listen."))
]


def serve(
    context: typer.Context,
    port: Port = PORT,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help=_("Web processes."))
    ] = WORKERS,
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help=_("Default: only this machine.")),
    ] = "127.0.0.1",
    browser: Annotated[
        bool, typer.Option("--browser", help=_("Open the pages in a browser."))
    ] = False,
) -> None:
    """Serve the pages and do the imports that they ask for."""
    company = session(context).company(Right.KEEP_BOOK)
    from husay.cli.pages import serve_pages

    serve_pages(company, host, port, workers, browser=browser)
