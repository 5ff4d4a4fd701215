"""Links that let somebody in once: an invitation, or a new password.

The secret in a link is 32 random bytes; the records keep its SHA-256 only. A new link of the same
purpose revokes the one before it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from husay.access.role import Role
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import actor, note
from husay.store.records.models import Link, User
from husay.store.records.users import Who, give, new_user

LASTS = {Link.Purpose.JOIN: timedelta(days=7), Link.Purpose.RESET: timedelta(days=1)}

Given = tuple[Role, str]
"""A role, with the unit of a manager or ''."""


def invite(
    email: str, name: str, person: str, roles: Iterable[Given], by: Who, at: datetime
) -> tuple[User, str]:
    """Invite somebody: a user who may not yet come in, and the secret of their link.

    Raises Mistake where somebody has the address already.
    """
    with alone():
        user = new_user(email, name, person, at=at)
        note(
            by, "invited", at=at, place="web", kind="user", item=str(user.pk),
            after={"person": person} if person else None,
        )  # fmt: skip
        for role, unit in roles:
            give(user, role, by, at, "", unit)
        return user, _link(user, Link.Purpose.JOIN, by, at)


def send_again(user: User, by: Who, at: datetime) -> str:
    """A new invitation for somebody who did not take theirs up; raises Mistake if they did."""
    if user.joined is not None:
        raise mistake("already-joined", user=user.email)
    with alone():
        secret = _link(user, Link.Purpose.JOIN, by, at)
        note(by, "invited-again", at=at, place="web", kind="user", item=str(user.pk))
    return secret


def revoke_invitation(user: User, by: Who, at: datetime) -> None:
    """Make the open invitation of a user worthless; does nothing where there is none."""
    with alone():
        if _revoke(user, Link.Purpose.JOIN, at):
            note(by, "invitation-revoked", at=at, place="web", kind="user", item=str(user.pk))


def reset_link(user: User, by: Who, at: datetime) -> str:
    """A link to a new password; raises Mistake for who never came in, or may not."""
    if user.joined is None or not user.is_active or user.demo:
        raise mistake("no-password-to-set", user=user.email)
    with alone():
        secret = _link(user, Link.Purpose.RESET, by, at)
        note(by, "reset-link-made", at=at, place="web", kind="user", item=str(user.pk))
    return secret


def open_link(secret: str, purpose: str, at: datetime) -> Link | None:
    """The link of a secret while it may be used; None for any other."""
    found = Link.objects.filter(secret=hashed(secret), purpose=purpose, used=None, revoked=None)
    link = found.select_related("user").first()
    if link is None or link.expires <= at or not link.user.is_active:
        return None
    return link


def take_up(link: Link, at: datetime, *, name: str = "", password: str = "") -> User:
    """Use a link: its user has come in, with a password if one is given.

    Their other sessions end with a new password. Raises Mistake where the link was used meanwhile.
    """
    with alone():
        if not Link.objects.filter(pk=link.pk, used=None, revoked=None).update(used=at):
            raise mistake("link-not-open")
        user = link.user
        if link.purpose == Link.Purpose.JOIN:
            user.joined, user.name = at, name.strip() or user.name
        if password:
            user.set_password(password)
            user.sessions.all().delete()
        user.save()
        action = "joined" if link.purpose == Link.Purpose.JOIN else "password-reset"
        note(user, action, at=at, place="web", kind="user", item=str(user.pk))
    return user


def open_invitation(user: User, at: datetime) -> Link | None:
    """The invitation that a user may still take up."""
    found = user.links.filter(purpose=Link.Purpose.JOIN, used=None, revoked=None, expires__gt=at)
    return found.last()


def hashed(secret: str) -> str:
    """What the records keep of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _link(user: User, purpose: Link.Purpose, by: Who, at: datetime) -> str:
    _revoke(user, purpose, at)
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        user=user, purpose=purpose, secret=hashed(secret), made=at, by=actor(by),
        expires=at + LASTS[purpose],
    )  # fmt: skip
    return secret


def _revoke(user: User, purpose: Link.Purpose, at: datetime) -> int:
    return user.links.filter(purpose=purpose, used=None, revoked=None).update(revoked=at)
