"""A sheet as a table for people: names, aligned figures, the total last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from rich.text import Text

from husay.cli.painted import plain_table
from husay.words.format import currency_sign
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.values import figure_texts

if TYPE_CHECKING:
    from rich.table import Table


def table_of(sheet: Sheet, currency: str) -> Table:
    """The sheet's shown columns; money's heading says its currency where all of it is in one."""
    shown = [column for column in sheet.columns if column.shown]
    table = plain_table([_heading(c, currency) for c in shown], [c.is_figure for c in shown])
    texts = [_texts(column, sheet) for column in shown]
    for number in range(len(texts[0])):
        if number == len(sheet.rows):
            table.add_section()
        table.add_row(*(Text(column[number]) for column in texts))
    return table


def _heading(column: SheetColumn, currency: str) -> str:
    if column.kind == "money" and currency:
        return f"{column.label} {currency_sign(currency).strip()}"
    return column.label


def _texts(column: SheetColumn, sheet: Sheet) -> list[str]:
    """A column's cells, the total's last."""
    rows = [*sheet.rows, sheet.total] if sheet.total else list(sheet.rows)
    if column.kind != "text" and column.kind != "day":
        values = [row.get(column.name) for row in rows]
        return figure_texts(values, column.kind, signed=column.signed)
    texts = [_cell(column, row) for row in sheet.rows]
    if sheet.total:
        texts.append(gettext("Total") if column is sheet.columns[0] else "")
    return texts


def _cell(column: SheetColumn, row: Row) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        return column.missing
    return str((row.get(column.named) if column.named else None) or value)
