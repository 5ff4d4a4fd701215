"""A compensation analyst's first run: read, reviewed, approved, released, answered, paid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.walks.going import at, onward
from tests.docs.walks.seller import SEPTEMBER
from tests.docs.walks.seller import STEPS as SELLERS
from tests.docs.walks.walk import Stepping, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUN = "/pay/runs/7"
ASKED = 'main a[href="/pay/questions/3"]'
"""The question that is asked in the seller's walk; the demo company has two before it."""


def _questions(walk: Walk, page: Page) -> None:
    page.goto(f"{walk.site()}/pay/questions")
    if page.locator(ASKED).count() == 0:  # nobody walked as the seller
        seller = walk.signed_in("seller")
        for step in ("seller/ask", "seller/asked"):
            SELLERS[step](walk, seller)
        page.reload()


STEPS: dict[str, Stepping] = {
    "compensation/month": at("/month#pay"),
    "compensation/plans": at("/pay/plans"),
    "compensation/plan": at("/pay/plans/1"),
    "compensation/runs": at("/pay/runs"),
    "compensation/run": at(RUN),
    "compensation/reviewed": onward("button[name=do][value=review]"),
    "compensation/approved": onward("button[name=do][value=approve]"),
    "compensation/released": onward("button[name=do][value=release]"),
    "compensation/statement": at(SEPTEMBER),
    "compensation/questions": _questions,
    "compensation/question": onward(ASKED),
    "compensation/simulate": at("/pay/plans/1/simulate"),
    "compensation/payroll": at(RUN),
}
