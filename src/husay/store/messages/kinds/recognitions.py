"""Recognition: what was recognised of somebody or of their unit; and thanks to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.home import Home
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.moment import everything
from husay.store.records import manifests
from husay.store.records.models import Message, TeamRecognition, TeamThanks, User
from husay.store.records.users import number_signed
from husay.store.warehouse.reading import snapshot
from husay.team.recognition import OF_LATE
from husay.tracking.organisation import people_on, units_on

if TYPE_CHECKING:
    from husay.store.company import Company

_OWN = Q(scope="seller") | Q(scope="unit", kind="team-goal")
"""What is news for somebody: what was recognised of them, and that their unit reached a goal whole.
The steps before that everybody is told as milestones."""


class Recognitions:
    """Each is told once; what was withdrawn, taken back or hidden meanwhile is told no more."""

    kind: Kind = "recognition"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What was recognised since, of days that the page Team shows; and thanks since."""
        today = timezone.localdate(people.at)
        rows = _recognised(today).filter(made__gte=since).order_by("pk")
        yield from _of_people(people, [row for row in rows if row.scope == "seller"])
        yield from _of_units(people, [row for row in rows if row.scope == "unit"], today)
        yield from _of_thanks(people, _thanks().filter(at__gte=since).order_by("pk"))

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """What holds and is of the user or of their unit still, and thanks that stand."""
        viewer = company.viewer
        if not (viewer.may(Right.TAKE_PART) and viewer.person):
            return iter(())
        numbers = [one.what["recognised"] for one in told if "recognised" in one.what]
        units = units_of(company, company.today).get(viewer.person, frozenset()) if numbers else ()
        theirs = {
            row.pk
            for row in _recognised(company.today).filter(pk__in=numbers)
            if (row.item == viewer.person if row.scope == "seller" else row.item in units)
        }
        thanks = _thanks().filter(to=viewer.person)
        standing = thanks.filter(pk__in=[one.what.get("thanks") for one in told])
        thanked = set(standing.values_list("pk", flat=True))
        return (
            one
            for one in told
            if one.what.get("recognised") in theirs or one.what.get("thanks") in thanked
        )


def units_of(company: Company, day: date) -> Mapping[str, frozenset[str]]:
    """The units that each person of the book is in on a day, with those above them."""
    manifest = everything(company).manifest
    return _units(company.home, manifest.number, manifest.mark, day)


@lru_cache(maxsize=4)
def _units(home: Home, number: int, _mark: str, day: date) -> Mapping[str, frozenset[str]]:
    """The same by one snapshot: it is asked for each receiver of a message."""
    reader = snapshot(home, manifests.manifest(number))
    above = {one.unit: one.parent for one in units_on(reader, day)}
    found: dict[str, frozenset[str]] = {}
    for place in people_on(reader, day):
        units, unit = set[str](), place.unit
        while unit and unit not in units:
            units.add(unit)
            unit = above.get(unit) or ""
        found[place.person] = found.get(place.person, frozenset()) | units
    return found


def _recognised(today: date) -> QuerySet[TeamRecognition]:
    late = today - timedelta(days=OF_LATE)
    return TeamRecognition.objects.filter(_OWN, withdrawn=None, day__gte=late, day__lte=today)


def _thanks() -> QuerySet[TeamThanks]:
    """The thanks that everybody may read."""
    return TeamThanks.objects.filter(withdrawn=None, hidden=None)


def _of_people(people: People, rows: Sequence[TeamRecognition]) -> Iterator[Found]:
    by_person: dict[str, list[TeamRecognition]] = {}
    for row in rows:
        by_person.setdefault(row.item, []).append(row)
    for user in people.called(by_person, Right.TAKE_PART):
        yield from (_found(user, row) for row in by_person[user.person])


def _of_units(people: People, rows: Sequence[TeamRecognition], today: date) -> Iterator[Found]:
    units = units_of(people.company, today) if rows else {}
    for user in people.called(units, Right.TAKE_PART):
        yield from (_found(user, row) for row in rows if row.item in units[user.person])


def _of_thanks(people: People, rows: Iterable[TeamThanks]) -> Iterator[Found]:
    by_person: dict[str, list[TeamThanks]] = {}
    for row in rows:
        by_person.setdefault(row.to, []).append(row)
    for user in people.called(by_person, Right.TAKE_PART):
        for row in by_person[user.person]:
            if number_signed(row.by) != user.pk:
                yield Found(user, f"thanks:{row.pk}", {"thanks": row.pk})


def _found(user: User, row: TeamRecognition) -> Found:
    return Found(user, f"recognised:{row.pk}", {"recognised": row.pk})
