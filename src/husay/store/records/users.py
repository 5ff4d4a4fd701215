"""Users and their roles: who they are as viewers, and what is done to them, each step noted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake, Problem, mistake
from husay.store.records.alone import alone
from husay.store.records.audit import Place, actor, note
from husay.store.records.models import Link, RoleGrant, User

Who = Viewer | User | str


def viewer_of(user: User) -> Viewer:
    """A user as whoever asks. One who is not active has no roles."""
    grants = open_grants(user) if user.is_active else ()
    units = {g.unit for g in grants if g.role == Role.MANAGER and g.unit}
    return Viewer(
        name=user.email,
        roles=frozenset(Role(g.role) for g in grants),
        person=user.person or None,
        units=frozenset(units),
    )


def viewer_called(email: str) -> Viewer:
    """Who signs in with an e-mail address, as whoever asks; raises Mistake where nobody may."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or user.joined is None:
        raise mistake("no-such-user", value=email)
    return viewer_of(user)


def actor_name(key: str) -> str:
    """What whoever signed as `user:7` is called; any other text, and one forgotten, as it is."""
    kind, _, number = key.partition(":")
    if kind != "user" or not number.isdecimal():
        return key
    user = User.objects.filter(pk=int(number), forgotten=None).first()
    return key if user is None else user.name or user.email


def open_grants(user: User) -> tuple[RoleGrant, ...]:
    """The roles that a user has now, oldest first."""
    return tuple(user.grants.filter(until=None))


def anybody() -> bool:
    """Whether the company has users."""
    return User.objects.exists()


def new_user(
    email: str, name: str = "", person: str = "", *, at: datetime, demo: bool = False
) -> User:
    """A user without a password and without roles; raises Mistake for a taken address."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise mistake("user-exists", value=email)
    user = User(email=email, name=name.strip(), person=person, created=at, demo=demo)
    user.set_unusable_password()
    user.save()
    return user


def first_administrator(email: str, name: str, password: str, at: datetime) -> User:
    """The administrator of a company without users; raises Mistake where there are some."""
    with alone():
        if anybody():
            raise mistake("not-the-first-user")
        user = new_user(email, name, at=at)
        user.set_password(password)
        user.joined = at
        user.save()
        note(user, "first-administrator", at=at, place="web", kind="user", item=str(user.pk))
        give(user, Role.ADMINISTRATOR, user, at, "")
    return user


def give(
    user: User,
    role: Role,
    by: Who,
    at: datetime,
    reason: str,
    unit: str = "",
    place: Place = "web",
) -> RoleGrant | None:
    """Give a user a role from now on; None where they have it already.

    Only managers have a unit.
    """
    unit = unit if role is Role.MANAGER else ""
    with alone():
        if user.grants.filter(until=None, role=role, unit=unit).exists():
            return None
        granted = RoleGrant.objects.create(
            user=user, role=role, unit=unit, since=at, by=actor(by), reason=reason
        )
        note(
            by, "role-given", at=at, place=place, kind="user", item=str(user.pk),
            after=_role(granted), reason=reason,
        )  # fmt: skip
    return granted


def take(grant: RoleGrant, by: Who, at: datetime, reason: str) -> None:
    """End a role; raises Mistake where the company would be left without an administrator."""
    with alone():
        grant = RoleGrant.objects.select_related("user").get(pk=grant.pk)
        if grant.until is not None:
            return
        if grant.role == Role.ADMINISTRATOR:
            _check_another_administrator(grant.user)
        grant.until, grant.until_by, grant.until_reason = at, actor(by), reason
        grant.save()
        note(
            by, "role-taken", at=at, place="web", kind="user", item=str(grant.user_id),
            before=_role(grant), reason=reason,
        )  # fmt: skip


def deactivate(user: User, by: Who, at: datetime, reason: str) -> None:
    """Shut a user out at once: no sign-in, no session, no open link. Their roles stay."""
    with alone():
        if not User.objects.get(pk=user.pk).is_active:
            return
        _check_another_administrator(user)
        user.is_active = False
        user.save(update_fields=["is_active"])
        user.sessions.all().delete()
        _close_links(user, at)
        _noted(user, "deactivated", by, at, reason)


def activate(user: User, by: Who, at: datetime, reason: str) -> None:
    """Let a user in again. Raises Mistake for one who was forgotten."""
    if user.forgotten is not None:
        raise mistake("user-is-forgotten")
    with alone():
        user.is_active = True
        user.save(update_fields=["is_active"])
        _noted(user, "activated", by, at, reason)


def sign_out_everywhere(user: User, by: Who, at: datetime) -> None:
    """End all sessions of a user."""
    with alone():
        user.sessions.all().delete()
        _noted(user, "signed-out-everywhere", by, at, "")


def administrators() -> Iterable[User]:
    """The active users who are administrators and have come in."""
    return User.objects.filter(
        is_active=True,
        joined__isnull=False,
        grants__role=Role.ADMINISTRATOR,
        grants__until=None,
    ).distinct()


def _check_another_administrator(user: User) -> None:
    """Raise Mistake where a user is the only administrator."""
    active = {one.pk for one in administrators()}
    if active == {user.pk}:
        raise Mistake(Problem(code="last-administrator"))


def _close_links(user: User, at: datetime) -> None:
    Link.objects.filter(user=user, used=None, revoked=None).update(revoked=at)


def _noted(user: User, action: str, by: Who, at: datetime, reason: str) -> None:
    note(by, action, at=at, place="web", kind="user", item=str(user.pk), reason=reason)


def _role(grant: RoleGrant) -> dict[str, object]:
    return {"role": str(grant.role), "unit": grant.unit} if grant.unit else {
        "role": str(grant.role)
    }  # fmt: skip
