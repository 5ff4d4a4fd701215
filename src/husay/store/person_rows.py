"""What the book has of a person, for whoever asks what is known of them."""

from __future__ import annotations

from collections.abc import Iterator

from husay.basics.amount import amount_text
from husay.book.schema import TABLES, Table
from husay.book.sql import literal, quoted
from husay.measures.reader import SnapshotReader

_SPEAKS = ("person", "seller")
"""Columns that say whose row it is, in whichever table they are. A `manager` is none of them: an
assignment is of the person who reports, and no business of whom they report to."""

PlainRow = dict[str, str | None]


def rows_of_person(reader: SnapshotReader, person: str) -> dict[str, list[PlainRow]]:
    """The rows of the book that are of a person, by table; amounts as decimal texts."""
    found = {table.name: list(_rows(table, person, reader)) for table in TABLES.values()}
    return {name: rows for name, rows in found.items() if rows}


def _rows(table: Table, person: str, reader: SnapshotReader) -> Iterator[PlainRow]:
    said = [f"{name} = {literal(person)}" for name in _SPEAKS if name in table.names]
    if {"scope", "item"} <= set(table.names):
        said.append(f"(scope = 'seller' AND item = {literal(person)})")
    if not said:
        return
    columns = ", ".join(quoted(name) for name in table.names)
    where = " OR ".join(said)
    for row in reader.run(f"SELECT {columns} FROM {table.name} WHERE {where} ORDER BY ALL"):
        yield {
            column.name: _text(value, amount=column.kind == "amount")
            for column, value in zip(table.columns, row, strict=True)
        }


def _text(value: object, *, amount: bool) -> str | None:
    if value is None:
        return None
    return amount_text(int(str(value))) if amount else str(value)
