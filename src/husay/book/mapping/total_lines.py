"""Lines of totals below or between a file's rows: the SQL that knows them.

Nearly every export ends with one. It is no row of the table: it has no date, and says in one of its
cells what it is. A row with a date is always a row.
"""

from __future__ import annotations

from husay.book.mapping.model import NEEDED, Mapping
from husay.book.sql import literal, quoted

_BEGINS = r"(^|\x1f)\s*(grand[\s-]*total|sub[\s-]*total|total|kabuuan|suma)[sg]?\b"
_DATED = ("date", "created", "starts", "month", "year")


def is_total_sql(mapping: Mapping) -> str:
    """SQL that is true of the lines of totals, and never NULL.

    Only rows whose date does not begin with a digit are looked at: the others cost one comparison.
    """
    dated = next((f for f in map(mapping.feed, _DATED) if f is not None), None)
    first = dated or mapping.feed(NEEDED[mapping.table][0][0])
    if first is None:
        return "false"
    key = _text(first.given)
    # In an order of their own: the same SQL, however a mapping was kept.
    texts = ", ".join(map(_text, sorted(mapping.given)))
    said = f"regexp_matches(concat_ws(chr(31), {texts}), {literal(_BEGINS)}, 'i')"
    blank = f"coalesce(trim({key}), '') = ''"
    if dated is None:
        return f"CASE WHEN {key} <> '' AND NOT {blank} THEN false ELSE {said} END"
    # The word itself may stand where the date would.
    instead = f"regexp_matches({key}, {literal(_BEGINS)}, 'i')"
    return (
        f"CASE WHEN {key} >= '0' AND {key} < ':' THEN false\n"
        f"    ELSE ({blank} OR {instead}) AND {said} END"
    )


def _text(header: str) -> str:
    return f"CAST({quoted(header)} AS VARCHAR)"
