"""A late return among millions of lines: what is worked out again, and how soon.

The return is of a line of one seller. Worked out again is everything of that seller over 36 months,
alone, or with everybody whose override it changes; the lines are read from the files of the run's
facts. Each time the plan is compiled anew, as a run does.
"""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from bench.machine import Row
from bench.pay_bench import connect, ranges_of
from bench.pay_facts import ASKED, FIRST, SELLERS, TEAM, Kept, kept
from husay.pay.compile.bounds import bounds_of
from husay.pay.compile.compile import Compiled, compiled

TIMES = 100
HEADS = ("median ms", "p95 ms", "processor ms, median", "lines read")


def measure(root: Path, lines: int) -> list[Row]:
    """Milliseconds for the seller alone, and with the managers above."""
    facts = kept(root, lines, ranges_of(lines))
    connection = connect(facts)
    found = []
    for who, above in (("the seller", False), ("with all overrides", True)):
        took, busy, read = [], [], 0
        for time_ in range(TIMES):
            seller = (time_ * 7919 + 13) % SELLERS
            began, before = time.perf_counter(), time.process_time()
            read = again(connection, facts, seller, above=above)
            took.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - before))
        took.sort()
        busy.sort()
        middle, last = took[TIMES // 2], took[TIMES * 95 // 100]
        told = (f"{middle:.0f}", f"{last:.0f}", f"{busy[TIMES // 2]:.0f}", f"{read:,}")
        found.append(Row("a late return", lines, who, told))
    return found


def again(connection: duckdb.DuckDBPyConnection, facts: Kept, seller: int, *, above: bool) -> int:
    """Work out again whom a return of a seller's touches; answers how many lines were read."""
    person, file = FIRST + seller, _file(facts, seller)
    people = [person, 1 + seller // TEAM] if above else [person]
    where = f"person = {person}"
    if above:
        first = FIRST + seller // TEAM * TEAM
        where = f"person BETWEEN {first} AND {first + TEAM - 1}"
    late = {
        "place": "NULL", "sale": "'late'", "day": "DATE '2026-12-15'", "amount": "-amount",
        "quantity": "-quantity", "kind": "'return'", "returns_sale": "sale",
        "returns_line": "line", "invoiced": "NULL",
    }  # fmt: skip
    said = ", ".join(f"{sql} AS {name}" for name, sql in late.items())
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE lines AS WITH own AS (\n"
        f"  SELECT * REPLACE (CAST(NULL AS BIGINT) AS place) FROM read_parquet('{file}')\n"
        f"  WHERE {where}), sold AS (SELECT * FROM own WHERE person = {person}\n"
        "  AND day >= DATE '2026-11-01' ORDER BY day, sale, line LIMIT 1)\n"
        f"SELECT * FROM own UNION ALL SELECT * REPLACE ({said}) FROM sold"
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE people AS SELECT UNNEST(?) AS person",
                       [people])  # fmt: skip
    for table in ("goals", "reporting"):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE own_{table} AS SELECT * FROM facts.{table}\n"
            "WHERE person IN (SELECT person FROM people UNION SELECT person FROM lines)"
        )
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM own_{table}")
    bounds = bounds_of(facts.plan, lambda sql: connection.execute(sql).fetchall())
    found = compiled(facts.plan, bounds, ASKED)
    assert isinstance(found, Compiled), found
    for step in found.steps:
        connection.execute(step.statement)
    paid = connection.execute(f"SELECT SUM(earned) FROM ({found.settled})").fetchall()
    explained = connection.execute(f"SELECT COUNT(*) FROM ({found.lines})").fetchall()
    assert paid[0][0] > 0
    assert explained[0][0] > 0
    return int(connection.execute("SELECT COUNT(*) FROM lines").fetchall()[0][0])


def _file(facts: Kept, seller: int) -> Path:
    """The file in which a seller's lines are."""
    count = len(facts.files)
    ends = [SELLERS * (n + 1) // count // TEAM * TEAM for n in range(count)]
    return facts.files[next(n for n, end in enumerate(ends) if seller < end)]
