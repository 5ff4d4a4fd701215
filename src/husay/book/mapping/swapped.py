"""Whether day and month may have changed places in a file, since its mapping was made."""

from __future__ import annotations

from typing import Literal

from husay.book.mapping.sql import day_first_or_last_sql

_LOOKED_AT = 20_000
"""So many rows tell enough."""


def swapped_sql(view: str, column: str, reading: Literal["dmy", "mdy"]) -> str:
    """SQL for whether a column's dates can all be read both ways and lie closer together read the
    other way than as `reading`, and for one of them.

    A month of sales read wrongly is spread over a year, on the same few days of each month.
    """
    other: Literal["dmy", "mdy"] = "mdy" if reading == "dmy" else "dmy"
    as_read, otherwise = (day_first_or_last_sql("given", r) for r in (reading, other))
    return (
        "SELECT coalesce(bool_and(otherwise IS NOT NULL) AND\n"
        "  date_diff('day', min(otherwise), max(otherwise))\n"
        "  < date_diff('day', min(as_read), max(as_read)), false), min(given)\n"
        f"FROM (SELECT given, {as_read} AS as_read, {otherwise} AS otherwise\n"
        f"  FROM (SELECT {column} AS given FROM {view} LIMIT {_LOOKED_AT}))\n"
        "WHERE as_read IS NOT NULL"
    )
