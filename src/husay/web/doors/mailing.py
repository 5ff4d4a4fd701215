"""Sending a link by e-mail, where a server for it is configured."""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.core.mail import send_mail

_log = logging.getLogger("django.request")


def can_send() -> bool:
    """Whether there is a server for e-mail."""
    return bool(settings.SENDS_EMAIL)


def send(to: str, subject: str, text: str) -> bool:
    """Send a message beside this request; answers whether there is a way to.

    Nobody waits for the other server: how long an answer takes tells nobody whether a message
    went out.
    """
    if not can_send():
        return False
    threading.Thread(target=_send, args=(to, subject, text), daemon=True).start()
    return True


def _send(to: str, subject: str, text: str) -> None:
    try:
        send_mail(subject, text, None, [to])
    except OSError:
        _log.exception("an e-mail could not be sent")
