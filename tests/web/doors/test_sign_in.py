"""Signing in and out: who gets in, what is told to who does not, and how long it holds."""

import re
import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from husay.access.role import Role
from tests.web.signing import user_with

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import User

PASSWORD = "apat na pulang bangka"


@pytest.fixture
def ana(company: "Company") -> "User":
    user = user_with(Role.ADMINISTRATOR, email="ana@example.com", name="Ana Reyes")
    user.set_password(PASSWORD)
    user.save()
    return user


def tried(client: Client, email: str, password: str, **more: str) -> str:
    """What the sign-in answers, but for what differs in every answer."""
    response = client.post("/sign-in", {"login": email, "password": password, **more})
    if response.status_code == 302:
        return response.headers["Location"]
    said = response.content.decode().replace(email, "ADDRESS")
    return re.sub(r'(value=|X-CSRFToken": )"[^"]{40,}"', "", said)


def test_the_right_password_opens_and_leads_on(client: Client, ana: "User") -> None:
    assert tried(client, "Ana@Example.com", PASSWORD, next="/explore?by=seller") == (
        "/explore?by=seller"
    )
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(client: Client, ana: "User", target: str) -> None:
    assert tried(client, ana.email, PASSWORD, next=target) == "/"


def test_nobody_learns_who_may_sign_in(client: Client, ana: "User") -> None:
    user_with(Role.SELLER, email="never@example.com")  # has no password
    wrong = tried(Client(), ana.email, "not the password")
    assert "The e-mail address or the password is not right." in wrong
    assert tried(Client(), "nobody@example.com", "not the password") == wrong
    assert tried(Client(), "never@example.com", "not the password") == wrong
    ana.is_active = False
    ana.save()
    assert tried(Client(), ana.email, "not the password") == wrong


def test_who_was_shut_out_is_told_so_after_the_right_password(client: Client, ana: "User") -> None:
    ana.is_active = False
    ana.save()
    said = tried(client, ana.email, PASSWORD)
    assert "You may not sign in any more." in said
    assert client.get("/me").status_code == 302


def test_after_five_wrong_tries_the_right_one_must_wait(client: Client, ana: "User") -> None:
    for _ in range(5):
        assert "is not right" in tried(Client(), ana.email, "wrong again and again")
    assert "Too many tries" in tried(client, ana.email, PASSWORD)
    other = user_with(Role.SELLER, email="ben@example.com")
    other.set_password(PASSWORD)
    other.save()
    assert tried(Client(), other.email, PASSWORD) == "/"


def test_failed_tries_are_noted_without_the_address_that_was_tried(
    client: Client, ana: "User"
) -> None:
    from husay.store.records.models import AuditEntry

    tried(client, ana.email, "wrong")
    tried(client, "secret-friend@example.com", "wrong")
    rows = list(AuditEntry.objects.filter(action="sign-in-failed").values_list("who", "item"))
    assert rows == [("nobody", str(ana.pk)), ("nobody", "")]
    assert not any("example.com" in str(e.__dict__) for e in AuditEntry.objects.all())


def test_a_flood_of_failed_tries_does_not_drown_the_log(company: "Company") -> None:
    from husay.store.records.models import AuditEntry
    from husay.web.doors.noting import MOST_FAILURES_OF_ONE, note_failure

    for _ in range(MOST_FAILURES_OF_ONE + 5):
        note_failure("sign-in-failed", None, None)
    failed = AuditEntry.objects.filter(action="sign-in-failed")
    assert failed.count() == MOST_FAILURES_OF_ONE


def test_the_session_key_changes_with_the_sign_in_and_goes_with_the_sign_out(
    client: Client, ana: "User"
) -> None:
    from husay.store.records.models import UserSession

    client.post("/sign-in", {"login": ana.email, "password": "wrong"})
    tried(client, ana.email, PASSWORD)
    key = client.cookies["sessionid"].value
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
    assert UserSession.objects.get(pk=key).user_id == ana.pk
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert not UserSession.objects.filter(pk=key).exists()
    client.cookies["sessionid"] = key
    assert client.get("/me").status_code == 302


@pytest.mark.parametrize(
    ("age", "unused", "opens"),
    [
        (timedelta(days=7) - timedelta(minutes=1), timedelta(0), True),
        (timedelta(days=7), timedelta(0), False),
        (timedelta(days=2), timedelta(hours=24) - timedelta(minutes=1), True),
        (timedelta(days=2), timedelta(hours=24), False),
    ],
)
def test_a_session_ends_after_seven_days_or_a_day_unused(
    client: Client, ana: "User", age: timedelta, unused: timedelta, opens: bool
) -> None:
    from husay.store.records.models import UserSession

    client.force_login(ana)
    assert client.get("/me").status_code == 200
    now = timezone.now()
    UserSession.objects.update(begun=now - age, seen=now - unused)
    assert (client.get("/me").status_code == 200) is opens


def test_being_shut_out_holds_at_once(client: Client, ana: "User", boss: Client) -> None:
    client.force_login(ana)
    assert client.get("/me").status_code == 200
    done = boss.post(f"/people/{ana.pk}/shut-out", {"reason": "left the company"})
    assert done.status_code == 302
    assert client.get("/me").status_code == 302
    assert ana.sessions.count() == 0


def test_a_new_password_ends_the_other_sessions(client: Client, ana: "User") -> None:
    other = Client()
    for one in (client, other):
        one.force_login(ana)
        assert one.get("/me").status_code == 200
    new = "limang dilaw na payong"
    wrong = client.post("/me/password", {"current": "no", "password": "short", "again": "x"})
    for told in ("current password is not right", "too short", "not the same"):
        assert told in wrong.content.decode()
    typed = {"current": PASSWORD, "password": new, "again": new}
    assert client.post("/me/password", typed).headers["Location"] == "/me"
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302
    assert tried(Client(), ana.email, new) == "/"
    assert "is not right" in tried(Client(), ana.email, PASSWORD)


def test_pages_speak_the_users_language_after_the_sign_in(client: Client, ana: "User") -> None:
    client.force_login(ana)
    client.post("/language", {"language": "fil", "next": "/me"})
    elsewhere = Client(headers={"Accept-Language": "en"})
    tried(elsewhere, ana.email, PASSWORD)
    assert elsewhere.cookies["husay_language"].value == "fil"
    assert '<html lang="fil"' in elsewhere.get("/me").content.decode()


@pytest.mark.parametrize("where", ["/sign-up", "/signup", "/accounts/signup/"])
def test_nobody_signs_up(client: Client, where: str) -> None:
    from django.urls import NoReverseMatch, reverse

    assert client.get(where).headers["Location"].startswith("/sign-in")
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_every_form_wants_its_token(ana: "User") -> None:
    strict = Client(enforce_csrf_checks=True)
    for where in ("/sign-in", "/sign-out", "/first-run", "/join/x", "/sign-in/passkey"):
        assert strict.post(where, {}).status_code == 403, where
    strict.force_login(ana)
    for where in ("/people/invite", f"/people/{ana.pk}/shut-out", "/me/password"):
        assert strict.post(where, {}).status_code == 403, where


@override_settings(HUSAY_PROXIES=["10.0.0.1"])
@pytest.mark.parametrize(
    ("reached", "written", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),  # no proxy of ours: anybody may write that
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the last is the proxy's word
        ("10.0.0.1", "198.51.100.1, 10.0.0.1", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_limits_go_by_the_address_that_a_believed_proxy_names(
    reached: str, written: str, address: str
) -> None:
    from django.test import RequestFactory

    from husay.web.doors.addresses import client_address

    headers = {"X-Forwarded-For": written} if written else {}
    request = RequestFactory().get("/", REMOTE_ADDR=reached, headers=headers)
    assert client_address(request) == address


def test_a_link_by_e_mail_is_asked_for_only_where_e_mail_is_configured(
    client: Client, ana: "User"
) -> None:
    assert client.get("/forgot-password").status_code == 404
    assert "An administrator can make you a link" in client.get("/sign-in").content.decode()


def wait_for_what_is_done_beside() -> None:
    for thread in threading.enumerate():
        if thread.daemon and thread.name.startswith("Thread-"):
            thread.join(5)


@override_settings(SENDS_EMAIL=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_forgotten_password_is_answered_alike_and_mended_by_mail(ana: "User") -> None:
    from django.core import mail

    mail.outbox = []

    def asked(email: str) -> str:
        said = Client().post("/forgot-password", {"email": email}).content.decode()
        wait_for_what_is_done_beside()
        return re.sub(r'(value=|X-CSRFToken": )"[^"]{40,}"', "", said.replace(email, "ADDRESS"))

    assert asked("nobody@example.com") == asked(ana.email)
    (message,) = mail.outbox
    assert message.to == [ana.email]
    link = re.search(r"http://testserver(/new-password/\S+)", str(message.body))
    assert link is not None
    new = "limang dilaw na payong"
    done = Client().post(link.group(1), {"password": new, "again": new})
    assert "The new password is set." in done.content.decode()
    assert tried(Client(), ana.email, new) == "/"
    assert Client().get(link.group(1)).status_code == 404


@override_settings(SENDS_EMAIL=True, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_to_ask_for_a_link_does_the_same_work_whoever_asks(
    ana: "User", monkeypatch: pytest.MonkeyPatch
) -> None:
    """How long the answer takes tells nobody whose address it is: before it is given, the same
    statements are run, and no link is made."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from husay.store.records.models import AuditEntry, Link
    from husay.web.doors import links

    beside: list[tuple[object, ...]] = []
    monkeypatch.setattr(links, "beside", lambda *given: beside.append(given))

    def asked(email: str) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert Client().post("/forgot-password", {"email": email}).status_code == 200
        return [re.sub(r"'[^']*'|[0-9]+", "?", one["sql"]) for one in queries]

    Client().get("/sign-in")  # what is read once is read
    asked("somebody@example.com")
    assert asked("nobody@example.com") == asked(ana.email)
    assert (Link.objects.count(), len(beside)) == (0, 3)
    links._send_link("nobody@example.com", "http://testserver/", "en")
    assert not AuditEntry.objects.filter(action="reset-link-made").exists()
    links._send_link(ana.email, "http://testserver/", "en")
    assert AuditEntry.objects.filter(action="reset-link-made").count() == 1
