"""An administrator's first hour, in a company of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.docs.walks.going import follow, press
from tests.docs.walks.walk import Stepping, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

OWN = "my-company"
PASSWORD = "a password of my own 1"  # nosec B105  # of a company that is thrown away
LONGEST_MS = 60_000
"""So long an import may take here."""


def own(address: str, *then: str) -> Stepping:
    """Open a page of the own company, then press what these selectors find."""

    def go(walk: Walk, page: Page) -> None:
        page.goto(walk.site(OWN) + address)
        press(page, *then)

    return go


def _first_run(walk: Walk, page: Page) -> None:
    found = re.search(r"http://\S+first-run\S*", walk.told)
    assert found, walk.told
    page.goto(found[0])


def _data(walk: Walk, page: Page) -> None:
    page.locator("#name").fill("Maria Santos")
    page.locator("#email").fill("maria@lakan.example")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    follow(page, "main form button.btn-primary")
    page.goto(f"{walk.site(OWN)}/data")


def _mapping(walk: Walk, page: Page) -> None:
    page.set_input_files("#new-file", walk.folder / "sales.csv")
    page.locator("form:has(#new-file) button").click()
    page.locator("button[value=import]").wait_for(timeout=LONGEST_MS)


def _brought(walk: Walk, page: Page) -> None:
    page.locator("button[value=import]").click()
    page.wait_for_url("**/data/run/*")
    page.locator("#run a.btn-primary").wait_for(timeout=LONGEST_MS)


def _invited(walk: Walk, page: Page) -> None:
    page.locator("#email").fill("jose@lakan.example")
    page.locator("input[value=executive]").check()
    follow(page, "main form button.btn-primary")


def _wall(walk: Walk, page: Page) -> None:
    page.locator("#name").fill("Lobby")
    follow(page, "main form.typed button.btn-primary")


STEPS: dict[str, Stepping] = {
    "owner/first-run": _first_run,
    "owner/data": _data,
    "owner/mapping": _mapping,
    "owner/brought": _brought,
    "owner/people": own("/people"),
    "owner/invite": own("/people/invite"),
    "owner/invited": _invited,
    "owner/tokens": own("/me/tokens"),
    "owner/walls": own("/board/walls"),
    "owner/wall": _wall,
    "owner/deliveries": own("/deliveries"),
    "owner/audit": own("/audit"),
}
