"""The pages of signals in a real browser: nothing that axe finds, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.measures.making import Made
from tests.signals.market import FIRST, LAST, market
from tests.web.browsing import LOOKS, looks_well, opened, serving

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
    with opened(
        browser, f"{site}/signals", locale=language, viewport=viewport, color_scheme=scheme
    ) as page:
        for summary in page.locator("main details > summary").all():
            summary.click()
        looks_well(page, language)
        page.locator("main table a").first.click()
        page.locator("[data-chart] svg").first.wait_for()
        looks_well(page, language)
