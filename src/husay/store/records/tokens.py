"""Tokens of the API: made for a user, shown once, and ended; what they stand for.

A token never may more than its owner, whose roles and scope it has as they are at each call.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake, Problem
from husay.store.records.alone import alone
from husay.store.records.audit import Place, actor, note
from husay.store.records.ending import end_tokens
from husay.store.records.models import Token, User
from husay.store.records.secret import hashed, in_use
from husay.store.records.users import viewer_of

LONGEST_DAYS = 366
GIVEN = (
    Right.SEE_FIGURES,
    Right.SEE_MILESTONES,
    Right.TAKE_PART,
    Right.SEE_GOALS,
    Right.COMPARE,
    Right.SEE_SIGNALS,
    Right.SEE_PRICE_ACTIONS,
    Right.SET_GOALS,
    Right.LEAD_GOALS,
    Right.COACH,
    Right.SEE_COACHING,
    Right.SEE_PAY,
    Right.ANSWER_PAY,
    Right.LEAD_PAY,
    Right.OWN_PAY,
)
"""The rights that a token can be given. Never that to make pay runs: whoever works one out,
approves or releases it is a person who has signed in, and no program in their name."""

_BEGINS = "husay_"
_SHOWN = len(_BEGINS) + 6


def make_token(
    user: User, name: str, rights: Iterable[Right], days: int, at: datetime, *, place: Place
) -> tuple[Token, str]:
    """A token of one's own and its secret, which is told this once; raises Mistake with all that is
    wrong: none is given a right that its owner has not."""
    chosen = tuple(dict.fromkeys(rights))
    problems = _mistakes(user, name, chosen, days)
    if problems:
        raise Mistake(*problems)
    secret = _BEGINS + secrets.token_urlsafe(32)
    with alone():
        token = Token.objects.create(
            user=user, name=name.strip()[:100], prefix=secret[:_SHOWN], secret=hashed(secret),
            rights=[right.value for right in chosen], made=at, expires=at + timedelta(days=days),
        )  # fmt: skip
        note(
            user, "token-made", at=at, place=place, kind="token", item=str(token.pk),
            after={"rights": token.rights, "expires": token.expires.isoformat()},
        )  # fmt: skip
    return token, secret


def _mistakes(user: User, name: str, rights: tuple[Right, ...], days: int) -> tuple[Problem, ...]:
    problems = [] if name.strip() else [Problem(code="token-without-name")]
    if not rights:
        problems.append(Problem(code="token-without-rights"))
    beyond = set(rights) - (viewer_of(user).rights & set(GIVEN))
    said = [("right", right.value) for right in sorted(beyond)]
    problems += [Problem(code="token-beyond", values=(one,)) for one in said]
    if not 1 <= days <= LONGEST_DAYS:
        most = (("most", str(LONGEST_DAYS)),)
        problems.append(Problem(code="token-days", value=str(days), values=most))
    return tuple(problems)


def open_tokens(user: User, by: Viewer, at: datetime) -> tuple[Token, ...]:
    """The tokens of a user that are in use; raises Mistake for who may not look at them."""
    _check_theirs(user, by)
    return tuple(Token.objects.filter(user=user, revoked=None, expires__gt=at))


def revoke_token(user: User, number: int, by: Viewer, at: datetime, *, place: Place) -> None:
    """End one of a user's tokens; nothing happens to one that is ended, or another's.

    Raises Mistake for who is neither its owner nor manages people.
    """
    _check_theirs(user, by)
    with alone():
        end_tokens(user, actor(by), at, place, number)


def _check_theirs(user: User, by: Viewer) -> None:
    """One's own tokens need no right; another's are for whoever manages people."""
    if actor(by) != actor(user):
        by.check(Right.MANAGE_PEOPLE)


def viewer_of_token(secret: str, at: datetime) -> Viewer | None:
    """Whom a token stands for; None for one that is not in use, or whose owner is shut out."""
    if not secret.startswith(_BEGINS):
        return None
    of_active = Token.objects.select_related("user").filter(user__is_active=True)
    token = in_use(of_active, secret, at)
    if token is None:
        return None
    # What can no longer be given is no longer had by those that were given it.
    limit = frozenset(Right(right) for right in token.rights) & frozenset(GIVEN)
    return replace(viewer_of(token.user), limit=limit)
