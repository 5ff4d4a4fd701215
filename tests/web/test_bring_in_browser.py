"""Bring in data as a sales admin does it: in a real browser, against the real server."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.measures.making import opened as company_in
from tests.web.bringing import AMBIGUOUS, new_company
from tests.web.browsing import LOOKS, looks_well, opened, serving, settle
from tests.web.server_process import Running, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

WRONG = AMBIGUOUS + "SI-3,07/04/2026,n/a\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """The real server, and the process beside it that imports."""
    from django.db import connections

    folder = new_company(tmp_path / "company").home.path
    connections.close_all()
    with server(folder) as found:
        yield found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The pages alone, where nothing is imported."""
    with serving(company_in(new_company(tmp_path / "company").home.path)) as address:
        yield address


def chosen(page: "Page", field: str, folder: Path, name: str, content: str) -> None:
    """Choose a file and send it."""
    file = folder / name
    file.write_text(content, encoding="utf-8")
    page.set_input_files(field, file)
    page.locator(f"form:has({field}) button").click()


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_from_an_empty_company_to_where_it_stands(
    browser: "Browser",
    running: Running,
    tmp_path: Path,
    language: str,
    viewport: "ViewportSize",
    scheme: str,
) -> None:
    look: dict[str, Any] = {"locale": language, "viewport": viewport, "color_scheme": scheme}
    with opened(browser, key=running.session, **look) as page:
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
    with opened(browser, f"{running.address}data", running.session,
                java_script_enabled=False) as page:  # fmt: skip
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


def test_enter_in_a_field_brings_nothing_in(browser: "Browser", site: str, tmp_path: Path) -> None:
    with opened(browser, f"{site}/data") as page:
        chosen(page, "#new-file", tmp_path, "sales.csv", AMBIGUOUS.replace("/04/", "/14/"))
        page.locator("button[value=import]").wait_for()
        page.fill("#title", "Benta ng Luzon")
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.press("#title", "Enter")
        settle(page)
        assert "/data/file/" in page.url
        assert page.input_value("#title") == "Benta ng Luzon"


def test_a_snapshot_is_pinned_by_keyboard(browser: "Browser", site: str) -> None:
    with opened(browser, f"{site}/data/history") as page:
        page.locator(".pin-button").focus()
        page.keyboard.press("Enter")
        page.locator("#pin-0-label").fill("the beginning")
        page.keyboard.press("Enter")
        page.locator(".badge", has_text="the beginning").wait_for()
        looks_well(page)
