"""Sending what is due: claimed by one worker, looked at once more, delivered, tried again.

A delivery is claimed by a conditional update, so of several workers one sends it. Between a
receiver's taking it and the note that it did, a worker can be killed; nobody can tell then whether
it was taken, so after `LEASE` it is sent once more, and lost another time it is given up: a message
comes twice at the most, and by e-mail with the same Message-ID, which mailboxes show once.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet
from django.utils.timezone import get_default_timezone

from husay.basics.problem import Mistake
from husay.messages.address import Address, read_address
from husay.messages.hours import after_quiet
from husay.messages.retry import next_try
from husay.store.messages import services
from husay.store.messages.choices import own_hosts
from husay.store.messages.chosen import choices_of
from husay.store.messages.mail import Mailer, mailer
from husay.store.messages.people import own_company, receivers
from husay.store.messages.sealing import opened
from husay.store.messages.seeing import still_to_see
from husay.store.messages.transport import Letter, NotDelivered
from husay.store.records.alone import alone
from husay.store.records.models import Message, MessageDelivery, User

if TYPE_CHECKING:
    from husay.store.company import Company

LEASE = timedelta(minutes=10)
"""Who has claimed a delivery for so long is not heard of again."""
AT_ONCE = 500
_log = logging.getLogger(__name__)
_TOO_MANY = 3
"""After so many failures in a row others to the same server wait a minute, and are not tried."""
_LATER = timedelta(minutes=1)
_SILENT = ("no-answer", "broken-off")
"""Failures of a server as a whole, and not of what it was sent."""

State = MessageDelivery.State
Compose = Callable[["Company", User, str, Sequence[Message]], Letter]
"""Puts messages into words for a user: the company as they have it, the form, and the messages."""
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Sent:
    """How many deliveries went out, failed (and are tried again, or were given up), or were
    dropped, since nothing in them was their receiver's to see."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0

    @property
    def all(self) -> int:
        """How many were looked at."""
        return self.sent + self.failed + self.dropped

    def with_more(self, other: Sent) -> Sent:
        """Both together."""
        return Sent(
            self.sent + other.sent, self.failed + other.failed, self.dropped + other.dropped
        )


@dataclass
class _Round:
    company: Company
    compose: Compose
    clock: Clock
    mail: Mailer
    sent: int = 0
    failed: int = 0
    dropped: int = 0
    no_mail: str = ""
    failing: Counter[str] = field(default_factory=Counter)


def send_due(company: Company, compose: Compose, clock: Clock, most: int = AT_ONCE) -> Sent:
    """Send what is due, at most so many deliveries, those by e-mail over one connection."""
    at = clock()
    _look_after_lost(at)
    rows = MessageDelivery.objects.filter(state=State.WAITING, due__lte=at)
    due = list(rows.order_by("due", "pk").values_list("pk", flat=True)[:most])
    if not due:
        return Sent()
    with mailer() as mail:
        todo = _Round(company.of_one_moment(), compose, clock, mail)
        for number in due:
            _deliver(todo, number)
    return Sent(todo.sent, todo.failed, todo.dropped)


def _look_after_lost(at: datetime) -> None:
    """Deliveries whose sender is gone: once more, then never."""
    lost = MessageDelivery.objects.filter(state=State.SENDING, claimed__lt=at - LEASE)
    lost.filter(lost__gte=1).update(state=State.GIVEN_UP, ended=at, error="lost")
    lost.filter(lost=0).update(state=State.WAITING, due=at, lost=1, error="lost")


def _deliver(todo: _Round, number: int) -> None:
    at = todo.clock()
    row = _waits(number)
    if row is None:
        return
    server = _server(row)
    if todo.failing[server] >= _TOO_MANY:
        MessageDelivery.objects.filter(pk=number, state=State.WAITING).update(due=at + _LATER)
        return
    if not _claim(row, at):
        return
    try:
        letter = _letter(todo, row, at)
        if letter is None:
            _end(row, at, State.DROPPED)
            todo.dropped += 1
            return
        _send(todo, row, letter)
    except NotDelivered as failed:
        _failed(todo, row, failed, server)
        return
    except Exception:  # a fault of ours in one letter keeps no other from going out
        _log.exception("a message could not be written")
        _failed(todo, row, NotDelivered("not-written"), server)
        return
    todo.failing[server] = 0
    todo.sent += 1
    _end(row, todo.clock(), State.SENT)


def _waits(number: int) -> MessageDelivery | None:
    rows = MessageDelivery.objects.filter(pk=number, state=State.WAITING)
    return rows.select_related("user", "address").first()


def _claim(row: MessageDelivery, at: datetime) -> bool:
    """Take a delivery; False where another worker was faster, or it is not due any more. Alone, so
    that nobody who plans puts a message into it that is not read any more."""
    with alone():
        waiting = MessageDelivery.objects.filter(pk=row.pk, state=State.WAITING, due__lte=at)
        taken = waiting.update(state=State.SENDING, claimed=at, tries=F("tries") + 1)
    row.tries += taken
    return bool(taken)


def _letter(todo: _Round, row: MessageDelivery, at: datetime) -> Letter | None:
    """What a delivery says now: what its receiver may see still, and has not read."""
    if not receivers().filter(pk=row.user_id).exists():
        return None
    own = own_company(todo.company, row.user, at)
    told = Message.objects.filter(parts__delivery=row, read=None).select_related("notice")
    seen = still_to_see(own, row.user, told)
    return todo.compose(own, row.user, row.form, seen) if seen else None


def _send(todo: _Round, row: MessageDelivery, letter: Letter) -> None:
    if row.address is None:
        if todo.no_mail:
            raise NotDelivered(todo.no_mail, nobody=True)
        todo.mail.send(row.user.email, letter, row.uid)
        return
    services.send(_address(row), letter)


def _address(row: MessageDelivery) -> Address:
    """The address of a delivery, looked at again: whom the server may send to may have changed."""
    assert row.address is not None, "it is no e-mail"
    text = opened(row.address.secret)
    if text is None:
        raise NotDelivered("address-sealed", for_good=True)
    try:
        return read_address(text, own_hosts())
    except Mistake:
        raise NotDelivered("address-unusable", for_good=True) from None


def _server(row: MessageDelivery) -> str:
    """By what failures are counted: '' for the mail server, the host of one of somebody's own, else
    the service."""
    if row.address is None:
        return ""
    try:
        return _address(row).host or row.address.service
    except NotDelivered:
        return row.address.service


def _failed(todo: _Round, row: MessageDelivery, why: NotDelivered, server: str) -> None:
    at = todo.clock()
    todo.failed += 1
    if row.address is None:
        todo.no_mail = why.code if why.nobody else ""
    if why.code in _SILENT:
        todo.failing[server] += 1
    after = None if why.for_good else next_try(row.tries, row.since, at)
    if after is None:
        _end(row, at, State.GIVEN_UP, why.code)
        return
    quiet = choices_of([row.user])[row.user_id].quiet
    due = after_quiet(after, quiet, get_default_timezone())
    _claimed(row).update(state=State.WAITING, due=due, claimed=None, error=why.code)


def _end(row: MessageDelivery, at: datetime, state: str, error: str = "") -> None:
    _claimed(row).update(state=state, ended=at, error=error)


def _claimed(row: MessageDelivery) -> QuerySet[MessageDelivery]:
    """The row while it is this worker's: one who was thought lost changes nothing any more."""
    return MessageDelivery.objects.filter(pk=row.pk, state=State.SENDING, tries=row.tries)
