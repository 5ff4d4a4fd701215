"""Tokens of the API: made for a user, shown once, and ended; what they stand for.

A token never may more than its owner, whose roles and scope it has as they are at each call.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from husay.access.role import Right
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake, Problem
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import Token, User
from husay.store.records.users import viewer_of

LONGEST_DAYS = 366
GIVEN = (
    Right.SEE_FIGURES,
    Right.SEE_MILESTONES,
    Right.SEE_GOALS,
    Right.SET_GOALS,
    Right.LEAD_GOALS,
)
"""The rights that a token can be given."""

_BEGINS = "husay_"
_SHOWN = len(_BEGINS) + 6
_NOTED_EVERY = timedelta(minutes=5)


def make_token(
    user: User, name: str, rights: Iterable[Right], days: int, at: datetime
) -> tuple[Token, str]:
    """A token and its secret, which is told this once; raises Mistake with all that is wrong."""
    chosen = tuple(dict.fromkeys(rights))
    problems = _mistakes(user, name, chosen, days)
    if problems:
        raise Mistake(*problems)
    secret = _BEGINS + secrets.token_urlsafe(32)
    with alone():
        token = Token.objects.create(
            user=user, name=name.strip()[:100], prefix=secret[:_SHOWN], secret=_hash(secret),
            rights=[right.value for right in chosen], made=at, expires=at + timedelta(days=days),
        )  # fmt: skip
        note(
            user, "token-made", at=at, place="web", kind="token", item=str(token.pk),
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


def open_tokens(user: User, at: datetime) -> tuple[Token, ...]:
    """The tokens of a user that are in use."""
    return tuple(Token.objects.filter(user=user, revoked=None, expires__gt=at))


def revoke_token(user: User, number: int, at: datetime) -> None:
    """End one of a user's own tokens; nothing happens to one that is ended, or another's."""
    with alone():
        token = Token.objects.filter(user=user, pk=number, revoked=None).first()
        if token is None:
            return
        token.revoked = at
        token.save(update_fields=["revoked"])
        note(user, "token-revoked", at=at, place="web", kind="token", item=str(token.pk))


def viewer_of_token(secret: str, at: datetime) -> Viewer | None:
    """Whom a token stands for; None for one that is not in use, or whose owner is shut out."""
    if not secret.startswith(_BEGINS):
        return None
    token = (
        Token.objects.select_related("user")
        .filter(secret=_hash(secret), revoked=None, expires__gt=at, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.used is None or at - token.used >= _NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used=at)
    limit = frozenset(Right(right) for right in token.rights)
    return replace(viewer_of(token.user), limit=limit)


def _hash(secret: str) -> str:
    """A token is random enough to need no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
