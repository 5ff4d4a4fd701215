"""Sending a link by e-mail, where a server for it is configured."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection

_log = logging.getLogger("django.request")


def can_send() -> bool:
    """Whether there is a server for e-mail."""
    return bool(settings.SENDS_EMAIL)


def send(to: str, subject: str, text: str) -> bool:
    """Send a message beside this request; answers whether there is a way to."""
    if not can_send():
        return False
    beside(send_now, to, subject, text)
    return True


def send_now(to: str, subject: str, text: str) -> None:
    """Send a message; where the other server does not take it, the server's log says so."""
    try:
        send_mail(subject, text, None, [to])
    except OSError:
        _log.exception("an e-mail could not be sent")


def beside(do: Callable[..., None], *given: object) -> None:
    """Do something beside this request: nobody waits for it, and how long the answer takes tells
    nobody what was done."""
    threading.Thread(target=_done, args=(do, *given), daemon=True).start()


def _done(do: Callable[..., None], *given: object) -> None:
    try:
        do(*given)
    except Exception:
        _log.exception("what was to be done beside a request failed")
    finally:
        connection.close()  # each thread has its own
