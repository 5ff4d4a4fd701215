"""What an import changes: which given rows are new, which correct a known row, which withdraw one.

Queries over two relations with the table's own columns: `staged` (what was given) and `current`
(what the book knows, with `source`, `recorded` and, where the table is dated, `month`). Facts are
never edited: a row that is replaced goes to the table's history with the number of the manifest
that replaced it.
"""

from __future__ import annotations

from typing import Literal

from husay.book.schema import Table
from husay.book.sql import literal, quoted

Withdraws = Literal["nothing", "sale", "table"]
"""Which rows of a source are withdrawn when they are not given again: none, the other lines of a
sale that is given, or all of the table."""


def month_sql(day: str) -> str:
    """SQL for a date's month as one whole number: year x 12 + month, January being 0."""
    return f"CAST(year({day}) * 12 + month({day}) - 1 AS INTEGER)"


def month_of(number: int) -> tuple[int, int]:
    """Year and month (1 to 12) of a month number."""
    return number // 12, number % 12 + 1


def duplicates_sql(table: Table, staged: str) -> str:
    """Keys given more than once, with how often."""
    key = ", ".join(quoted(name) for name in table.key)
    return (
        f"SELECT {key}, count(*) AS times FROM {staged}\n"
        f"GROUP BY {key} HAVING count(*) > 1 ORDER BY {key}"
    )


def _same_key(table: Table, source: str) -> str:
    own = [f"c.source = {literal(source)}"] if table.fact else []
    return " AND ".join([*own, *(f"c.{quoted(k)} = s.{quoted(k)}" for k in table.key)])


def changes_sql(table: Table, source: str, staged: str, current: str) -> str:
    """One row for each staged row that is new or differs: its rowid, and the old row's month.

    Columns: `rid`, `fresh` (true when the key was unknown), `old_month` (null unless dated).
    """
    content = [name for name in table.names if name not in table.key]
    differs = " OR ".join(f"c.{quoted(n)} IS DISTINCT FROM s.{quoted(n)}" for n in content)
    old_month = "c.month" if table.dated else "CAST(NULL AS INTEGER)"
    return (
        f"SELECT s.rowid AS rid, c.source IS NULL AS fresh, {old_month} AS old_month\n"
        f"FROM {staged} AS s LEFT JOIN {current} AS c ON {_same_key(table, source)}\n"
        f"WHERE c.source IS NULL{' OR ' + differs if differs else ''}"
    )


def superseded_sql(
    table: Table, source: str, staged: str, current: str, changes: str, withdraws: Withdraws
) -> str:
    """Current rows that a staged row replaces, and those that are no longer given."""
    replaced = (
        f"SELECT c.* FROM {current} AS c WHERE EXISTS (\n"
        f"  SELECT 1 FROM {staged} AS s JOIN {changes} AS x ON x.rid = s.rowid AND NOT x.fresh\n"
        f"  WHERE {_same_key(table, source)})"
    )
    if withdraws == "nothing":
        return replaced
    return f"{replaced}\nUNION ALL\n{missing_sql(table, source, staged, current, withdraws)}"


def missing_sql(
    table: Table, source: str, staged: str, current: str, withdraws: Withdraws = "table"
) -> str:
    """Current rows of a source, in a table or in the sales that are given, with no staged row."""
    sale = quoted(table.key[0])
    among = f" AND c.{sale} IN (SELECT {sale} FROM {staged})" if withdraws == "sale" else ""
    return (
        f"SELECT c.* FROM {current} AS c\n"
        f"WHERE c.source = {literal(source)}{among} AND NOT EXISTS (\n"
        f"  SELECT 1 FROM {staged} AS s WHERE {_same_key(table, source)})"
    )


def staying_sql(table: Table, source: str, staged: str, current: str, withdraws: Withdraws) -> str:
    """Current rows that an import leaves as they are: no staged row has their key."""
    own = f" AND c.source <> {literal(source)}" if withdraws == "table" else ""
    return (
        f"SELECT c.* FROM {current} AS c WHERE NOT EXISTS (\n"
        f"  SELECT 1 FROM {staged} AS s WHERE {_same_key(table, source)}){own}"
    )


def rewritten_sql(
    table: Table, source: str, staged: str, changes: str | None, kept: str | None, recorded: int
) -> str:
    """The rows of the months that change: what stays of the current ones, and what comes in.

    `changes` is None when everything staged is new; `kept` is a relation of current rows that
    stay, or None where there are none.
    """
    columns = ", ".join(quoted(name) for name in table.names)
    month = f", {month_sql(quoted(table.dated))} AS month" if table.dated else ""
    chosen = f"\nWHERE rowid IN (SELECT rid FROM {changes})" if changes else ""
    incoming = (
        f"SELECT {columns}, {literal(source)} AS source, {recorded}::INTEGER AS recorded{month}\n"
        f"FROM {staged}{chosen}"
    )
    if kept is None:
        return incoming
    old = f"SELECT {columns}, source, recorded{', month' if table.dated else ''} FROM {kept}"
    return f"{old}\nUNION ALL\n{incoming}"
