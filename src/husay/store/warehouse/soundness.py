"""What must hold of every book table: its keys, its months, and the line of each row's history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from husay.basics.problem import Problem
from husay.book.change import month_sql
from husay.book.schema import Table
from husay.book.sql import quoted
from husay.store.warehouse.book import HISTORY, Book

Ask = Callable[[str], Sequence[Sequence[object]]]


def table_problems(ask: Ask, book: Book, table: Table, snapshot: int) -> list[Problem]:
    """Keys given twice, values missing that every row must have, rows in another month's file."""
    relation = book.relation(table.name)
    key = ", ".join(quoted(name) for name in table.identity)
    required = [c.name for c in table.columns if c.required] + ["source", "recorded"]
    missing = " OR ".join(f"{quoted(name)} IS NULL" for name in required)
    astray = f"month <> {month_sql(quoted(table.dated))}" if table.dated else "FALSE"
    row = ask(
        # Hashes of 64 bits find doubled keys fast; only then are the keys themselves compared.
        f"SELECT count(*) - count(DISTINCT hash({key})), count(*) FILTER ({missing}), "
        f"count(*) FILTER ({astray}), count(*) FILTER (recorded > {snapshot})\nFROM {relation}"
    )[0]
    doubled, lacking, strayed, early = (int(str(value)) for value in row)
    if doubled:
        doubled = _count(ask, f"SELECT 1 FROM {relation} GROUP BY {key} HAVING count(*) > 1")
    found = (
        ("key-twice", doubled), ("value-missing", lacking), ("row-in-wrong-month", strayed),
        ("row-from-the-future", early),
    )  # fmt: skip
    return [_problem(code, table.name, snapshot, count) for code, count in found if count]


def history_problems(ask: Ask, book: Book, table: Table, snapshot: int) -> list[Problem]:
    """Versions of a row that overlap, end before they begin, or end after the snapshot."""
    past, current = book.relation(table.name + HISTORY), book.relation(table.name)
    backwards = _count(
        ask,
        f"SELECT 1 FROM {past} WHERE recorded >= superseded OR superseded > {snapshot}",
    )
    key = ", ".join(quoted(name) for name in table.identity)
    overlapping = _count(
        ask,
        f"SELECT 1 FROM (SELECT superseded, lead(recorded) OVER (\n"
        f"  PARTITION BY {key} ORDER BY recorded, superseded NULLS LAST) AS next\n"
        f"  FROM (SELECT {key}, recorded, superseded FROM {past}\n"
        f"    UNION ALL SELECT {key}, recorded, NULL FROM {current} AS c\n"
        f"    SEMI JOIN {past} AS p USING ({key})))\n"
        "WHERE next IS NOT NULL AND (superseded IS NULL OR next < superseded)",
    )
    found = (("history-backwards", backwards), ("history-overlaps", overlapping))
    name = table.name + HISTORY
    return [_problem(code, name, snapshot, count) for code, count in found if count]


def _count(ask: Ask, sql: str) -> int:
    return int(str(ask(f"SELECT count(*) FROM ({sql})")[0][0]))


def _problem(code: str, table: str, snapshot: int, count: int) -> Problem:
    values = (("snapshot", str(snapshot)),)
    return Problem(code=code, table=table, count=count, values=values)
