"""The month in a real browser, as each role and in both languages: it can be read by everybody, and
each thing that waits leads to where it is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.cli.running import run
from tests.loop.playing import begin, next_files
from tests.measures.making import opened as company_in
from tests.web.browsing import LOOKS, looks_well, opened, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.xdist_group("month-browser")

STEPS = {
    Role.SELLER: ["set", "track", "catch", "coach", "pay"],
    Role.MANAGER: ["set", "track", "catch", "coach", "pay"],
    Role.EXECUTIVE: ["set", "track", "catch", "coach", "raise"],
    Role.COMPENSATION: ["bring-in", "set", "track", "catch", "pay", "raise"],
    Role.OPERATIONS: ["track"],
    Role.ADMINISTRATOR: ["bring-in", "set", "track", "catch"],
}
"""Which steps are whose business."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small demo company that has played January 2026, behind its pages."""
    folder: Path = tmp_path_factory.mktemp("month-pages") / "demo"
    begin(folder, 5_000, "2025-12")
    next_files(folder, "2026-01")
    played = run("--home", str(folder), "loop", "--month", "2026-01")
    assert played.code == 0, played.everything
    with serving(company_in(folder)) as address:
        yield address


def signed_in(page: Page, site: str, role: Role) -> None:
    page.goto(f"{site}/sign-in")
    page.locator(f'form[action="/sign-in/as/{role.value}"] button').click()
    page.wait_for_load_state()


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("role", Role)
def test_a_role_goes_through_its_month(
    browser: Browser, site: str, role: Role, language: str
) -> None:
    """From the menu to the page, and from everything that waits to where it is done."""
    with opened(browser, f"{site}/sign-in", "nobody", locale=language) as page:
        signed_in(page, site, role)
        page.locator('nav a[href="/month"]').first.click()
        page.wait_for_url(f"{site}/month")
        heading = page.locator("h1").inner_text()
        assert re.search("January|Enero", heading)
        shown = page.locator(".month-step").evaluate_all("all => all.map(one => one.id)")
        assert shown == STEPS[role]
        links = page.locator(".month-step a").evaluate_all(
            "all => [...new Set(all.map(one => one.getAttribute('href')))]"
        )
        assert links
        for link in links:
            answer = page.goto(site + link)
            assert answer is not None
            assert answer.status == 200, link


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.COMPENSATION, Role.OPERATIONS])
def test_the_month_is_accessible_and_fits(
    browser: Browser, site: str, role: Role, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(browser, f"{site}/sign-in", "nobody", locale=language, viewport=viewport,
                color_scheme=scheme) as page:  # fmt: skip
        signed_in(page, site, role)
        page.goto(f"{site}/month")
        looks_well(page, language)


def test_nobody_is_told_amounts_who_sees_none(browser: Browser, site: str) -> None:
    with opened(browser, f"{site}/sign-in", "nobody", locale="en") as page:
        signed_in(page, site, Role.OPERATIONS)
        page.goto(f"{site}/month")
        assert "₱" not in page.locator("main").inner_text()


def test_other_months_are_a_click_away_and_what_is_none_is_told(
    browser: Browser, site: str
) -> None:
    with opened(browser, f"{site}/sign-in", "nobody", locale="en") as page:
        signed_in(page, site, Role.EXECUTIVE)
        page.goto(f"{site}/month")
        page.locator(".month-ways a[rel=prev]").click()
        page.wait_for_url(f"{site}/month?month=2025-12")
        assert "December\u00a02025" in page.locator("h1").inner_text()
        page.goto(f"{site}/month?month=2025")
        assert "cannot be answered" in page.locator("h1").inner_text()
        assert "2026-05" in page.locator("main").inner_text()
