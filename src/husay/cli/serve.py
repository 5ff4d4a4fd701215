"""`husay serve`: the pages, on this machine, until Ctrl-C."""

from __future__ import annotations

from typing import Annotated

import typer

from husay.cli.session import session
from husay.cli.texts import marked as _

PORT = 8000
Port = Annotated[
    int, typer.Option("--port", metavar="N", min=1, max=65535, help=_("Where to listen."))
]


def serve(
    context: typer.Context,
    port: Port = PORT,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, max=64, help=_("Web processes."))
    ] = 2,
    bind: Annotated[
        str,
        typer.Option("--bind", metavar="ADDRESS", help=_("Default: only this machine.")),
    ] = "127.0.0.1",
) -> None:
    """Serve the pages and do the jobs that they ask for."""
    from husay.cli.servers import Servers

    company = session(context).company()
    with Servers(company.home.path, bind, port, workers) as servers:
        servers.announce()
        servers.wait()
