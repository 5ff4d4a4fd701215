"""Laws of potentials, over random owners, moves and estimates, against a reckoning day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.goals.potentials import potentials
from husay.measures.question import Shape
from husay.org.owner_places import OWNER_PLACES
from husay.org.spans import LINEAGE, ORG_PIECES, OWNER_SPANS, PERSON_SPANS, UNIT_SPANS

FIRST = date(2024, 1, 1)
LENGTH = 28
WEEKDAYS = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
WINDOW = Window(FIRST, FIRST + timedelta(days=LENGTH - 1))
ACCOUNTS, TERRITORIES = ("C1", "C2", "C3"), ("T1", "T2")
PEOPLE, UNITS = ("ana", "ben"), ("north", "south")
TABLES = {
    "customers": "customer VARCHAR, territory VARCHAR",
    "ownerships": "scope VARCHAR, item VARCHAR, person VARCHAR, valid_from DATE, valid_to DATE",
    "units": "unit VARCHAR, parent VARCHAR, kind VARCHAR, valid_from DATE, valid_to DATE",
    "assignments": "person VARCHAR, unit VARCHAR, role VARCHAR, manager VARCHAR, valid_from DATE,"
    " valid_to DATE",
    "potentials": "scope VARCHAR, item VARCHAR, measure VARCHAR, starts DATE, ends DATE,"
    " value BIGINT, currency VARCHAR, precision VARCHAR, origin VARCHAR",
}
MADE = {
    "customer_owners": OWNER_SPANS["customer"],
    "territory_owners": OWNER_SPANS["territory"],
    "person_spans": PERSON_SPANS,
    "unit_spans": UNIT_SPANS,
    "org_pieces": ORG_PIECES,
    "lineage": LINEAGE,
    "owner_places": OWNER_PLACES,
}


@dataclass(frozen=True)
class Reader:
    """A snapshot's relations that potentials are read from, in memory."""

    connection: duckdb.DuckDBPyConnection
    shape: Shape = field(default_factory=lambda: Shape(tables=frozenset()))
    calendar: BusinessCalendar = WEEKDAYS
    number: int = 1

    def run(self, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        return self.connection.execute(sql).fetchall()


def reader(rows: dict[str, list[tuple[Any, ...]]]) -> Reader:
    connection = duckdb.connect()
    for name, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
        for row in rows[name]:
            marks = ", ".join("?" for _ in row)
            connection.execute(f"INSERT INTO {name} VALUES ({marks})", row)
    for name, sql in MADE.items():
        connection.execute(f"CREATE TABLE {name} AS {sql}")
    return Reader(connection)


day = st.integers(-5, LENGTH + 5).map(lambda n: FIRST + timedelta(days=n))
span = st.tuples(day, st.one_of(st.none(), st.integers(0, 20))).map(
    lambda s: (s[0], None if s[1] is None else s[0] + timedelta(days=s[1]))
)


owned = st.one_of(
    st.tuples(st.just("customer"), st.sampled_from(ACCOUNTS)),
    st.tuples(st.just("territory"), st.sampled_from(TERRITORIES)),
)
ownerships = st.lists(
    st.tuples(owned, st.sampled_from(PEOPLE), span).map(lambda r: (*r[0], r[1], *r[2])),
    max_size=8,
    unique_by=lambda r: (r[0], r[1], r[3]),
)
assignments = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(UNITS), span).map(
        lambda r: (r[0], r[1], "seller", None, *r[2])
    ),
    max_size=5,
    unique_by=lambda r: (r[0], r[4]),
)
estimates = st.lists(
    st.tuples(owned, day, st.integers(0, 30), st.integers(1, 10**6)).map(
        lambda r: (
            *r[0], "revenue", r[1], r[1] + timedelta(days=r[2]), r[3], "PHP", "0.15", "survey",
        )
    ),
    max_size=5,
    unique_by=lambda r: r[:2],
)  # fmt: skip
territories = st.lists(
    st.one_of(st.none(), st.sampled_from(TERRITORIES)),
    min_size=len(ACCOUNTS),
    max_size=len(ACCOUNTS),
)


def holding(rows: list[tuple[Any, ...]], at: int, on: date) -> tuple[Any, ...] | None:
    """Of dated rows (from at `at`), the one that holds on a day: that began last."""
    true = [r for r in rows if r[at] <= on and (r[at + 1] is None or on <= r[at + 1])]
    return max(true, key=lambda r: r[at], default=None)


def part(row: tuple[Any, ...], on: date) -> int:
    """A day's part of an estimate: what has accrued by working days till it, less till before."""

    def worked(last: date) -> int:
        days = (row[3] + timedelta(days=n) for n in range((last - row[3]).days + 1))
        return sum(d.weekday() < 5 or not any_worked for d in days)

    all_days = [row[3] + timedelta(days=n) for n in range((row[4] - row[3]).days + 1)]
    any_worked = any(d.weekday() < 5 for d in all_days)
    before = row[5] * worked(on - timedelta(days=1)) // worked(row[4])
    return int(row[5] * worked(on) // worked(row[4]) - before)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(owners=ownerships, staff=assignments, rows=estimates, areas=territories)
def test_potentials_are_dealt_day_by_day_and_sum_to_the_company(
    owners: list[tuple[Any, ...]],
    staff: list[tuple[Any, ...]],
    rows: list[tuple[Any, ...]],
    areas: list[str | None],
) -> None:
    sellers: dict[str, int] = {}
    units: dict[str, int] = {}
    nobodys = 0
    for row in rows:
        for on in (WINDOW.start + timedelta(days=n) for n in range(LENGTH)):
            if not row[3] <= on <= row[4]:
                continue
            area = areas[ACCOUNTS.index(row[1])] if row[0] == "customer" else None
            own = holding([o for o in owners if o[:2] == row[:2]], 3, on)
            own = own or holding([o for o in owners if o[:2] == ("territory", area)], 3, on)
            if own is None:
                nobodys += part(row, on)
                continue
            sellers[own[2]] = sellers.get(own[2], 0) + part(row, on)
            there = holding([a for a in staff if a[0] == own[2]], 4, on)
            if there is not None:
                units[there[1]] = units.get(there[1], 0) + part(row, on)
    read = reader(
        {
            "customers": list(zip(ACCOUNTS, areas, strict=True)),
            "ownerships": owners,
            "units": [("top", None, "company", date(1900, 1, 1), None)]
            + [(unit, "top", "division", date(1900, 1, 1), None) for unit in UNITS],
            "assignments": staff,
            "potentials": rows,
        }
    )
    found = {d: potentials(read, d, WINDOW).by_item for d in ("seller", "unit", None)}
    said = {d: {i: p.value for i, p in by.items() if p.value} for d, by in found.items()}
    assert said["seller"] == {item: value for item, value in sellers.items() if value}
    whole = sum(units.values())
    units = {**units, "top": whole}
    assert said["unit"] == {item: value for item, value in units.items() if value}
    company = found[None][""].value if found[None] else 0
    assert company == sum(sellers.values()) + nobodys
