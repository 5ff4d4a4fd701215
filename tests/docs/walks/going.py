"""Small ways of going on a page, from which steps are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.walks.walk import Stepping, Walk
from tests.web.browsing import settle

if TYPE_CHECKING:
    from playwright.sync_api import Page


def at(address: str, *then: str) -> Stepping:
    """Open a page of the demo company, then press what these selectors find, one by one."""

    def go(walk: Walk, page: Page) -> None:
        page.goto(walk.site() + address)
        press(page, *then)

    return go


def within(*selectors: str) -> Stepping:
    """Stay on the page, and press what these selectors find, one by one."""
    return lambda walk, page: press(page, *selectors)


def onward(selector: str) -> Stepping:
    """Follow the link, or send the form, that a selector finds first."""
    return lambda walk, page: follow(page, selector)


def press(page: Page, *selectors: str) -> None:
    """Press what each selector finds first; the page stays, and parts of it may be brought in."""
    for selector in selectors:
        page.locator(selector).first.click()
        settle(page)


def follow(page: Page, selector: str) -> None:
    """Press what a selector finds first, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(selector).first.click()
