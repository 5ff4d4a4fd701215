"""Gathering messages: each kind's gatherer says what is new, and each is kept once.

A gatherer is asked for what came up since it was asked last, and an hour before that: what was
being written then is found the next time, and what was found already is not kept twice. What takes
much work and goes by the day is asked for seldom. All that one gatherer finds at once is kept, or
nothing of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from husay.messages.kind import Kind
from husay.store.messages.found import Found, Gatherer
from husay.store.messages.kinds.actions import Actions
from husay.store.messages.kinds.circles import Circles
from husay.store.messages.kinds.goals import Goals
from husay.store.messages.kinds.milestones import Milestones
from husay.store.messages.kinds.questions import Questions
from husay.store.messages.kinds.recognitions import Recognitions
from husay.store.messages.kinds.signals import SignalsFound
from husay.store.messages.kinds.statements import Statements
from husay.store.messages.people import People
from husay.store.records.alone import alone
from husay.store.records.models import Message, MessageDelivery, MessageMark

if TYPE_CHECKING:
    from husay.store.company import Company

GATHERERS: Mapping[Kind, Gatherer] = {
    one.kind: one
    for one in (
        Goals(), Milestones(), SignalsFound(), Actions(), Statements(), Questions(),
        Recognitions(), Circles(),
    )
}  # fmt: skip
_AGAIN, _AT_FIRST = timedelta(hours=1), timedelta(days=2)
SELDOM: Mapping[Kind, timedelta] = {"action": timedelta(minutes=15)}
"""How long it is before a kind is looked for again, where it goes by the day and takes work: whom
each manager leads is read for it."""
KEPT = timedelta(days=400)
"""Messages older than that are let go, and deliveries that ended before."""
_AT_ONCE = 1_000
_log = logging.getLogger(__name__)


def gather(company: Company, at: datetime) -> int:
    """Keep what is new of every kind; answers how many messages that were. What one kind's gatherer
    cannot do keeps no other from it."""
    company, written = company.of_one_moment(), 0
    people = People(company, at)
    for gatherer in GATHERERS.values():
        try:
            written += _gather(gatherer, people, at)
        except Exception:
            _log.exception("messages of the kind %s could not be gathered", gatherer.kind)
    Message.objects.filter(made__lt=at - KEPT).delete()
    MessageDelivery.objects.filter(ended__lt=at - KEPT).delete()
    return written


def _gather(gatherer: Gatherer, people: People, at: datetime) -> int:
    mark = MessageMark.objects.filter(kind=gatherer.kind).first()
    if mark is not None and at - mark.until < SELDOM.get(gatherer.kind, timedelta(0)):
        return 0
    since = at - _AT_FIRST if mark is None else mark.until - _AGAIN
    found = list(gatherer.found(people, since))
    with alone():
        new = _unknown(gatherer.kind, found)
        made = [
            Message(
                user=one.user, kind=gatherer.kind, key=one.key, what=dict(one.what),
                notice_id=one.notice, made=at,
            )
            for one in new
        ]  # fmt: skip
        Message.objects.bulk_create(made, batch_size=_AT_ONCE, ignore_conflicts=True)
        MessageMark.objects.update_or_create(kind=gatherer.kind, defaults={"until": at})
    return len(made)


def _unknown(kind: Kind, found: Iterable[Found]) -> list[Found]:
    """What is found and not kept yet."""
    by_key = {(one.user.pk, one.key): one for one in found}
    keys = sorted({key for _, key in by_key})
    for start in range(0, len(keys), 500):  # SQLite takes only so many values in one condition
        rows = Message.objects.filter(kind=kind, key__in=keys[start : start + 500])
        for known in rows.values_list("user", "key"):
            by_key.pop(known, None)
    return list(by_key.values())
