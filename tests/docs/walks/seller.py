"""A seller's day: the goal, the plan, the team, the pay, a question, what a deal would bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.walks.going import at, follow
from tests.docs.walks.walk import Stepping, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

SEPTEMBER = "/pay/runs/5/statement?person=P0068"
QUESTION = {
    "en": "I delivered to this customer together with Imelda. Is it split?",
    "fil": "Magkasama kami ni Imelda sa delivery na ito. Hati ba kami rito?",
}
"""What the seller asks, as the chapter quotes it."""
THANKS = {
    "en": "You let me listen in on your calls. Now I know how to begin.",
    "fil": "Pinakinig mo ako sa mga tawag mo. Alam ko na kung paano magsimula.",
}
"""For what the seller thanks a colleague, as the chapter quotes it."""


def _thank(walk: Walk, page: Page) -> None:
    page.locator("select[name=to]").select_option(label="Divina Fernandez")
    page.locator("textarea[name=words]").fill(THANKS[walk.language])
    follow(page, "form:has(select[name=to]) button")


def _ask(walk: Walk, page: Page) -> None:
    page.locator("select[name=cause]").select_option("split")
    page.locator("textarea[name=words]").fill(QUESTION[walk.language])
    follow(page, "form:has(select[name=cause]) button")


def _if(walk: Walk, page: Page) -> None:
    page.locator("input[name=deal]").first.check()
    follow(page, "main form button.btn-primary")


STEPS: dict[str, Stepping] = {
    "seller/stand": at("/"),
    "seller/goals": at("/goals"),
    "seller/plan": at("/me/plan"),
    "seller/team": at("/team"),
    "seller/circle": at("/team/circles/2"),
    "seller/thanks": at("/thanks"),
    "seller/thanked": _thank,
    "seller/board": at("/board"),
    "seller/inbox": at("/inbox"),
    "seller/choices": at("/inbox/choices"),
    "seller/pay": at("/me/pay"),
    "seller/statement": at(SEPTEMBER),
    "seller/ask": at(SEPTEMBER, "main details > summary", ".pay-line > summary",
                     'main a[href*="/ask?"][href*="line="]'),
    "seller/asked": _ask,
    "seller/whatif": at("/me/pay/what-if"),
    "seller/if": _if,
}  # fmt: skip
