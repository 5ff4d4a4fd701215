"""Once round the loop, as everybody in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.walks.going import at
from tests.docs.walks.walk import Stepping, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page


def _door(walk: Walk, page: Page) -> None:
    page.goto(f"{walk.site()}/sign-in")


STEPS: dict[str, Stepping] = {
    "visitor/door": _door,
    "executive/goals": at("/goals"),
    "executive/stand": at("/"),
    "executive/signals": at("/signals"),
    "executive/raise": at("/goals/raise"),
    "operations/milestones": at("/milestones"),
    "operations/board": at("/board"),
    "executive/month": at("/month"),
}
