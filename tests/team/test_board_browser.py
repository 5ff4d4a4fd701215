"""The board in a real browser: nothing that axe finds, legible on a wall, and what a wall does when
it hears nothing, or when its link ends."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.team.test_board import NAMES, ORGANISATION
from tests.team.test_board_pages import DAY, QUARTER, done
from tests.tracking.weekdays import company, sold
from tests.web.browsing import LOOKS, SESSION, accessible, looks_well, opened, serving
from tests.web.signing import let_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

WALL: ViewportSize = {"width": 1920, "height": 1080}
FIGURE = "45\u00a0%"
"""What the wall says of the company."""

EACH = 15_100
"""A little longer than one panel is shown, in milliseconds."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    lines = "".join(
        sold(date(2023, 1, 2), DAY, amount, who) for who, amount in (("ana", 6_000), ("di", 3_000))
    )
    goals = (
        f"company,,revenue,{QUARTER},650000,\nunit,north,revenue,{QUARTER},520000,\n"
        f"unit,n-one,revenue,{QUARTER},390000,\n"
    )
    made = company(tmp_path_factory.mktemp("wall"), lines, goals, **ORGANISATION, names=NAMES)
    done(made)
    with serving(made) as address:
        yield address


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(browser, locale=language, viewport=viewport, color_scheme=scheme) as page:
        for address in ("/board", "/board/walls"):
            page.goto(site + address)
            looks_well(page, language)


@contextmanager
def hanging(browser: Browser, address: str, key: str = "") -> Iterator[Page]:
    """A wall whose clock is the test's. The browser complains of what it cannot load, as it may."""
    context = browser.new_context(viewport=WALL, locale="en")
    let_in(context, key or SESSION["key"])
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    yield page
    context.close()


def shown(page: Page) -> str:
    """The title of the panel that is seen."""
    return page.locator(".wall-panel.is-shown h2").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wall_is_legible_from_five_metres_on_every_panel(
    browser: Browser, site: str, scheme: str
) -> None:
    """A figure is at least 8 % of the screen's height, a name 4 %; nothing is cut off."""
    with opened(browser, viewport=WALL, color_scheme=scheme) as page:
        page.goto(f"{site}/board/wall")
        page.keyboard.press("Space")
        accessible(page)
        seen = []
        for _ in range(page.locator(".wall-panel").count()):
            seen.append(shown(page))
            panel = page.locator(".wall-panel.is-shown")
            box = panel.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 1080
            assert panel.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
            for figure in panel.locator(".wall-figure strong, .climb-share").all():
                assert size(figure) >= 0.08 * 1080
            for words in panel.locator(".climb-name, .wall-lines li").all():
                assert size(words) >= 0.04 * 1080
            page.keyboard.press("ArrowRight")
        assert len(set(seen)) > 3
        assert shown(page) == seen[0]
        assert page.locator("[aria-live], [role=status]").count() == 0


def test_panels_turn_by_themselves_and_a_look_for_news_leaves_the_panel_that_is_seen(
    browser: Browser, site: str
) -> None:
    with hanging(browser, f"{site}/board/wall") as page:
        page.keyboard.press("ArrowRight")
        second = shown(page)
        page.clock.run_for(EACH)
        third = shown(page)
        assert third != second
        page.keyboard.press("Space")
        with page.expect_response("**/board/wall"):
            page.clock.run_for(60_000)
        page.locator(".wall-panel.is-shown").wait_for()
        assert shown(page) == third


def size(element: Locator) -> float:
    """The size of an element's letters in pixels."""
    return float(element.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


def test_who_wants_no_motion_has_none_and_space_stops_the_panels(
    browser: Browser, site: str
) -> None:
    with opened(browser, viewport=WALL, reduced_motion="reduce") as page:
        page.clock.install()
        page.goto(f"{site}/board/wall")
        duration = page.locator(".is-shown").evaluate("e => getComputedStyle(e).transitionDuration")
        assert duration in ("0s", "")
        first = shown(page)
        page.keyboard.press("Space")
        page.clock.run_for(3 * EACH)
        assert shown(page) == first
        page.keyboard.press("ArrowRight")
        assert shown(page) != first
        page.keyboard.press("ArrowLeft")
        assert shown(page) == first


def test_without_a_connection_the_last_figures_stay_and_it_says_so(
    browser: Browser, site: str
) -> None:
    with hanging(browser, f"{site}/board/wall") as page:
        assert page.locator("#lost").is_hidden()
        page.context.set_offline(True)
        page.clock.run_for(200_000)
        page.locator("#lost").wait_for(state="visible")
        assert FIGURE in page.locator("#panels").inner_text()
        page.context.set_offline(False)
        page.clock.run_for(130_000)
        page.locator("#lost").wait_for(state="hidden")


def test_an_answer_that_is_no_board_changes_nothing_and_an_ended_link_clears_the_wall(
    browser: Browser, site: str
) -> None:
    with opened(browser, viewport=WALL) as page:
        page.goto(f"{site}/board/walls")
        page.get_by_label("Which wall").fill("Gate")
        page.get_by_role("button", name="Make a link").click()
        address = page.locator("#address").input_value()
        path = re.sub(r"^https?://[^/]+", "", address)
        with hanging(browser, site + path, "nobody") as wall:
            assert FIGURE in wall.locator("#panels").inner_text()
            wall.route("**/wall/*", lambda route: route.fulfill(status=502, body="<p>bad</p>"))
            wall.clock.run_for(61_000)
            wall.wait_for_timeout(500)
            assert FIGURE in wall.locator("#panels").inner_text()
            wall.unroute("**/wall/*")
            page.locator("li", has_text="Gate").get_by_role("button").click()
            wall.clock.run_for(61_000)
            wall.get_by_text("This link opens nothing any more.").wait_for()
            assert FIGURE not in wall.content()
