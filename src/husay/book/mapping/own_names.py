"""Headers that are the book's own names of its columns: `sale`, `payment`, `amount`, `reverses`.

Who writes a file by the book's description means these columns and no others, so that they come
before every guess. The same word with a capital is only a strong hint: people head their own
columns so, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from husay.book.mapping.evidence import Column
from husay.book.mapping.fields import FIELDS, Field
from husay.book.schema import GIVEN

_FIRST = 200
"""Surer than any other header can make us."""

_LIKE = 92
_MAYBE = 70

_CENTS = re.compile(r"[.,]\d{2}\D*$")

_PIECES = {
    "pc", "pcs", "piece", "pieces", "box", "boxes", "case", "cases", "pack", "packs", "bag", "bags",
    "kilo", "sack", "sacks", "bottle", "bottles", "can", "cans", "set", "sets", "dozen", "kg",
    "kgs", "g", "gram", "grams", "l", "liter", "liters", "ml", "m", "meter", "meters", "roll",
    "tray", "rolls", "piraso", "kahon", "sako", "bote", "lata", "ea", "each", "unit", "units",
}  # fmt: skip
"""What goods are counted in: a column `unit` of these is no unit of the company."""


def own_name(field: Field, column: Column) -> int:
    """How sure it makes us, in percent, that a header is the field's own name; 0 where it is not.

    Values may speak against it: money is no document's number, names leave it to the columns of
    codes and names beside them, and pieces are no units of a company.
    """
    header = column.header.strip()
    if header.lower() != field.name:
        return 0
    if field.kind == "text" and _is_surely_money(column):
        return 0
    if field.name == "unit" and column.values:
        return 0 if all(v.strip().lower() in _PIECES for v in column.values) else _MAYBE
    if field.names and column.looks_like_names:
        return _MAYBE
    return _FIRST if header == field.name else _LIKE


def _is_surely_money(column: Column) -> bool:
    """Whether these are amounts and no numbers of documents, such as P-1."""
    told = set(column.signs) - {"P"} or any(_CENTS.search(value) for value in column.values)
    return column.looks_like_money and bool(told)


def table_of_own_names(headers: Iterable[str]) -> str | None:
    """The table that has most of these headers as its own columns and lacks none that it requires;
    None where two are alike in this, or none is such."""
    given = {header.strip().lower() for header in headers}
    counts = {}
    for table, fields in FIELDS.items():
        columns = GIVEN[table].columns
        required = {c.name for c in columns if c.required and c.default is None}
        if table == "sale_lines":
            required -= {"sale", "line"}  # made where they are not given
        own = given & ({c.name for c in columns} | {f.name for f in fields})
        if required <= own and 2 * len(own) > len(given):
            counts[table] = len(own)
    most = max(counts.values(), default=0)
    best = [table for table, count in counts.items() if count == most]
    return best[0] if len(best) == 1 and most > 1 else None
