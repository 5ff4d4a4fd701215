"""Links that let somebody in once: an invitation, or a new password.

The secret in a link is 32 random bytes; the records keep its SHA-256 only. A new link of the same
purpose revokes the one before it. Making one for somebody wants the right to manage people.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import NOBODY, Place, actor, note
from husay.store.records.ending import close_links, end_sessions, end_tokens
from husay.store.records.models import Link, User
from husay.store.records.secret import hashed
from husay.store.records.users import granted, new_user

LASTS = {Link.Purpose.JOIN: timedelta(days=7), Link.Purpose.RESET: timedelta(days=1)}

Given = tuple[Role, str]
"""A role, with the unit of a manager or ''."""


def invite(
    email: str,
    name: str,
    person: str,
    roles: Iterable[Given],
    by: Viewer,
    at: datetime,
    *,
    place: Place,
) -> tuple[User, str]:
    """Invite somebody: a user who may not yet come in, and the secret of their link.

    Raises Mistake where somebody has the address already, or is that person.
    """
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        user, who = new_user(email, name, person, at=at), actor(by)
        note(
            who, "invited", at=at, place=place, kind="user", item=str(user.pk),
            after={"person": person} if person else None,
        )  # fmt: skip
        for role, unit in roles:
            granted(user, role, who, at, "", unit, place=place)
        return user, _link(user, Link.Purpose.JOIN, who, at)


def send_again(user: User, by: Viewer, at: datetime, *, place: Place) -> str:
    """A new invitation for somebody who did not take theirs up; raises Mistake if they did."""
    by.check(Right.MANAGE_PEOPLE)
    if user.joined is not None:
        raise mistake("already-joined", user=user.email)
    with alone():
        secret = _link(user, Link.Purpose.JOIN, actor(by), at)
        note(by, "invited-again", at=at, place=place, kind="user", item=str(user.pk))
    return secret


def revoke_invitation(user: User, by: Viewer, at: datetime, *, place: Place) -> None:
    """Make the open invitation of a user worthless; does nothing where there is none."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        if close_links(user, at, Link.Purpose.JOIN):
            note(by, "invitation-revoked", at=at, place=place, kind="user", item=str(user.pk))


def reset_link(user: User, by: Viewer, at: datetime, *, place: Place) -> str:
    """A link to a new password; raises Mistake for who never came in, or may not."""
    by.check(Right.MANAGE_PEOPLE)
    return _reset_link(user, actor(by), at, place)


def asked_reset_link(email: str, at: datetime, *, place: Place) -> str | None:
    """A link to a new password for who says that they forgot theirs, to be sent to that address and
    shown to nobody; None where there is no such user, or where they may not come in."""
    user = User.objects.filter(email=email).first()
    if user is None or not _may_reset(user):
        return None
    return _reset_link(user, NOBODY, at, place)


def _may_reset(user: User) -> bool:
    return user.joined is not None and user.is_active and not user.demo


def _reset_link(user: User, who: str, at: datetime, place: Place) -> str:
    if not _may_reset(user):
        raise mistake("no-password-to-set", user=user.email)
    with alone():
        secret = _link(user, Link.Purpose.RESET, who, at)
        note(who, "reset-link-made", at=at, place=place, kind="user", item=str(user.pk))
    return secret


def open_link(secret: str, purpose: str, at: datetime) -> Link | None:
    """The link of a secret while it may be used; None for any other."""
    found = Link.objects.filter(secret=hashed(secret), purpose=purpose, used=None, revoked=None)
    link = found.select_related("user").first()
    if link is None or link.expires <= at or not link.user.is_active:
        return None
    return link


def take_up(link: Link, at: datetime, *, name: str = "", password: str = "", place: Place) -> User:
    """Use a link: its user has come in, with a password if one is given.

    Their other sessions, and all tokens, end with a new password. Raises Mistake where the link was
    used meanwhile.
    """
    kept = make_password(password) if password else ""  # slow on purpose: before the lock
    with alone():
        if not Link.objects.filter(pk=link.pk, used=None, revoked=None).update(used=at):
            raise mistake("link-not-open")
        user = User.objects.get(pk=link.user_id)
        joining = link.purpose == Link.Purpose.JOIN
        if joining:
            user.joined, user.name = at, name.strip() or user.name
        if kept:
            user.password = kept
            end_sessions(user)
            end_tokens(user, actor(user), at, place)
        user.save(update_fields=["joined", "name", "password"])
        action = "joined" if joining else "password-reset"
        note(user, action, at=at, place=place, kind="user", item=str(user.pk))
    return user


def open_invitation(user: User, at: datetime) -> Link | None:
    """The invitation that a user may still take up."""
    return open_invitations(at).filter(user=user).last()


def open_invitations(at: datetime) -> QuerySet[Link]:
    """The invitations that may still be taken up."""
    return Link.objects.filter(purpose=Link.Purpose.JOIN, used=None, revoked=None, expires__gt=at)


def _link(user: User, purpose: Link.Purpose, who: str, at: datetime) -> str:
    close_links(user, at, purpose)
    secret = secrets.token_urlsafe(32)
    Link.objects.create(
        user=user, purpose=purpose, secret=hashed(secret), made=at, by=who,
        expires=at + LASTS[purpose],
    )  # fmt: skip
    return secret
