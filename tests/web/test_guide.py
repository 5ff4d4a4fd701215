"""The style guide in a real browser: policy, accessibility, phone width, keyboard, weight."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browsing import DESKTOP, LOOKS, PHONE, looks_well, opened, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

PAGES = ("/", "/explore", "/bring-in")
FIRST_VISIT_BYTES = 400_000


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_pages_are_accessible_and_fit(
    browser: "Browser", guide: str, language: str, viewport: "ViewportSize", scheme: str
) -> None:
    with opened(browser, locale=language, viewport=viewport, color_scheme=scheme) as page:
        for page_address in PAGES:
            page.goto(guide + page_address)
            page.locator(".chart-table > summary").evaluate_all("all => all.map(s => s.click())")
            looks_well(page, language)


def test_a_chart_answers_the_pointer_without_breaking_the_policy(
    browser: "Browser", guide: str
) -> None:
    with opened(browser, guide) as page:
        box = page.locator("[data-chart]").first.bounding_box()
        assert box
        page.mouse.move(box["x"] + 250, box["y"] + 100)
        page.mouse.move(box["x"] + 260, box["y"] + 110)
        tip = page.locator(".chart-tip-body").first
        tip.wait_for()
        assert "Wednesday, 11" in tip.inner_text()
        assert "+₱0.5\u00a0M" in tip.inner_text()
        page.set_viewport_size({"width": 800, "height": 900})
        page.wait_for_function("document.querySelector('[data-chart] svg').clientWidth < 760")


def test_a_chart_turns_dark_with_the_page(browser: "Browser", guide: str) -> None:
    colour = (
        "getComputedStyle(document.querySelector('[data-chart] path[stroke-width=\"3\"]')).stroke"
    )
    with opened(browser, guide) as page:
        light = page.evaluate(colour)
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(colour) != light


def test_a_part_that_is_brought_in_later_has_its_chart(browser: "Browser", guide: str) -> None:
    with opened(browser, f"{guide}/explore") as page:
        assert page.locator("[data-chart]").count() == 0
        page.get_by_role("button", name="Chart").click()
        page.locator("[data-chart] svg").wait_for()
        with page.expect_navigation():
            page.locator("[data-chart] path[fill*=accent]").first.click()
        assert page.url.endswith("/explore")


def test_a_part_that_is_sent_brings_its_token(browser: "Browser", guide: str) -> None:
    with opened(browser, f"{guide}/explore") as page:
        page.get_by_role("button", name="Keep").click()
        page.get_by_text("Kept.").wait_for()


def test_a_figure_opens_and_closes_by_keyboard(browser: "Browser", guide: str) -> None:
    with opened(browser, guide) as page:
        figure = page.locator("h1 button.figure").first
        figure.focus()
        page.keyboard.press("Enter")
        evidence = page.locator("#why-now")
        assert evidence.is_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.evidence') !== null")
        page.keyboard.press("Escape")
        assert not evidence.is_visible()
        assert figure.evaluate("e => e === document.activeElement")


def test_the_first_stop_is_a_way_past_the_menu(browser: "Browser", guide: str) -> None:
    with opened(browser, guide) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_a_phone_opens_and_leads_on(browser: "Browser", guide: str) -> None:
    with opened(browser, guide, viewport=PHONE) as page:
        link = page.get_by_role("link", name="Explore")
        assert link.count() == 0 or not link.is_visible()
        page.get_by_role("button", name="Menu").click()
        link.click()
        page.wait_for_url("**/explore")


def test_language_and_colours_are_switched_and_kept(browser: "Browser", guide: str) -> None:
    with opened(browser, f"{guide}/explore?page=3", color_scheme="light") as page:
        page.locator(".settings-button").click()
        page.get_by_role("button", name="Filipino").click()
        page.wait_for_url("**/explore?page=3")
        assert page.get_attribute("html", "lang") == "fil"
        page.locator(".settings-button").click()
        page.locator("button[value=dark]").click()
        page.wait_for_load_state()
        assert page.get_attribute("html", "data-bs-theme") == "dark"
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_without_scripts_the_tables_are_there(browser: "Browser", guide: str) -> None:
    with opened(browser, guide, java_script_enabled=False) as page:
        page.locator(".chart-table > summary").first.click()
        assert page.get_by_role("cell", name="₱300,000.00").first.is_visible()
        assert not page.locator("[data-chart]").first.is_visible()


def test_a_first_visit_is_light(browser: "Browser", guide: str) -> None:
    weights: dict[str, int] = {}

    def weigh(response: Any) -> None:
        sizes = response.request.sizes()
        weights[re.sub(r".*/", "/", response.url)] = sizes["responseBodySize"]

    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.on("requestfinished", lambda request: weigh(request.response()))
    page.goto(guide)
    settle(page)
    context.close()
    assert len(weights) >= 7
    assert sum(weights.values()) < FIRST_VISIT_BYTES, weights
