"""Serving a company's pages: the one place where this face starts the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.cli.browser import open_browser
from husay.cli.console import say
from husay.web.serving import serve

if TYPE_CHECKING:
    from husay.store.company import Company


def serve_pages(
    company: Company, host: str, port: int, workers: int, *, browser: bool = False
) -> None:
    """Serve until Ctrl-C; say where, and open a browser there if asked to."""

    from husay.store.first_run import first_run_link

    def ready(address: str) -> None:
        first = first_run_link(company.home, address)
        if first:
            say(gettext("Nobody can sign in yet. Whoever opens this link is the administrator:"))
        where = first or address
        say(gettext("Open %(address)s (stop with Ctrl-C).") % {"address": where})
        if browser:
            open_browser(where)

    serve(company.home.path, host, port, ready, workers)
