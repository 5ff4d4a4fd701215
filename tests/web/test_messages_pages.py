"""The inbox, what one chooses, and how deliveries go: as pages, commands and calls."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from husay.access.role import Role
from tests.store_messages.conftest import (
    AT,
    Receiver,
    as_user,
    empty,
    office,
    person,
    receiver,
    sent,
    told,
)

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company
    from husay.store.records.models import User

__all__ = ["empty", "office", "receiver"]


@contextmanager
def served(company: Company, user: User) -> Iterator[Client]:
    """A client signed in as somebody."""
    from django.test import Client, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        HUSAY_HOME=company.home.path, STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver"],
    ):  # fmt: skip
        client = Client(raise_request_exception=True)
        client.force_login(user)
        yield client


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return plain(answer.content.decode())


def plain(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def form(**more: str) -> dict[str, object]:
    """The form of choices as a browser sends it."""
    from husay.messages.kind import KINDS

    given: dict[str, object] = {f"when-{kind}": "daily" for kind in KINDS}
    given |= {f"channel-{kind}": ["email"] for kind in KINDS}
    given |= {"quiet-from": "", "quiet-until": "", "hour": "7", "weekday": "0"}
    return given | more


def test_the_inbox_teaches_then_tells_and_what_is_read_is_read(office: Company) -> None:
    ana = person("ana")
    with served(office, ana) as client:
        page = said(client, "/inbox")
        assert "Nobody has told you anything yet." in page
        assert "Choose what reaches you" in page
        assert "Inbox: all is read" in page
        one = told(ana, 75)
        page = said(client, "/inbox")
        assert "1 message waits to be read." in page
        assert "Inbox: 1 not read" in page
        assert "The company has reached 75 % of the goal of November 2026" in page
        other = told(person("ben"), 50)
        answer = client.post(
            "/inbox/read", {"message": [str(one.pk), str(other.pk), "x", "9" * 30]}
        )
        assert answer.headers["Location"] == "/inbox"
        assert "You have read everything." in said(client, "/inbox")
        other.refresh_from_db()
        assert other.read is None


def test_the_bell_counts_no_further_than_99(office: Company) -> None:
    ana = person("ana")
    for number in range(100):
        told(ana, number)
    with served(office, ana) as client:
        assert "Inbox: 99+ not read" in said(client, "/inbox/choices")


def test_choices_are_kept_and_all_mistakes_are_told(office: Company) -> None:
    from husay.store.messages.choices import own_choices

    ana = person("ana")
    with served(office, ana) as client:
        good = form(**{"when-signal": "never", "quiet-from": "21:30", "quiet-until": "06:00"})
        assert client.post("/inbox/choices", good).status_code == 302
        chosen = own_choices(as_user(office, ana))
        assert chosen.choice("signal").when == "never"
        assert f"{chosen.quiet.start:%H:%M} {chosen.quiet.end:%H:%M}" == "21:30 06:00"  # type: ignore[union-attr]
        page = client.get("/inbox/choices").content.decode()
        assert 'value="21:30"' in page
        wrong = form(**{"when-goal": "soon", "hour": "24", "channel-signal": "99"})
        answer = client.post("/inbox/choices", wrong)
        assert answer.status_code == 422
        text = plain(answer.content.decode())
        assert "“soon” is no time for a message." in text
        assert "“24” is no hour for a digest." in text
        assert "“99” is none of your channels." in text
        assert client.post("/inbox/choices", form(**{"quiet-from": "x"})).status_code == 422
        assert own_choices(as_user(office, ana)) == chosen


def test_an_address_is_never_shown(office: Company, receiver: Receiver) -> None:
    from husay.store.records.models import MessageAddress

    ana, ben = person("ana"), person("ben")
    with served(office, ana) as client:
        given = {"name": "Team  channel", "address": receiver.address}
        assert client.post("/inbox/addresses", given).status_code == 302
        page = client.get("/inbox/choices").content.decode()
        assert "Team channel (Web hook)" in page
        assert receiver.host not in page
        assert MessageAddress.objects.get().secret not in page
        for address in ("json://localhost/top-secret", "slack://a b/top-secret", ""):
            answer = client.post("/inbox/addresses", {"name": "x" * 80, "address": address})
            assert answer.status_code == 422
            assert "top-secret" not in answer.content.decode()
            assert "The name of the address is too long." in plain(answer.content.decode())
    number = MessageAddress.objects.get().pk
    with served(office, ben) as client:
        client.post(f"/inbox/addresses/{number}")
        assert MessageAddress.objects.count() == 1, "nobody removes another's"
    with served(office, ana) as client:
        client.post(f"/inbox/addresses/{number}")
    assert not MessageAddress.objects.exists()


def test_what_failed_is_seen_by_whose_it_is_and_by_administrators_without_its_words(
    office: Company, receiver: Receiver
) -> None:
    from husay.store.messages.choices import add_address
    from tests.store_messages.conftest import choose

    ana, boss = person("ana"), person("boss", "administrator")
    made = add_address(as_user(office, ana), "hook", receiver.address, AT)
    choose(office, ana, "now", str(made.pk))
    told(ana, 75)
    receiver.statuses = [500]
    from datetime import UTC, datetime, timedelta

    # Yesterday at noon in Manila: whenever this runs, nobody is left in peace then.
    now = (datetime.now(UTC) - timedelta(days=1)).replace(hour=4)
    with served(office, boss) as client:
        assert "Nothing was to be sent in the last 14 days." in said(client, "/deliveries")
    assert sent(office, now - timedelta(hours=1))[1] == 1
    with served(office, ana) as client:
        for address in ("/inbox", "/inbox/choices"):
            page = said(client, address)
            assert (
                "Could not be delivered to hook (Web hook): the receiver answered with 500." in page
            )
            assert "Tried 1 time, next at" in page
        assert client.get("/deliveries").status_code == 403
    with served(office, boss) as client:
        page = said(client, "/deliveries")
        assert "the receiver answered with 500" in page
        assert "Ana" in page
        assert "1 delivery waits though it was due" in page
        assert "75 %" not in page
        assert receiver.host not in page
    assert sent(office, now)[0] == 1


def test_commands_list_choose_and_send(office: Company) -> None:
    from django.test import override_settings

    from tests.cli.running import run

    ana = person("ana", "seller")
    told(ana, 75)
    home, me = ("--home", str(office.home.path)), ("--as", "ana@kalakal.test")
    found = run(*home, *me, "messages", "list", "--unread", "--format", "json").json
    assert found["sentence"] == "1 message waits to be read."
    assert found["rows"][0]["text"].startswith("The company has reached 75 %")
    words = ("messages", "choices", "--kind", "milestone", "--when", "weekly", "--to", "none")
    rows = {row["kind"]: row for row in run(*home, *me, *words, "--format", "json").json["rows"]}
    assert (rows["milestone"]["when"], rows["milestone"]["channels"]) == ("weekly", "")
    assert (rows["goal"]["when"], rows["goal"]["channels"]) == ("daily", "email")
    hours = ("--quiet", "21:30-06:00", "--hour", "8", "--weekday", "4")
    text = run(*home, *me, "messages", "choices", *hours).output
    assert "You are left in peace from 21:30 to 06:00." in text
    assert "Digests come at 08:00, that of the week on Friday." in text
    given = run(*home, *me, "messages", "choices", "--quiet", "none", "--format", "json").json
    assert (given["quiet_from"], given["hour"], given["weekday"]) == (None, 8, 4)
    kept = {row["kind"]: row["when"] for row in given["rows"]}
    assert (kept["milestone"], kept["goal"]) == ("weekly", "daily"), "kinds stay as they were"
    for typed, told_so in (
        (("--quiet", "21:30"), "“21:30” is no time of day."),
        (("--hour", "24"), "“24” is no hour for a digest."),
        (("--when", "now"), "“” is no kind of message."),
    ):
        assert told_so in run(*home, *me, "messages", "choices", *typed).messages
    wrong = run(*home, *me, "messages", "choices", "--kind", "milestone", "--to", "9")
    assert "“9” is none of your channels." in wrong.messages
    refused = run(*home, "messages", "list")
    assert "Whoever runs commands in the company’s folder has no inbox." in refused.messages
    done = run(*home, "messages", "send", "--format", "json").json
    assert done["rows"][0]["sent"] == 0
    assert done["problems"] == []
    with override_settings(SENDS_EMAIL=False):
        for command in (("messages", "send"), (*me, "messages", "choices")):
            assert "This server sends no e-mail." in run(*home, *command).everything
    assert run(*home, *me, "messages", "send").code == 1


def test_calls_tell_and_choose(office: Company) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from husay.access.role import Right
    from husay.store.records.tokens import make_token

    ana = person("ana", "seller")
    one = told(ana, 75)
    before = timezone.now() - timedelta(seconds=1)
    rights = [Right.TAKE_PART, Right.SEE_MILESTONES]
    _, less = make_token(ana, "t", rights[:1], 7, before, place="web")
    _, secret = make_token(ana, "t", rights, 7, before, place="web")
    head = {"Authorization": f"Bearer {secret}"}
    with served(office, ana) as client:
        client.logout()
        fewer = {"Authorization": f"Bearer {less}"}
        assert client.get("/api/v1/messages", headers=fewer).json()["rows"] == []
        found = client.get("/api/v1/messages?unread=true", headers=head).json()
        assert [row["message"] for row in found["rows"]] == [one.pk]
        body = {"messages": [one.pk]}
        answer = client.post("/api/v1/messages/read", body, "application/json", headers=head)
        assert answer.json()["rows"][0]["read"] is not None
        given = {"kinds": [{"kind": "goal", "when": "never"}], "hour": 9}
        answer = client.put("/api/v1/messages/choices", given, "application/json", headers=head)
        assert answer.status_code == 200
        found = client.get("/api/v1/messages/choices", headers=head).json()
        assert {row["kind"]: row["when"] for row in found["rows"]}["goal"] == "never"
        assert found["facts"]["hour"] == 9
        put = ("/api/v1/messages/choices", {"quiet_from": "22:00"}, "application/json")
        facts = client.put(*put, headers=head).json()["facts"]
        assert (facts["quiet_from"], facts["quiet_until"]) == ("22:00", "07:00")
        wrong = {"kinds": [{"kind": "goal", "when": "now", "channels": ["7"]}]}
        answer = client.put("/api/v1/messages/choices", wrong, "application/json", headers=head)
        assert answer.status_code == 422


@pytest.mark.parametrize("role", [Role.SELLER, Role.OPERATIONS, Role.ADMINISTRATOR])
def test_everybody_with_a_role_has_an_inbox(office: Company, role: Role) -> None:
    with served(office, person(role.value, role.value)) as client:
        assert client.get("/inbox").status_code == 200
