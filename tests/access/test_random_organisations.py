"""In any organisation nobody ever receives a row outside their scope, and everybody all within it.

Every relation that a query can read is held against `tests.access.oracle`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from husay.access.role import Role
from husay.access.scope import ALL, scope_of, scope_of_whole
from husay.access.viewer import Viewer
from husay.measures.question import Whole
from husay.store.warehouse.narrowed import Narrowed, narrowed
from husay.store.warehouse.reading import Snapshot
from tests.access.invented import DAYS, PEOPLE, UNITS, Invented, companies, day, snapshot_of
from tests.access.oracle import Oracle, Part, Reach

EXAMPLES = 12
_todays = st.one_of(st.integers(-20, DAYS + 20).map(day), st.just(date.min), st.just(date.max))
_windows = st.tuples(st.integers(-5, DAYS), st.integers(0, 60)).map(
    lambda w: (day(w[0]), day(sum(w)))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("invented")


ROLES = tuple(
    frozenset(roles)
    for roles in ({Role.MANAGER}, {Role.SELLER}, {Role.OPERATIONS}, {Role.OPERATIONS, Role.MANAGER},
                  {Role.MANAGER, Role.SELLER}, ())
)  # fmt: skip
"""Those that do not see all."""


def reach_of(viewer: Viewer, oracle: Oracle, today: date) -> Reach:
    if Role.MANAGER in viewer.roles:
        return oracle.manager(viewer.person, viewer.units, today)
    own = {viewer.person} if viewer.person and Role.SELLER in viewer.roles else set[str]()
    return Reach(frozenset(own))


def lines_of(reader: Snapshot) -> Counter[tuple[Any, ...]]:
    rows = reader.run("SELECT source, sale, line, seller, amount, quantity FROM placed_lines")
    return Counter(map(tuple, rows))


def expected_lines(parts: list[tuple[Part, bool]]) -> Counter[tuple[Any, ...]]:
    return Counter((*p.key, p.seller if told else None, p.amount, p.quantity) for p, told in parts)


def texts(reader: Snapshot) -> Iterator[tuple[str, str, set[str]]]:
    """Every text in every relation of a narrowed schema: (relation, column, texts)."""
    assert isinstance(reader, Narrowed)
    columns: dict[str, list[str]] = {}
    for relation, column in reader.run(
        "SELECT table_name, column_name FROM information_schema.columns\n"
        f"WHERE table_catalog = 'memory' AND table_schema = '{reader.schema}'\n"
        "  AND data_type = 'VARCHAR'"
    ):
        columns.setdefault(str(relation), []).append(str(column))
    assert len(columns) > 20
    for relation, names in columns.items():
        listed = ", ".join(f'LIST(DISTINCT "{name}")' for name in names)
        for name, found in zip(
            names, reader.run(f"SELECT {listed} FROM {relation}")[0], strict=True
        ):
            yield relation, name, {str(text) for text in found or () if text is not None}  # type: ignore[attr-defined]


def check(reader: Snapshot, oracle: Oracle, reach: Reach, within: str | None = None) -> None:
    """All that a viewer who reaches so far receives."""
    parts = oracle.received(reach, within)
    assert lines_of(reader) == expected_lines(parts)
    check_sums(reader, parts)
    check_bare_lines(reader, parts)
    if within is not None:
        return
    check_events(reader, oracle, reach)
    known = reach.people | {part.seller for part, told in parts if told}
    known |= {deal["seller"] for deal in oracle.deals(reach)}
    known |= {done["seller"] for done in oracle.activities(reach)}
    allowed = {
        "seller": known, "person": reach.people,
        "deal": {deal["deal"] for deal in oracle.deals(reach)},
        "activity": {done["activity"] for done in oracle.activities(reach)},
        "customer": {part.row["customer"] for part, _ in parts}.union(
            row["customer"] for row in (*oracle.deals(reach), *oracle.activities(reach))
        ),
    }  # fmt: skip
    for relation, column, found in texts(reader):
        assert found <= allowed.get(column, found), f"{relation}.{column}"
    listed = reader.run("SELECT deal FROM deals")
    assert {str(row[0]) for row in listed} == allowed["deal"]


def check_sums(reader: Snapshot, parts: list[tuple[Part, bool]]) -> None:
    """Each rollup sums the same, by month and, where it knows them, by seller and by day."""
    by_month: Counter[Any] = Counter()
    by_seller: Counter[Any] = Counter()
    by_day: Counter[Any] = Counter()
    for part, told in parts:
        month = part.day.year * 12 + part.day.month - 1
        by_month[month, part.row["product"]] += part.amount
        by_seller[month, part.seller if told else None] += part.amount
        by_day[part.day, part.unit] += part.amount
    joined = "JOIN placements AS pl ON pl.placement = r.placement"
    asked = {
        "SELECT month, product, SUM(amount) FROM rollup_products GROUP BY ALL": by_month,
        "SELECT month, product, SUM(amount) FROM sale_lines GROUP BY ALL": by_month,
        f"SELECT month, seller, SUM(amount) FROM rollup_monthly AS r {joined} GROUP BY ALL":
            by_seller,
        f"SELECT month, seller, SUM(amount) FROM rollup_daily AS r {joined} GROUP BY ALL":
            by_seller,
        f"SELECT date, then_unit, SUM(amount) FROM rollup_daily AS r {joined} GROUP BY ALL":
            by_day,
    }  # fmt: skip
    for sql, wanted in asked.items():
        found = {tuple(row[:-1]): int(str(row[-1])) for row in reader.run(sql)}
        assert found == dict(wanted), sql


def check_bare_lines(reader: Snapshot, parts: list[tuple[Part, bool]]) -> None:
    """A line that names no seller holds no more than the parts that are received."""
    wanted: Counter[Any] = Counter()
    for part, _ in parts:
        wanted[part.key] += part.amount
    rows = reader.run("SELECT source, sale, line, amount FROM sale_lines")
    assert len(rows) == len(wanted)
    assert {tuple(row[:3]): row[3] for row in rows} == dict(wanted)


def check_events(reader: Snapshot, oracle: Oracle, reach: Reach) -> None:
    joined = "JOIN placements AS pl ON pl.placement = r.placement"
    events = reader.run(f"SELECT deal, event, date, stage, seller FROM deal_events AS r {joined}")
    assert Counter(map(tuple, events)) == oracle.deal_events(reach)
    for number in range(-1, DAYS + 1, 10):
        on = day(number)
        open_then = reader.run(
            f"SELECT deal FROM open_deals WHERE DATE '{on}' BETWEEN first AND last"
        )
        wanted = [deal["deal"] for deal in oracle.open_deals(reach, on)]
        assert sorted(str(row[0]) for row in open_then) == sorted(wanted)
    done = reader.run(f"SELECT activity FROM activity_events AS r {joined}")
    assert {str(row[0]) for row in done} == {a["activity"] for a in oracle.activities(reach)}
    goals = {(str(s), str(i)) for s, i in reader.run("SELECT scope, item FROM goals")}
    assert goals == oracle.goals(reach)


@seed(20240331)
@hypothesis_settings(max_examples=EXAMPLES)
@given(
    company=companies(), person=st.sampled_from((*PEOPLE[:3], *PEOPLE, None)), today=_todays,
    units=st.frozensets(st.sampled_from(UNITS), max_size=1), roles=st.sampled_from(ROLES),
)  # fmt: skip
def test_each_role_receives_its_scope_and_nothing_else(
    folder: Path, company: Invented, person: str | None, units: frozenset[str], today: date,
    roles: frozenset[Role],
) -> None:  # fmt: skip
    whole, oracle = snapshot_of(company, folder), Oracle(company)
    viewer = Viewer("v", roles, person, units)
    scope = scope_of(viewer, whole, today)
    if scope.sight == "volumes":
        check_volumes(narrowed(whole, scope), oracle)
    else:
        check(narrowed(whole, scope), oracle, reach_of(viewer, oracle, today))


def check_volumes(reader: Snapshot, oracle: Oracle) -> None:
    """Counts and quantities of everybody; no amount, and nobody's name."""
    assert len(reader.run("SELECT * FROM placed_lines")) == len(oracle.parts())
    quantity = sum(part.quantity or 0 for part in oracle.parts())
    for table in (
        "placed_lines",
        "sale_lines",
        "rollup_daily",
        "rollup_monthly",
        "rollup_products",
    ):
        assert int(str(reader.run(f"SELECT SUM(quantity) FROM {table}")[0][0] or 0)) == quantity
    aliases = {str(n) for n in range(1, len(PEOPLE) + 2)}
    for relation, column, found in texts(reader):
        shown = column in ("seller", "person") and relation != "aliases"
        assert not shown or found <= aliases, relation
    assert isinstance(reader, Narrowed)
    numbers = reader.run(
        "SELECT table_name, column_name FROM information_schema.columns\n"
        f"WHERE table_catalog = 'memory' AND table_schema = '{reader.schema}'\n"
        "  AND data_type NOT IN ('VARCHAR', 'DATE', 'BOOLEAN', 'TIMESTAMP WITH TIME ZONE')"
    )
    hidden = [(table, number) for table, number in numbers if number not in NO_MONEY]
    assert {"amount", "tax", "list_amount", "cost", "list_price", "value"} <= {n for _, n in hidden}
    for name, amount in hidden:
        told = reader.run(f"SELECT 1 FROM {name} WHERE {amount} IS NOT NULL LIMIT 1")
        assert not told, (name, amount)


NO_MONEY = {
    "quantity", "lines", "line", "returns_line", "month", "placement", "piece", "recorded", "place",
    "depth", "days", "working_index", "whole", "part", "den",
}  # fmt: skip
"""Every number that operations may read, by name: whatever else is a number shows nothing."""


@seed(20240331)
@hypothesis_settings(max_examples=EXAMPLES)
@given(
    company=companies(), person=st.sampled_from((None, *PEOPLE)), today=_todays,
    units=st.frozensets(st.sampled_from(UNITS), max_size=1),
)  # fmt: skip
def test_a_unit_stands_with_all_that_was_sold_below_it_and_shows_only_whom_the_viewer_has(
    folder: Path, company: Invented, person: str | None, units: frozenset[str], today: date
) -> None:
    whole, oracle = snapshot_of(company, folder), Oracle(company)
    viewer = Viewer("v", frozenset({Role.MANAGER}), person, units)
    scope, reach = scope_of(viewer, whole, today), oracle.manager(person, units, today)
    seen = (scope, reach, lines_of(narrowed(whole, scope)))
    everything = (ALL, Reach(everything=True), lines_of(whole))
    for seen_by, held, most in (seen, everything):
        for unit in sorted(scope.units):
            within = scope_of_whole(Whole("unit", unit), whole, today, seen_by)
            found = narrowed(whole, within)
            parts, lines = oracle.received(held, unit), lines_of(found)
            assert lines == expected_lines(parts)
            check_sums(found, parts)
            check_bare_lines(found, parts)
            assert not lines - most, "what is received of a unit is among all that is received"
