"""Whose pay may be otherwise by one state of the book than by another: what a recomputation reads.

Between two snapshots only the files that differ are opened: a row that is new or corrected has the
number of a later snapshot, and what it replaced lies in the table's history. Whoever is named may
still be paid the same; whoever is not, is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from husay.basics.problem import Mistake
from husay.book.manifest import Manifest
from husay.store.pay.facts import PayFacts
from husay.store.pay.rows import CREDITED
from husay.store.pay.said import EVERYBODY, Heard, sales_held
from husay.store.pay.waiting import waiting_sql
from husay.store.records.models import PayAssignment, PayInput, PayPlanRow
from husay.store.warehouse.book import HISTORY, Book, read_files
from husay.store.warehouse.looking import looking
from husay.store.warehouse.reading import Snapshot

if TYPE_CHECKING:
    from husay.store.home import Home

_EVERYBODYS = (
    "products", "customers", "territories", "units", "people", "assignments", "ownerships", "rates",
)  # fmt: skip
"""A change of one of these may matter to anybody."""

_OF_SALES = ("sale_lines", "credits", "payments")
_MOST = 5_000
"""Where more sales than these changed, everybody is worked out anew: that is as soon done."""


@dataclass(frozen=True)
class Known:
    """A state of what pay is worked out from: a snapshot, and how far was heard of the records."""

    snapshot: Snapshot
    heard: Heard


def touched(home: Home, row: PayPlanRow, then: Known, now: Known, facts: PayFacts) -> set[str]:
    """Of the people of a plan, those whose pay may differ between two states; `facts` are those
    of `now`."""
    changed = _changed(home, then.snapshot.manifest, now.snapshot.manifest)
    if changed is None:
        return set(facts.people)
    found = {person for person, _ in changed.goals if person}
    for unit in {unit for _, unit in changed.goals if unit}:
        found |= facts.who_lead(unit)
    sales = {*changed.sales, *(sales_held(then.heard.holds) ^ sales_held(now.heard.holds))}
    for snapshot in (then.snapshot, now.snapshot):
        found |= _credited(snapshot, sales)
    found |= _said_about(row, then.heard, now.heard)
    if EVERYBODY in found:
        return set(facts.people)
    return facts.with_those_above(found) & facts.people


def _said_about(row: PayPlanRow, then: Heard, now: Heard) -> set[str]:
    """About whom something was said in between: assignments, and inputs that were approved."""
    given = PayAssignment.objects.filter(
        plan=row, pk__gt=then.assignments, pk__lte=now.assignments
    ).values_list("person", flat=True)
    entered = PayInput.objects.filter(
        plan=row, approval__pk__gt=then.inputs, approval__pk__lte=now.inputs
    ).values_list("person", flat=True)
    return {*given, *entered}


@dataclass(frozen=True)
class _Changed:
    """Sales of which a line, a credit or a payment differs; goals that do, by (seller, unit)."""

    sales: Collection[str]
    goals: Collection[tuple[str | None, str | None]]


def _changed(home: Home, then: Manifest, now: Manifest) -> _Changed | None:
    """What differs; None where it may matter to anybody."""
    tables = [
        name for name in (*_EVERYBODYS, *_OF_SALES, "goals")
        if then.versions.get(name) != now.versions.get(name)
    ]  # fmt: skip
    if then.company != now.company or any(name in _EVERYBODYS for name in tables):
        return None
    books = Book(home.book, then.versions), Book(home.book, now.versions)
    sales, goals = set[str](), set[tuple[str | None, str | None]]()
    try:
        with looking(home, (then, now)) as connection:
            for name in tables:
                for rows in _rows(name, *books, then.number):
                    if name == "goals":
                        goals |= set(connection.execute(f"SELECT {_GOAL} {rows}").fetchall())
                        continue
                    found: Sequence[Any] = connection.execute(
                        f"SELECT DISTINCT sale {rows} AND sale IS NOT NULL LIMIT {_MOST + 1}"
                    ).fetchall()
                    sales |= {sale for (sale,) in found}
    except Mistake:
        return None  # the older one was cleaned: nobody can say what it held
    return None if len(sales) > _MOST else _Changed(sales, goals)


_GOAL = "CASE WHEN scope = 'seller' THEN item END, CASE WHEN scope = 'unit' THEN item END"


def _rows(name: str, then: Book, now: Book, last: int) -> Iterator[str]:
    """FROM and WHERE of the rows of a table that came, and of those that went, after a snapshot."""
    for table, column in ((name, "recorded"), (name + HISTORY, "superseded")):
        known = {file.path for file in then.files(table)}
        new = [file for file in now.files(table) if file.path not in known]
        if new:
            stored = now.tables[table]
            paths = [(stored.folder / file.path).resolve() for file in new]
            yield f"FROM {read_files(stored, paths)} AS r WHERE {column} > {last}"


def _credited(snapshot: Snapshot, sales: Collection[str]) -> set[str]:
    """Everybody credited with a line of some sales, with what takes one back in the end, or with
    any line of a sale of which one of these takes something back: what is owed for it is less."""
    if not sales:
        return set()
    waiting = f"(SELECT (sale, line) FROM ({waiting_sql(sales)}))"
    rows = snapshot.stream(
        f"{CREDITED}\nSELECT DISTINCT UNNEST(persons) FROM credited\n"
        f"WHERE (sale, line) IN {waiting} OR sale IN\n"
        f"  (SELECT returns_sale FROM sale_lines WHERE (sale, line) IN {waiting})"
    )
    return {str(person) for (person,) in rows}
