"""Signals: what the early warning put before somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import Message, SignalEpisode, User
from husay.store.signals.document import kept_of
from husay.store.signals.reading import signals
from husay.store.signals.sight import shown

if TYPE_CHECKING:
    from husay.store.company import Company


class SignalsFound:
    """What falls, as the page Signals puts it before each: what is told beneath another is not told
    apart."""

    kind: Kind = "signal"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What is open and was found since."""
        rows = SignalEpisode.objects.filter(found__gte=since, closed=None, pushed__isnull=False)
        new = set(rows.values_list("pk", flat=True))
        keys = Message.objects.filter(kind=self.kind, key__in=[str(pk) for pk in new])
        new -= {int(key) for key in keys.values_list("key", flat=True)}
        for user, own in people.with_right(Right.SEE_SIGNALS) if new else ():
            seen = signals(own)
            for one in seen.pushed if seen else ():
                if one.number in new:
                    yield Found(user, str(one.number), {"signal": one.number})

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of what is in the user's scope, and not over."""
        if not company.viewer.may(Right.SEE_SIGNALS):
            return iter(())
        numbers = [one.what["signal"] for one in told]
        rows = SignalEpisode.objects.filter(pk__in=numbers, closed=None)
        seen = {one.number for one in shown(map(kept_of, rows), company.scope)}
        return (one for one in told if one.what["signal"] in seen)
