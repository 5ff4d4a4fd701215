"""The pages of who leads, and why, in a real browser: nothing that axe finds, nothing cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.browsing import LOOKS, looks_well, opened, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize

    from tests.measures.making import Made


@pytest.fixture(scope="module")
def site(made: Made) -> Iterator[str]:
    with serving(made) as address:
        yield address


@pytest.mark.parametrize(
    "address", ["/ranking", "/gap?of=seller:ben", "/price", "/price/actions/new", "/obstacles"]
)
@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    browser: Browser, site: str, address: str, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(
        browser, site + address, locale=language, viewport=viewport, color_scheme=scheme
    ) as page:
        looks_well(page, language)
