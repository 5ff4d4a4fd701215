"""Workers that are killed while they send, and two that send at once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.store_messages.conftest import (
    AT,
    Mailbox,
    choose,
    mail_server,
    person,
    sent,
    told,
)

if TYPE_CHECKING:
    import pytest

    from husay.store.company import Company

SENDER = """
import sys
from datetime import UTC, datetime
from husay.store.opening import open_company
company = open_company(sys.argv[1])
from husay.store.messages.planning import plan
from husay.store.messages.sending import send_due
from husay.words.letters import compose
at = datetime.fromisoformat(sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
plan(at)
done = send_due(company, compose, lambda: at)
print(done.sent, done.failed, done.dropped, flush=True)
"""
SOURCE = Path(__file__).resolve().parents[2] / "src"


class Hanging(Mailbox):
    """A mail server that takes a letter and does not say so."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(60)
        return "250 OK"


def worker(company: Company, port: int, at: str) -> subprocess.Popen[str]:
    """A process that waits to send what is due."""
    env = {
        **os.environ, "PYTHONPATH": str(SOURCE), "HUSAY_HOME": str(company.home.path),
        "HUSAY_EMAIL_URL": f"smtp://127.0.0.1:{port}?tls=no",
        "HUSAY_EMAIL_FROM": "husay@kalakal.test", "HUSAY_TIME_ZONE": "Asia/Manila",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, str(company.home.path), at],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env,
    )  # fmt: skip


def begin(*workers: subprocess.Popen[str]) -> None:
    for one in workers:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in workers:
        assert one.stdin is not None
        one.stdin.write("\n")
        one.stdin.flush()


def killed_while_sending(company: Company, at: str) -> Mailbox:
    """What a mail server had taken when the worker was killed, before it could note so."""
    with mail_server(Hanging()) as hanging:
        one = worker(company, hanging.port, at)
        begin(one)
        until = time.monotonic() + 60
        while not hanging.letters and time.monotonic() < until:
            time.sleep(0.05)
        one.send_signal(signal.SIGKILL)
        one.wait()
    return hanging


def test_a_killed_worker_sends_a_letter_twice_at_the_most_under_one_number(
    office: Company, mailbox: Mailbox
) -> None:
    from husay.store.records.models import MessageDelivery

    ana = person("ana")
    choose(office, ana, "now")
    told(ana)
    taken = killed_while_sending(office, AT.isoformat())
    assert len(taken.letters) == 1
    row = MessageDelivery.objects.get()
    assert (row.state, row.tries) == ("sending", 1)
    assert sent(office, AT + timedelta(minutes=10)) == (0, 0, 0), "it may be sending still"
    assert sent(office, AT + timedelta(minutes=10, seconds=1)) == (1, 0, 0)
    (letter,) = mailbox.letters
    assert letter["Message-ID"] == taken.letters[0]["Message-ID"]
    assert letter["Subject"] == taken.letters[0]["Subject"]
    assert sent(office, AT + timedelta(days=1)) == (0, 0, 0)


def test_a_letter_whose_workers_are_killed_twice_is_given_up(
    office: Company, mailbox: Mailbox
) -> None:
    from husay.store.records.models import MessageDelivery

    ana = person("ana")
    choose(office, ana, "now", quiet=None)
    told(ana)
    later = AT + timedelta(minutes=11)
    for at in (AT, later):
        assert len(killed_while_sending(office, at.isoformat()).letters) == 1
    assert sent(office, later + timedelta(minutes=11)) == (0, 0, 0)
    row = MessageDelivery.objects.get()
    assert (row.state, row.error, mailbox.letters) == ("given-up", "lost", [])


def test_two_workers_send_each_letter_once(office: Company, mailbox: Mailbox) -> None:
    people = [person(f"p{number}") for number in range(30)]
    for user in people:
        choose(office, user, "now")
        told(user)
    both = [worker(office, mailbox.port, AT.isoformat()) for _ in range(2)]
    begin(*both)
    said = [one.communicate(timeout=120)[0].split() for one in both]
    assert sum(int(words[0]) for words in said) == 30
    assert [words[1:] for words in said] == [["0", "0"], ["0", "0"]]
    assert Counter(mailbox.receivers) == dict.fromkeys((user.email for user in people), 1)


def test_one_who_was_thought_lost_changes_nothing_any_more(
    office: Company, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker stands still for longer than its claim lasts; meanwhile another has sent it."""
    from husay.store.messages import sending
    from husay.store.messages.transport import NotDelivered
    from husay.store.records.models import MessageDelivery

    ana = person("ana")
    choose(office, ana, "now", quiet=None)
    told(ana)

    def stands_still(*_: object) -> None:
        monkeypatch.undo()
        assert sent(office, AT + timedelta(minutes=11)) == (1, 0, 0)
        raise NotDelivered("broken-off")

    monkeypatch.setattr(sending, "_send", stands_still)
    assert sent(office) == (0, 1, 0)
    row = MessageDelivery.objects.get()
    assert (row.state, row.tries, row.error) == ("sent", 2, "")
