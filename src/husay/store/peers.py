"""Whom somebody is compared with: their team by the organisation of the day, or units of a level.

What is read of peers is never handed on one by one: a place among them, or what is usual of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from husay.access.scope import ALL, members_by_unit, members_of, scope_of_whole
from husay.book.sql import literal
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name
from husay.store.company import Company
from husay.store.moment import everything
from husay.tracking.gap import LEAST_PEERS
from husay.tracking.team_gaps import Team

LEAST_TEAM = 5
"""In a smaller group each could reckon the others' figures from their own and what is usual."""


@dataclass(frozen=True)
class Peers:
    """A group: its members by dimension, and the unit that they are of ('' the whole company)."""

    by: str
    unit: str
    has: Callable[[str], bool]


def everybody(item: str) -> bool:
    """The company's members are all."""
    return True


def team_of(company: Company, person: str, sold: frozenset[str]) -> Peers:
    """The nearest unit above a person of whose people five or more are among `sold`; the whole
    company where no unit has as many."""
    newest = everything(company)
    for unit in units_above(newest, (person,), company.today).get(person, ()):
        people = members_of(Whole("unit", unit), newest, company.today, ALL).people | {person}
        if len(people & sold) >= LEAST_TEAM:
            return Peers("seller", unit, people.__contains__)
    return Peers("seller", "", everybody)


def teams_of(company: Company, people: Iterable[str], sold: frozenset[str]) -> tuple[Team, ...]:
    """The teams of several people, as `team_of` finds each one's: read at once."""
    newest, wanted = everything(company), tuple(people)
    above = units_above(newest, wanted, company.today)
    members = members_by_unit(newest, company.today)
    teams: dict[frozenset[str] | None, set[str]] = {}
    for person in wanted:
        groups = (members.get(unit, frozenset()) | {person} for unit in above.get(person, ()))
        team = next((group for group in groups if len(group & sold) >= LEAST_TEAM), None)
        teams.setdefault(team, set()).add(person)
    return tuple(
        Team(
            frozenset(some),
            everybody if team is None else team.__contains__,
            LEAST_PEERS
            if _all_seen(company, sold if team is None else team & sold)
            else LEAST_TEAM,
        )
        for team, some in teams.items()
    )


def _all_seen(company: Company, people: frozenset[str]) -> bool:
    """Whether the viewer sees the figures of each of some people."""
    return company.scope.sight == "all" or people <= company.scope.people


def units_above(
    reader: SnapshotReader, people: Iterable[str], day: date
) -> dict[str, tuple[str, ...]]:
    """The units that each of some people is in on a day, the nearest first."""
    listed = ", ".join(literal(person) for person in people) or "NULL"
    rows = reader.run(
        "SELECT s.person, LIST(l.ancestor ORDER BY l.depth)\n"
        "FROM person_spans AS s JOIN lineage AS l ON l.unit = s.unit\n"
        "JOIN org_pieces AS o ON o.piece = l.piece\n"
        f"WHERE s.person IN ({listed}) AND DATE '{day}' BETWEEN s.first AND s.last\n"
        f"  AND DATE '{day}' BETWEEN o.first AND o.last GROUP BY 1"
    )
    return {str(person): tuple(map(str, units)) for person, units in rows}  # type: ignore[call-overload]


def people_within(company: Company, whole: Whole) -> Callable[[str], bool]:
    """Who of a whole's people may be shown one by one: those in it today that the viewer sees."""
    if whole.scope == "company":
        return everybody
    if whole.scope == "seller":
        return frozenset({whole.item}).__contains__
    newest = everything(company)
    people = members_of(whole, newest, company.today, company.scope).people
    if company.scope.sight != "all":
        people &= company.scope.people
    return people.__contains__


def units_within(company: Company, whole: Whole) -> Peers:
    """The units of the lowest level of which a whole has several; `by` is '' where it has none."""
    newest = everything(company)
    if whole.scope == "seller":
        return Peers("", "", everybody)
    units = scope_of_whole(whole, newest, company.today, company.scope).units
    has = everybody if whole.scope == "company" else frozenset(units - {whole.item}).__contains__
    return Peers(_lowest(newest, has), whole.item, has)


def level_of(company: Company, unit: str) -> Peers:
    """All units of a unit's level; `by` is '' where it has none."""
    reader = everything(company)
    rows = reader.run(f"SELECT ARG_MAX(kind, first) FROM unit_spans WHERE unit = {literal(unit)}")
    level = level_name(str(rows[0][0])) if rows and rows[0][0] else ""
    return Peers(level if level in reader.shape.levels else "", "", everybody)


def _lowest(reader: SnapshotReader, has: Callable[[str], bool]) -> str:
    """The level with the most units among some."""
    best, most = "", 1
    for level in reader.shape.levels:
        rows = reader.run(f"SELECT DISTINCT then_{level} FROM placements")
        count = sum(1 for row in rows if row[0] is not None and has(str(row[0])))
        if count > most:
            best, most = level, count
    return best
