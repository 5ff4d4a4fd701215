"""What is odd about given sale lines, taken together, although each can be right: warnings.

Rows pasted twice into a file whose lines have no numbers count twice; and many sales on days that
the company is said not to work make every comparison by working days a little wrong.
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from husay.basics.problem import Problem
from husay.book.made_keys import made_key
from husay.book.schema import SALE_LINES
from husay.book.source import Source
from husay.book.sql import quoted
from husay.store.warehouse.staged import Staged

_SAME = ("sale", "date", "product", "customer", "quantity", "amount")
_NAMED = ("sale", "date", "product")
_SHOWN = 5

_ONE_IN = 20
"""So few lines on a day off are exceptions."""


def odd_lines(
    workshop: duckdb.DuckDBPyConnection,
    source: Source,
    staged: Staged,
    working_days: Collection[int],
) -> tuple[Problem, ...]:
    """Everything odd about one table's rows; `working_days` are weekdays (Monday 0)."""
    if staged.table is not SALE_LINES:
        return ()
    pasted = _pasted_twice(workshop, staged) if made_key(source, staged.table) == "line" else ()
    return (*pasted, *_on_days_off(workshop, staged, working_days))


def _pasted_twice(workshop: duckdb.DuckDBPyConnection, staged: Staged) -> tuple[Problem, ...]:
    same, relation = ", ".join(map(quoted, _SAME)), staged.relation
    # Hashes of 64 bits find them fast; only then are the values themselves compared.
    doubled = f"SELECT count(*) - count(DISTINCT hash({same})) FROM {relation}"
    if not workshop.execute(doubled).fetchall()[0][0]:
        return ()
    groups = f"SELECT {same}, count(*) - 1 AS more FROM {relation} GROUP BY ALL HAVING more > 0"
    total = workshop.execute(f"SELECT sum(more) FROM ({groups})").fetchall()[0][0]
    named = ", ".join(map(quoted, _NAMED))
    rows = workshop.execute(f"SELECT {named} FROM ({groups}) ORDER BY ALL LIMIT {_SHOWN}")
    shown = [" ".join(str(v) for v in row if v is not None) for row in rows.fetchall()]
    return (
        Problem(
            code="same-lines-twice", severity="warning", table=staged.table.name,
            value=", ".join(dict.fromkeys(shown)), count=int(total or 0),
        ),
    )  # fmt: skip


def _on_days_off(
    workshop: duckdb.DuckDBPyConnection, staged: Staged, working_days: Collection[int]
) -> tuple[Problem, ...]:
    if staged.rows < _ONE_IN:  # one line of three says nothing of a company's week
        return ()
    rows = workshop.execute(
        f"SELECT isodow(date) - 1 AS weekday, count(*) FROM {staged.relation} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(
        Problem(
            code="sold-on-days-off", severity="warning", table=staged.table.name, column="date",
            values=(("weekday", str(weekday)),), count=count,
        )
        for weekday, count in rows
        if weekday not in working_days and _ONE_IN * count >= staged.rows
    )  # fmt: skip
