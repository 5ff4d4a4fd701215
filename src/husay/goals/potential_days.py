"""Whose each estimate is, day by day: the owner's, and that of every unit above the owner.

Whoever has a potential of their own on a day has that one, and what lies below it is not asked: an
estimate that management made of a team stands for its accounts, and the division above the team
has the team's. So each day of each estimate goes up until it meets such a one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from husay.basics.period import Window
from husay.goals.choice import gaps
from husay.measures.reader import SnapshotReader

Windows = Sequence[Window]


@dataclass(frozen=True)
class Place:
    """Whose something is on some days: the owner's, who is in a unit, or of a unit without one."""

    window: Window
    seller: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Line:
    """The units above each unit, itself first, on some days on which the tree kept its shape."""

    window: Window
    above: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Ownership:
    """Who owned and led what, on the days of a window.

    `accounts` has the places of each account and territory, `people` those of each seller, in
    order and without overlaps. `own` has the days on which a seller or a unit has a potential of
    its own, by scope and item.
    """

    accounts: Mapping[tuple[str, str], tuple[Place, ...]]
    people: Mapping[str, tuple[Place, ...]]
    tree: tuple[Line, ...]
    own: Mapping[tuple[str, str], Windows]

    def of_account(self, scope: str, item: str, days: Window) -> Iterator[Place]:
        """An account's days by owner, those left out on which the owner has an own potential."""
        for place in placed(days, self.accounts.get((scope, item), ())):
            for part in _left(place.window, self.own.get(("seller", str(place.seller)), ())):
                yield Place(part, place.seller, place.unit)

    def of_seller(self, person: str, days: Window) -> Iterator[Place]:
        """A seller's days by unit."""
        for place in placed(days, self.people.get(person, ())):
            yield Place(place.window, person, place.unit)

    def holders(self, place: Place, given: bool = False) -> Iterator[tuple[str, Window]]:
        """The units that a place's days count for, nearest first; '' is the company.

        `given`: the place is a unit's own estimate, which counts for the unit itself.
        """
        if place.unit is None:
            yield "", place.window
            return
        for line in self.tree:
            days = line.window.overlap(place.window)
            if days is None:
                continue
            left = [days]
            for step, unit in enumerate(line.above.get(place.unit, (place.unit,))):
                if not (given and step == 0):
                    own = self.own.get(("unit", unit), ())
                    left = [part for each in left for part in _left(each, own)]
                yield from ((unit, part) for part in left)
            yield from (("", part) for part in left)


def placed(days: Window, places: Iterable[Place]) -> Iterator[Place]:
    """Days cut by places; those that no place has are nobody's."""
    touching = [
        Place(part, place.seller, place.unit)
        for place in places
        if (part := place.window.overlap(days)) is not None
    ]
    yield from touching
    for part in gaps(days, [place.window for place in touching]):
        yield Place(part)


def _left(days: Window, taken: Windows) -> list[Window]:
    """What some windows, in order, leave of these days."""
    return gaps(days, [part for each in taken if (part := each.overlap(days)) is not None])


def read_ownership(
    reader: SnapshotReader, window: Window, own: Mapping[tuple[str, str], Windows]
) -> Ownership:
    """What a snapshot says of owners, sellers and units on a window's days."""
    touching = f"first <= DATE '{window.end}' AND last >= DATE '{window.start}'"
    accounts: dict[tuple[str, str], tuple[Place, ...]] = {}
    for scope, item, person, unit, first, last in reader.run(
        "SELECT scope, item, person, unit, first, last FROM owner_places\n"
        f"WHERE {touching} ORDER BY scope, item, first"
    ):
        key = (str(scope), str(item))
        place = Place(_within(first, last, window), _text(person), _text(unit))
        accounts[key] = (*accounts.get(key, ()), place)
    people: dict[str, tuple[Place, ...]] = {}
    for person, unit, first, last in reader.run(
        f"SELECT person, unit, first, last FROM person_spans\nWHERE {touching}\n"
        "ORDER BY person, first"
    ):
        place = Place(_within(first, last, window), str(person), _text(unit))
        people[str(person)] = (*people.get(str(person), ()), place)
    return Ownership(accounts, people, _tree(reader, window), own)


def _tree(reader: SnapshotReader, window: Window) -> tuple[Line, ...]:
    rows = reader.run(
        "SELECT o.first, o.last, l.unit, l.ancestor\n"
        "FROM org_pieces AS o LEFT JOIN lineage AS l ON l.piece = o.piece\n"
        f"WHERE o.first <= DATE '{window.end}' AND o.last >= DATE '{window.start}'\n"
        "ORDER BY o.first, l.unit, l.depth"
    )
    found: dict[Window, dict[str, tuple[str, ...]]] = {}
    for first, last, unit, ancestor in rows:
        above = found.setdefault(_within(first, last, window), {})
        if unit is not None:
            above[str(unit)] = (*above.get(str(unit), ()), str(ancestor))
    return tuple(Line(days, above) for days, above in found.items())


def _within(first: object, last: object, window: Window) -> Window:
    days = Window(first, last).overlap(window)  # type: ignore[arg-type]
    assert days is not None, "only spans that touch the window are read"
    return days


def _text(value: object) -> str | None:
    return None if value is None else str(value)
