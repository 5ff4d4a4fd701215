"""Sending messages, beside the imports and never from a page: gathered now and then, looked at
again while they wait to be read, planned by what people chose, and sent when they are due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections, connection

from husay.store.company import Company
from husay.store.messages.gathering import gather
from husay.store.messages.planning import plan
from husay.store.messages.sending import send_due
from husay.store.messages.tidying import tidy
from husay.words.letters import compose

GATHERED_EVERY = timedelta(seconds=20)
_PAUSE_SECONDS = 2.0
_ENDS_IN_SECONDS = 25.0
"""A letter on its way is waited for: the mail server has twenty seconds."""
_log = logging.getLogger(__name__)


@dataclass
class Post:
    """One round after the other: what cannot be done in one is tried in the next."""

    company: Company
    clock: Callable[[], datetime]
    gathered: datetime | None = None
    tidied: int = 0
    """The user after whom messages are looked at again next."""

    def go(self) -> bool:
        """Do what is to be done now; whether more may be waiting."""
        at = self.clock()
        if self.gathered is None or at - self.gathered >= GATHERED_EVERY:
            gather(self.company, at)
            self.gathered = at
            self.tidied = tidy(self.company, at, self.tidied)
        return bool(plan(at)) or bool(send_due(self.company, compose, self.clock).all)


@contextmanager
def posting(company: Company, clock: Callable[[], datetime]) -> Iterator[None]:
    """While the block runs, messages go out beside it."""
    stop = threading.Event()
    thread = threading.Thread(target=_post, args=(Post(company, clock), stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(_ENDS_IN_SECONDS)


def _post(post: Post, stop: threading.Event) -> None:
    while not stop.is_set():
        close_old_connections()
        try:
            more = post.go()
        except Exception:
            _log.exception("messages could not be sent; it is tried again")
            more = False
        if not more:
            stop.wait(_PAUSE_SECONDS)
    connection.close()
