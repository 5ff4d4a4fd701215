"""The goal workshop as a sales director uses it: typed, pasted, undone, checked and published, in
a real browser against the real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from husay.access.role import Role
from tests.goal_plans.small import planned, small, viewed
from tests.web.raised import raised
from tests.web.server_process import Running, server
from tests.web.signing import let_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PLAN = "goals/plans/1"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    from django.db import connections

    made = small(tmp_path / "small")
    planned(viewed(made.company, Role.EXECUTIVE))
    connections.close_all()
    with server(made.folder) as found:
        yield found


@contextmanager
def page_of(browser: Browser, running: Running, **options: Any) -> Iterator[Page]:
    """A page; whatever the browser complained about meanwhile fails the test."""
    context = browser.new_context(**({"viewport": DESKTOP, "reduced_motion": "reduce"} | options))
    let_in(context, running.session)
    page = context.new_page()
    complaints: list[str] = []
    # That an answer is 422 or 409 is told as an error by the browser, and by the page.
    page.on("console", lambda m: complaints.append(m.text) if "status of 4" not in m.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def looks_well(page: Page) -> None:
    """Accessible, and no wider than the screen."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()


def goal(page: Page, name: str) -> Any:
    return page.get_by_label(f"Goal of {name}", exact=True)


def paste(page: Page, text: str) -> None:
    """Paste into what has the focus, as a spreadsheet's clipboard would."""
    page.evaluate(
        """(text) => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.activeElement.dispatchEvent(new ClipboardEvent('paste',
        { clipboardData: data, bubbles: true, cancelable: true })); }""",
        text,
    )


def leaving_is_asked_about(page: Page) -> bool:
    """Whether going away is held up, as when something typed would be lost."""
    asked = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    return bool(page.evaluate(f"document.activeElement.blur(), {asked}"))


def test_goals_are_typed_pasted_taken_back_kept_undone_and_published(
    browser: Browser, running: Running
) -> None:
    with page_of(browser, running, locale="en") as page:
        page.goto(running.address + PLAN)
        looks_well(page)

        # Typed: Enter and the arrows go down and up, Escape takes a cell back.
        goal(page, "Ana Cruz").fill("6,000")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.name") == "Ben Diaz"
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.dataset.name") == "Ana Cruz"
        assert page.locator("#typed").inner_text() == "1 goal typed, not kept yet"
        page.keyboard.press("Escape")
        assert goal(page, "Ana Cruz").input_value() == "5,000"

        # Pasted: a column down the rows, then by name; both are taken back by Ctrl+Z.
        goal(page, "Ana Cruz").focus()
        paste(page, "4,000\r\n3,500\r\n")
        assert goal(page, "Ben Diaz").input_value() == "3,500"
        page.keyboard.press("Control+z")
        assert goal(page, "Ben Diaz").input_value() == "2,500"
        goal(page, "Ana Cruz").focus()
        paste(page, "Ben Diaz\t1500\nZoe 2\t1\n")
        page.locator("#typed", has_text="Zoe 2").wait_for()
        assert goal(page, "Ben Diaz").input_value() == "2,500"
        paste(page, "N1/ben\t1500\nN1/ana\t6000\n")
        page.locator("#typed", has_text="Pasted into 2 goals").wait_for()
        assert goal(page, "Ana Cruz").input_value() == "6,000"
        page.keyboard.press("Control+z")
        assert goal(page, "Ana Cruz").input_value() == "5,000"
        paste(page, "Ben Diaz\t1500\nAna Cruz\t6000\n")
        page.locator("#typed", has_text="Pasted into 2 goals").wait_for()

        # Kept, without leaving the page; with a mistake nothing is, and all stays typed.
        goal(page, "dan").fill("lots")
        page.keyboard.press("Control+Enter")
        page.locator("#wrong").wait_for()
        looks_well(page)
        assert goal(page, "Ana Cruz").input_value() == "6,000"
        assert leaving_is_asked_about(page)
        goal(page, "dan").fill("1,250")
        page.keyboard.press("Control+Enter")
        page.locator(".notice-success").wait_for()
        assert goal(page, "Ana Cruz").input_value() == "6,000"
        assert not leaving_is_asked_about(page)
        looks_well(page)

        page.get_by_role("button", name="Undo", exact=True).click()
        page.locator(".notice", has_text="taken back").wait_for()
        assert goal(page, "Ana Cruz").input_value() == "5,000"

        page.get_by_role("link", name="Check and publish").click()
        page.wait_for_url("**/publish")
        looks_well(page)
        page.get_by_label("Why").fill("agreed with all")
        page.get_by_role("button", name="Publish").click()
        page.locator(".notice", has_text="The goals are published").wait_for()
        looks_well(page)


def test_what_does_not_add_up_is_mended_by_its_button(browser: Browser, running: Running) -> None:
    with page_of(browser, running, locale="en") as page:
        page.goto(running.address + PLAN)
        goal(page, "dan").fill("1000")
        goal(page, "eve").fill("2000")
        page.get_by_role("button", name="Keep what I typed").last.click()
        page.get_by_role("button", name="Deal all below it again").click()
        page.locator(".notice", has_text="Done").wait_for()
        assert page.locator(".mends").count() == 0
        assert (goal(page, "dan").input_value(), goal(page, "eve").input_value()) == (
            "1,250", "2,500",
        )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fil"])
def test_every_page_is_fit_for_a_phone_in_the_dark(
    browser: Browser, running: Running, language: str
) -> None:
    with page_of(
        browser, running, locale=language, viewport=PHONE, color_scheme="dark"
    ) as page:  # fmt: skip
        for address in (
            "goals/plans", "goals/plans/new", PLAN, f"{PLAN}/months", f"{PLAN}/versions",
            f"{PLAN}/publish", f"{PLAN}/goal?of=N1/ana", "goals/raise",
        ):  # fmt: skip
            page.goto(running.address + address)
            looks_well(page)


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_bars_that_are_raised_are_fit_for_every_screen(
    browser: Browser, tmp_path: Path, language: str, screen: ViewportSize
) -> None:
    from django.db import connections

    made = raised(tmp_path / "raised")
    connections.close_all()
    with (
        server(made.folder) as running,
        page_of(browser, running, locale=language, viewport=screen) as page,
    ):
        page.goto(f"{running.address}goals/raise")
        assert page.locator("tbody tr").count() == 4
        assert page.locator(".state-good").count() == 2
        looks_well(page)


def test_without_scripts_it_goes_by_buttons(browser: Browser, running: Running) -> None:
    with page_of(browser, running, locale="en", java_script_enabled=False) as page:
        page.goto(running.address + PLAN)
        goal(page, "Ana Cruz").fill("6,000")
        page.keyboard.press("Enter")
        page.locator(".notice-success").wait_for()
        assert goal(page, "Ben Diaz").input_value() == "1,500"
