"""What a manager of the demo company saw, and agreed on with two of their people.

Everything is done as the demo's manager and seller would do it, on days of the demo's own history,
reckoned back from its last day. The seller who cannot close is seen not to, by eye: closing scores
low at each visit, everything else does not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from husay.access.role import Role
from husay.coaching.plan import CoachingPlan
from husay.coaching.visit import Kind, Scored, Visit
from husay.store.coaching.dates import plan_date
from husay.store.coaching.notes import write
from husay.store.coaching.people import Leading
from husay.store.coaching.plans import add_action, create, take_on, tick
from husay.store.coaching.playbook import practice, promote
from husay.store.coaching.visits import keep
from husay.store.records.demo_users import demo_user
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.store.company import Company

_AT = time(9, 0, tzinfo=UTC)

_CLOSES_NOT = (
    (101, "visit", (("ask-first", (3, 4, 3, 3)), ("ask-for-the-order", (2, 1, None, 1))),
     "Let the customer talk, and heard what the store is short of.",
     "The visit ended with “I will follow up”.", "Propose a day before standing up."),
    (73, "visit", (("ask-first", (4, 3, 4, 3)), ("next-step", (1, 1, 2))),
     "Showed only what answered a question.",
     "Nobody asked for the order, though the customer was ready.",
     "Write the closing sentence down before the next visit."),
    (45, "call", (("ask-first", (3, 3, 4)), ("ask-for-the-order", (2, 1, 2, 1))),
     "Asked three open questions before the price.", "Filled the silence with a discount.",
     "Ask, then count to five."),
    (24, "visit", (("first-hour", (3, 3, 3)), ("ask-for-the-order", (2, 2, 2))),
     "Two new names before nine.", "Asked, and then answered it himself.",
     "Go along with somebody who lets the silence stand."),
)  # fmt: skip

_GROWS = (
    (80, "visit", (("account-review", (4, 3, 4)), ("give-and-get", (2, 2))),
     "Came with twelve months of orders on one page.",
     "Gave the discount before it was asked for.", "Name the list price first."),
    (52, "visit", (("account-review", (4, 4)), ("worth-before-price", (2, 3, 2))),
     "Asked about the line that they no longer buy.", "Said sorry for the price.",
     "Say the price once, then wait."),
    (20, "call", (("give-and-get", (3, 3, 2)), ("next-step", (3, 3))),
     "Asked for earlier payment in return.", "The second step was larger than the first.",
     "Decide on the steps before the call."),
)  # fmt: skip

_Seen = tuple[int, Kind, tuple[tuple[str, tuple[int | None, ...]], ...], str, str, str]


def make_demo_coaching(company: Company, until: date, *, seller: str, cannot_close: str) -> None:
    """Visits, plans, notes and a practice of the demo's manager, who leads `seller` (the demo's)
    and `cannot_close`; whom they do not lead is left out."""
    user = demo_user(Role.MANAGER)
    if user is None:
        return
    manager = replace(company, viewer=viewer_of(user), today=until)
    leads = Leading(manager).leads
    if leads(cannot_close):
        _visits(manager, cannot_close, _CLOSES_NOT)  # type: ignore[arg-type]
        _plan_of_closing(manager, cannot_close)
    if leads(seller):
        _visits(manager, seller, _GROWS)  # type: ignore[arg-type]
        _plan_of_price(manager, company, seller)


def _visits(manager: Company, seller: str, seen: tuple[_Seen, ...]) -> None:
    leads = Leading(manager).leads
    for ago, kind, scores, strength, work_on, next_step in seen:
        day = manager.today - timedelta(days=ago)
        if not leads(seller, day):
            continue
        visit = Visit(
            key=str(uuid5(NAMESPACE_URL, f"demo:{seller}:{day}")), seller=seller, by="",
            day=day, kind=kind, scores=_scored(manager, scores), strength=strength,
            work_on=work_on, next_step=next_step,
        )  # fmt: skip
        keep(replace(manager, today=day), visit, _at(day))


def _scored(
    manager: Company, scores: tuple[tuple[str, tuple[int | None, ...]], ...]
) -> tuple[Scored, ...]:
    found = []
    for key, values in scores:
        kept = practice(manager, key)
        for behaviour, score in zip(kept.practice.behaviours, values, strict=False):
            area = kept.practice.area
            found.append(Scored(key, kept.revision, behaviour.key, area, score))
    return tuple(found)


def _plan_of_closing(manager: Company, seller: str) -> None:
    today = manager.today
    begun, at = today - timedelta(days=21), _at(today - timedelta(days=21))
    made = create(
        manager,
        CoachingPlan(
            seller=seller, stage="closing", practice="ask-for-the-order",
            opened_from="visit", starts=begun, ends=begun + timedelta(weeks=8),
            follow_up=today + timedelta(days=12),
            agenda="What went well at the last visit?\nThe sentence with which you ask.\n"
            "Which two visits we go to together.",
        ),
        at,
    )  # fmt: skip
    number = made.number
    take_on(manager, number, made.version, "running", "", at)
    first = add_action(
        manager, number, "Write down the sentence with which you ask for the order.", "seller",
        begun + timedelta(days=3), at,
    )  # fmt: skip
    add_action(
        manager, number, "Ask for the order in each of five visits, then be silent.", "seller",
        today - timedelta(days=4), at,
    )  # fmt: skip
    add_action(
        manager, number, "Arrange a day along with a colleague.", "manager",
        today + timedelta(days=14), at,
    )  # fmt: skip
    tick(
        replace(manager, today=begun + timedelta(days=2)), number, first.actions[0].number, True,
        _at(begun + timedelta(days=2)),
    )  # fmt: skip
    write(
        manager, seller, "Knows the customers well and is afraid of a no. Praise the asking, not "
        "only the order.", at, plan=number,
    )  # fmt: skip
    write(
        manager, seller, "Thank you for going along with an open mind. One sentence, then silence.",
        _at(today - timedelta(days=20)), shared=True, plan=number,
    )  # fmt: skip
    plan_date(manager, seller, "visit", today + timedelta(days=13), _at(today))


def _plan_of_price(manager: Company, company: Company, seller: str) -> None:
    today = manager.today
    begun, at = today - timedelta(days=18), _at(today - timedelta(days=18))
    made = create(
        manager,
        CoachingPlan(
            seller=seller, stage="price", practice="give-and-get", opened_from="visit",
            starts=begun, ends=begun + timedelta(weeks=6), follow_up=today + timedelta(days=10),
            agenda="What would you trade, and for what?\nThe three steps, written down before.",
        ),
        at,
    )  # fmt: skip
    number = made.number
    take_on(manager, number, made.version, "running", "", at)
    done = add_action(
        manager, number, "List what each of your five largest accounts could give in return.",
        "seller", begun + timedelta(days=7), at,
    )  # fmt: skip
    add_action(
        manager, number, "Name the list price first in the next three offers.", "seller",
        today + timedelta(days=16), at,
    )  # fmt: skip
    tick(
        replace(manager, today=begun + timedelta(days=6)), number, done.actions[0].number, True,
        _at(begun + timedelta(days=6)),
    )  # fmt: skip
    write(manager, seller, "The way you look at an account with the customer is worth showing.",
          at, shared=True, plan=number)  # fmt: skip
    promote(
        manager, "account-review", seller,
        "Brings twelve months of orders on one page and asks about what is missing from it.", at,
    )  # fmt: skip
    user = demo_user(Role.SELLER)
    if user is not None:
        own = replace(company, viewer=viewer_of(user), today=today)
        write(own, seller, "Tried it at two accounts: earlier payment for the same price.",
              _at(today - timedelta(days=5)), plan=number)  # fmt: skip


def _at(day: date) -> datetime:
    return datetime.combine(day, _AT)
