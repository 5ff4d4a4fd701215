"""Bring in data as a sales admin does it: in a real browser, against the real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.bringing import AMBIGUOUS, new_company
from tests.web.server_process import Running, server
from tests.web.signing import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

DESKTOP: "ViewportSize" = {"width": 1280, "height": 900}
PHONE: "ViewportSize" = {"width": 390, "height": 844}
SESSION: dict[str, str] = {}
"""The key of the session that browsers are signed in with."""
WRONG = AMBIGUOUS + "SI-3,07/04/2026,n/a\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    from django.db import connections

    folder = new_company(tmp_path / "company").home.path
    connections.close_all()
    with server(folder) as found:
        SESSION["key"] = found.session
        yield found


@contextmanager
def opened(browser: "Browser", **options: Any) -> Iterator["Page"]:
    """A page; whatever the browser complained about meanwhile fails the test."""
    context = browser.new_context(**({"viewport": DESKTOP, "reduced_motion": "reduce"} | options))
    let_in(context, SESSION["key"])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def looks_well(page: "Page", language: str) -> None:
    """Accessible, in the language asked for, and no wider than the screen."""
    page.wait_for_load_state("networkidle")
    assert page.get_attribute("html", "lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def chosen(page: "Page", field: str, folder: Path, name: str, content: str) -> None:
    """Choose a file and send it."""
    file = folder / name
    file.write_text(content, encoding="utf-8")
    page.set_input_files(field, file)
    page.locator(f"form:has({field}) button").click()


@pytest.mark.parametrize(
    ("language", "viewport", "scheme"), [("en", DESKTOP, "light"), ("fil", PHONE, "dark")]
)
def test_from_an_empty_company_to_where_it_stands(
    browser: "Browser",
    running: Running,
    tmp_path: Path,
    language: str,
    viewport: "ViewportSize",
    scheme: str,
) -> None:
    with opened(browser, locale=language, viewport=viewport, color_scheme=scheme) as page:
        for address in ("", "explore", "data/history", "data"):
            page.goto(running.address + address)
            looks_well(page, language)
        chosen(page, "#new-file", tmp_path, "benta_2026.csv", WRONG)

        page.locator(".question-card").wait_for()
        looks_well(page, language)
        page.locator("input[value=dmy]").check()  # checked anew without a button

        page.locator(".places-wrong code", has_text="n/a").wait_for()
        looks_well(page, language)
        assert page.locator("button[value=import]").count() == 0
        chosen(page, "#mended", tmp_path, "benta_mended.csv", AMBIGUOUS)

        page.locator("button[value=import]").wait_for()
        looks_well(page, language)
        page.locator("button[value=import]").click()

        page.wait_for_url("**/data/run/*")
        onward = page.locator("#run a.btn-primary")
        onward.wait_for(timeout=60_000)
        looks_well(page, language)
        onward.click()

        page.wait_for_url(running.address)
        assert "150" in page.locator("h1").inner_text()
        for address in ("data", "data/history", "data/history?before=0&after=1"):
            page.goto(running.address + address)
            looks_well(page, language)


def test_without_scripts_it_goes_by_buttons(
    browser: "Browser", running: Running, tmp_path: Path
) -> None:
    with opened(browser, locale="en", java_script_enabled=False) as page:
        page.goto(f"{running.address}data")
        chosen(page, "#new-file", tmp_path, "sales.csv", AMBIGUOUS)
        page.locator("input[value=mdy]").check()
        page.locator("button[value=check]").click()
        page.locator("button[value=import]").click()
        page.wait_for_url("**/data/run/*")
        for _again in range(100):
            if page.locator("#run a.btn-primary").count():
                break
            page.wait_for_timeout(200)
            page.reload()
        assert "2 new sale lines" in page.locator("h1").inner_text()


def test_enter_in_a_field_brings_nothing_in(
    browser: "Browser", running: Running, tmp_path: Path
) -> None:
    with opened(browser, locale="en") as page:
        page.goto(f"{running.address}data")
        chosen(page, "#new-file", tmp_path, "sales.csv", AMBIGUOUS.replace("/04/", "/14/"))
        page.locator("button[value=import]").wait_for()
        page.fill("#title", "Benta ng Luzon")
        page.press("#title", "Enter")
        page.wait_for_load_state("networkidle")
        assert "/data/file/" in page.url
        assert page.input_value("#title") == "Benta ng Luzon"


def test_a_snapshot_is_pinned_by_keyboard(browser: "Browser", running: Running) -> None:
    with opened(browser, locale="en") as page:
        page.goto(f"{running.address}data/history")
        page.locator(".pin-button").focus()
        page.keyboard.press("Enter")
        page.locator("#pin-0-label").fill("the beginning")
        page.keyboard.press("Enter")
        page.locator(".badge", has_text="the beginning").wait_for()
        looks_well(page, "en")
