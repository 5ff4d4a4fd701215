"""Decisions on prices in a real browser: nothing that axe finds, nothing cut off; one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.coaching.lines import STARTS, lines
from tests.web.browsing import LOOKS, looks_well, opened, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The company of five lines with one decision, typed into its form."""
    with serving(lines(tmp_path_factory.mktemp("lines"))) as address:
        yield address


def test_a_decision_is_written_down_and_says_what_it_did(browser: Browser, site: str) -> None:
    asked = "/price/actions/new?of=product_line:tea&opened_from=slide"
    with opened(browser, site + asked) as page:
        page.get_by_label("Kind").select_option("discount-limit")
        page.get_by_label("What is decided").fill("Tea at list price")
        page.get_by_label("Why").fill("It was given away")
        page.get_by_label("Holds from").fill(STARTS.isoformat())
        page.get_by_role("button", name="Write it down").click()
        page.get_by_role("heading", name="Fine tea sells").wait_for()
        page.goto(site + "/price")
        page.get_by_role("link", name="Fine tea · Discount limit").wait_for()


@pytest.mark.parametrize("address", ["/price", "/price/actions", "/price/actions/1"])
@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, address: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(
        browser, site + address, locale=language, viewport=viewport, color_scheme=scheme
    ) as page:
        looks_well(page, language)
