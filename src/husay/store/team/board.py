"""The rally board as all have it, read from the newest snapshot and from what people did.

Whoever sees the whole company may ask for a past day or an older snapshot; all others have the last
day of the newest one, as with milestones: day after day, shares of goals would tell what was sold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from husay.access.role import Right
from husay.store import outlooks
from husay.store.coaching.people import day_of
from husay.store.home import Home
from husay.store.moment import everything
from husay.store.records import manifests
from husay.store.records.models import SignalEpisode, TeamThanks, User
from husay.store.team.helping import helped_of_late
from husay.store.team.recognitions import recognised_of_late
from husay.store.warehouse.reading import snapshot
from husay.team.board import (
    MOST_THANKS,
    Board,
    Rise,
    Thanked,
    since_of,
    told_help,
    told_recognition,
    told_rises,
)
from husay.team.climb import Climb
from husay.team.climbs import Week, climbs, week
from husay.tracking.milestones import Milestones, told_apart
from husay.tracking.outlook import Seen

if TYPE_CHECKING:
    from husay.store.company import Company


def board(company: Company, on: date | None = None, which: str | int | None = None) -> Board | None:
    """The board at the end of a day (default: the last with a sale); None before the book begins.

    A day `on` and an older snapshot are heeded for who sees the whole company alone.
    """
    company.viewer.check(Right.TAKE_PART)
    company = company.of_one_moment()
    if not (company.scope.sight == "all" and company.scope.rows):
        on = which = None
    steps = outlooks.milestones(company, on, which)
    if steps is None:
        return None
    manifest = everything(company, which).manifest
    found, brought, told = _climbed(company.home, manifest.number, manifest.mark, steps)
    until = company.today if on is None else steps.as_of
    since = since_of(until)
    praised, more = told_recognition(recognised_of_late(company, since), until)
    return Board(
        as_of=steps.as_of,
        snapshot=manifest.number,
        climbs=found,
        week=brought,
        rises=told_rises(_rising(steps.as_of), told),
        recognised=praised,
        more=more,
        helped=told_help(helped_of_late(company, since), until),
        thanks=_thanks(since, until),
    )


@dataclass(frozen=True)
class Called:
    """What the units and people of a board are called: everybody sees who is praised."""

    units: Mapping[str, str]
    people: Mapping[str, str]

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """The names of identifiers of one kind; one without a name is left out."""
        known = {"unit": self.units, "person": self.people}.get(kind, {})
        return {item: known[item] for item in items if item in known}


def called(found: Board) -> Called:
    """The names of all that a board tells of; who gave thanks is `user:7`, as the log has it."""
    units = {one.whole.item for one in found.climbs} | {one.within for one in found.climbs}
    units |= {rise.unit for rise in found.rises}
    units |= {one.item for one in found.recognised if one.scope == "unit"}
    users = {one.by for one in found.thanks}
    rows = User.objects.filter(pk__in=[_number(one) for one in users])
    written = {f"user:{user.pk}": user for user in rows}
    people = found.people - users | {user.person for user in rows if user.person}
    named = manifests.names("person", sorted(people))
    names = {who: user.name or named.get(user.person, "") for who, user in written.items()}
    return Called(
        manifests.names("unit", sorted(units - {""})),
        named | {who: name for who, name in names.items() if name},
    )


@lru_cache(maxsize=8)
def _climbed(
    home: Home, number: int, mark: str, steps: Milestones
) -> tuple[tuple[Climb, ...], Week, frozenset[str]]:
    """What a snapshot says: the climbs, the week, and the units of which something may be told. It
    is the same for everybody, and asked for by every wall."""
    seen = Seen(snapshot(home, manifests.manifest(number)), steps.as_of)
    found = climbs(seen, steps.ladders)
    brought = week(seen, [climb.whole for climb in found if climb.level == "division"])
    return found, brought, told_apart(seen.everything, brought.window)


def _rising(as_of: date) -> tuple[Rise, ...]:
    """The units of which the early warning is sure, as far as it has looked, that they sell more
    than was to be expected, and that still do at the end of a day."""
    rows = SignalEpisode.objects.filter(
        Q(closed=None) | Q(closed__gt=as_of),
        scope="unit", part="", direction="rise", measure__in=("revenue", "orders"),
        red__lte=as_of,
    )  # fmt: skip
    return tuple(Rise(row.item, row.since) for row in rows.only("item", "since"))


def _thanks(since: date, until: date) -> tuple[Thanked, ...]:
    """Thanks that stand, the latest first. No more is read than is told: every wall asks for them
    each minute."""
    begins = timezone.make_aware(datetime.combine(since, time.min))
    rows = TeamThanks.objects.filter(withdrawn=None, hidden=None, at__gte=begins).exclude(words="")
    read = rows.order_by("-at", "-id").iterator()
    told = ((row, day_of(row.at)) for row in read)
    among = (Thanked(row.by, row.to, row.words, day) for row, day in told if since <= day <= until)
    return tuple(islice(among, MOST_THANKS))


def _number(who: str) -> int:
    """The number of a user, as the log names them; 0 for who is none."""
    number = who.removeprefix("user:")
    return int(number) if number.isdecimal() else 0
