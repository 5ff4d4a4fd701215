"""What messages are about, read of many at once: all as it is now.

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
from husay.store.records.models import (
    CoachingAction,
    Message,
    SignalEpisode,
    TeamCircle,
    TeamPage,
    TeamRecognition,
    TeamThanks,
)
from husay.store.signals.document import Kept, kept_of
from husay.store.team.recognitions import recognised
from husay.team.recognition import Recognised

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class About:
    """Signals, actions, what was recognised, thanks, circles and pages of their meetings, by their
    numbers. Goals are their messages' notices, and all else is in the messages themselves."""

    calendar: BusinessCalendar
    shape: Shape
    signals: Mapping[int, Kept]
    actions: Mapping[int, CoachingAction]
    recognised: Mapping[int, Recognised]
    thanks: Mapping[int, TeamThanks]
    circles: Mapping[int, TeamCircle]
    pages: Mapping[int, TeamPage]


def about(company: Company, messages: Iterable[Message]) -> About:
    """What some messages are about. Whether their reader may see it was asked before."""
    messages, snapshot = tuple(messages), everything(company)

    def numbers(name: str) -> list[int]:
        return [one.what[name] for one in messages if name in one.what]

    episodes = SignalEpisode.objects.filter(pk__in=numbers("signal"))
    agreed = CoachingAction.objects.select_related("plan").filter(pk__in=numbers("action"))
    rows = TeamRecognition.objects.filter(pk__in=numbers("recognised"))
    circles = TeamCircle.objects.prefetch_related("members")
    pages = TeamPage.objects.select_related("meeting")
    return About(
        snapshot.calendar,
        snapshot.shape,
        {row.pk: kept_of(row) for row in episodes},
        {row.pk: row for row in agreed},
        {row.pk: recognised(row) for row in rows},
        TeamThanks.objects.in_bulk(numbers("thanks")),
        circles.in_bulk(numbers("circle")),
        pages.in_bulk(numbers("page")),
    )
