"""Random little companies, filled straight into a snapshot's database: no files, no records.

Identifiers are the worst that a file may hold: quotes, braces, blanks, a person called like a unit,
two sources that number alike. People are in several units at once or in none, units move and
close, lines are shared, name a unit or nobody, or are credited to who owns the customer.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from husay.book.manifest import Manifest
from husay.book.schema import TABLES
from husay.book.sql import literal
from husay.measures.rollup import ROLLUPS, rollup_sql
from husay.store.warehouse.book import stored_columns
from husay.store.warehouse.duck import create_database, open_snapshot
from husay.store.warehouse.reading import Snapshot
from husay.store.warehouse.snapshot import fill, lay_out
from tests.measures.making import NO_HOLIDAYS

PEOPLE = ("ana", "o'ben", "{book}", "7", "u1", "ñina", "1", "scope_1.people")
UNITS = ("top", "u1", "ana", "north {x}", "o'east", "7")
FIRST, DAYS = date(2024, 1, 1), 91

Row = Mapping[str, Any]


def day(number: int) -> date:
    """A day of the book by its number; some are before it and some after."""
    return FIRST + timedelta(days=number)


@dataclass(frozen=True)
class Invented:
    """A company's tables, as rows by column; what is not said is None."""

    units: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    assignments: tuple[Row, ...] = ()
    ownerships: tuple[Row, ...] = ()
    sale_lines: tuple[Row, ...] = ()
    credits: tuple[Row, ...] = ()
    deals: tuple[Row, ...] = ()
    deal_stages: tuple[Row, ...] = ()
    activities: tuple[Row, ...] = ()
    goals: tuple[Row, ...] = ()
    products: tuple[Row, ...] = ()
    customers: tuple[Row, ...] = ()

    def rows(self, table: str) -> tuple[Row, ...]:
        """A table's rows; none of one that nobody gave."""
        return getattr(self, table, ())


_FACTS = {name for name, table in TABLES.items() if table.fact}


def _said(value: object) -> str:
    if value is None:
        return "NULL"
    return f"DATE '{value}'" if isinstance(value, date) else literal(str(value))


@dataclass(frozen=True)
class _Given:
    """What `lay_out` and `fill` ask of a book, of rows in memory."""

    company: Invented

    def has(self, table: str) -> bool:
        return bool(self.company.rows(table))

    def relation(self, table: str) -> str:
        for rollup in ROLLUPS:
            if rollup.table == table:
                return f"({rollup_sql(rollup, 'placed_lines')})"
        columns = stored_columns(TABLES[table])
        selects = [self._select(row, columns) for row in self.company.rows(table)]
        nothing = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns)
        return "(" + "\nUNION ALL ".join([f"SELECT {nothing} WHERE FALSE", *selects]) + ")"

    def _select(self, row: Row, columns: Iterable[tuple[str, str]]) -> str:
        made = {"source": "s1", "recorded": 1} | dict(row)
        if "date" in row:
            made["month"] = row["date"].year * 12 + row["date"].month - 1
        return "SELECT " + ", ".join(
            f'CAST({_said(made.get(name))} AS {kind}) AS "{name}"' for name, kind in columns
        )


def snapshot_of(company: Invented, folder: Path) -> Snapshot:
    """The snapshot of a company, in a folder."""
    given = _Given(company)
    names = [f.name for f in fields(company) if company.rows(f.name)]
    manifest = Manifest(
        1, "mark", datetime(2024, 3, 31, 12, tzinfo=UTC), "tester", "", "s1",
        dict.fromkeys(names, 0), NO_HOLIDAYS.as_data(),
    )  # fmt: skip
    file = Path(tempfile.mkdtemp(dir=folder)) / "snapshot.duckdb"
    with create_database(file) as connection:
        lay_out(connection, given)  # type: ignore[arg-type]
        fill(connection, given, manifest)  # type: ignore[arg-type]
    return Snapshot(manifest, file, open_snapshot(file), Path("/dev/null").open(encoding="utf-8"))


_numbers = st.integers(0, DAYS - 1)
_days = _numbers.map(day)


@st.composite
def _tree(draw: st.DrawFn) -> list[Row]:
    """Units that lie below ones named before them, so that there is no loop on any day."""
    chosen = UNITS[: draw(st.integers(2, len(UNITS)))]
    rows: list[Row] = [{"unit": chosen[0], "valid_from": date(1, 1, 1), "kind": "company"}]
    for place, unit in enumerate(chosen[1:], 1):
        cuts = sorted(draw(st.sets(st.integers(1, DAYS - 1), max_size=2)))
        starts = [date(1, 1, 1), *map(day, cuts)]
        closed = draw(st.booleans()) and len(starts) > 1
        for number, start in enumerate(starts[:-1] if closed else starts):
            last = number + 1 == len(starts)
            rows.append({
                "unit": unit, "valid_from": start,
                "valid_to": None if last else starts[number + 1] - timedelta(days=1),
                "parent": draw(st.sampled_from((None, *chosen[:place]))),
                "kind": draw(st.sampled_from(("division", "team"))),
            })  # fmt: skip
    return rows


@st.composite
def _places(draw: st.DrawFn, people: tuple[str, ...], units: tuple[str, ...]) -> list[Row]:
    rows: list[Row] = []
    for person in people:
        starts = sorted(draw(st.sets(st.integers(-5, DAYS), max_size=3)))
        for start in starts:
            length = draw(st.one_of(st.none(), st.integers(0, DAYS)))
            rows.append({
                "person": person, "unit": draw(st.sampled_from(units)), "valid_from": day(start),
                "valid_to": None if length is None else day(start + length),
                "role": draw(st.sampled_from(("seller", "manager", "manager", "support", None))),
                "manager": draw(st.sampled_from((None, None, *people))),
            })  # fmt: skip
    return rows


@st.composite
def _lines(draw: st.DrawFn, people: tuple[str, ...], units: tuple[str, ...]) -> list[Row]:
    keys = draw(st.sets(st.tuples(
        st.sampled_from(("s1", "s2")), st.sampled_from(("S1", "S2", "it's")), st.integers(1, 3),
    ), min_size=1, max_size=10))  # fmt: skip
    small = st.one_of(st.none(), st.integers(-50, 500))
    return [
        {
            "source": source, "sale": sale, "line": line, "date": draw(_days),
            "seller": draw(st.sampled_from((None, *people, *people))),
            "unit": draw(st.sampled_from((None, None, None, *units))),
            "product": draw(st.sampled_from(("p1", "p2", None))),
            "customer": draw(st.sampled_from(("c1", "c2", "c3", None))),
            "channel": draw(st.sampled_from(("web", None))), "territory": None,
            "quantity": draw(small), "amount": draw(st.integers(-999, 9999)), "tax": draw(small),
            "list_amount": draw(small), "cost": draw(small), "currency": "PHP",
            "kind": draw(st.sampled_from(("sale", "sale", "return", "adjustment"))),
        }
        for source, sale, line in sorted(keys)
    ]  # fmt: skip


@st.composite
def _deals(draw: st.DrawFn, people: tuple[str, ...]) -> tuple[list[Row], list[Row]]:
    deals: list[Row] = []
    stages: list[Row] = []
    for number in range(draw(st.integers(0, 4))):
        created, status = draw(_numbers), draw(st.sampled_from(("open", "won", "lost")))
        gone = draw(st.one_of(st.none(), st.integers(0, 30)))
        deal = {"deal": f"D{number}", "source": "s1"}
        deals.append({
            **deal, "created": day(created), "status": status, "amount": 100 + number,
            "closed": None if status == "open" or gone is None else day(created + gone),
            "currency": "PHP", "seller": draw(st.sampled_from((None, *people))), "stage": "lead",
            "customer": draw(st.sampled_from(("c1", "c4", None))), "product": "p1",
        })  # fmt: skip
        for stage in draw(st.sets(st.sampled_from(("lead", "offer")))):
            stages.append({**deal, "stage": stage, "entered": day(draw(_numbers))})
    return deals, stages


@st.composite
def companies(draw: st.DrawFn) -> Invented:
    """Any little company."""
    people = PEOPLE[: draw(st.integers(3, len(PEOPLE)))]
    tree = draw(_tree())
    units = tuple(dict.fromkeys(row["unit"] for row in tree))
    lines = draw(_lines(people, units))
    persons = st.sampled_from(people)
    shares = [
        {**{k: line[k] for k in ("source", "sale", "line")}, "person": person,
         "role": draw(st.sampled_from(("direct", "direct", "overlay"))),
         "share": draw(st.integers(1, 7))}
        for line in lines if draw(st.integers(0, 2)) == 0
        for person in sorted(draw(st.sets(persons, min_size=1, max_size=3)))
    ]  # fmt: skip
    owners = [
        {"scope": "customer", "item": item, "person": draw(persons), "valid_from": draw(_days)}
        for item in sorted(draw(st.sets(st.sampled_from(("c1", "c2")))))
    ]
    deals, stages = draw(_deals(people))
    activities = [
        {"activity": str(n), "date": draw(_days), "seller": draw(persons), "type": "visit",
         "customer": draw(st.sampled_from(("c1", "c5", None))), "deal": None, "source": "s1"}
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    whose = [("company", ""), ("product_line", "l1"), ("territory", "t1"),
             *(("seller", p) for p in people), *(("unit", u) for u in units)]  # fmt: skip
    goals = [
        {"scope": scope, "item": item, "measure": "revenue", "starts": FIRST,
         "ends": day(DAYS - 1), "value": 5000, "currency": "PHP"}
        for scope, item in whose if draw(st.booleans())
    ]  # fmt: skip
    return Invented(
        units=tuple(tree), people=tuple({"person": p} for p in people),
        assignments=tuple(draw(_places(people, units))), ownerships=tuple(owners),
        sale_lines=tuple(lines), credits=tuple(shares), deals=tuple(deals),
        deal_stages=tuple(stages), activities=tuple(activities), goals=tuple(goals),
        products=({"product": "p1", "product_line": "l1", "list_price": 77},
                  {"product": "p2", "product_line": "l2", "product_group": "g"}),
        customers=tuple({"customer": f"c{n}", "customer_group": "retail", "territory": "t1"}
                        for n in range(1, 7)),
    )  # fmt: skip
