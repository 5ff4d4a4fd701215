"""A company's pages in a real browser: served in this process, looked at in both widths."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

from tests.web.exploring import served
from tests.web.signing import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.measures.making import Made

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
LOOKS = (("en", DESKTOP, "light"), ("fil", PHONE, "dark"))
"""Both languages, both widths, both schemes, each once: axe looks at these two, and `looks_well`
has each page laid out in the other width too, for nothing but the width depends on both."""
SESSION: dict[str, str] = {}
"""The key of the session that browsers are signed in with."""

_SETTLED = """() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')
    && [...document.querySelectorAll('[data-chart]')].every(chart => chart.querySelector('svg'))"""
_FITS = "() => document.documentElement.scrollWidth <= innerWidth"
_EXPECTED = re.compile("status of 4|^Clear-Site-Data header")
_HAS_AXE = "() => typeof axe === 'object'"
_LOOK = "() => axe.run({ resultTypes: ['violations'] })"


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest's output is read by people."""


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def serving(made: Made) -> Iterator[str]:
    """The address of a server with a company's pages."""
    with served(made) as reader:
        SESSION["key"] = reader.cookies["sessionid"].value
        with answering() as address:
            yield address


@contextmanager
def answering() -> Iterator[str]:
    """The address of a server of the pages that are set up in this process."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    application = StaticFilesHandler(WSGIHandler())
    server = make_server("127.0.0.1", 0, application, _Server, _Quiet)
    # It looks every half second whether it should end, unless told otherwise.
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(browser: Browser, address: str = "", key: str = "", **options: Any) -> Iterator[Page]:
    """A page at an address, by whose session `key` is; the browser must have nothing to complain
    about but answers of 4xx, which the page tells too."""
    settings: dict[str, Any] = {"viewport": DESKTOP, "reduced_motion": "reduce", "locale": "en"}
    context = browser.new_context(**(settings | options))
    let_in(context, key or SESSION.get("key", "nobody"))
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: None if _EXPECTED.search(m.text) else complaints.append(m.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if address:
        page.goto(address)
        if options.get("java_script_enabled", True):
            settle(page)
    yield page
    context.close()
    assert complaints == [], complaints


def settle(page: Page) -> None:
    """Wait until every chart is drawn and no part is being brought in."""
    page.wait_for_function(_SETTLED)


def fits(page: Page) -> None:
    """No wider than a desktop's screen, nor than a phone's; left as wide as it was."""
    given = page.viewport_size
    assert given is not None
    for size in sorted((DESKTOP, PHONE), key=lambda size: size["width"] == given["width"]):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.wait_for_function(_FITS)  # charts are drawn anew


def accessible(page: Page) -> None:
    """Nothing that axe finds."""
    settle(page)
    if not page.evaluate(_HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(_LOOK))
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


def looks_well(page: Page, language: str = "en") -> None:
    """In the language asked for, accessible, and within the screen's width."""
    accessible(page)
    assert page.get_attribute("html", "lang") == language, page.url
    fits(page)
