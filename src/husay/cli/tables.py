"""A sheet as a table for people: names, aligned figures, the total last; every figure whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from rich.cells import cell_len
from rich.text import Text

from husay.cli.fitting import Measured, fitted
from husay.cli.harmless import in_a_line
from husay.cli.painted import plain_table
from husay.words.format import currency_sign
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.values import figure_texts

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class _Column:
    """A column ready to be shown: its heading and its cells, the total's last."""

    of: SheetColumn
    heading: str
    cells: Sequence[str]

    def measured(self) -> Measured:
        words = self.heading.split(" ")
        return Measured(
            cells=max(map(cell_len, self.cells), default=0),
            heading=cell_len(self.heading),
            word=max(map(cell_len, words)),
            is_figure=self.of.is_figure or self.of.kind == "day",
            weight=self.of.weight,
        )


def print_sheet(sheet: Sheet, currency: str, console: Console) -> None:
    """Print the sheet's shown columns, as many as fit; else one row below the other.

    Money's heading says its currency where all of it is in one.
    """
    shown = [
        _Column(c, in_a_line(_heading(c, currency)), [in_a_line(t) for t in _texts(c, sheet)])
        for c in sheet.columns
        if c.shown
    ]
    widths = fitted([column.measured() for column in shown], console.width)
    if widths is None:
        _print_blocks(shown, console)
        return
    chosen = [shown[i] for i in sorted(widths)]
    table = plain_table(
        [c.heading for c in chosen], [c.of.is_figure for c in chosen],
        [widths[i] for i in sorted(widths)],
    )  # fmt: skip
    for number in range(len(chosen[0].cells)):
        if number == len(sheet.rows):
            table.add_section()
        table.add_texts(column.cells[number] for column in chosen)
    console.print(table)
    left_out = [c.heading for i, c in enumerate(shown) if i not in widths]
    if left_out:
        text = gettext("Left out, for want of room: %(columns)s. “--format csv” has them all.")
        console.print()
        console.print(text % {"columns": "; ".join(left_out)}, style="dim", soft_wrap=True)


def _print_blocks(columns: Sequence[_Column], console: Console) -> None:
    """One row below the other, a line for each of its values."""
    first, *others = columns
    for number, name in enumerate(first.cells):
        if number:
            console.print()
        console.print(Text(name or "–", style="bold"), soft_wrap=True)
        for column in others:
            if column.cells[number]:
                console.print(f"  {column.heading}: {column.cells[number]}", soft_wrap=True)


def _heading(column: SheetColumn, currency: str) -> str:
    if column.kind == "money" and currency:
        return f"{column.label} {currency_sign(currency).strip()}"
    return column.label


def _texts(column: SheetColumn, sheet: Sheet) -> list[str]:
    """A column's cells, the total's last."""
    rows = [*sheet.rows, sheet.total] if sheet.total else list(sheet.rows)
    if column.kind != "text" and column.kind != "day":
        values = [row.get(column.name) for row in rows]
        coins = column.worked_out and column.kind == "money"
        return figure_texts(values, column.kind, signed=column.signed, coins=coins)
    texts = [_cell(column, row) for row in sheet.rows]
    if sheet.total:
        texts.append(gettext("Total") if column is sheet.columns[0] else "")
    return texts


def _cell(column: SheetColumn, row: Row) -> str:
    value = row.get(column.name)
    if value is None or value == "":
        return column.missing
    return str((row.get(column.named) if column.named else None) or value)
