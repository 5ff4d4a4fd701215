"""The goal workshop as a sales director uses it: typed, pasted, undone, checked and published, in
a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Role
from tests.goal_plans.small import planned, small, viewed
from tests.measures.making import Made, copied
from tests.measures.making import opened as company_in
from tests.web.browsing import LOOKS, PHONE, looks_well, opened, serving
from tests.web.raised import raised

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PLAN = "/goals/plans/1"
TALL = 180
"""No row of a table is as tall: six lines of it, on a phone."""


@pytest.fixture(scope="module")
def first_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from django.db import connections

    made = small(tmp_path_factory.mktemp("small"))
    planned(viewed(made.company, Role.EXECUTIVE))
    connections.close_all()
    return made.folder


@pytest.fixture
def site(first_made: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server with the company's pages; what is done on them stays there."""
    with serving(company_in(copied(first_made, tmp_path / "home").folder)) as address:
        yield address


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
    browser: Browser, site: str
) -> None:
    with opened(browser, site + PLAN) as page:
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


def test_what_does_not_add_up_is_mended_by_its_button(browser: Browser, site: str) -> None:
    with opened(browser, site + PLAN) as page:
        goal(page, "dan").fill("1000")
        goal(page, "eve").fill("2000")
        page.get_by_role("button", name="Keep what I typed").last.click()
        page.get_by_role("button", name="Deal all below it again").click()
        page.locator(".notice", has_text="Done").wait_for()
        assert page.locator(".mends").count() == 0
        assert (goal(page, "dan").input_value(), goal(page, "eve").input_value()) == (
            "1,250", "2,500",
        )  # fmt: skip


def test_on_a_phone_a_unit_is_dealt_and_a_goal_is_held(browser: Browser, site: str) -> None:
    with opened(browser, site + PLAN, viewport=PHONE) as page:
        first = page.locator("input.goal").first.bounding_box()
        assert first
        assert first["y"] < PHONE["height"], "the first goal is on the first screen"
        page.get_by_role("button", name="How the goal of South is set").click()
        assert page.get_by_role("button", name="By history (as now)").is_visible()
        page.get_by_role("button", name="Equally").click()
        page.locator(".notice", has_text="Done").wait_for()
        assert goal(page, "dan").input_value() == goal(page, "eve").input_value() == "1,875"
        page.get_by_role("button", name="How the goal of dan is set").click()
        page.get_by_role("button", name="Hold dan").click()
        page.locator(".notice", has_text="stays as it is").wait_for()
        page.get_by_role("button", name="How the goal of South is set").click()
        assert page.get_by_role("button", name="Equally (as now)").is_visible()


def test_on_a_phone_all_ways_of_dealing_stand_side_by_side(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}{PLAN}/publish", viewport=PHONE) as page:
        assert page.locator(".checks thead th").all_inner_texts()[1:4] == [
            "These goals", "Fair rule", "Last year and so much more",
        ]  # fmt: skip
        for cell in page.locator(".checks :is(th, td):not(.is-rest)").all():
            box = cell.bounding_box()
            assert box
            assert box["width"] > 80, "read without hyphens"
            assert box["x"] + box["width"] <= PHONE["width"]


def test_what_was_done_is_told_in_a_place_that_stays(browser: Browser, site: str) -> None:
    """Many screen readers read only what changes within a place that was there before."""
    with opened(browser, site + PLAN) as page:
        told = page.locator("#notices[role=status]")
        told.evaluate("e => { e.stays = true }")
        goal(page, "Ana Cruz").fill("6,000")
        page.keyboard.press("Control+Enter")
        told.locator(".notice-success").wait_for()
        assert told.evaluate("e => e.stays")
        page.get_by_role("button", name="Undo", exact=True).click()
        told.locator(".notice", has_text="taken back").wait_for()
        assert told.locator(".notice").count() == 1


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(browser, locale=language, viewport=viewport, color_scheme=scheme) as page:
        for address in (
            "/goals/plans", "/goals/plans/new", PLAN, f"{PLAN}/months", f"{PLAN}/versions",
            f"{PLAN}/publish", f"{PLAN}/goal?of=N1/ana", "/goals/raise",
        ):  # fmt: skip
            page.goto(site + address)
            looks_well(page, language)


@pytest.fixture(scope="module")
def raised_made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return raised(tmp_path_factory.mktemp("raised"))


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_bars_that_are_raised_are_fit_for_every_screen(
    browser: Browser, raised_made: Made, language: str, viewport: ViewportSize, scheme: str
) -> None:
    from django.db import connections

    connections.close_all()
    look: dict[str, Any] = {"locale": language, "viewport": viewport, "color_scheme": scheme}
    with (
        serving(raised_made) as site,
        opened(browser, f"{site}/goals/raise", **look) as page,
    ):
        assert page.locator("tbody tr").count() == 4
        assert page.locator(".state-good").count() == 2
        looks_well(page, language)
        # Nothing of it lies beyond the edge of its frame, nor stands in a column of single words.
        frame = page.locator(".scroll").first
        assert frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth")
        rows = page.locator(".bars tbody tr")
        assert rows.evaluate_all("all => Math.max(...all.map(row => row.clientHeight))") < TALL


def test_without_scripts_it_goes_by_buttons(browser: Browser, site: str) -> None:
    with opened(browser, site + PLAN, java_script_enabled=False) as page:
        goal(page, "Ana Cruz").fill("6,000")
        page.keyboard.press("Enter")
        page.locator(".notice-success").wait_for()
        assert goal(page, "Ben Diaz").input_value() == "1,500"
