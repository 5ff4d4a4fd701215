"""The first administrator: made by who has the link, once."""

import stat
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from husay.access.viewer import operator

if TYPE_CHECKING:
    from husay.store.company import Company

GOOD = {
    "name": "Bea Santos",
    "email": "Bea@Example.com",
    "password": "apat na pulang bangka",
    "again": "apat na pulang bangka",
}


def token(company: "Company") -> str:
    from husay.store.first_run import first_run_link

    link = first_run_link(company.home, "http://localhost:8000/")
    assert link is not None
    parts = urlsplit(link)
    assert (parts.netloc, parts.path) == ("localhost:8000", "/first-run")
    return parse_qs(parts.query)["token"][0]


def test_the_key_is_long_the_same_each_time_and_readable_by_its_owner_only(
    company: "Company",
) -> None:
    first = token(company)
    assert len(first) >= 43  # 32 bytes
    assert token(company) == first
    (file,) = company.home.path.glob("first-run*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("given", ["", "x", "a" * 43, "é" * 43])
def test_without_the_key_nobody_becomes_anything(
    client: Client, company: "Company", given: str
) -> None:
    from husay.store.records.models import User

    token(company)
    assert "by its link only" in client.get("/first-run", {"token": given}).content.decode()
    response = client.post("/first-run", GOOD | {"token": given})
    assert "by its link only" in response.content.decode()
    assert not User.objects.exists()


def test_before_a_key_was_made_there_is_none_to_guess(client: Client) -> None:
    assert "by its link only" in client.post("/first-run", GOOD).content.decode()


def test_the_administrator_is_made_and_signed_in_and_the_key_is_gone(
    client: Client, company: "Company"
) -> None:
    from husay.access.role import Role
    from husay.store.first_run import first_run_link
    from husay.store.records.audit import verify_log
    from husay.store.records.models import AuditEntry, User
    from husay.store.records.users import viewer_of

    key = token(company)
    assert 'name="password"' in client.get("/first-run", {"token": key}).content.decode()
    response = client.post("/first-run", GOOD | {"token": key})
    assert response.headers["Location"] == "/"
    user = User.objects.get()
    assert (user.email, user.name, user.is_active) == ("bea@example.com", "Bea Santos", True)
    assert user.password.startswith("argon2$argon2id$")
    assert viewer_of(user).roles == {Role.ADMINISTRATOR}
    assert client.get("/people").status_code == 200
    assert list(company.home.path.glob("*first-run*")) == []
    assert first_run_link(company.home, "http://localhost/") is None
    again = Client().post("/first-run", GOOD | {"token": key, "email": "eve@example.com"})
    assert again.headers["Location"] == "/sign-in"
    assert User.objects.count() == 1
    actions = list(AuditEntry.objects.values_list("action", flat=True))
    assert actions == ["first-administrator", "role-given", "sign-in"]
    assert verify_log(operator("test")).whole


def test_all_mistakes_are_told_at_once(client: Client, company: "Company") -> None:
    from husay.store.records.models import User

    typed = {"name": " ", "email": "bea", "password": "12345678901", "again": "1"}
    response = client.post("/first-run", typed | {"token": token(company)})
    assert response.status_code == 422
    said = response.content.decode()
    for told in (
        "Your name: something must stand here.",
        "“bea” is not an e-mail address.",
        "The password is too short.",
        "The password has digits only.",
        "The two passwords are not the same.",
    ):
        assert told in said
    assert "12345678901" not in said
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("a b c d e f", "The password is too short."),  # 11 characters; 12 are enough
        ("beasantosbea", "too much like your name"),
        ("passwordpassword", None),
        ("qwertyuiop12", "one of those that are tried first"),
        ("ab cd ef ghi", None),
    ],
)
def test_the_edges_of_a_password(
    client: Client, company: "Company", password: str, told: str | None
) -> None:
    typed = GOOD | {"password": password, "again": password, "token": token(company)}
    response = client.post("/first-run", typed)
    if told is None:
        assert response.status_code == 302
    else:
        assert told in response.content.decode()


def test_in_a_company_without_users_the_sign_in_says_how_to_begin(client: Client) -> None:
    assert "husay serve" in client.get("/sign-in").content.decode()
