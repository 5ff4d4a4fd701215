"""A company whose people are told of milestones; a mail server and a web receiver, both here."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.records.models import Message, User

AT = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
"""A Friday, eleven in the morning in Manila."""


@dataclass
class Mailbox:
    """A mail server that takes what it is sent, unless it is told to answer otherwise; one that
    `breaks` ends the connection when a letter comes."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    connections: int = 0
    breaks: bool = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.breaks:
            server.transport.close()
            return "421 gone"
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    @property
    def receivers(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


@contextmanager
def mail_server(mailbox: Mailbox, port: int = 0) -> Iterator[Mailbox]:
    """A mail server on this machine, on a port that is free, or this one."""
    server = Controller(mailbox, hostname="127.0.0.1", port=port or free_port())
    server.start()
    mailbox.port = server.port
    try:
        yield mailbox
    finally:
        server.stop()


def free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Receiver:
    """A web receiver: answers with these statuses, one after the other, then with 200."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    slow: threading.Event | None = None

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"json://{self.host}/hook"


@contextmanager
def web_receiver(receiver: Receiver, port: int = 0) -> Iterator[Receiver]:
    """A web receiver on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if receiver.slow is not None:
                receiver.slow.wait(20)
                return
            status = receiver.statuses.pop(0) if receiver.statuses else 200
            if status == 200:
                receiver.taken.append(body)
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        if receiver.slow is not None:
            receiver.slow.set()
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a company without sales, to be copied."""
    from husay.org.company import CompanySettings
    from husay.store.opening import create_company

    folder = tmp_path_factory.mktemp("messages") / "office"
    create_company(folder, CompanySettings(name="Kalakal"), AT)
    from django.db import connections

    connections.close_all()
    return folder


@pytest.fixture
def office(empty: Path, tmp_path: Path) -> Iterator[Company]:
    """A company without sales, whose settings send e-mail to a port of this machine."""
    import shutil
    from zoneinfo import ZoneInfo

    from django.test import override_settings
    from django.utils import timezone

    from husay.store.opening import open_company

    made = open_company(shutil.copytree(empty, tmp_path / "office"), AT.date())
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(
        EMAIL_BACKEND=smtp, SENDS_EMAIL=True, EMAIL_HOST="127.0.0.1", EMAIL_TIMEOUT=3,
        EMAIL_USE_TLS=False, EMAIL_USE_SSL=False, EMAIL_HOST_USER="",
        DEFAULT_FROM_EMAIL="Husay <husay@kalakal.test>", TIME_ZONE="Asia/Manila",
        HUSAY_ADDRESS="https://husay.kalakal.test",
    ):  # fmt: skip
        assert timezone.get_default_timezone() == ZoneInfo("Asia/Manila")
        yield made


@pytest.fixture
def mailbox(office: Company) -> Iterator[Mailbox]:
    """The office's mail server."""
    from django.test import override_settings

    with mail_server(Mailbox()) as running, override_settings(EMAIL_PORT=running.port):
        yield running


@pytest.fixture
def receiver(office: Company) -> Iterator[Receiver]:
    """A web receiver that the office's server may send to."""
    from django.test import override_settings

    with web_receiver(Receiver()) as running, override_settings(HUSAY_MESSAGE_HOSTS=[running.host]):
        yield running


def person(name: str, *roles: str) -> User:
    """Somebody who has come in."""
    from husay.access.role import Role
    from tests.web.signing import user_with

    given = [Role(role) for role in roles or ("operations",)]
    return user_with(*given, email=f"{name}@kalakal.test", name=name.title())


def as_user(company: Company, user: User) -> Company:
    from dataclasses import replace

    from husay.store.records.users import viewer_of

    return replace(company, viewer=viewer_of(user), place="web")


def told(user: User, number: int = 1, at: datetime = AT, kind: str = "milestone") -> Message:
    """A message of a milestone to somebody: of the month before, of a number that tells it."""
    from husay.store.records.models import Message

    what = {
        "scope": "company", "item": "", "window": "month", "starts": "2026-11-01",
        "ends": "2026-11-30", "share": f"{number}/100", "reached": "2026-11-25",
    }  # fmt: skip
    return Message.objects.create(user=user, kind=kind, key=f"k{number}", what=what, made=at)


def choose(company: Company, user: User, when: str, *channels: str, **more: object) -> None:
    """Have somebody choose when milestones reach them."""
    from dataclasses import replace

    from husay.messages.choice import Choice
    from husay.store.messages.choices import keep_choices, own_choices

    own = as_user(company, user)
    choice = Choice(when, channels or ("email",))  # type: ignore[arg-type]
    chosen = replace(own_choices(own), of={"milestone": choice}, **more)  # type: ignore[arg-type]
    keep_choices(own, chosen, AT)


def sent(company: Company, at: datetime = AT, plans: bool = True) -> tuple[int, int, int]:
    """Plan and send what is due at a moment: sent, failed, dropped."""
    from husay.store.messages.planning import plan
    from husay.store.messages.sending import send_due
    from husay.words.letters import compose

    if plans:
        plan(at)
    done = send_due(company, compose, lambda: at)
    return done.sent, done.failed, done.dropped


def minutes(n: float) -> timedelta:
    return timedelta(minutes=n)
