"""Whose names a viewer may know: of people and customers, those that their scope speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from husay.access.scope import Scope
from husay.book.sql import literal
from husay.measures.question import Whole
from husay.store.warehouse.reading import Snapshot

_WHERE = {
    "person": "SELECT seller FROM placements WHERE seller IN ({0})\n"
    "UNION SELECT person FROM people WHERE person IN ({0})",
    "customer": "SELECT customer FROM customers WHERE customer IN ({0})\n"
    "UNION SELECT customer FROM placed_lines WHERE customer IN ({0})",
}
"""Where a scope has those identifiers (a company that brought in sales alone has no table of its
customers); what units, products and places are called is no secret."""

_AT_ONCE = 500


def known_items(
    kind: str, items: Iterable[str], scope: Scope, snapshot: Callable[[], Snapshot]
) -> tuple[str, ...]:
    """Of some identifiers of a kind, in order, those whose names a scope may know."""
    wanted = tuple(dict.fromkeys(items))
    if kind not in _WHERE or not wanted or (scope.sight == "all" and scope.rows):
        return wanted
    if kind == "person" and scope.sight == "all" and scope.goals:
        return wanted  # everybody may have a goal
    if kind == "person" and scope.sight == "volumes":
        return ()  # the numbers that stand for sellers may be somebody's own
    known, reader = set(scope.people) if kind == "person" else set(), snapshot()
    for start in range(0, len(wanted), _AT_ONCE):
        listed = ", ".join(literal(item) for item in wanted[start : start + _AT_ONCE])
        known |= {str(row[0]) for row in reader.run(_WHERE[kind].format(listed))}
    return tuple(item for item in wanted if item in known)


def is_seller(person: str, snapshot: Snapshot) -> bool:
    """Whether a snapshot, which must be whole, has sales or goals of a person."""
    item = literal(person)
    asked = [f"SELECT 1 FROM placements WHERE seller = {item}"]
    if "goals" in snapshot.shape.tables:
        asked.append(f"SELECT 1 FROM goals WHERE scope = 'seller' AND item = {item}")
    return any(snapshot.run(f"{sql} LIMIT 1") for sql in asked)


def is_known(whole: Whole, snapshot: Snapshot) -> bool:
    """Whether a snapshot, which must be whole, knows of a unit or a person."""
    places = {
        "unit": "SELECT 1 FROM units WHERE unit = {0} UNION SELECT 1 FROM placements\n"
        "WHERE then_unit = {0}",
        "seller": "SELECT 1 FROM people WHERE person = {0} UNION SELECT 1 FROM placements\n"
        "WHERE seller = {0}",
    }
    sql = places.get(whole.scope)
    return sql is None or bool(snapshot.run(sql.format(literal(whole.item))))
