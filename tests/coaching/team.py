"""The small company of goal plans with a team that changed its manager.

Mia led North until the end of September 2024, Nia leads it since October; Sam leads South. Today
is the last day of 2024. Ana and Ben sell in N1, Cel in N2, Dan and Eve in South.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from husay.access.role import Role
from husay.access.viewer import Viewer, operator
from husay.coaching.plan import CoachingPlan
from husay.coaching.visit import Scored, Visit
from tests.goal_plans.small import ASSIGNMENTS, small
from tests.measures.making import Made

if TYPE_CHECKING:
    from husay.store.company import Company

TODAY = date(2024, 12, 31)
OLD, NEW = date(2024, 8, 15), date(2024, 11, 15)
"""A day of Mia's, and one of Nia's."""

CHANGED = ASSIGNMENTS.replace(
    "mia, N,  2020-01-01, , manager",
    "mia, N,  2020-01-01, 2024-09-30, manager\nnia, N,  2024-10-01, , manager",
)
ROLES = {
    "mia": Role.MANAGER, "nia": Role.MANAGER, "sam": Role.MANAGER, "ana": Role.SELLER,
    "ben": Role.SELLER, "dan": Role.SELLER, "eve": Role.SELLER, "exe": Role.EXECUTIVE,
    "pay": Role.COMPENSATION, "ops": Role.OPERATIONS, "adm": Role.ADMINISTRATOR,
}  # fmt: skip
PERSONS = ("mia", "nia", "sam", "ana", "ben", "dan", "eve")


def team(folder: Path) -> Made:
    """The company, through the real importer."""
    return small(folder, CHANGED)


def at(day: date) -> datetime:
    """Noon of a day."""
    return datetime.combine(day, time(12, tzinfo=UTC))


def of(made: Made, who: str, today: date = TODAY) -> Company:
    """The company as somebody of the cast has it on a day; they are a user from then on."""
    from husay.store.records.models import User
    from husay.store.records.users import give, new_user

    company, email = made.company, f"{who}@husay.test"
    person = who if who in PERSONS else ""
    if not User.objects.filter(email=email).exists():
        user = new_user(email, "", person, at=at(date(2020, 1, 1)))
        give(user, ROLES[who], operator("test"), at(date(2020, 1, 1)), "", place="cli")
    viewer = Viewer(email, frozenset({ROLES[who]}), person or None)
    return replace(company, viewer=viewer, today=today)


def visit(seller: str, day: date, scores: tuple[int | None, ...] = (1, 2), **more: str) -> Visit:
    """A visit scored on the first behaviours of asking for the order."""
    return Visit(
        key=str(uuid5(NAMESPACE_URL, f"{seller} {day}")), seller=seller, by="", day=day,
        kind="visit",
        scores=tuple(
            Scored("ask-for-the-order", 0, f"b{n}", "closing", score)
            for n, score in enumerate(scores, start=1)
        ),
        **more,
    )  # fmt: skip


def plan(seller: str = "ana", starts: date = NEW, **more: object) -> CoachingPlan:
    """A plan that goes on until the end of January."""
    given = {"stage": "closing", "ends": date(2025, 1, 31)} | more
    return CoachingPlan(seller=seller, starts=starts, **given)  # type: ignore[arg-type]
