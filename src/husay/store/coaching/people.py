"""Whom a viewer leads, on which day; and who of them sells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from husay.access.role import Right, Role
from husay.access.scope import people_led
from husay.basics.problem import mistake
from husay.org.spans import FOREVER
from husay.store.goal_plans.whole import whole_snapshot
from husay.store.records import manifests
from husay.store.records.models import RoleGrant
from husay.tracking.organisation import people_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

MOST_NAMED = 500


class Leading:
    """Whom the viewer led on which day, by the newest organisation; each stretch of days in which
    it stood still is asked for once. `right` is what they are led for: without it nobody is.

    The operator leads everybody: whoever runs commands in the folder can read it anyway.
    """

    def __init__(self, company: Company, right: Right = Right.COACH) -> None:
        self.company, self.right = company, right
        self._stretches: dict[int, frozenset[str]] = {}

    def ready(self, *days: date) -> Leading:
        """Itself, after it has asked whom the viewer leads today and led on some days: so the book
        is read before the lock under which records are written is taken, and not within it."""
        for day in (self.company.today, *days):
            self.on(day)
        return self

    @property
    def today(self) -> frozenset[str]:
        """The people who are led today."""
        return self.on(self.company.today)

    def leads(self, person: str, day: date | None = None) -> bool:
        """Whether a person is led today, or was on a day."""
        return person in self.on(day or self.company.today)

    def sellers(self) -> tuple[str, ...]:
        """Those of today's people who sell."""
        there = people_on(self.whole, self.company.today)
        return tuple(sorted(self.today & {p.person for p in there if p.role == "seller"}))

    @cached_property
    def whole(self) -> Snapshot:
        """The newest snapshot with nothing left out: the organisation is read from it."""
        return whole_snapshot(self.company)

    def on(self, day: date) -> frozenset[str]:
        """The people who were led on a day; nobody for who has not the right."""
        stretch = bisect_right(self._turns, day)
        if stretch not in self._stretches:
            self._stretches[stretch] = self._led(day)
        return self._stretches[stretch]

    @cached_property
    def _turns(self) -> list[date]:
        """The days from which on somebody else may be led: between two of them nothing changes."""
        if not self.company.viewer.may(self.right):
            return []
        ends = f"CASE WHEN {{0}} < {FOREVER} THEN CAST({{0}} + INTERVAL 1 DAY AS DATE) END"
        rows = self.whole.run(
            "SELECT valid_from FROM assignments UNION\n"
            f"SELECT {ends.format('valid_to')} FROM assignments UNION\n"
            f"SELECT first FROM org_pieces UNION SELECT {ends.format('last')} FROM org_pieces"
            " UNION\nSELECT first FROM person_spans UNION\n"
            f"SELECT {ends.format('last')} FROM person_spans"
        )
        turns = {day for (day,) in rows if isinstance(day, date)}
        for grant in self._grants:
            turns.add(day_of(grant.since))
            if grant.until is not None:
                turns.add(day_of(grant.until) + timedelta(days=1))
        return sorted(turns)

    @cached_property
    def _grants(self) -> tuple[RoleGrant, ...]:
        """The units that the viewer was given to lead, each with its days."""
        grants = RoleGrant.objects.filter(
            user__email=self.company.viewer.name.lower(), role=Role.MANAGER
        )
        return tuple(grants.exclude(unit=""))

    def _led(self, day: date) -> frozenset[str]:
        viewer = self.company.viewer
        if not viewer.may(self.right):
            return frozenset()
        if viewer.operator:
            return frozenset(p.person for p in people_on(self.whole, day))
        return people_led(replace(viewer, units=self._units(day)), self.whole, day)

    def _units(self, day: date) -> frozenset[str]:
        """The units that the viewer was given to lead on a day: a grant has its days, too."""
        return frozenset(
            g.unit
            for g in self._grants
            if day_of(g.since) <= day and (g.until is None or day <= day_of(g.until))
        )


def day_of(at: datetime) -> date:
    """The day of a moment, where the company is."""
    return timezone.localtime(at).date()


def shown_to(company: Company, leading: Leading, seller: str | None = None) -> Q:
    """The rows of people whose coaching is the viewer's to see: of those led today, and their own;
    with `seller` of one of them alone."""
    people = set(leading.today)
    if company.viewer.may(Right.OWN_PLAN) and company.viewer.person:
        people.add(company.viewer.person)
    if seller is not None:
        people &= {seller}
    # SQLite takes only so many values in one condition; whoever has more people reads all rows.
    return Q(seller__in=people) if len(people) <= MOST_NAMED else Q()


def is_own(company: Company, seller: str) -> bool:
    """Whether something about a seller is the viewer's own."""
    viewer = company.viewer
    return bool(seller) and viewer.may(Right.OWN_PLAN) and viewer.person == seller


def check_led(leading: Leading, seller: str, *days: date) -> None:
    """Raise Mistake `not-yours-to-coach` where a seller is not led today, or was not on a day."""
    leading.company.viewer.check(Right.COACH)
    if not all(leading.leads(seller, day) for day in (None, *days)):
        raise mistake("not-yours-to-coach", value=seller)


def names_of(people: Iterable[str]) -> dict[str, str]:
    """What people are called whom a viewer may see something of; their identifier where nothing."""
    wanted = [person for person in dict.fromkeys(people) if person]
    known = manifests.names("person", wanted)
    return {person: known.get(person, person) for person in wanted}
