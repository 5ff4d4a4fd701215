"""Amounts that are each believable and together too large: no sum of them could be kept.

Sums in the book, in rollups and in answers are whole numbers of 64 bits. Ten lines with a barcode
in the column of the quantity would break every page that adds them up, so they are refused first.
"""

from __future__ import annotations

import duckdb

from husay.basics.amount import amount_text
from husay.basics.problem import Problem
from husay.book.sql import quoted
from husay.store.warehouse.staged import Staged

MOST_TOTAL = 4 * 10**18
"""400 trillion: twice as much, such as amounts less their costs, still fits into 64 bits."""

_WORTH_A_LOOK = 10**15
"""What one import may add unseen: less than this no import of thousands could add up to it."""

_SHOWN = 3


def check_totals(
    workshop: duckdb.DuckDBPyConnection, staged: Staged, current: str | None
) -> tuple[Problem, ...]:
    """Columns whose amounts, these and the `current` ones, are together too large to be summed."""
    names = [c.name for c in staged.table.columns if c.kind == "amount"]
    if not names or not staged.rows:
        return ()
    given = _totals(workshop, staged.relation, names)
    large = [name for name in names if given[name] > _WORTH_A_LOOK]
    if not large:
        return ()
    kept = _totals(workshop, current, large) if current else dict.fromkeys(large, 0)
    return tuple(
        Problem(
            code="total-too-large", table=staged.table.name, column=name,
            value=_largest(workshop, staged, name),
            values=(("total", amount_text(given[name] + kept[name])),),
        )
        for name in large if given[name] + kept[name] > MOST_TOTAL
    )  # fmt: skip


def _totals(workshop: duckdb.DuckDBPyConnection, relation: str, names: list[str]) -> dict[str, int]:
    sums = ", ".join(f"coalesce(sum(abs({quoted(name)})), 0)::HUGEINT" for name in names)
    row = workshop.execute(f"SELECT {sums} FROM {relation} AS r").fetchall()[0]
    return dict(zip(names, row, strict=True))


def _largest(workshop: duckdb.DuckDBPyConnection, staged: Staged, name: str) -> str:
    """The rows with the largest amounts, by their keys."""
    key = ", ".join(quoted(k) for k in staged.table.key)
    rows = workshop.execute(
        f"SELECT {quoted(name)}, {key} FROM {staged.relation} WHERE {quoted(name)} IS NOT NULL\n"
        f"ORDER BY abs({quoted(name)}) DESC, {key} LIMIT {_SHOWN}"
    ).fetchall()
    return ", ".join(f"{amount_text(row[0])} ({' '.join(map(str, row[1:]))})" for row in rows)
