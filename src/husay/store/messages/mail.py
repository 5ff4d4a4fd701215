"""E-mail by Django's mail: one connection for many, made anew now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from husay.store.messages.transport import Letter, NotDelivered

_BY_ONE_CONNECTION = 100
"""Many servers end a connection by which more is sent."""


class Mailer:
    """Sends letters by a connection that is opened when the first goes out."""

    def __init__(self) -> None:
        self._connection: Any = None
        self._sent = 0

    def send(self, to: str, letter: Letter, uid: UUID) -> None:
        """Send a letter. The same `uid` twice is one letter for a mailbox: it is its Message-ID.

        Raises NotDelivered.
        """
        connection = self._open()
        host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
        headers = {"Message-ID": f"<{uid}@{host}>", "Auto-Submitted": "auto-generated"}
        message = EmailMessage(
            letter.subject, letter.text, None, [to], headers=headers, connection=connection
        )
        try:
            message.send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _said in refused.recipients.values()]
            raise NotDelivered("refused", for_good=all(code >= 500 for code in codes)) from None
        except (SMTPException, OSError):
            self.close()
            raise NotDelivered("broken-off") from None
        self._sent += 1
        if self._sent >= _BY_ONE_CONNECTION:
            self.close()

    def _open(self) -> Any:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (SMTPException, OSError):
                raise NotDelivered("unreachable", nobody=True) from None
            self._connection, self._sent = connection, 0
        return self._connection

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            with suppress(SMTPException, OSError):
                self._connection.close()
            self._connection = None


@contextmanager
def mailer() -> Iterator[Mailer]:
    """A mailer, whose connection ends with the block."""
    made = Mailer()
    try:
        yield made
    finally:
        made.close()
