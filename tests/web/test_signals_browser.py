"""The pages of signals in a real browser: nothing that axe finds, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.measures.making import Made
from tests.signals.market import FIRST, LAST, market
from tests.web.test_explore_browser import LOOKS, opened, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("market")
    market(folder)
    with serving(Made(folder / "company", FIRST, LAST)) as address:
        yield address


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    looks = {"locale": language, "viewport": viewport, "color_scheme": scheme}
    with opened(browser, f"{site}/signals", **looks) as page:
        for summary in page.locator("main details > summary").all():
            summary.click()
        first = page.locator("main table a").first
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) <= 0
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        first.click()
        page.locator("[data-chart] svg").first.wait_for()
        assert page.evaluate(width) <= 0
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
