"""Signing a test's reader in, without a password: somebody who may see and do everything."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from husay.access.role import Role

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company
    from husay.store.records.models import User

AT = datetime(2026, 11, 24, 6, 10, tzinfo=UTC)
ADDRESS = "reader@husay.test"
ALL = (Role.EXECUTIVE, Role.COMPENSATION, Role.ADMINISTRATOR)


def user_with(*roles: Role, email: str = ADDRESS, name: str = "", person: str = "") -> "User":
    """The user with an address, made with these roles if there is none yet."""
    from husay.store.records.models import User
    from husay.store.records.users import give, new_user

    found = User.objects.filter(email=email).first()
    if found is not None:
        return found
    user = new_user(email, name, person, at=AT)
    user.joined = AT
    user.save()
    for role in roles or ALL:
        give(user, role, user, AT, "")
    return user


def signed_in(client: "Client", *roles: Role, **about: str) -> "Client":
    """The client, signed in to the company whose records this process reads."""
    client.force_login(user_with(*roles, **about))
    return client


def session_cookie(company: "Company") -> dict[str, str]:
    """The cookie of a browser that is signed in to a company, without its address."""
    from django.test import Client

    from husay.store.records.connect import connect

    connect(company.home)
    client = signed_in(Client())
    return {"name": "sessionid", "value": client.cookies["sessionid"].value}
