"""A pay run of five terms over millions of lines, each explained, beside other ways to do it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd  # type: ignore[import-untyped]

from bench.machine import Row
from bench.pay_facts import ASKED, Kept, kept
from husay.pay.compile.bounds import Bounds, bounds_of
from husay.pay.compile.compile import Compiled, compiled

MEMORY = "600MB"
CORES, EACH = 2, "300MB"
"""Ranges that are worked out at once, and how much memory each of them may have."""
SAMPLE = 100_000
"""How many lines the plain loop is measured on; its time is scaled, and said to be."""

HEADS = (
    "seconds", "million lines a second", "million rows a second", "processor seconds", "MB at most",
    "earned",
)  # fmt: skip
WRITTEN = (
    "(FORMAT parquet, COMPRESSION lz4_raw, PARQUET_VERSION v2, "
    "DICTIONARY_SIZE_LIMIT 1, ROW_GROUP_SIZE 61440)"
)
"""How everybody's explanations are written: a dictionary of thousands of payees takes a third of
the writing and leaves the files as large."""


def measure(root: Path, lines: int) -> list[Row]:
    """Seconds, millions of lines and of rows a second, processor seconds and peak memory of each
    way."""
    kept(root, lines, ranges_of(lines))
    rows = []
    for who, way in (("Husay", "compiled"), ("plain DuckDB SQL", "sql"), ("pandas", "pandas"),
                     ("plain Decimal loop", "decimal")):  # fmt: skip
        rows.append(Row("five terms, all lines explained", lines, who, _apart(root, lines, way)))
    return rows


def ranges_of(lines: int) -> int:
    """Ranges of about six hundred thousand lines: what fits the memory comfortably."""
    return max(2, lines // 600_000)


def _apart(root: Path, lines: int, way: str) -> tuple[str, ...]:
    """Run one way in a process of its own, so that its memory can be told."""
    command = [sys.executable, "-m", "bench.pay_bench", str(root), str(lines), way]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, processor, peak, rows, total = done.stdout.split()[-5:]
    a_second = (f"{count / float(seconds) / 1e6:.2f}" for count in (lines, int(rows)))
    return (f"{float(seconds):.2f}", *a_second, processor, peak, total)


def main() -> None:
    """Run one way: print seconds, processor seconds, peak megabytes, rows, and all that was
    earned."""
    root, lines, way = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    facts = kept(root, lines, ranges_of(lines))
    ways = {"compiled": run_compiled, "sql": run_sql, "pandas": run_pandas, "decimal": run_decimal}
    began, before = time.perf_counter(), os.times()
    scale, rows, total = ways[way](facts)
    after = os.times()
    seconds = (time.perf_counter() - began) * scale
    processor = (after.user + after.system - before.user - before.system) * scale
    print(f"{seconds:.3f} {processor:.1f} {_peak()} {round(rows * scale)} {total}")


def _peak() -> int:
    """The most memory that this process held, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    kilobytes = next(x.split()[1] for x in status.splitlines() if x.startswith("VmHWM"))
    return int(kilobytes) // 1000


def connect(facts: Kept, threads: int = 2, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A database with the facts but for the lines."""
    connection = duckdb.connect(
        config={"threads": threads, "memory_limit": memory, "preserve_insertion_order": False}
    )
    connection.execute(f"ATTACH '{facts.others}' AS facts (READ_ONLY)")
    tables = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'facts'"
    ).fetchall()
    for (name,) in tables:
        if name not in ("people", "numbered"):
            connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM facts.{name}")
    return connection


def _choose(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """Take the lines of these files, and those who are paid by them."""
    connection.execute(f"CREATE OR REPLACE TEMP VIEW lines AS SELECT * FROM read_parquet({files})")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE people AS SELECT DISTINCT person FROM lines UNION "
        "SELECT r.manager FROM facts.reporting AS r SEMI JOIN lines AS l ON l.person = r.person"
    )


def _bounds(connection: duckdb.DuckDBPyConnection, facts: Kept) -> Bounds:
    _choose(connection, [str(file) for file in facts.files])
    return bounds_of(facts.plan, lambda sql: connection.execute(sql).fetchall())


Ran = tuple[float, int, int]
"""What a run is to be scaled by, its rows, and what it came to."""


def run_compiled(facts: Kept) -> Ran:
    """The compiled plan, a range of payees on each core; every line into Parquet."""
    with connect(facts) as connection:
        found = compiled(facts.plan, _bounds(connection, facts), ASKED)
    assert isinstance(found, Compiled), found
    with ThreadPoolExecutor(CORES) as workers:
        parts = workers.map(
            lambda first: _ranges(facts, found, range(first, len(facts.files), CORES)), range(CORES)
        )
    rows, totals = zip(*parts, strict=True)
    return 1, sum(rows), sum(totals)


def _ranges(facts: Kept, found: Compiled, numbers: range) -> tuple[int, int]:
    """Some ranges of payees, one after the other: how many rows, and what they came to."""
    connection, rows, total = connect(facts, 1, EACH), 0, 0
    for number in numbers:
        file = facts.files[number]
        _choose(connection, [str(file)])
        for step in found.steps:
            if number != numbers[0] and step.name not in found.again:
                continue
            if step.name in ("earned", "settled"):
                out = file.with_name(f"{step.name}_{number}.parquet")
                wrote = _copied(connection, f"COPY ({step.sql}) TO '{out}' {WRITTEN}")
                rows += wrote if step.name == "earned" else 0
                seen = f"SELECT * FROM read_parquet('{out}')"
                connection.execute(f"CREATE OR REPLACE TEMP VIEW {step.name} AS {seen}")
            else:
                connection.execute(step.statement)
        row = connection.execute(f"SELECT SUM(earned) FROM ({found.settled})").fetchone()
        assert row is not None, "a sum has a row"
        total += int(row[0])
    return rows, total


def _copied(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """Copy a query into a file; how many rows that are."""
    row = connection.execute(sql).fetchone()
    assert row is not None, "a copy tells its rows"
    return int(row[0])


_BY_HAND = """
COPY (
WITH goal AS (SELECT person, starts, value FROM goals WHERE measure = 'revenue'),
own AS (
    SELECT l.*, g.value AS goal, SUM(l.amount) OVER (PARTITION BY l.person, g.starts
        ORDER BY l.place ROWS UNBOUNDED PRECEDING) AS after,
        SUM(l.amount) OVER (PARTITION BY l.person, d.month_start
        ORDER BY l.place ROWS UNBOUNDED PRECEDING) AS month_after,
        CASE WHEN l.f_product = 'P07' AND l.day BETWEEN DATE '2024-03-01' AND DATE '2026-10-31'
        THEN l.quantity ELSE 0 END AS sets
    FROM read_parquet({files}) AS l JOIN days AS d ON d.day = l.day
    JOIN goal AS g ON g.person = l.person AND g.starts = d.quarter_start),
team AS (
    SELECT l.*, r.manager, SUM(l.amount) OVER (PARTITION BY r.manager, d.month_start
        ORDER BY l.place ROWS UNBOUNDED PRECEDING) AS after
    FROM read_parquet({files}) AS l JOIN reporting AS r ON r.person = l.person
    JOIN days AS d ON d.day = l.day)
SELECT person, 'commission' AS term, place, day, amount AS value, month_after AS after,
    round(month_after * 0.015 / 100) * 100
    - round((month_after - amount) * 0.015 / 100) * 100 AS pay FROM own
UNION ALL
SELECT person, 'accelerator', place, day, amount, after,
    round({after} / 100) * 100 - round({before} / 100) * 100 FROM own
UNION ALL
SELECT person, 'campaign', place, day, sets, sets, sets * 12.5 FROM own WHERE sets > 0
UNION ALL
SELECT manager, 'team', place, day, amount, after,
    round(after * 0.003 / 100) * 100 - round((after - amount) * 0.003 / 100) * 100 FROM team
UNION ALL
SELECT person, 'goal_reached', NULL, MAX(day), MAX(after), MAX(after), 50000000
    FROM own GROUP BY person, goal, date_trunc('quarter', day) HAVING MAX(after) >= MAX(goal)
) TO '{out}' {written}
"""


def run_sql(facts: Kept) -> Ran:
    """What one would write by hand: the same rows in one statement, with decimals as they come."""
    connection = connect(facts)
    connection.execute("SET memory_limit = '4GB'")
    files = [str(file) for file in facts.files]
    tiers = (
        "({0} * 0.005 + greatest(0, {0} - goal * 0.8) * 0.0075 + greatest(0, {0} - goal) "
        "* 0.0125 + greatest(0, {0} - goal * 1.2) * 0.015)"
    )
    out = facts.others.with_name("by_hand.parquet")
    rows = _copied(
        connection,
        _BY_HAND.format(files=files, out=out, written=WRITTEN, after=tiers.format("after"),
                        before=tiers.format("(after - amount)")),
    )  # fmt: skip
    row = connection.execute(
        f"SELECT CAST(SUM(pay) AS BIGINT) FROM read_parquet('{out}')"
    ).fetchone()
    assert row is not None, "a sum has a row"
    return 1, rows, int(row[0])


def run_pandas(facts: Kept) -> Ran:
    """The same with pandas, in whole numbers, a column a term; on a range of payees, scaled to all
    of them."""
    connection = connect(facts)
    days = connection.execute("SELECT day, month_start, quarter_start FROM days").df()
    goals = connection.execute(
        "SELECT person, starts AS quarter_start, value AS goal FROM goals"
    ).df()
    report = connection.execute("SELECT person, manager FROM reporting").df()
    frame = connection.execute(
        "SELECT person, sale, line, day, amount, quantity, f_product FROM read_parquet(?)",
        [str(facts.files[0])],
    ).df()
    frame = (
        frame.merge(days, on="day")
        .merge(goals, on=["person", "quarter_start"])
        .merge(report, on="person")
    )
    frame = frame.sort_values(["day", "sale", "line"], kind="stable")

    def paid(keys: list[str], over: int) -> pd.Series[int]:
        after = frame.groupby(keys, sort=False)["amount"].cumsum()
        return _half_up(after * over, 1_000_000) - _half_up(
            (after - frame["amount"]) * over, 1_000_000
        )

    after = frame.groupby(["person", "quarter_start"], sort=False)["amount"].cumsum()
    frame["after"] = after
    frame["commission"] = paid(["person", "month_start"], 150)
    frame["team"] = paid(["manager", "month_start"], 30)
    tiers = [_tiers(x, frame["goal"]) for x in (after, after - frame["amount"])]
    frame["accelerator"] = _half_up(tiers[0], 20_000_000) - _half_up(tiers[1], 20_000_000)
    held = (frame["f_product"] == "P07") & frame["day"].between("2024-03-01", "2026-10-31")
    frame["campaign"] = frame["quantity"].where(held, 0) * 25 // 2
    reached = frame.groupby(["person", "quarter_start"])[["after", "goal"]].max()
    bonus = int((reached["after"] >= reached["goal"]).sum()) * 50_000_000
    out = facts.others.with_name("pandas.parquet")
    connection.execute(f"COPY (SELECT * FROM frame) TO '{out}' {WRITTEN}")
    total = int(frame[["commission", "accelerator", "campaign", "team"]].to_numpy().sum()) + bonus
    rows = 3 * len(frame) + int((frame["campaign"] != 0).sum())
    return len(facts.files), rows, total


def _half_up(over: pd.Series[int], under: int) -> pd.Series[int]:
    """Whole coins of a fraction of positive numbers."""
    return (over + under // 2) // under * 100


def _tiers(value: pd.Series[int], goal: pd.Series[int]) -> pd.Series[int]:
    """What lies in each tier times its rate, over 200,000."""
    five = value * 5
    parts = ((value * 0, 200), (goal * 4, 300), (goal * 5, 500), (goal * 6, 600))
    return sum((five - start).clip(lower=0) * rise for start, rise in parts)


def run_decimal(facts: Kept) -> Ran:
    """A plain loop with decimals over a sample of the lines, sorted already; scaled to all."""
    connection = connect(facts)
    rows = connection.execute(
        "SELECT l.person, r.manager, l.sale, l.line, l.day, l.amount, l.quantity, l.f_product, "
        "d.month_start, d.quarter_start, g.value FROM read_parquet(?) AS l JOIN days AS d "
        "ON d.day = l.day JOIN reporting AS r ON r.person = l.person JOIN goals AS g "
        "ON g.person = l.person AND g.starts = d.quarter_start ORDER BY l.place LIMIT ?",
        [str(facts.files[0]), SAMPLE],
    ).fetchall()
    found = explained(rows)
    return facts.lines / len(rows), len(found), sum(int(str(row[-1])) for row in found)


def explained(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The lines of one loop; ten-thousandths as whole numbers at the end."""
    sums: dict[tuple[object, object, object], Decimal] = {}
    found = list[tuple[Any, ...]]()
    tiers = [(Decimal(0), Decimal("0.005")), (Decimal("0.8"), Decimal("0.0075")),
             (Decimal(1), Decimal("0.0125")), (Decimal("1.2"), Decimal("0.015"))]  # fmt: skip

    def post(
        term: str,
        who: str,
        window: object,
        value: Decimal,
        parts: Sequence[tuple[Decimal, Decimal]],
    ) -> tuple[Decimal, int]:
        key = (term, who, window)
        before = sums.get(key, Decimal(0))
        after = sums[key] = before + value
        return after, _coins(_above(after, parts)) - _coins(_above(before, parts))

    for person, manager, sale, line, day, amount, quantity, product, month, quarter, goal in rows:
        value, of = Decimal(amount), Decimal(goal)
        after, pay = post("commission", person, month, value, [(Decimal(0), Decimal("0.015"))])
        found.append((person, "commission", sale, line, day, value, after, pay))
        parts = [(start * of, rise) for start, rise in tiers]
        after, pay = post("accelerator", person, quarter, value, parts)
        found.append((person, "accelerator", sale, line, day, value, after, pay))
        if product == "P07" and "2024-03-01" <= str(day) <= "2026-10-31":
            found.append(
                (person, "campaign", sale, line, day, quantity, quantity, quantity * 25 // 2)
            )
        after, pay = post("team", manager, month, value, [(Decimal(0), Decimal("0.003"))])
        found.append((manager, "team", sale, line, day, value, after, pay))
        reached = sums["accelerator", person, quarter]
        if reached >= of > reached - value:
            found.append((person, "goal_reached", None, None, day, reached, reached, 50_000_000))
    return found


def _above(value: Decimal, parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """What lies above each start, times what the rate rises there."""
    return sum((max(Decimal(0), value - start) * rise for start, rise in parts), Decimal(0))


def _coins(value: Decimal) -> int:
    return int((value / 100).quantize(Decimal(1), ROUND_HALF_UP)) * 100


if __name__ == "__main__":
    main()
