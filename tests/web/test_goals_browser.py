"""The pages of goals and milestones in a real browser: nothing that axe finds, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tracking.test_outlook import FEBRUARY, TREE, YEARS
from tests.tracking.weekdays import company
from tests.web.browsing import LOOKS, looks_well, opened, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    goals = (
        f"company,,revenue,{FEBRUARY},2500,\nunit,north,revenue,{FEBRUARY},2500,\n"
        "company,,revenue,2025-01-01,2025-12-31,14000,\n"
    )
    with serving(company(tmp_path_factory.mktemp("goals"), YEARS, goals, **TREE)) as address:
        yield address


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(browser, locale=language, viewport=viewport, color_scheme=scheme) as page:
        for address in ("/goals", "/goals?window=year", "/milestones"):
            page.goto(site + address)
            page.locator("[data-chart] svg").first.wait_for()
            looks_well(page, language)
