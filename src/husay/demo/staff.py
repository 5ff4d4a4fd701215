"""Everyone who works for the demo company, with their assignments; its tree of units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from husay.demo import places
from husay.demo.chance import Chance
from husay.demo.sellers import Seller
from husay.demo.teams import Team
from husay.demo.timeline import DAY, Timeline
from husay.demo.words import MEN, SURNAMES, WOMEN


@dataclass(frozen=True)
class Unit:
    """A row of the tree of units, valid from `starts` to `ends` (none: still)."""

    id: str
    parent: str | None
    kind: str
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Person:
    """Someone who works or worked for the company."""

    id: str
    name: str
    hired: date
    left: date | None = None


@dataclass(frozen=True)
class Assignment:
    """What a person does in a unit, to whom they report, from `starts` to `ends`."""

    person: str
    unit: str
    role: str
    manager: str | None
    starts: date
    ends: date | None = None


@dataclass(frozen=True)
class Staff:
    """All people and assignments; `of_seller` has each seller's person, by place."""

    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    assignments: tuple[Assignment, ...]
    of_seller: tuple[str, ...]
    specialist: str


OFFICE = (
    ("sales operations", places.COMPANY_UNIT, 2), ("compensation", places.COMPANY_UNIT, 2),
    ("trade marketing", places.COMPANY_UNIT, 2), ("sales support", "luzon", 2),
    ("sales support", "visayas", 1), ("sales support", "mindanao", 1),
)  # fmt: skip


def tree(teams: Sequence[Team], timeline: Timeline) -> tuple[Unit, ...]:
    """Company, divisions, business units and teams; one unit changes its division."""
    begun, turn = timeline.founded, timeline.reorganised
    rows = [Unit(places.COMPANY_UNIT, None, "company", begun)]
    rows += [Unit(d, places.COMPANY_UNIT, "division", begun) for d in places.DIVISIONS]
    for business in places.UNITS:
        if business.id == places.MOVED_UNIT:
            rows.append(Unit(business.id, business.division, "unit", begun, turn - DAY))
            rows.append(Unit(business.id, places.MOVED_TO, "unit", turn))
        else:
            rows.append(Unit(business.id, business.division, "unit", begun))
    rows += [Unit(t.id, places.UNITS[t.unit].id, "team", begun) for t in teams]
    return tuple(rows)


def staff(teams: Sequence[Team], sellers: Sequence[Seller], timeline: Timeline, seed: int) -> Staff:
    """Executives, a manager for every unit, the sellers, and the people who support them."""
    hiring = _Hiring(timeline, seed)
    top = hiring.manager(places.COMPANY_UNIT, None)
    sales_head = hiring.manager(places.COMPANY_UNIT, top)
    heads = {d: hiring.manager(d, sales_head) for d in places.DIVISIONS}
    leaders: list[str] = []
    of_unit = {u.id: hiring.unit_manager(u, heads) for u in places.UNITS}
    for team in teams:
        leaders.append(hiring.manager(team.id, of_unit[places.UNITS[team.unit].id]))
    for _, unit, count in OFFICE:
        for _ in range(count):
            hiring.support(unit, sales_head if unit == places.COMPANY_UNIT else heads[unit])
    specialist = hiring.support(places.COMPANY_UNIT, sales_head)
    of_seller = tuple(hiring.seller(s, teams, leaders) for s in sellers)
    return Staff(
        units=tree(teams, timeline),
        people=tuple(hiring.people),
        assignments=tuple(hiring.assignments),
        of_seller=of_seller,
        specialist=specialist,
    )


class _Hiring:
    """Takes people on, one after the other, each with a name and a number of their own."""

    def __init__(self, timeline: Timeline, seed: int) -> None:
        self.timeline = timeline
        self.chance = Chance(seed, "people")
        self.names = _names(self.chance)
        self.people: list[Person] = []
        self.assignments: list[Assignment] = []

    def manager(self, unit: str, above: str | None) -> str:
        """A manager of a unit through the whole history."""
        return self._assigned(unit, "manager", above)

    def support(self, unit: str, above: str) -> str:
        """Someone in the office."""
        return self._assigned(unit, "support", above)

    def unit_manager(self, business: places.BusinessUnit, heads: dict[str, str]) -> str:
        """A business unit's manager, who reports to another head after a reorganisation."""
        head = heads[business.division]
        if business.id != places.MOVED_UNIT:
            return self.manager(business.id, head)
        person, turn = self._person(self._some_day(), None), self.timeline.reorganised
        new = heads[places.MOVED_TO]
        first = Assignment(person, business.id, "manager", head, self._hired(person), turn - DAY)
        self.assignments += [first, Assignment(person, business.id, "manager", new, turn)]
        return person

    def seller(self, seller: Seller, teams: Sequence[Team], leaders: Sequence[str]) -> str:
        """A seller, with a second assignment where they change teams."""
        person = self._person(seller.hired, seller.left)
        unit, leader = teams[seller.team].id, leaders[seller.team]
        if seller.moves_on is None or seller.moves_to is None:
            row = Assignment(person, unit, "seller", leader, seller.hired, seller.left)
            self.assignments.append(row)
            return person
        moved = seller.moves_on
        self.assignments += [
            Assignment(person, unit, "seller", leader, seller.hired, moved - DAY),
            Assignment(
                person, teams[seller.moves_to].id, "seller", leaders[seller.moves_to], moved
            ),
        ]
        return person

    def _assigned(self, unit: str, role: str, above: str | None) -> str:
        person = self._person(self._some_day(), None)
        self.assignments.append(Assignment(person, unit, role, above, self._hired(person)))
        return person

    def _person(self, hired: date, left: date | None) -> str:
        person = Person(f"P{len(self.people) + 1:04}", next(self.names), hired, left)
        self.people.append(person)
        return person.id

    def _hired(self, person: str) -> date:
        return next(p.hired for p in reversed(self.people) if p.id == person)

    def _some_day(self) -> date:
        """A first day of work before the history begins."""
        days = (self.timeline.start - self.timeline.founded).days
        return self.timeline.founded + self.chance.below(days - 30) * DAY


def _names(chance: Chance) -> Iterator[str]:
    """Full names, none twice."""
    seen: set[str] = set()
    while True:
        given = chance.of(WOMEN if chance.below(2) else MEN)
        name = f"{given} {chance.of(SURNAMES)}"
        if name not in seen:
            seen.add(name)
            yield name
