"""A scope: whose rows a viewer receives, found by what the organisation says today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from husay.access.role import Right, Role
from husay.access.viewer import Viewer
from husay.book.sql import literal
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader
from husay.org.spans import FOREVER

Sight = Literal["all", "some", "volumes"]

_SEES_ALL = frozenset({Role.EXECUTIVE, Role.COMPENSATION, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Led:
    """A unit whose past totals stay with whoever led it, from `first` to `last`.

    What was below it on each of those days counts; its people do not show. None: no such end.
    """

    unit: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Scope:
    """Whose rows a viewer receives.

    `all`: every row. `some`: all sales of `people`, all that was ever sold in `units` (a manager's
    units of today with everything below them), and totals of what they `led`. `volumes`: counts
    and quantities of everybody, without persons and amounts.

    With `within` it is instead all that was sold below that unit, as it stood on each day; persons
    show as far as the scope `sees` has them (None: all), of the rest there are totals.

    `tops` are the uppermost of the units that are led today, and `whole` is what all rows together
    are, where they are one thing. Without `goals` none is received, whosever rows are; without
    `rows` only goals are, of whom the scope speaks.
    """

    sight: Sight
    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    led: tuple[Led, ...] = ()
    within: str | None = None
    sees: Scope | None = None
    tops: tuple[str, ...] = ()
    whole: Whole | None = None
    goals: bool = True
    rows: bool = True

    @property
    def everything(self) -> bool:
        """Whether nothing at all is held back."""
        return self.sight == "all" and self.goals and self.rows

    def has(self, whole: Whole) -> bool:
        """Whether somebody with this scope may see the standing of a whole."""
        among = {"unit": self.units, "seller": self.people}.get(whole.scope, frozenset())
        seen = self.sight == "all" or (self.sight == "some" and whole.item in among)
        return self.rows and seen


ALL = Scope("all", whole=Whole())
VOLUMES = Scope("volumes")
NOTHING = Scope("some", goals=False, rows=False)


def fixed_scope(viewer: Viewer) -> Scope | None:
    """The scope of a viewer to whom no organisation matters; None for sellers and managers."""
    goals, rows = viewer.may(Right.SEE_GOALS), viewer.may(Right.SEE_FIGURES)
    if not goals and not rows:
        return NOTHING
    if viewer.operator or viewer.roles & _SEES_ALL:
        return replace(ALL, goals=goals, rows=rows)
    if Role.OPERATIONS in viewer.roles and not viewer.roles & {Role.SELLER, Role.MANAGER}:
        return VOLUMES
    return None


def scope_of(viewer: Viewer, reader: SnapshotReader, today: date) -> Scope:
    """The scope of a viewer by the organisation that a reader has (the newest one), on a day.

    `reader` must see everything. What the viewer's roles do not give is not in the scope, nor are
    goals without the right to see them, or rows without that to see figures: a token may have
    been given one of the two alone.
    """
    fixed = fixed_scope(viewer)
    if fixed is not None:
        return fixed
    if Role.MANAGER in viewer.roles:
        found = _of_manager(viewer, reader, today)
    else:
        people = {viewer.person} if viewer.person else set[str]()
        whole = Whole("seller", viewer.person) if viewer.person else None
        found = Scope("some", frozenset(people), whole=whole)
    goals, rows = viewer.may(Right.SEE_GOALS), viewer.may(Right.SEE_FIGURES)
    return replace(found, goals=goals, rows=rows)


def _of_manager(viewer: Viewer, reader: SnapshotReader, today: date) -> Scope:
    """What is led today, whole, and the totals of what was ever below it or was led once.

    Whoever leads a unit sees no less than those who lead the units below it: totals follow each
    of these, not the uppermost alone.
    """
    led = _assigned(viewer, reader)
    leads = viewer.units | {unit for unit, first, last in led if first <= today <= last}
    below = {unit: _below({unit}, reader, today) - {unit} for unit in leads}
    units = leads.union(*below.values())
    people = _in_units(units, reader, today) | _reporting(viewer, reader, today)
    once = (Led(unit, first, last) for unit, first, last in led if last < today)
    return Scope(
        "some",
        frozenset(people | ({viewer.person} if viewer.person else set())),
        frozenset(units),
        (*(Led(unit) for unit in sorted(units)), *once),
        tops=tuple(sorted(leads.difference(*below.values()))),
    )


def people_led(viewer: Viewer, reader: SnapshotReader, day: date) -> frozenset[str]:
    """The people whom a viewer led on a day by the organisation that a reader has, which must see
    everything: those in the units that they led, and those who reported to them; not themselves.

    `viewer.units` must be those that they were given to lead on that day.
    """
    led = _assigned(viewer, reader)
    leads = viewer.units | {unit for unit, first, last in led if first <= day <= last}
    units = leads | _below(leads, reader, day)
    found = _in_units(units, reader, day) | _reporting(viewer, reader, day)
    return frozenset(found - {viewer.person})


def scope_of_whole(whole: Whole, reader: SnapshotReader, today: date, seen_by: Scope) -> Scope:
    """The scope that holds just what a whole is made of, for a viewer whose scope has it."""
    goals = seen_by.goals
    if whole.scope == "company":
        return replace(ALL, goals=goals)
    if whole.scope == "seller":
        return Scope("some", frozenset({whole.item}), whole=whole, goals=goals)
    units = frozenset({whole.item} | _below({whole.item}, reader, today))
    some = Scope("some", seen_by.people, seen_by.units)
    sees = None if seen_by.sight == "all" else some
    return Scope("some", units=units, within=whole.item, sees=sees, whole=whole, goals=goals)


def members_of(whole: Whole, reader: SnapshotReader, today: date, seen_by: Scope) -> Scope:
    """The scope of all that the people of a unit sold who are in it on a day, wherever they did,
    for a viewer whose scope has the unit."""
    units = {whole.item} | _below({whole.item}, reader, today)
    return Scope("some", frozenset(_in_units(units, reader, today)), goals=seen_by.goals)


def members_by_unit(reader: SnapshotReader, day: date) -> dict[str, frozenset[str]]:
    """The people who are in each unit on a day, or below it: what `members_of` says of one."""
    rows = reader.run(
        f"WITH placed AS ({_places(day)}),\n"
        "above AS (SELECT l.unit, l.ancestor FROM lineage AS l\n"
        "  JOIN org_pieces AS o ON o.piece = l.piece\n"
        f"  WHERE DATE '{day}' BETWEEN o.first AND o.last)\n"
        "SELECT p.unit, p.person FROM placed AS p\n"
        "UNION SELECT a.ancestor, p.person FROM placed AS p JOIN above AS a ON a.unit = p.unit"
    )
    found: dict[str, set[str]] = {}
    for unit, person in rows:
        found.setdefault(str(unit), set()).add(str(person))
    return {unit: frozenset(people) for unit, people in found.items()}


def _assigned(viewer: Viewer, reader: SnapshotReader) -> list[tuple[str, date, date]]:
    """The units that the viewer leads or led, each with its first and last day."""
    if viewer.person is None:
        return []
    rows = reader.run(
        f"SELECT unit, valid_from, COALESCE(valid_to, {FOREVER}) FROM assignments\n"
        f"WHERE role = 'manager' AND person = {literal(viewer.person)} ORDER BY ALL"
    )
    return [(str(unit), first, last) for unit, first, last in rows]  # type: ignore[misc]


def _below(units: Iterable[str], reader: SnapshotReader, day: date) -> set[str]:
    """The units below some on a day."""
    return _found(
        reader,
        "SELECT DISTINCT l.unit FROM lineage AS l JOIN org_pieces AS o ON o.piece = l.piece\n"
        f"WHERE DATE '{day}' BETWEEN o.first AND o.last AND l.ancestor IN ({{}})",
        units,
    )


def _in_units(units: Iterable[str], reader: SnapshotReader, day: date) -> set[str]:
    """The people whose place is in some units on a day, those who support them included."""
    return _found(reader, f"SELECT person FROM ({_places(day)}) WHERE unit IN ({{}})", units)


def _reporting(viewer: Viewer, reader: SnapshotReader, day: date) -> set[str]:
    """The people who report to the viewer on a day, wherever they are."""
    own = {viewer.person} if viewer.person else ()
    return _found(reader, f"SELECT person FROM ({_places(day)}) WHERE manager IN ({{}})", own)


def _places(day: date) -> str:
    """Where people are on a day, and to whom they report: one place each, the one that began last.

    An assignment that nobody ended keeps nobody in a team that they have left for another. Whoever
    sells or leads nowhere is where they support, which may be in several places.
    """
    placed = (
        f"SELECT person, unit, manager FROM person_spans WHERE DATE '{day}' BETWEEN first AND last"
    )
    return (
        f"{placed}\nUNION ALL SELECT person, unit, manager FROM assignments\n"
        f"WHERE DATE '{day}' BETWEEN valid_from AND COALESCE(valid_to, {FOREVER})\n"
        f"  AND role = 'support' AND person NOT IN (SELECT person FROM ({placed}))"
    )


def _found(reader: SnapshotReader, sql: str, among: Iterable[str]) -> set[str]:
    listed = ", ".join(literal(item) for item in sorted(among))
    return {str(row[0]) for row in reader.run(sql.format(listed))} if listed else set()
