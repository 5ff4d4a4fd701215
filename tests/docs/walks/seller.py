"""A seller's day: the goal, the plan, the pay, a question, and what a deal would bring."""

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
    "seller/pay": at("/me/pay"),
    "seller/statement": at(SEPTEMBER),
    "seller/ask": at(SEPTEMBER, "main details > summary", ".pay-line > summary",
                     'main a[href*="/ask?"][href*="line="]'),
    "seller/asked": _ask,
    "seller/whatif": at("/me/pay/what-if"),
    "seller/if": _if,
}  # fmt: skip
