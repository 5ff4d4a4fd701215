"""Users and their roles: who they are as viewers, and what is done to them, each step noted.

What is done to somebody wants the right to manage people, whichever face it is done from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import Place, actor, note
from husay.store.records.ending import close_links, end_sessions, end_tokens, end_walls
from husay.store.records.models import RoleGrant, User


def viewer_of(user: User) -> Viewer:
    """A user as whoever asks. One who is not active has no roles."""
    return _viewer(user, open_grants(user) if user.is_active else ())


def viewers_of(users: QuerySet[User]) -> tuple[tuple[User, Viewer], ...]:
    """Some users, each as whoever asks: two queries, however many they are."""
    grants: dict[int, list[RoleGrant]] = {}
    for one in RoleGrant.objects.filter(until=None, user__in=users.filter(is_active=True)):
        grants.setdefault(one.user_id, []).append(one)
    return tuple((user, _viewer(user, grants.get(user.pk, ()))) for user in users)


def _viewer(user: User, grants: Iterable[RoleGrant]) -> Viewer:
    grants = tuple(grants)
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
    return actor_names([key])[key]


def actor_names(keys: Iterable[str]) -> dict[str, str]:
    """What each who signed is called, of all in one query."""
    wanted = dict.fromkeys(keys)
    users = {user.pk: user for user in users_signed(wanted) if not user.forgotten}
    found = dict[str, str]()
    for key in wanted:
        user = users.get(number_signed(key))
        found[key] = key if user is None else user.name or user.email
    return found


def users_signed(keys: Iterable[str]) -> QuerySet[User]:
    """The users who signed with one of some keys."""
    return User.objects.filter(pk__in={number_signed(key) for key in keys})


def number_signed(key: str) -> int:
    """The number of the user who signed as `user:7`; 0, which nobody has, for any other text."""
    kind, _, number = key.partition(":")
    return int(number) if kind == "user" and number.isdecimal() and len(number) < 19 else 0


def open_grants(user: User) -> tuple[RoleGrant, ...]:
    """The roles that a user has now, oldest first."""
    return tuple(user.grants.filter(until=None))


def anybody() -> bool:
    """Whether the company has users."""
    return User.objects.exists()


def everybody(by: Viewer) -> QuerySet[User]:
    """All users, for whoever manages people; raises Mistake for others."""
    by.check(Right.MANAGE_PEOPLE)
    return User.objects.all()


def new_user(
    email: str, name: str = "", person: str = "", *, at: datetime, demo: bool = False
) -> User:
    """A user without a password and without roles, for the store alone.

    Raises Mistake for an address that is taken, and for a person who is a user already: what is
    known of somebody, and what they may see, hangs on one of them.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise mistake("user-exists", value=email)
    same = (
        User.objects.filter(person=person, forgotten=None, demo=False).first() if person else None
    )
    if same is not None and not demo:
        raise mistake("person-is-a-user", value=person, user=same.email)
    user = User(email=email, name=name.strip(), person=person, created=at, demo=demo)
    user.set_unusable_password()
    user.save()
    return user


def first_administrator(
    email: str, name: str, password: str, at: datetime, *, place: Place
) -> User:
    """The administrator of a company without users; raises Mistake where there are some."""
    kept = make_password(password)  # slow on purpose, so before everybody else waits for the lock
    with alone():
        if anybody():
            raise mistake("not-the-first-user")
        user = new_user(email, name, at=at)
        user.password, user.joined = kept, at
        user.save(update_fields=["password", "joined"])
        note(user, "first-administrator", at=at, place=place, kind="user", item=str(user.pk))
        granted(user, Role.ADMINISTRATOR, actor(user), at, "", place=place)
    return user


def give(
    user: User,
    role: Role,
    by: Viewer,
    at: datetime,
    reason: str,
    unit: str = "",
    *,
    place: Place,
) -> RoleGrant | None:
    """Give a user a role from now on; None where they have it already.

    Only managers have a unit. Raises Mistake for who may not manage people.
    """
    by.check(Right.MANAGE_PEOPLE)
    return granted(user, role, actor(by), at, reason, unit, place=place)


def granted(
    user: User,
    role: Role,
    who: str,
    at: datetime,
    reason: str,
    unit: str = "",
    *,
    place: Place,
) -> RoleGrant | None:
    """As `give`, for the store alone: whether it is allowed was checked before."""
    unit = unit if role is Role.MANAGER else ""
    with alone():
        if user.grants.filter(until=None, role=role, unit=unit).exists():
            return None
        made = RoleGrant.objects.create(
            user=user, role=role, unit=unit, since=at, by=who, reason=reason
        )
        note(
            who, "role-given", at=at, place=place, kind="user", item=str(user.pk),
            after=_role(made), reason=reason,
        )  # fmt: skip
    return made


def take(grant: RoleGrant, by: Viewer, at: datetime, reason: str, *, place: Place) -> None:
    """End a role; raises Mistake where the company would be left without an administrator."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        grant = RoleGrant.objects.select_related("user").get(pk=grant.pk)
        if grant.until is not None:
            return
        if grant.role == Role.ADMINISTRATOR:
            check_another_administrator(grant.user)
        who = actor(by)
        grant.until, grant.until_by, grant.until_reason = at, who, reason
        grant.save(update_fields=["until", "until_by", "until_reason"])
        note(
            who, "role-taken", at=at, place=place, kind="user", item=str(grant.user_id),
            before=_role(grant), reason=reason,
        )  # fmt: skip


def deactivate(user: User, by: Viewer, at: datetime, reason: str, *, place: Place) -> None:
    """Shut a user out at once: no sign-in, no session, no open link, no token. Their roles stay."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        if not User.objects.get(pk=user.pk).is_active:
            return
        check_another_administrator(user)
        shut_out(user, actor(by), at, place=place)
        _noted(user, "deactivated", by, at, reason, place)


def shut_out(user: User, who: str, at: datetime, *, place: Place) -> None:
    """End all that lets a user in, for the store alone and within its lock."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user)
    close_links(user, at)
    end_tokens(user, who, at, place)
    end_walls(user, who, at, place)


def activate(user: User, by: Viewer, at: datetime, reason: str, *, place: Place) -> None:
    """Let a user in again, with a password or passkey that they have: what was ended when they were
    shut out stays so. Raises Mistake for one who was forgotten."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        user.refresh_from_db()
        if user.forgotten is not None:
            raise mistake("user-is-forgotten")
        user.is_active = True
        user.save(update_fields=["is_active"])
        _noted(user, "activated", by, at, reason, place)


def sign_out_everywhere(user: User, by: Viewer, at: datetime, *, place: Place) -> None:
    """End all sessions of a user; tokens are ended one by one."""
    by.check(Right.MANAGE_PEOPLE)
    with alone():
        end_sessions(user)
        _noted(user, "signed-out-everywhere", by, at, "", place)


def administrators() -> Iterable[User]:
    """The active users who are administrators and have come in."""
    return User.objects.filter(
        is_active=True,
        joined__isnull=False,
        grants__role=Role.ADMINISTRATOR,
        grants__until=None,
    ).distinct()


def check_another_administrator(*leaving: User) -> None:
    """Raise Mistake where these users are the only administrators."""
    active = {one.pk for one in administrators()}
    if active and active <= {user.pk for user in leaving}:
        raise mistake("last-administrator")


def _noted(user: User, action: str, by: Viewer, at: datetime, reason: str, place: Place) -> None:
    note(by, action, at=at, place=place, kind="user", item=str(user.pk), reason=reason)


def _role(grant: RoleGrant) -> dict[str, object]:
    return {"role": str(grant.role), "unit": grant.unit} if grant.unit else {
        "role": str(grant.role)
    }  # fmt: skip
