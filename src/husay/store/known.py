"""Whose names a viewer may know: of people and customers, those that their scope speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from husay.access.scope import Scope
from husay.book.sql import literal
from husay.store.warehouse.reading import Snapshot

_WHERE = {
    "person": "SELECT seller FROM placements WHERE seller IN ({0})\n"
    "UNION SELECT person FROM people WHERE person IN ({0})",
    "customer": "SELECT customer FROM customers WHERE customer IN ({0})",
}
"""Where a scope has those identifiers; what units, products and places are called is no secret."""

_AT_ONCE = 500


def known_items(
    kind: str, items: Iterable[str], scope: Scope, snapshot: Callable[[], Snapshot]
) -> tuple[str, ...]:
    """Of some identifiers of a kind, in order, those whose names a scope may know."""
    wanted = tuple(dict.fromkeys(items))
    if scope.sight == "all" or kind not in _WHERE or not wanted:
        return wanted
    known, reader = set(scope.people) if kind == "person" else set(), snapshot()
    for start in range(0, len(wanted), _AT_ONCE):
        listed = ", ".join(literal(item) for item in wanted[start : start + _AT_ONCE])
        known |= {str(row[0]) for row in reader.run(_WHERE[kind].format(listed))}
    return tuple(item for item in wanted if item in known)
