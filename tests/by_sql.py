"""What plain SQL answers, for tests that hold our figures against it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from collections.abc import Sequence


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


def by_sql(sql: str, values: Sequence[object] = ()) -> list[Any]:
    """The rows of a query, all read.

    Each has a cursor of its own: the connection of `duckdb.sql` is one for all tests of a process,
    and refuses work once one of them has left an answer half read (ruff forbids it: TID251).
    """
    return _engine().cursor().execute(sql, list(values)).fetchall()
