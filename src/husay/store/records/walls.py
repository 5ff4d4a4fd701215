"""Links to the wall: made by an administrator, shown once, and ended; whom they stand for.

A screen on a wall has nobody to sign in. Its link opens the rally board and nothing else, with what
everybody sees of it: shares of goals and counts, of the newest day alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake, Problem
from husay.store.records.alone import alone
from husay.store.records.audit import Place, actor, note
from husay.store.records.models import WallLink
from husay.store.records.secret import hashed, in_use

LONGEST_DAYS = 732
LANGUAGES = ("en", "fil")
_MAY = frozenset({Right.TAKE_PART, Right.SEE_MILESTONES})
_LONGEST_NAME = 100

WALL = Viewer("wall", frozenset({Role.OPERATIONS}), limit=_MAY)
"""Whom a wall stands for: nobody in particular, who sees what all see and may do nothing."""


def make_wall(
    name: str, language: str, days: int, by: Viewer, at: datetime, *, people: bool, place: Place
) -> tuple[WallLink, str]:
    """A link for a wall, and its secret, which is told this once. `people`: name them on it.

    Raises Mistake with all that is wrong: `wall-without-name`, `wall-language`, `wall-days`.
    """
    by.check(Right.MANAGE_PEOPLE)
    problems = [] if name.strip() else [Problem(code="wall-without-name")]
    if language not in LANGUAGES:
        problems.append(Problem(code="wall-language", value=language[:_LONGEST_NAME]))
    if not 1 <= days <= LONGEST_DAYS:
        most = (("most", str(LONGEST_DAYS)),)
        problems.append(Problem(code="wall-days", value=str(days), values=most))
    if problems:
        raise Mistake(*problems)
    secret = secrets.token_urlsafe(32)
    with alone():
        link = WallLink.objects.create(
            name=name.strip()[:_LONGEST_NAME], secret=hashed(secret), language=language,
            people=people, by=actor(by), made=at, expires=at + timedelta(days=days),
        )  # fmt: skip
        note(
            by, "wall-made", at=at, place=place, kind="wall", item=str(link.pk),
            after={"people": people, "expires": link.expires.isoformat()},
        )  # fmt: skip
    return link, secret


def open_walls(by: Viewer, at: datetime) -> tuple[WallLink, ...]:
    """The links that are in use."""
    by.check(Right.MANAGE_PEOPLE)
    return tuple(WallLink.objects.filter(revoked=None, expires__gt=at))


def revoke_wall(number: int, by: Viewer, at: datetime, *, place: Place) -> None:
    """End a link; nothing happens to one that is ended, or was never made."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        if WallLink.objects.filter(pk=number, revoked=None).update(revoked=at):
            note(by, "wall-revoked", at=at, place=place, kind="wall", item=str(number))


def wall_of(secret: str, at: datetime) -> WallLink | None:
    """The link of a secret while it is in use; None for any other."""
    return in_use(WallLink.objects.all(), secret, at)
