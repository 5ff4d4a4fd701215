"""The second step: codes of an app, recovery codes, and what a wrong one does."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from husay.access.role import Role
from tests.web.signing import user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

PASSWORD = "apat na pulang bangka"


@pytest.fixture
def ana(company: "Company") -> "User":
    user = user_with(Role.SELLER, email="ana@example.com", name="Ana Reyes")
    user.set_password(PASSWORD)
    user.save()
    return user


def code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )

    (counter, *_rest) = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))


def with_app(client: Client) -> tuple[str, list[str]]:
    """Sign in, add an app; its secret, and the recovery codes that are shown once."""
    import re

    client.post("/sign-in", {"login": "ana@example.com", "password": PASSWORD})
    asked = client.get("/me/app")
    assert asked.headers["Location"].startswith("/me/confirm?next=")
    client.post(asked.headers["Location"], {"password": PASSWORD, "next": "/me/app"})
    page = client.get("/me/app").content.decode()
    found = re.search(r'<code class="secret">(\w+)</code>', page)
    assert found is not None
    done = client.post("/me/app", {"code": code(found.group(1))})
    assert done.headers["Location"] == "/me/codes"
    codes = re.findall(r"<li>(\d{8})</li>", client.get("/me/codes").content.decode())
    assert len(codes) == 10
    assert "are left" in client.get("/me/codes").content.decode()
    return found.group(1), codes


def test_a_password_alone_no_longer_opens(client: Client, ana: "User") -> None:
    _secret, codes = with_app(client)
    other = Client()
    step = other.post("/sign-in", {"login": ana.email, "password": PASSWORD, "next": "/explore"})
    assert step.headers["Location"] == "/sign-in/code"
    assert other.get("/me").headers["Location"].startswith("/sign-in")
    wrong = other.post("/sign-in/code", {"code": "000000"})
    assert "The code is not right." in wrong.content.decode()
    assert other.post("/sign-in/code", {"code": codes[0]}).headers["Location"] == "/explore"
    assert other.get("/me").status_code == 200
    third = Client()
    third.post("/sign-in", {"login": ana.email, "password": PASSWORD})
    assert "is not right" in third.post("/sign-in/code", {"code": codes[0]}).content.decode()


def test_what_was_done_stands_in_the_log(client: Client, ana: "User") -> None:
    from husay.store.records.models import AuditEntry

    with_app(client)
    other = Client()
    other.post("/sign-in", {"login": ana.email, "password": PASSWORD})
    other.post("/sign-in/code", {"code": "000000"})
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions == [
        "role-given", "sign-in", "second-factor-added", "second-factor-added",
        "second-factor-failed",
    ]  # fmt: skip


def test_a_second_step_can_be_given_up(client: Client, ana: "User") -> None:
    with_app(client)
    other = Client()
    other.post("/sign-in", {"login": ana.email, "password": PASSWORD})
    assert other.get("/sign-in").headers["Location"] == "/sign-in/code"
    other.post("/sign-out")
    assert other.get("/sign-in").status_code == 200


def test_a_new_password_does_not_take_the_second_step_away(
    client: Client, boss: Client, ana: "User"
) -> None:
    from tests.web.doors.test_people import link_in

    with_app(client)
    link = link_in(boss.post(f"/people/{ana.pk}/reset"))
    new = "limang dilaw na payong"
    Client().post(link, {"password": new, "again": new})
    step = Client().post("/sign-in", {"login": ana.email, "password": new})
    assert step.headers["Location"] == "/sign-in/code"


def test_who_is_not_confirmed_adds_and_removes_nothing(ana: "User") -> None:
    client = Client()
    client.force_login(ana)
    for where in ("/me/app", "/me/passkeys/add", "/me/codes/new"):
        assert client.get(where).headers["Location"].startswith("/me/confirm?next="), where
