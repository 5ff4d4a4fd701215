"""Messages reach a real mail server and a real receiver: once, later, or it is said that not."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from husay.messages.hours import Quiet
from tests.store_messages.conftest import (
    AT,
    Mailbox,
    Receiver,
    as_user,
    choose,
    free_port,
    mail_server,
    minutes,
    person,
    sent,
    told,
    web_receiver,
)

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.models import MessageDelivery, User


def deliveries(user: User) -> list[MessageDelivery]:
    from husay.store.records.models import MessageDelivery

    return list(MessageDelivery.objects.filter(user=user))


def with_address(company: Company, user: User, receiver: Receiver, when: str = "now") -> str:
    from husay.store.messages.choices import add_address

    made = add_address(as_user(company, user), "hook", receiver.address, AT)
    choose(company, user, when, str(made.pk))
    return str(made.pk)


def test_a_message_at_once_comes_once_with_its_link(office: Company, mailbox: Mailbox) -> None:
    ana = person("ana")
    choose(office, ana, "now")
    told(ana, 75)
    assert sent(office) == (1, 0, 0)
    assert sent(office, AT + minutes(1)) == (0, 0, 0)
    (letter,) = mailbox.letters
    assert (letter["To"], letter["From"]) == ("ana@kalakal.test", "Husay <husay@kalakal.test>")
    said = "The company has reached 75 % of the goal of November 2026, on 25 Nov."
    assert letter["Subject"] == f"Kalakal: {said}"
    text = letter.get_content().replace("\r\n", "\n")
    assert f"Milestones\n- {said}" in text
    assert "https://husay.kalakal.test/inbox" in text
    (row,) = deliveries(ana)
    assert str(row.uid) in letter["Message-ID"]
    assert (row.state, row.tries, row.ended) == ("sent", 1, AT)


def test_the_letter_leads_to_the_inbox() -> None:
    from django.urls import reverse

    from husay.store.messages.inbox import inbox_address

    with override_settings(HUSAY_ADDRESS="https://x.test"):
        assert inbox_address() == f"https://x.test{reverse('inbox')}"
    with override_settings(HUSAY_ADDRESS=""):
        assert inbox_address() == ""


def test_a_letter_is_in_its_readers_language(office: Company, mailbox: Mailbox) -> None:
    ana = person("ana")
    ana.language = "fil"
    ana.save()
    choose(office, ana, "now")
    told(ana)
    sent(office)
    (letter,) = mailbox.letters
    assert "Kumpanya" in letter["Subject"]


def test_a_digest_has_what_came_before_it_and_nothing_is_in_two(
    office: Company, mailbox: Mailbox
) -> None:
    """A day's digest at seven in Manila, which is 23:00 in London."""
    ana, ben = person("ana"), person("ben")
    for user in (ana, ben):
        choose(office, user, "daily")
    for number, hours in ((1, 0), (2, 10)):
        told(ana, number)
        assert sent(office, AT + timedelta(hours=hours)) == (0, 0, 0)
    told(ben, 3)
    first = datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert sent(office, first - timedelta(seconds=1)) == (0, 0, 0)
    assert sent(office, first) == (2, 0, 0)
    told(ana, 4, first)
    assert sent(office, first + minutes(5)) == (0, 0, 0)
    assert sent(office, first + timedelta(days=1)) == (1, 0, 0)
    of_ana = [one for one in mailbox.letters if one["To"] == ana.email]
    first_text, second_text = (one.get_content() for one in of_ana)
    assert [f" {n} % " in first_text for n in (1, 2, 3, 4)] == [True, True, False, False]
    assert [f" {n} % " in second_text for n in (1, 2, 3, 4)] == [False, False, False, True]
    assert [one["Subject"] for one in of_ana] == [
        "Kalakal: Today: 2 messages", "Kalakal: Today: 1 message",
    ]  # fmt: skip


def test_what_is_planned_into_a_digest_while_it_is_claimed_is_in_its_letter(
    office: Company, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever claims waits for whoever plans, and reads what they have put into it."""
    from contextlib import contextmanager

    from husay.store.messages import sending
    from husay.store.messages.planning import plan
    from husay.store.records.alone import alone

    ana = person("ana")
    choose(office, ana, "daily")
    told(ana, 1)
    plan(AT)
    told(ana, 2)
    planned = []

    @contextmanager
    def after_a_planner() -> Iterator[None]:
        planned.append(plan(AT))
        with alone():
            yield

    monkeypatch.setattr(sending, "alone", after_a_planner)
    first = datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert sent(office, first, plans=False) == (1, 0, 0)
    assert planned == [1]
    (letter,) = mailbox.letters
    assert letter["Subject"] == "Kalakal: Today: 2 messages"
    assert sent(office, first + timedelta(days=1)) == (0, 0, 0)


def test_the_digest_of_the_week_comes_on_its_day(office: Company, mailbox: Mailbox) -> None:
    ana = person("ana")
    choose(office, ana, "weekly", weekday=2, hour=18)
    told(ana)
    due = datetime(2026, 12, 2, 10, tzinfo=UTC)  # Wednesday, 18:00 in Manila
    assert sent(office, due - minutes(1)) == (0, 0, 0)
    assert sent(office, due) == (1, 0, 0)
    assert mailbox.letters[0]["Subject"] == "Kalakal: This week: 1 message"


def test_never_is_in_the_inbox_only(office: Company, mailbox: Mailbox) -> None:
    from husay.store.messages.inbox import inbox, unread_count

    ana = person("ana")
    choose(office, ana, "never")
    told(ana)
    assert sent(office) == (0, 0, 0)
    assert deliveries(ana) == []
    assert (len(inbox(as_user(office, ana))), unread_count(ana)) == (1, 1)


def test_quiet_hours_over_midnight_keep_what_is_told_at_once(
    office: Company, mailbox: Mailbox
) -> None:
    ana = person("ana")
    choose(office, ana, "now", quiet=Quiet(time(20), time(7)))
    at = datetime(2026, 11, 27, 13, tzinfo=UTC)  # 21:00
    told(ana, 1, at)
    assert sent(office, at) == (0, 0, 0)
    told(ana, 2, at + timedelta(hours=4))
    assert sent(office, at + timedelta(hours=4)) == (0, 0, 0)
    assert sent(office, datetime(2026, 11, 27, 23, tzinfo=UTC)) == (1, 0, 0)
    assert mailbox.letters[0]["Subject"] == "Kalakal: 2 messages", "one letter, and not two"


def test_what_was_read_meanwhile_is_not_sent(office: Company, mailbox: Mailbox) -> None:
    from husay.store.messages.inbox import mark_read

    ana = person("ana")
    choose(office, ana, "daily")
    one = told(ana)
    sent(office)
    assert mark_read(as_user(office, ana), [one.pk], AT) == 1
    assert sent(office, AT + timedelta(days=1)) == (0, 0, 1)
    assert mailbox.letters == []


def test_a_stopped_mail_server_loses_nothing(office: Company) -> None:
    """It is tried after 1 and 5 minutes, and the person sees it meanwhile; then the server is
    there again, and one connection takes all."""
    from husay.store.messages.choices import troubles
    from husay.words.messages import trouble_text

    people = [person(name) for name in ("ana", "ben", "cleo")]
    for user in people:
        choose(office, user, "now")
        told(user)
    port = free_port()
    with override_settings(EMAIL_PORT=port):
        assert sent(office) == (0, 3, 0)
        assert sent(office, AT + timedelta(seconds=59)) == (0, 0, 0)
        assert sent(office, AT + minutes(1)) == (0, 3, 0)
        (row,) = troubles(as_user(office, people[0]))
        assert trouble_text(row).replace("\u00a0", " ") == (
            "Could not be delivered to E-mail: the mail server cannot be reached. Tried 2 times, "
            "next at 27 Nov 2026, 11:06."
        )
        with mail_server(Mailbox(), port) as mailbox:
            assert sent(office, AT + minutes(6)) == (3, 0, 0)
            assert sorted(mailbox.receivers) == [user.email for user in people]
            assert mailbox.connections == 1
    assert troubles(as_user(office, people[0])) == ()


def test_what_is_refused_for_good_is_given_up_and_said(office: Company, mailbox: Mailbox) -> None:
    from husay.store.messages.choices import troubles
    from husay.words.messages import trouble_text

    ana, ben = person("ana"), person("ben")
    for user in (ana, ben):
        choose(office, user, "now")
        told(user)
    mailbox.answers = ["550 no such user", "451 try later"]
    assert sent(office) == (0, 2, 0)
    assert [deliveries(user)[0].state for user in (ana, ben)] == ["given-up", "waiting"]
    (row,) = troubles(as_user(office, ana))
    assert "the mail server does not take this address. Tried 1 time, and given up" in (
        trouble_text(row)
    )
    assert sent(office, AT + minutes(1)) == (1, 0, 0)
    assert mailbox.receivers == [ben.email]


def test_it_is_given_up_after_three_days(office: Company) -> None:
    ana = person("ana")
    choose(office, ana, "now", quiet=None)
    told(ana)
    at, tries = AT, 0
    with override_settings(EMAIL_PORT=free_port()):
        while (row := next(iter(deliveries(ana)), None)) is None or row.state == "waiting":
            at = row.due if row else at
            tries += sent(office, at)[1]
    assert (row.state, row.tries, row.error) == ("given-up", 12, "unreachable")
    assert tries == 12
    assert at - AT == timedelta(hours=70, minutes=21)


def test_a_retry_waits_for_the_morning(office: Company) -> None:
    ana = person("ana")
    choose(office, ana, "now", quiet=Quiet(time(11, 30), time(14)))
    told(ana)
    with override_settings(EMAIL_PORT=free_port()):
        for after in (0, 1, 6, 21):
            sent(office, AT + minutes(after))
    assert deliveries(ana)[0].due == datetime(2026, 11, 27, 6, tzinfo=UTC), "not 12:21 but 14:00"


def test_a_web_receiver_that_answers_500_and_then_200_gets_it_once(
    office: Company, receiver: Receiver
) -> None:
    ana = person("ana")
    with_address(office, ana, receiver)
    told(ana, 75)
    receiver.statuses = [500, 503]
    assert sent(office) == (0, 1, 0)
    assert deliveries(ana)[0].error == "status-500"
    assert sent(office, AT + minutes(1)) == (0, 1, 0)
    assert sent(office, AT + minutes(6)) == (1, 0, 0)
    assert sent(office, AT + minutes(60)) == (0, 0, 0)
    (body,) = receiver.taken
    given = json.loads(body)
    assert given["title"].startswith("Kalakal: The company has reached 75 %")
    assert "https://husay.kalakal.test/inbox" in given["message"]


def test_a_redirect_is_not_followed(office: Company, receiver: Receiver) -> None:
    ana = person("ana")
    with_address(office, ana, receiver)
    told(ana)
    receiver.statuses = [302]
    assert sent(office) == (0, 1, 0)
    assert deliveries(ana)[0].error == "status-302"


def test_a_slow_receiver_is_not_waited_for_and_keeps_no_mail(
    office: Company, receiver: Receiver, mailbox: Mailbox
) -> None:
    """Of five messages to it three are tried; the mail to Ben goes out in the same round."""
    people = [person(name) for name in ("ana", "cleo", "dan", "eve", "fay")]
    ben = person("ben")
    for user in people:
        with_address(office, user, receiver)
        told(user)
    choose(office, ben, "now")
    told(ben)
    receiver.slow = threading.Event()
    with override_settings():
        import apprise

        short = apprise.URLBase.socket_read_timeout
        apprise.URLBase.socket_read_timeout = 0.3
        try:
            assert sent(office) == (1, 3, 0)
        finally:
            apprise.URLBase.socket_read_timeout = short
    assert mailbox.receivers == [ben.email]
    assert sorted(deliveries(user)[0].tries for user in people) == [0, 0, 1, 1, 1]
    assert {deliveries(user)[0].state for user in people} == {"waiting"}
    receiver.slow.set()
    receiver.slow = None
    assert sent(office, AT + minutes(1)) == (5, 0, 0)
    assert len(receiver.taken) == 5


def test_a_host_that_is_silent_keeps_no_other_of_the_same_service_waiting(
    office: Company, receiver: Receiver
) -> None:
    """Five web hooks of a host that is not there: three are tried. That of another host goes."""
    silent = Receiver(free_port())
    people = [person(name) for name in ("ana", "cleo", "dan", "eve", "fay")]
    ben = person("ben")
    with override_settings(HUSAY_MESSAGE_HOSTS=[silent.host, receiver.host]):
        for user in (*people, ben):
            with_address(office, user, receiver if user == ben else silent)
            told(user)
        assert sent(office) == (1, 3, 0)
    assert len(receiver.taken) == 1
    assert sorted(deliveries(user)[0].tries for user in people) == [0, 0, 1, 1, 1]


def test_a_mail_server_that_breaks_off_is_not_tried_for_everybody(
    office: Company, mailbox: Mailbox
) -> None:
    """Of five letters three are tried; the others go out a minute later, and nothing is lost."""
    people = [person(name) for name in ("ana", "ben", "cleo", "dan", "eve")]
    for user in people:
        choose(office, user, "now")
        told(user)
    mailbox.breaks = True
    assert sent(office) == (0, 3, 0)
    assert {deliveries(user)[0].error for user in people} == {"broken-off", ""}
    mailbox.breaks = False
    assert sent(office, AT + minutes(1)) == (5, 0, 0)
    assert sorted(mailbox.receivers) == sorted(user.email for user in people)


def test_a_stopped_receiver_loses_nothing(office: Company) -> None:
    ana, port = person("ana"), free_port()
    with override_settings(HUSAY_MESSAGE_HOSTS=[f"127.0.0.1:{port}"]):
        with_address(office, ana, Receiver(port))
        told(ana)
        assert sent(office) == (0, 1, 0)
        assert deliveries(ana)[0].error == "no-answer"
        with web_receiver(Receiver(), port) as receiver:
            assert sent(office, AT + minutes(1)) == (1, 0, 0)
            assert len(receiver.taken) == 1


def test_an_address_whose_host_is_not_allowed_any_more_gets_nothing(
    office: Company, receiver: Receiver
) -> None:
    ana = person("ana")
    with_address(office, ana, receiver)
    told(ana)
    with override_settings(HUSAY_MESSAGE_HOSTS=[]):
        assert sent(office) == (0, 1, 0)
    assert (deliveries(ana)[0].state, deliveries(ana)[0].error) == ("given-up", "address-unusable")
    assert receiver.taken == []


def test_an_address_sealed_by_another_key_is_said_so(office: Company, receiver: Receiver) -> None:
    ana = person("ana")
    with_address(office, ana, receiver)
    told(ana)
    with override_settings(SECRET_KEY="another " * 10):
        assert sent(office) == (0, 1, 0)
    assert deliveries(ana)[0].error == "address-sealed"


def test_no_secret_is_in_the_records_the_log_or_the_audit(
    office: Company, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    from husay.store.records.models import AuditEntry, MessageAddress

    caplog.set_level(logging.DEBUG)
    ana = person("ana")
    with_address(office, ana, receiver)
    told(ana, 75)
    receiver.statuses = [500]
    sent(office)
    sent(office, AT + minutes(1))
    secret = MessageAddress.objects.get().secret
    assert "hook" not in secret
    assert receiver.host not in secret
    rows = [f"{row.before} {row.after} {row.reason}" for row in AuditEntry.objects.all()]
    assert not any("/hook" in row or receiver.host in row for row in rows)
    said = [f"{record.name}: {record.getMessage()}" for record in caplog.records]
    assert [line for line in said if "/hook" in line or "75 %" in line] == []


def test_a_message_goes_out_once_by_each_channel(
    office: Company, receiver: Receiver, mailbox: Mailbox
) -> None:
    ana = person("ana")
    number = with_address(office, ana, receiver)
    choose(office, ana, "now", "email", number)
    told(ana)
    assert sent(office) == (2, 0, 0)
    assert (len(receiver.taken), len(mailbox.letters)) == (1, 1)
    choose(office, ana, "daily", "email", number)
    assert sent(office, AT + timedelta(days=2)) == (0, 0, 0)


def test_what_waits_goes_by_a_choice_made_since(office: Company, mailbox: Mailbox) -> None:
    ana = person("ana")
    choose(office, ana, "weekly")
    told(ana)
    assert sent(office) == (0, 0, 0)
    choose(office, ana, "now")
    assert sent(office, AT + minutes(1)) == (1, 0, 0)
    assert len(deliveries(ana)) == 1


def test_nobody_shut_out_forgotten_or_without_their_right_gets_anything(
    office: Company, mailbox: Mailbox
) -> None:
    from husay.store.records.models import Message, RoleGrant

    ana, ben, cleo = (person(name) for name in ("ana", "ben", "cleo"))
    for user in (ana, ben, cleo):
        choose(office, user, "daily")
        told(user)
    sent(office)
    ana.is_active = False
    ana.save()
    RoleGrant.objects.filter(user=ben).update(until=AT)
    assert sent(office, AT + timedelta(days=1)) == (1, 0, 2)
    assert mailbox.receivers == [cleo.email]
    assert not Message.objects.filter(user=ben).exists(), "it is not theirs to see any more"


def test_somebody_who_looks_around_a_demo_is_sent_nothing(
    office: Company, mailbox: Mailbox
) -> None:
    ana = person("ana")
    choose(office, ana, "now")
    ana.demo = True
    ana.save()
    told(ana)
    assert sent(office) == (0, 0, 0)
    assert deliveries(ana) == []


def test_without_a_mail_server_messages_stand_in_the_inbox(office: Company) -> None:
    ana = person("ana")
    choose(office, ana, "now")
    told(ana)
    with override_settings(SENDS_EMAIL=False):
        assert sent(office) == (0, 0, 0)
    assert deliveries(ana) == []


def test_a_removed_address_takes_what_waits_along(office: Company, receiver: Receiver) -> None:
    from husay.store.messages.choices import own_choices, remove_address

    ana, ben = person("ana"), person("ben")
    number = with_address(office, ana, receiver, "daily")
    told(ana)
    sent(office)
    remove_address(as_user(office, ben), int(number), AT)
    assert len(deliveries(ana)) == 1, "nobody removes another's"
    remove_address(as_user(office, ana), int(number), AT)
    assert deliveries(ana) == []
    assert own_choices(as_user(office, ana)).choice("milestone").channels == ()


def test_a_brief_service_gets_a_line(office: Company) -> None:
    from husay.store.records.users import viewer_of
    from husay.words.letters import letter

    ana = person("ana")
    own = replace(office, viewer=viewer_of(ana))
    made = letter(own, "daily", [told(ana), told(ana, 2)], "https://x.test/inbox", "Kalakal")
    assert made.brief == "Kalakal: Today: 2 messages https://x.test/inbox"
