"""What changed between two snapshots: rows new, corrected and withdrawn, with before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from husay.book.schema import Table
from husay.book.sql import quoted

Fate = Literal["new", "corrected", "withdrawn"]


@dataclass(frozen=True)
class RowChange:
    """One row that differs: its key (`source` too for a fact), and its values before and after.

    `before` is None for a new row, `after` for one withdrawn; amounts are ten-thousandths.
    """

    fate: Fate
    key: Mapping[str, object]
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The columns whose value a correction changed."""
        if self.before is None or self.after is None:
            return ()
        return tuple(n for n, value in self.after.items() if self.before[n] != value)


@dataclass(frozen=True)
class TableDifference:
    """What changed in one table: how many rows of each fate, in which months (year x 12 + month,
    January being 0; none where the table has no months), and the first of those rows by key."""

    table: str
    counts: Mapping[Fate, int]
    months: tuple[int, ...]
    changes: tuple[RowChange, ...]


@dataclass(frozen=True)
class Difference:
    """What changed from snapshot `before` to snapshot `after`.

    `revenue` is, by currency, the sum of all sale lines before and after, in ten-thousandths;
    `settings` the company's settings that differ, before and after.
    """

    before: int
    after: int
    tables: tuple[TableDifference, ...]
    revenue: Mapping[str, tuple[int, int]]
    settings: Mapping[str, tuple[object, object]]


def _both(table: Table, before: str, after: str) -> str:
    same = " AND ".join(f"a.{quoted(n)} = b.{quoted(n)}" for n in table.identity)
    content = [name for name in table.names if name not in table.key]
    differs = " OR ".join(f"a.{quoted(n)} IS DISTINCT FROM b.{quoted(n)}" for n in content)
    return (
        f"FROM {before} AS b FULL JOIN {after} AS a ON {same}\n"
        f"WHERE a.source IS NULL OR b.source IS NULL{' OR ' + differs if differs else ''}"
    )


_FATE = (
    "CASE WHEN b.source IS NULL THEN 'new' WHEN a.source IS NULL THEN 'withdrawn' "
    "ELSE 'corrected' END"
)


def counts_sql(table: Table, before: str, after: str) -> str:
    """How many rows of each fate; `before` and `after` are relations with the table's columns.

    They may leave out rows that are the same in both.
    """
    return f"SELECT {_FATE} AS fate, count(*)\n{_both(table, before, after)}\nGROUP BY ALL"


def changes_sql(table: Table, before: str, after: str, limit: int) -> str:
    """The first changed rows by key: fate, then every column before, then every column after."""
    columns = [f"{side}.{quoted(name)}" for side in ("b", "a") for name in ("source", *table.names)]
    order = ", ".join(f"coalesce(a.{quoted(n)}, b.{quoted(n)})" for n in table.identity)
    return (
        f"SELECT {_FATE} AS fate, {', '.join(columns)}\n{_both(table, before, after)}\n"
        f"ORDER BY {order} LIMIT {limit}"
    )


def read_changes(table: Table, rows: Sequence[Sequence[object]]) -> tuple[RowChange, ...]:
    """The changes that the rows of `changes_sql` are."""
    width = len(table.names) + 1
    found = []
    for fate, *values in rows:
        sides = [
            dict(zip(("source", *table.names), side, strict=True)) if side[0] is not None else None
            for side in (values[:width], values[width:])
        ]
        before, after = sides
        known = after or before or {}
        key = {name: known[name] for name in table.identity}
        found.append(RowChange(fate, key, before, after))  # type: ignore[arg-type]
    return tuple(found)
