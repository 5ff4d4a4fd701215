"""What messages are about, read of many at once: signals and actions as they are now.

Of the snapshot only the calendar and the shape are handed on, which are everybody's: narrowing one
for each of a thousand receivers would take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from husay.basics.calendar import BusinessCalendar
from husay.measures.question import Shape
from husay.store.moment import everything
from husay.store.records.models import CoachingAction, Message, SignalEpisode
from husay.store.signals.document import Kept, kept_of

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class About:
    """Signals and actions by their numbers. Goals are their messages' notices, and all else is in
    the messages themselves."""

    calendar: BusinessCalendar
    shape: Shape
    signals: Mapping[int, Kept]
    actions: Mapping[int, CoachingAction]


def about(company: Company, messages: Iterable[Message]) -> About:
    """What some messages are about. Whether their reader may see it was asked before."""
    messages, snapshot = tuple(messages), everything(company)
    signals = [one.what["signal"] for one in messages if one.kind == "signal"]
    actions = [one.what["action"] for one in messages if one.kind == "action"]
    episodes = SignalEpisode.objects.filter(pk__in=signals)
    agreed = CoachingAction.objects.select_related("plan").filter(pk__in=actions)
    return About(
        snapshot.calendar,
        snapshot.shape,
        {row.pk: kept_of(row) for row in episodes},
        {row.pk: row for row in agreed},
    )
