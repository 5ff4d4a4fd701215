"""The first rows of a file as the book would hold them, table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from husay.book.schema import GIVEN, NAME_KINDS
from husay.book.schema import Column as BookColumn
from husay.web.bring_in.rejects import table_text
from husay.web.bring_in.understood import Understood
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.fields import mapped_term
from husay.words.format import NOTHING
from husay.words.values import figure_texts

_KINDS = {"seller": "person", "person": "person", "manager": "person"}


def preview(understood: Understood) -> tuple[Table, ...]:
    """A table of first rows; only columns with something in them."""
    trial, name = understood.trial, understood.mapping.table
    if trial is None or not trial.rows.get(name):
        return ()
    rows = trial.rows[name]
    columns = [c for c in GIVEN[name].columns if any(row.get(c.name) is not None for row in rows)]
    texts = [_column_texts(column, rows, trial.names) for column in columns]
    heads = tuple(
        Column(str(mapped_term(c.name, name).label), "number" if c.kind == "amount" else "text")
        for c in columns
    )
    lines = tuple(tuple(Cell(text=t) for t in line) for line in zip(*texts, strict=True))
    caption = _("First rows as the book will hold them")
    if len(trial.rows) > 1:
        caption = f"{caption}: {table_text(name)}"
    return (Table(caption, heads, lines, captioned=True),)


def _column_texts(
    column: BookColumn, rows: Sequence[Mapping[str, Any]], names: Mapping[tuple[str, str], str]
) -> list[str]:
    values = [row.get(column.name) for row in rows]
    if column.kind == "amount":
        return figure_texts(values, "quantity" if column.name == "quantity" else "money")
    if column.kind == "day":
        return [NOTHING if v is None else dates.day(v) for v in values]
    kind = _KINDS.get(column.name, column.name)
    named = names if kind in NAME_KINDS else {}
    return [NOTHING if v is None else named.get((kind, str(v)), str(v)) for v in values]
