"""The sales manager's first morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.docs.walks.going import at, follow, onward, within
from tests.docs.walks.walk import Stepping, Walk

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLAN = "/goals/plans/2"
"""The plan that the chapter makes; the demo company has one before it."""
CHERRY = "of=north-central-2%2FP0068"
"""The goal of the demo's seller, who is one of the manager's people."""
WORDS = {
    "en": "Two of my large customers moved to another territory.",
    "fil": "Lumipat sa ibang teritoryo ang dalawa sa malalaki kong customer.",
}
"""Why the seller proposes another goal, as the chapter quotes it."""


def _propose(walk: Walk, page: Page) -> None:
    page.goto(f"{walk.site()}{PLAN}/goal?{CHERRY}")
    page.locator("main [name=value]").fill("9,000,000")
    page.locator("main [name=words]").fill(WORDS[walk.language])
    follow(page, "button[name=act][value=counter]")


def _plan(walk: Walk, page: Page) -> None:
    page.locator("select[name=practice]").select_option("next-step")
    follow(page, "main form button.btn-primary")


STEPS: dict[str, Stepping] = {
    "manager/stand": at("/"),
    "manager/why": within("h1 button.figure"),
    "manager/pace": at("/goals"),
    "manager/people": at("/ranking"),
    "manager/signals": at("/signals", "main details > summary"),
    "manager/signal": onward('main a[href^="/signals/"]:has-text("Rommel Soriano")'),
    "manager/coach": onward('main a[href^="/coaching/plans/new"]'),
    "manager/planned": _plan,
    "manager/week": at("/coaching/week"),
    "manager/propose": at("/team/propose"),
    "manager/asked": onward("main form.plan-day button"),
    "manager/board": at("/board#moved"),
    "seller/proposes": _propose,
    "manager/goals": at(PLAN),
    "manager/answers": at(f"{PLAN}/goal?{CHERRY}"),
}
