"""Signing a test's reader in, without a password: somebody who may see and do everything."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Role
from husay.access.viewer import operator

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import BrowserContext

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
        give(user, role, operator("test"), AT, "", place="cli")
    return user


def signed_in(client: "Client", *roles: Role, **about: str) -> "Client":
    """The client, signed in to the company whose records this process reads."""
    client.force_login(user_with(*roles, **about))
    return client


def session_key(folder: Path) -> str:
    """The key of a session in which the reader is signed in to the company in a folder."""
    from django.db import connections
    from django.test import Client, override_settings

    from husay.store.opening import open_company
    from husay.web import environment

    open_company(folder)
    key_of_server = environment.secret_key({}, folder)  # it signs what is in a session
    with override_settings(HUSAY_HOME=folder, SECRET_KEY=key_of_server):
        key = signed_in(Client()).cookies["sessionid"].value
    connections.close_all()
    return key


def let_in(context: "BrowserContext", key: str) -> None:
    """Have a browser be signed in on this machine."""
    context.add_cookies(
        [
            {"name": "sessionid", "value": key, "domain": host, "path": "/"}
            for host in ("localhost", "127.0.0.1")
        ]
    )
