"""Staging an import: each given table typed and checked, with all the mistakes found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import duckdb
from django.conf import settings

from husay.basics.problem import Problem
from husay.book.change import duplicates_sql
from husay.book.schema import DEALS, GOALS, NAMES, POTENTIALS, SALE_LINES, UNITS, Table
from husay.book.select import bare_select
from husay.book.source import Source, nearest
from husay.book.sql import literal, quoted
from husay.book.staging import EXTRA, Staging, changed_since, plan_staging
from husay.measures.measure import MEASURES
from husay.org.spans import MOST_LEVELS, cycles_sql, too_deep_sql
from husay.store.warehouse.duck import run_given
from husay.store.warehouse.ragged import MOST_REJECTS, ragged_rows

_SCHEMA = "husay_staged"


@dataclass(frozen=True)
class Staged:
    """A given table in the workshop: its relation there, its rows, when it last changed (UTC)."""

    table: Table
    relation: str
    rows: int
    changed_at: datetime | None = None


def stage(
    workshop: duckdb.DuckDBPyConnection,
    source: Source,
    table: Table,
    since: datetime | None = None,
    at: datetime | None = None,
) -> tuple[Staged | None, tuple[Problem, ...]]:
    """Run a source's SELECT for one table and type its rows.

    `since` keeps only rows whose `changed_at` is not before it; `at` is now: what says that it
    changed later does not tell when the table last changed. Answers with None when something is
    wrong.
    """
    select = bare_select(source.selects[table.name])
    place = source.file or f"{table.name}.sql"
    try:
        described = workshop.execute(f"DESCRIBE {select}").fetchall()
        given = {row[0]: str(row[1]) for row in described}
    except duckdb.Error as error:
        return None, (_sql_problem(error, place, table),)
    kinds = {name.lower(): kind for name, kind in given.items()}
    if since is not None and EXTRA in kinds:
        select = changed_since(select, kinds[EXTRA], since)
    plan, problems = plan_staging(table, select, given, source)
    if problems:
        return None, tuple(replace(p, file=place) for p in problems)
    done, found = _run(workshop, plan, place, at)
    if done and table is SALE_LINES and source.amounts_include_tax and source.tax_rate is None:
        found = (*found, *_without_any_tax(workshop, done, place))
    return done, found


def _most_seconds() -> float:
    return float(settings.HUSAY_SQL_HOURS) * 3600


def _without_any_tax(
    workshop: duckdb.DuckDBPyConnection, done: Staged, place: str
) -> tuple[Problem, ...]:
    """A warning: of these lines, what is said to include tax is kept whole, as if it had none."""
    found = workshop.execute(
        f"SELECT sale FROM {done.relation} WHERE tax IS NULL AND amount <> 0 ORDER BY sale"
    ).fetchall()
    if not found:
        return ()
    return (
        Problem(
            code="tax-not-known", severity="warning", file=place, table=SALE_LINES.name,
            column="tax", value=", ".join(sale for (sale,) in found[:5]), count=len(found),
        ),
    )  # fmt: skip


def _relation(table: Table) -> str:
    """Where a table is staged: apart from what a source calls its files, and no TEMP table, which
    only the connection that made it could read."""
    return f"{_SCHEMA}.{table.name}"


def _run(
    workshop: duckdb.DuckDBPyConnection, plan: Staging, place: str, at: datetime | None
) -> tuple[Staged | None, tuple[Problem, ...]]:
    table, relation = plan.table, _relation(plan.table)
    try:
        workshop.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
        made = f"CREATE OR REPLACE TABLE {relation} AS {plan.typed_sql()}"
        run_given(workshop, made, _most_seconds())
        mask = workshop.execute(f"SELECT bit_or(problems), count(*) FROM {relation}").fetchall()[0]
    except duckdb.Error as error:
        return None, (*ragged_rows(workshop, table.name), _sql_problem(error, place, table))[:1]
    found = ragged_rows(workshop, table.name)
    if found:
        return None, found  # the rows below such a line are counted wrongly
    for bit, check in enumerate(plan.checks):
        if mask[0] and mask[0] & (1 << bit):
            found += _rejects(workshop, plan, bit, check.code, place)
    if not found:
        found = _duplicates(workshop, table, relation, place)
    if found:
        return None, found
    changed_at = _last_change(workshop, relation, at) if plan.changed_at else None
    return Staged(table, relation, mask[1], changed_at), ()


def _last_change(
    workshop: duckdb.DuckDBPyConnection, relation: str, at: datetime | None
) -> datetime | None:
    """When a row last changed (UTC), days to come left out."""
    now = literal((at or datetime.max.replace(tzinfo=UTC)).astimezone(UTC).isoformat(sep=" "))
    last: datetime | None = workshop.execute(
        f"SELECT max({EXTRA}) FROM {relation} WHERE {EXTRA} <= TIMESTAMP {now}"
    ).fetchall()[0][0]
    return None if last is None else last.replace(tzinfo=UTC)


def _sql_problem(error: duckdb.Error, place: str, table: Table) -> Problem:
    said = str(error).strip().splitlines()[0]
    return Problem(code="cannot-read", file=place, table=table.name, value=said)


def _rejects(
    workshop: duckdb.DuckDBPyConnection, plan: Staging, bit: int, code: str, place: str
) -> tuple[Problem, ...]:
    check = plan.checks[bit]
    # A plain file's first line is its header: people count from the top of the file.
    header = 0 if place.endswith(".sql") or plan.file_row else 1
    rows = run_given(workshop, plan.rejects_sql(check, MOST_REJECTS), _most_seconds())
    total = workshop.execute(
        f"SELECT count(*) FROM {_relation(plan.table)} WHERE problems & {1 << bit} <> 0"
    ).fetchall()[0][0]
    more = total - len(rows)
    return tuple(
        Problem(
            code=code,
            file=place,
            table=plan.table.name,
            row=number + header,
            column=check.column,
            value=value,
            values=_choices(plan.table, check.column),
            count=1 + (more if position == len(rows) - 1 else 0),
        )
        for position, (number, value) in enumerate(rows)
    )


def _choices(table: Table, column: str) -> tuple[tuple[str, str], ...]:
    choices = table.column(column).choices if column in table.names else ()
    return (("choices", ", ".join(choices)),) if choices else ()


def _duplicates(
    workshop: duckdb.DuckDBPyConnection, table: Table, relation: str, place: str
) -> tuple[Problem, ...]:
    key = ", ".join(quoted(name) for name in table.key)
    # Hashes of 64 bits find the rare doubles fast; only then is the key itself compared.
    doubled = workshop.execute(
        f"SELECT count(*) - count(DISTINCT hash({key})) FROM {relation}"
    ).fetchall()[0][0]
    if not doubled:
        return ()
    rows = workshop.execute(duplicates_sql(table, relation)).fetchmany(MOST_REJECTS)
    return tuple(
        Problem(
            code="given-twice",
            file=place,
            table=table.name,
            column=", ".join(table.key),
            value=", ".join(str(v) for v in row[:-1]),
            count=row[-1],
        )
        for row in rows
    )


def check_whole(
    workshop: duckdb.DuckDBPyConnection, staged: Staged, current: str | None = None
) -> tuple[Problem, ...]:
    """What no value alone shows: units beneath themselves or too deep, goals and potentials of no
    measure.

    `current` is the relation of those rows of the table that stay in the book beside these.
    """
    relation = staged.relation
    if current is not None and staged.table is UNITS:
        names = ", ".join(map(quoted, staged.table.names))
        relation = f"(SELECT {names} FROM {relation} UNION ALL SELECT {names} FROM {current})"
    check = _WHOLE_CHECKS.get(staged.table.name)
    return check(workshop, relation) if check else ()


def _own_parents(workshop: duckdb.DuckDBPyConnection, relation: str) -> tuple[Problem, ...]:
    rows = workshop.execute(cycles_sql(relation)).fetchall()
    if not rows:
        return _too_deep(workshop, relation)
    return tuple(
        Problem(
            code="unit-is-its-own-parent", table=UNITS.name, column="parent", value=unit,
            values=(("day", str(day)),),
        )
        for unit, day in rows
    )  # fmt: skip


def _too_deep(workshop: duckdb.DuckDBPyConnection, relation: str) -> tuple[Problem, ...]:
    rows = workshop.execute(too_deep_sql(relation)).fetchall()
    if not rows:
        return ()
    return (
        Problem(
            code="unit-too-deep", table=UNITS.name, column="parent",
            value=", ".join(unit for unit, _ in rows[:5]), count=len(rows),
            values=(("day", str(min(day for _, day in rows))), ("most", str(MOST_LEVELS))),
        ),
    )  # fmt: skip


def _unknown_measures(
    table: Table, code: str, workshop: duckdb.DuckDBPyConnection, relation: str
) -> tuple[Problem, ...]:
    rows = workshop.execute(f"SELECT measure, count(*) FROM {relation} GROUP BY 1 ORDER BY 1")
    return tuple(
        Problem(
            code=code, table=table.name, column="measure", value=measure,
            values=(("nearest", nearest(measure, list(MEASURES))),), count=count,
        )
        for measure, count in rows.fetchall()
        if measure not in MEASURES
    )  # fmt: skip


def _no_potentials(workshop: duckdb.DuckDBPyConnection, relation: str) -> tuple[Problem, ...]:
    """Potentials of what is no measure, or of one that days do not add to: a rate has none."""
    unknown = _unknown_measures(POTENTIALS, "potential-of-unknown-measure", workshop, relation)
    rows = workshop.execute(f"SELECT measure, count(*) FROM {relation} GROUP BY 1 ORDER BY 1")
    return unknown + tuple(
        Problem(
            code="potential-does-not-add-up", table=POTENTIALS.name, column="measure",
            value=measure, count=count,
        )
        for measure, count in rows.fetchall()
        if measure in MEASURES and not MEASURES[measure].grows_with_days
    )  # fmt: skip


def _closed_on_no_day(workshop: duckdb.DuckDBPyConnection, relation: str) -> tuple[Problem, ...]:
    """A warning: such a deal is kept, but belongs to no day's wins and losses."""
    deals = workshop.execute(
        f"SELECT deal FROM {relation} WHERE status IN ('won', 'lost') AND closed IS NULL ORDER BY 1"
    ).fetchall()
    if not deals:
        return ()
    shown = ", ".join(deal for (deal,) in deals[:5])
    return (
        Problem(
            code="closed-on-no-day", severity="warning", table=DEALS.name, column="closed",
            value=shown, count=len(deals),
        ),
    )  # fmt: skip


_WholeCheck = Callable[[duckdb.DuckDBPyConnection, str], tuple[Problem, ...]]

_WHOLE_CHECKS: dict[str, _WholeCheck] = {
    UNITS.name: _own_parents,
    GOALS.name: partial(_unknown_measures, GOALS, "goal-of-unknown-measure"),
    POTENTIALS.name: _no_potentials,
    DEALS.name: _closed_on_no_day,
}

_REFERENCES = (
    ("sale_lines", "product", "products", "product"),
    ("sale_lines", "customer", "customers", "customer"),
    ("sale_lines", "seller", "people", "person"),
    ("sale_lines", "unit", "units", "unit"),
    ("assignments", "unit", "units", "unit"),
    ("assignments", "person", "people", "person"),
    ("credits", "person", "people", "person"),
    ("units", "parent", "units", "unit"),
)


def reference_warnings(
    workshop: duckdb.DuckDBPyConnection, staged: Iterable[Staged], known: dict[str, str]
) -> tuple[Problem, ...]:
    """Identifiers that no table explains: worth knowing, no reason to refuse.

    `known` is the relation of each table that exists, staged and current rows together.
    """
    given = {s.table.name: s.relation for s in staged}
    found = []
    for table, column, target, key in _REFERENCES:
        if table not in given or target not in known:
            continue
        rows = workshop.execute(
            f"SELECT {quoted(column)}, count(*) FROM {given[table]} AS s\n"
            f"WHERE {quoted(column)} IS NOT NULL AND NOT EXISTS (\n"
            f"  SELECT 1 FROM {known[target]} AS k WHERE k.{quoted(key)} = s.{quoted(column)})\n"
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        if rows:
            found.append(
                Problem(
                    code="unexplained", severity="warning", table=table, column=column,
                    value=", ".join(str(r[0]) for r in rows[:5]),
                    values=(("target", target), ("items", str(len(rows)))),
                    count=sum(r[1] for r in rows),
                )
            )  # fmt: skip
    return tuple(found)


def staged_names(workshop: duckdb.DuckDBPyConnection, relation: str) -> list[tuple[str, str, str]]:
    """The names that a source gives: kind, identifier, name."""
    columns = ", ".join(NAMES.names)
    return workshop.execute(f"SELECT {columns} FROM {relation}").fetchall()
