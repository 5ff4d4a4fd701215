"""Somebody of each role to look around as: in a demo company, and in no other."""

from __future__ import annotations

from datetime import datetime

from husay.access.role import Role
from husay.basics.problem import mistake
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import Mark, User
from husay.store.records.users import granted, new_user

_MARK, _MAKER = "demo", "operator:husay"
_ADDRESS = "demo.invalid"
"""A domain that can never exist: nobody is written to."""


def mark_demo(at: datetime) -> None:
    """Note that this company is a demo: from now on anybody who reaches its pages may look around.

    Raises Mistake where the company has users: it is somebody's.
    """
    with alone():
        if is_demo():
            return
        if User.objects.exists():
            raise mistake("not-a-demo")
        Mark.objects.create(key=_MARK, at=at)


def is_demo() -> bool:
    """Whether this company was marked as a demo when it was made."""
    return Mark.objects.filter(key=_MARK).exists()


def make_demo_users(at: datetime, *, seller: str, manager: str, unit: str = "") -> None:
    """Make a user of each role who has no password, if they are not there yet.

    `seller` and `manager` are identifiers of people in the book; `unit` is one that the manager
    leads though the organisation does not say so. Raises Mistake in any company but a demo.
    """
    people = {Role.SELLER: seller, Role.MANAGER: manager}
    with alone():
        if not is_demo():
            raise mistake("not-a-demo")
        for role in Role:
            if demo_user(role) is not None:
                continue
            user = new_user(f"{role.value}@{_ADDRESS}", "", people.get(role, ""), at=at, demo=True)
            user.joined = at
            user.save(update_fields=["joined"])
            granted(user, role, _MAKER, at, "", unit, place="cli")
            note(_MAKER, "demo-user-made", at=at, place="cli", kind="user", item=str(user.pk))


def demo_user(role: Role) -> User | None:
    """Whom one looks around as in a role; None where this is no demo."""
    if not is_demo():
        return None
    return User.objects.filter(email=f"{role.value}@{_ADDRESS}", demo=True, is_active=True).first()
