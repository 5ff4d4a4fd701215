"""The tree of a plan, made of the organisation of a day, or of what goods and places there are.

The company is the root. Where one unit has all others below it, that unit is the company and is
merged into the root. Units hang below their parents, by the level that their kind makes, and those
who sell below their units: somebody in two units has two nodes. A unit without anybody stays, with
its goal for nobody yet. Without units, everybody hangs below the company.

Keys tell what a node is: 'company', a unit's identifier, and 'unit/person' for a person in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from husay.goals.people import PERSON
from husay.goals.plan import By, Node
from husay.org.placement import level_name

ROOT = "company"
"""The root's key, scope and level."""


@dataclass(frozen=True)
class PlacedUnit:
    """A unit as it stands on a day."""

    unit: str
    parent: str | None
    kind: str | None


@dataclass(frozen=True)
class PlacedPerson:
    """A person in a unit on a day (None: in none), and as what."""

    person: str
    unit: str | None
    role: str = PERSON


def organised(
    units: Iterable[PlacedUnit], people: Iterable[PlacedPerson], by: By = "history"
) -> tuple[Node, ...]:
    """The nodes of the organisation, each after its parent; goals are dealt `by` below each.

    Only those whose role is 'seller' carry goals. A unit whose parent is not there, or that lies
    below itself, hangs below the company, and so does who is in a unit that is not there.
    """
    known = {one.unit: one for one in units}
    parents = {unit: _parent(unit, known) for unit in known}
    merged = top_of(known.values())
    below: dict[str | None, list[str]] = {}
    for unit in sorted(known):
        below.setdefault(parents[unit], []).append(unit)
    sellers: dict[str | None, set[str]] = {}
    for one in people:
        if one.role == PERSON:
            sellers.setdefault(one.unit if one.unit in known else merged, set()).add(one.person)
    nodes = [Node(ROOT, ROOT, "", ROOT, by=by)]
    waiting: list[tuple[str | None, str]] = [(merged, ROOT)]
    while waiting:
        above, key = waiting.pop(0)
        nodes += _people(sellers.get(above, ()), key, by)
        for unit in below.get(above, ()):
            level = level_name(known[unit].kind or "unit")
            nodes.append(Node(unit_key(unit), "unit", unit, level, key, by=by))
            waiting.append((unit, unit_key(unit)))
    return tuple(nodes)


def of_items(scope: str, items: Iterable[str], by: By = "history") -> tuple[Node, ...]:
    """The nodes of a company whose goals are for goods, customers' groups or places."""
    root = Node(ROOT, ROOT, "", ROOT, by=by)
    return (
        root,
        *(Node(f"{ROOT}/{item}", scope, item, scope, ROOT, by=by) for item in sorted(set(items))),
    )


def top_of(units: Iterable[PlacedUnit]) -> str | None:
    """The one unit that has all others below it; None where there is no such one."""
    known = {one.unit: one for one in units}
    tops = [unit for unit in known if _parent(unit, known) is None]
    return tops[0] if len(tops) == 1 else None


def unit_key(unit: str) -> str:
    """The key of a unit's node: its identifier, so written that no other node has the same."""
    plain = unit.replace("%", "%25").replace("/", "%2F")
    return f"%{plain}" if plain == ROOT else plain


def _people(people: Iterable[str], key: str, by: By) -> list[Node]:
    return [
        Node(f"{key}/{person}", PERSON, person, PERSON, key, by=by) for person in sorted(people)
    ]


def _parent(unit: str, known: Mapping[str, PlacedUnit]) -> str | None:
    """The unit above; None for the uppermost, and for one of a circle."""
    above, passed = known[unit].parent, set[str]()
    while above is not None and above in known and above not in passed:
        if above == unit:
            return None
        passed.add(above)
        above = known[above].parent
    parent = known[unit].parent
    return parent if parent in known else None
