"""Which rows of a plain file have a key that its mapping made up, since the file gives none.

A made key holds for one file: its rows are numbered as they stand in it. Another file may number
other rows in the same way, so what such keys correct wants a second look.
"""

from __future__ import annotations

from typing import Literal

from husay.book.mapping import Mapping, from_data
from husay.book.schema import SALE_LINES, Table
from husay.book.source import Source

MadeKey = Literal["", "line", "row"]
"""What of a row's key was made: nothing, the number of the line in its sale, or all of it."""

_PRIVATE = ("seller", "customer", "person", "manager")


def mapping_of(source: Source) -> Mapping | None:
    """The mapping of a plain source; None for one with SELECTs of its own."""
    return from_data(source.mapping)[0] if source.mapping else None


def made_key(source: Source, table: Table) -> MadeKey:
    """What of the keys of a table's rows a source's mapping made."""
    mapping = mapping_of(source)
    if mapping is None or mapping.table != table.name or not table.fact:
        return ""
    if not mapping.has(table.key[0]):
        return "row"
    return "line" if table is SALE_LINES and not mapping.has("line") else ""


def columns_of_codes(source: Source, table: Table) -> tuple[str, ...]:
    """The columns of people and customers that a mapping takes for codes, not for names."""
    mapping = mapping_of(source)
    if mapping is None or mapping.table != table.name:
        return ()
    fed = ((name, mapping.feed(name)) for name in _PRIVATE if name in table.names)
    return tuple(name for name, feed in fed if feed is not None and not feed.hidden)
