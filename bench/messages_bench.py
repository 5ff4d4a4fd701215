"""A thousand people's digest: looked at once more for each, put into words, and taken by a mail
server on this machine over as few connections as sending uses.

Everybody is told of a goal of their own and of two milestones; what each may see is asked anew, as
it always is.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

from bench.companies import company_folder
from bench.machine import Row

if TYPE_CHECKING:
    from husay.store.company import Company

PEOPLE = 1_000
HEADS = ("seconds", "letters", "connections")
AT = datetime(2026, 11, 24, 1, tzinfo=UTC)


@dataclass
class Taking:
    """A mail server that counts."""

    letters: int = 0
    connections: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter."""
        self.letters += 1
        return "250 OK"

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Greet a connection."""
        session.host_name = hostname
        self.connections += 1
        return responses


def measure(root: Path, lines: int) -> list[Row]:
    """Seconds from the moment the digest is due until the last letter is taken."""
    folder = root / "messages"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(company_folder(root, lines), folder)
    from husay.store.opening import open_company

    company = open_company(folder)
    _tell()
    with taking() as server:
        took = _send(company)
    assert server.letters == PEOPLE, server.letters
    shutil.rmtree(folder)
    told = (f"{took:.1f}", f"{server.letters:,}", str(server.connections))
    return [Row("the digest of the day", lines, f"{PEOPLE:,} people", told)]


@contextmanager
def taking() -> Iterator[Taking]:
    """A mail server of this machine, to which this process sends."""
    from django.test import override_settings

    taking = Taking()
    server = Controller(taking, hostname="127.0.0.1", port=8_925)
    server.start()
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    try:
        with override_settings(
            EMAIL_BACKEND=smtp, SENDS_EMAIL=True, EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.port,
            EMAIL_USE_TLS=False, DEFAULT_FROM_EMAIL="husay@example.com",
        ):  # fmt: skip
            yield taking
    finally:
        server.stop()


def _send(company: Company) -> float:
    from husay.store.messages.planning import plan
    from husay.store.messages.sending import send_due
    from husay.words.letters import compose

    while plan(AT):
        pass
    due = AT + timedelta(days=1)
    began = time.perf_counter()
    while send_due(company, compose, lambda: due).all:
        pass
    return time.perf_counter() - began


def _tell() -> None:
    """Everybody and their messages, all of them for the digest of the day."""
    from husay.access.role import Role
    from husay.store.records import models as m

    users = m.User.objects.bulk_create(
        m.User(email=f"p{n}@example.com", person=f"P-{n}", created=AT, joined=AT)
        for n in range(PEOPLE)
    )
    m.RoleGrant.objects.bulk_create(
        m.RoleGrant(user=one, role=Role.SELLER, since=AT, by="operator:bench") for one in users
    )
    kinds = ("goal", "milestone")
    m.MessageChoice.objects.bulk_create(
        m.MessageChoice(user=one, kind=kind, when="daily", channels=["email"])
        for one in users for kind in kinds
    )  # fmt: skip
    day = AT.date()
    notices = m.GoalNotice.objects.bulk_create(
        m.GoalNotice(
            user=one, reason="expected", scope="seller", item=one.person, measure="revenue",
            kind="window", starts=day, ends=day + timedelta(days=30), goal=10**9, so_far=10**8,
            currency="PHP", manifest=1, until=day, made=AT,
        )
        for one in users
    )  # fmt: skip
    step = {
        "scope": "company", "item": "", "window": "window", "starts": "2026-11-01",
        "ends": "2026-11-30", "share": "1/2", "reached": "2026-11-20",
    }  # fmt: skip
    told = [m.Message(user=n.user, kind="goal", key=str(n.pk), notice=n, made=AT) for n in notices]
    told += [
        m.Message(user=one, kind="milestone", key=share, what={**step, "share": share}, made=AT)
        for one in users for share in ("1/4", "1/2")
    ]  # fmt: skip
    m.Message.objects.bulk_create(told)
