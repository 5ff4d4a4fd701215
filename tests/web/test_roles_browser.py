"""Each of the six roles in a real browser: the first page answers what that role asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from husay.access.role import Role
from tests.cli.running import run
from tests.web.server_process import server
from tests.web.test_explore_browser import LOOKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.xdist_group("roles-browser")

STANDS = {"en": "stands at", "fil": "nobyembre"}
STEPS = {"en": "goal of", "fil": "target ng"}
FIRST = {
    Role.SELLER: ("/", STANDS, "Goals"),
    Role.MANAGER: ("/", STANDS, "Goals"),
    Role.EXECUTIVE: ("/", STANDS, "Goals"),
    Role.COMPENSATION: ("/", STANDS, "Bring in data"),
    Role.OPERATIONS: ("/milestones", STEPS, "Milestones"),
    Role.ADMINISTRATOR: ("/", STANDS, "Bring in data"),
}
"""Where a role begins, how the first sentence there goes, and a page that its menu has."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small demo company, served as `husay demo` serves it."""
    folder: Path = tmp_path_factory.mktemp("roles") / "demo"
    made = run("demo", "--dir", str(folder), "--lines", "5000", "--no-serve", "--no-browser")
    assert made.code == 0, made.everything
    with server(folder) as running:
        yield running.address.rstrip("/")


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
@pytest.mark.parametrize("role", Role)
def test_the_first_page_of_a_role_answers_its_question(
    browser: Browser, site: str, role: Role, language: str, viewport: ViewportSize, scheme: str
) -> None:
    where, sentence, menu = FIRST[role]
    context = browser.new_context(
        locale=language,
        viewport=viewport,
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(site)
    page.locator(f'form[action="/sign-in/as/{role.value}"] button').click()
    page.wait_for_url(site + where)
    page.locator("[data-chart] svg").first.wait_for()
    heading = page.locator("h1").inner_text()
    assert sentence[language].casefold() in heading.casefold(), heading
    if language == "en":
        assert page.locator("nav.places a", has_text=menu).count() == 1
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()
