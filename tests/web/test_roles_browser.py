"""Each of the six roles: the first page answers what that role asks, in a real browser too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.cli.running import run
from tests.measures.making import opened as company_in
from tests.web.browsing import LOOKS, looks_well, opened, serving

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
    """A small demo company behind its pages, with the users whom `husay demo` makes."""
    folder: Path = tmp_path_factory.mktemp("roles") / "demo"
    made = run("demo", "--dir", str(folder), "--lines", "5000", "--no-serve", "--no-browser")
    assert made.code == 0, made.everything
    with serving(company_in(folder)) as address:
        yield address


@pytest.mark.parametrize("language", ["en", "fil"])
@pytest.mark.parametrize("role", Role)
def test_the_first_page_of_a_role_answers_its_question(
    site: str, role: Role, language: str
) -> None:
    from django.test import Client

    where, sentence, menu = FIRST[role]
    client = Client(headers={"accept-language": language})
    answer = client.post(f"/sign-in/as/{role.value}", follow=True)
    assert answer.redirect_chain[-1][0] == where
    said = answer.content.decode()
    (heading,) = re.findall(r"<h1.*?</h1>", said, re.DOTALL)
    told = re.sub(r"<[^>]+>|\s+", " ", heading)
    assert sentence[language].casefold() in re.sub(" +", " ", told).casefold(), told
    if language == "en":
        (places,) = re.findall(r'<nav class="places.*?</nav>', said, re.DOTALL)
        assert len(re.findall(rf"<a [^>]*>{menu}", places)) == 1


@pytest.mark.parametrize(("language", "viewport", "scheme"), LOOKS)
@pytest.mark.parametrize("role", [Role.SELLER, Role.EXECUTIVE, Role.OPERATIONS])
def test_the_first_page_of_a_role_is_accessible_and_fits(
    browser: Browser, site: str, role: Role, language: str, viewport: ViewportSize, scheme: str
) -> None:
    with opened(browser, f"{site}/sign-in", "nobody", locale=language, viewport=viewport,
                color_scheme=scheme) as page:  # fmt: skip
        page.locator(f'form[action="/sign-in/as/{role.value}"] button').click()
        page.wait_for_url(site + FIRST[role][0])
        page.locator("[data-chart] svg").first.wait_for()
        looks_well(page, language)
