"""A company's credited lines for the benchmark of pay: sellers in teams, in ranges of payees.

The lines are kept for everybody alike: one file for each range of teams (a manager's people lie in
the manager's range), sorted by seller and in the order of events, with the place of each. People
are numbers in the order of their names: managers from 1 on, sellers behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.pay.compile.tables import columns, day_rows
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan

SELLERS = 10_000
TEAM = 10
FIRST = SELLERS // TEAM + 1
"""The number of the first seller; that of the first manager is 1."""
MONTHS = 36
ASKED = Window(date(2024, 1, 1), date(2026, 12, 31))

PLAN = """
name: Field sales
currency: PHP
measures:
  revenue: {of: amount, goal: revenue}
  sets: {of: quantity}
terms:
  commission: {kind: rate, of: revenue, rate: 1.5 %}
  accelerator:
    kind: tiers
    of: revenue
    window: quarter
    in: percent_of_goal
    adds_to: [commission]
    tiers:
      - {from: 0 %, rate: 0.5 %}
      - {from: 80 %, rate: 1.25 %}
      - {from: 100 %, rate: 2.5 %}
      - {from: 120 %, rate: 4 %}
  campaign:
    {kind: each, of: sets, each: 12.50, where: "product = 'P07'", from: 2024-03-01, to: 2026-10-31}
  team: {kind: override, of: revenue, rate: 0.3 %}
  goal_reached: {kind: bonus, of: revenue, at: 100 %, amount: 5000, window: quarter}
"""


@dataclass(frozen=True)
class Kept:
    """Where facts are kept: the lines' files by range, and the database with all other tables."""

    plan: Plan
    files: tuple[Path, ...]
    others: Path
    lines: int


def plan() -> Plan:
    """The plan with five terms."""
    found, problems = read_plan(PLAN)
    assert found is not None, problems
    return found


def kept(root: Path, lines: int, ranges: int = 16) -> Kept:
    """Make (once) the facts of a size."""
    folder = root / f"pay_{lines}_{ranges}"
    files = tuple(folder / f"lines_{n}.parquet" for n in range(ranges))
    found = Kept(plan(), files, folder / "others.duckdb", lines)
    if not found.others.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(found)
    return found


def _make(facts: Kept) -> None:
    with duckdb.connect(facts.others, config={"threads": 2, "memory_limit": "2GB"}) as connection:
        types = columns(facts.plan)
        for name, kinds in types.items():
            if name != "lines":
                said = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
                connection.execute(f"CREATE TABLE {name} ({said})")
        calendar = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
        connection.executemany(
            f"INSERT INTO days VALUES ({', '.join('?' * len(types['days']))})",
            day_rows(Window(date(2023, 12, 1), date(2027, 2, 1)), calendar),
        )
        connection.execute(_PEOPLE.format(sellers=SELLERS, team=TEAM, first=FIRST))
        connection.execute(_GOALS)
        for number, file in enumerate(facts.files):
            connection.execute(_lines(facts, types["lines"], number, file))


_PEOPLE = """
INSERT INTO reporting SELECT {first} + i, 1 + i // {team}, DATE '2020-01-01', DATE '2030-12-31'
    FROM range({sellers}) AS r(i);
INSERT INTO people SELECT person FROM reporting UNION SELECT manager FROM reporting;
CREATE TABLE numbered AS SELECT person, CASE WHEN person < {first}
    THEN printf('m%04d', person - 1) ELSE printf('s%05d', person - {first}) END AS name FROM people
"""
_GOALS = """
INSERT INTO goals SELECT p.person, 'revenue', q.starts, q.ends,
    8000000000 + 10000 * (hash(p.name || q.starts) % 400000)
FROM numbered AS p CROSS JOIN
    (SELECT DISTINCT quarter_start AS starts, quarter_end AS ends FROM days) AS q
"""


def _lines(facts: Kept, types: dict[str, str], number: int, file: Path) -> str:
    """Made by numbers that look like chance and are the same each time."""
    first = SELLERS * number // len(facts.files) // TEAM * TEAM
    last = SELLERS * (number + 1) // len(facts.files) // TEAM * TEAM
    each = facts.lines // SELLERS
    values = {
        "place": "ROW_NUMBER() OVER (ORDER BY day, sale, line)",
        "sale": "sale", "line": "line", "person": "person", "role": "'direct'", "day": "day",
        "quantity": "10000 * (1 + h % 9)", "amount": "100 * (50000 + (h // 7) % 4000000)",
        "tax": "0", "currency": "'PHP'", "cost_currency": "''", "kind": "'sale'",
        "shares": "[10000]", "nth": "1", "overlay": "FALSE",
        "f_product": "printf('P%02d', (h // 11) % 20)",
    }  # fmt: skip
    said = ", ".join(f"CAST({values.get(n, 'NULL')} AS {kind}) AS {n}" for n, kind in types.items())
    rows = (
        f"SELECT {FIRST} + i AS person, j // 3 AS nth_sale, CAST(j % 3 + 1 AS INTEGER) "
        "AS line, "
        f"DATE '2024-01-01' + CAST((j // 3) * 1095 // ({each} // 3 + 1) AS INTEGER) AS day, "
        "printf('%05d-%05d', i, j // 3) AS sale, "
        "CAST(hash(i * 1000003 + j) % 1000000007 AS BIGINT) AS h "
        f"FROM range({first}, {last}) AS a(i), range({each}) AS b(j)"
    )
    return (
        f"COPY (SELECT {said} FROM ({rows}) AS x ORDER BY person, day, sale, line) "
        f"TO '{file}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE 61440)"
    )
