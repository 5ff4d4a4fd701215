"""Signing in at another server (OpenID Connect): it opens an account, and never makes one."""

import base64
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client, override_settings

from husay.access.role import Role
from tests.web.doors.test_people import invited
from tests.web.signing import user_with

if TYPE_CHECKING:
    from husay.store.company import Company

SERVER = "https://accounts.example"
APP = {
    "provider_id": "single",
    "name": "Maharlika Accounts",
    "client_id": "husay",
    "secret": "s3cret",
    "settings": {"server_url": SERVER},
}


class _Answer:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data, self.status_code, self.headers = data, 200, {"content-type": "application/json"}
        self.text = json.dumps(data)

    def json(self) -> dict[str, Any]:
        return self.data

    def raise_for_status(self) -> None:
        return


class _Server:
    """A server that says of whoever asks what `person` is."""

    person: ClassVar[dict[str, Any]] = {}

    def __enter__(self) -> "_Server":
        return self

    def __exit__(self, *_rest: object) -> None:
        return

    def get(self, url: str, **_rest: object) -> _Answer:
        if url.endswith("openid-configuration"):
            return _Answer(
                {
                    "issuer": SERVER,
                    "authorization_endpoint": f"{SERVER}/authorize",
                    "token_endpoint": f"{SERVER}/token",
                    "userinfo_endpoint": f"{SERVER}/me",
                    "jwks_uri": f"{SERVER}/keys",
                }
            )
        return _Answer(self.person)

    def request(self, method: str, url: str, **_rest: object) -> _Answer:
        assert (method, url) == ("POST", f"{SERVER}/token")
        head, body = ({"alg": "HS256"}, {"iss": SERVER, "aud": "husay", "exp": 4e9, **self.person})
        token = ".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in (head, body, {})
        )
        return _Answer({"access_token": "x", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Server]]:
    from husay.web.doors.adapter import SingleSignOnAdapter

    monkeypatch.setattr(SingleSignOnAdapter, "get_requests_session", lambda self: _Server())
    with override_settings(
        SINGLE_SIGN_ON_APPS=[APP], SOCIALACCOUNT_PROVIDERS={"openid_connect": {"APPS": [APP]}}
    ):
        yield _Server


def comes_back(client: Client, **person: object) -> Any:
    """Go to the other server and come back as somebody."""
    _Server.person = {"sub": "17", "name": "Ana", **person}
    onward = client.post("/sign-in/with/single?next=/explore")
    assert onward.status_code == 200  # a page between: forms may lead to our own pages only
    found = re.search(r'content="0; url=([^"]+)"', onward.content.decode())
    assert found is not None
    url = urlsplit(found.group(1).replace("&amp;", "&"))
    assert (url.scheme, url.netloc, url.path) == ("https", "accounts.example", "/authorize")
    asked = parse_qs(url.query)
    assert asked["redirect_uri"] == ["http://testserver/sign-in/with/single/done"]
    return client.get("/sign-in/with/single/done", {"code": "c", "state": asked["state"][0]})


def signed_in(client: Client) -> bool:
    return client.get("/me").status_code == 200


def users() -> int:
    from husay.store.records.models import User

    return User.objects.count()


def test_who_has_an_account_comes_in_and_is_known_from_then_on(
    client: Client, company: "Company", server: type[_Server]
) -> None:
    user_with(Role.SELLER, email="ana@example.com")
    assert "Sign in with Maharlika Accounts" in client.get("/sign-in").content.decode()
    done = comes_back(client, email="Ana@example.com", email_verified=True)
    assert done.headers["Location"] == "/explore"
    assert signed_in(client)
    other = Client()
    comes_back(other, email="new-address@example.com", email_verified=True)
    assert signed_in(other), "by the server's own number, whatever the address is now"
    assert users() == 1


@pytest.mark.parametrize(
    "person",
    [
        {"email": "stranger@example.com", "email_verified": True},
        {"email": "ana@example.com", "email_verified": False},
        {"email": "ana@example.com"},
        {},
        {"email": "out@example.com", "email_verified": True},
    ],
)
def test_nobody_else_does_and_nothing_is_made(
    client: Client, company: "Company", server: type[_Server], person: dict[str, object]
) -> None:
    from allauth.socialaccount.models import SocialAccount

    user_with(Role.SELLER, email="ana@example.com")
    out = user_with(Role.SELLER, email="out@example.com")
    out.is_active = False
    out.save()
    refused = comes_back(client, **person)
    assert refused.status_code == 403
    assert "nobody has invited you" in refused.content.decode()
    assert not signed_in(client)
    assert (users(), SocialAccount.objects.count()) == (2, 0)


def test_an_invitation_is_taken_up_by_the_address_that_was_proved(
    client: Client, boss: Client, server: type[_Server]
) -> None:
    from husay.store.records.models import Link, User

    link = invited(boss)
    comes_back(client, email="ana@example.com", email_verified=True)
    assert signed_in(client)
    assert User.objects.get(email="ana@example.com").joined is not None
    assert Client().get(link).status_code == 404
    assert Link.objects.get().used is not None


def test_one_that_was_taken_back_is_not(
    client: Client, boss: Client, server: type[_Server]
) -> None:
    from husay.store.records.models import User

    invited(boss)
    boss.post(f"/people/{User.objects.get(email='ana@example.com').pk}/revoke")
    assert comes_back(client, email="ana@example.com", email_verified=True).status_code == 403
    assert not signed_in(client)
    assert noted() == [("nobody", str(User.objects.get(email="ana@example.com").pk))]


def noted() -> list[tuple[str, str]]:
    from husay.store.records.models import AuditEntry

    found = AuditEntry.objects.filter(action="sign-in-refused").order_by("number")
    return list(found.values_list("who", "item"))


def test_strangers_who_try_again_and_again_do_not_drown_the_log(
    client: Client, company: "Company", server: type[_Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.web.doors import noting

    monkeypatch.setattr(noting, "MOST_FAILURES_OF_ONE", 2)
    for _ in range(3):
        comes_back(client, email="stranger@example.com", email_verified=True)
    assert noted() == [("nobody", "")] * 2


def test_without_another_server_there_is_no_way_there(client: Client, company: "Company") -> None:
    assert "openid" not in client.get("/sign-in").content.decode()
    assert client.post("/sign-in/with/single").status_code == 404
    assert client.get("/sign-in/with/single/done").status_code == 404


def test_a_sign_in_that_was_stopped_there_says_so(
    client: Client, company: "Company", server: type[_Server]
) -> None:
    client.post("/sign-in/with/single")
    stopped = client.get("/sign-in/with/single/done", {"error": "access_denied"})
    if stopped.status_code == 302:
        stopped = client.get(stopped.headers["Location"])
    assert "did not come to an end" in stopped.content.decode()
