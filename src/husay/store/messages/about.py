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
from husay.store.coaching.people import names_of
from husay.store.moment import everything
from husay.store.records import manifests
from husay.store.records.models import (
    CoachingAction,
    Message,
    SignalEpisode,
    TeamCircle,
    TeamPage,
    TeamRecognition,
    TeamThanks,
)
from husay.store.records.users import actor_names
from husay.store.signals.document import Kept, kept_of
from husay.store.team.recognitions import recognised
from husay.team.recognition import Recognised

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class About:
    """Signals, actions, what was recognised, thanks, circles and pages of their meetings, by their
    numbers. Goals are their messages' notices, and all else is in the messages themselves. `people`
    and `authors` (`user:7`) are what all of them are called whom any of it names."""

    calendar: BusinessCalendar
    shape: Shape
    signals: Mapping[int, Kept]
    actions: Mapping[int, CoachingAction]
    recognised: Mapping[int, Recognised]
    thanks: Mapping[int, TeamThanks]
    circles: Mapping[int, TeamCircle]
    pages: Mapping[int, TeamPage]
    units: Mapping[str, str]
    people: Mapping[str, str]
    authors: Mapping[str, str]

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """The names of the units that messages tell of: whoever is told of one knows its name."""
        known = self.units if kind == "unit" else {}
        return {item: known[item] for item in items if item in known}


def about(company: Company, messages: Iterable[Message]) -> About:
    """What some messages are about. Whether their reader may see it was asked before."""
    messages, snapshot = tuple(messages), everything(company)

    def numbers(name: str) -> list[int]:
        return [one.what[name] for one in messages if name in one.what]

    episodes = SignalEpisode.objects.filter(pk__in=numbers("signal"))
    actions = CoachingAction.objects.select_related("plan").in_bulk(numbers("action"))
    rows = TeamRecognition.objects.filter(pk__in=numbers("recognised"))
    praised = {row.pk: recognised(row) for row in rows}
    thanks = TeamThanks.objects.in_bulk(numbers("thanks"))
    circles = TeamCircle.objects.prefetch_related("members").in_bulk(numbers("circle"))
    people = [one.person for row in circles.values() for one in row.members.all()]
    people += [row.plan.seller for row in actions.values()]
    return About(
        snapshot.calendar,
        snapshot.shape,
        {row.pk: kept_of(row) for row in episodes},
        actions,
        praised,
        thanks,
        circles,
        TeamPage.objects.select_related("meeting").in_bulk(numbers("page")),
        manifests.names("unit", _units(messages, praised.values())),
        names_of(people),
        actor_names(row.by for row in thanks.values()),
    )


def _units(messages: Iterable[Message], praised: Iterable[Recognised]) -> set[str]:
    """The units of which messages tell: their milestones, goals, and what is recognised of them."""
    told = [(one.what.get("scope"), one.what.get("item", "")) for one in messages]
    told += [(one.notice.scope, one.notice.item) for one in messages if one.notice is not None]
    told += [(one.scope, one.item) for one in praised]
    return {item for scope, item in told if scope == "unit"}
