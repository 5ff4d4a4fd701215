"""Excel workbooks: figures are numbers, identifiers are texts, and nothing is ever a formula.

Excel keeps fifteen digits of a number. What has more is written as text: it stays exact, and
Excel says that it is no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import IO, Any

import xlsxwriter

from husay.basics.amount import SCALE, amount_text
from husay.words.sheet import Row, SheetColumn

MOST_IN_SHEET = 100_000
"""Excel would take more; nobody waits minutes for a page."""
_EXACT_BELOW = 10**15
"""In ten-thousandths."""
_MOST_CHARACTERS = 32_767
_FORMATS = {
    "money": "#,##0.00##",
    "quantity": "#,##0.####",
    "count": "#,##0",
    "ratio": "0.0%",
    "days": "#,##0.0",
    "day": "yyyy-mm-dd",
    "text": "@",
}
_WIDTHS = {"text": 22, "day": 12}


def new_workbook(file: IO[bytes], *, streamed: bool = False) -> Any:
    """A workbook in which a text stays one, whatever it begins with. `streamed`: rows are written
    in order, and memory does not grow with them."""
    return xlsxwriter.Workbook(
        file,
        {"constant_memory": streamed, "in_memory": not streamed, "strings_to_formulas": False,
         "strings_to_urls": False},
    )  # fmt: skip


def write_amount(
    sheet: Any, row: int, place: int, amount: int | Fraction, money: Any, text: Any
) -> None:
    """An amount in ten-thousandths, whole or exact: a number in the format `money`, or, where Excel
    would not keep all its digits, a text in the format `text`."""
    if -_EXACT_BELOW < amount < _EXACT_BELOW:
        exact = Decimal(amount.numerator) / (amount.denominator * SCALE)
        sheet.write_number(row, place, exact, money)
    else:
        sheet.write_string(row, place, amount_text(int(amount)), text)


def clean(text: str) -> str:
    """A text that the format can hold."""
    kept = "".join(c for c in text if c in "\t\n" or c >= " ")
    return kept[:_MOST_CHARACTERS]


def write_workbook(
    file: IO[bytes],
    columns: Sequence[SheetColumn],
    rows: Iterable[Row],
    name: str,
    about: Iterable[tuple[str, str]] = (),
    about_name: str = "",
) -> None:
    """Write a workbook with a sheet of figures and, where there is something `about` them, a
    second one that says what they are. Memory does not grow with the rows."""
    book = new_workbook(file, streamed=True)
    _write_figures(book, name, columns, rows)
    _write_about(book, about_name, list(about))
    book.close()


def _write_figures(
    book: Any, name: str, columns: Sequence[SheetColumn], rows: Iterable[Row]
) -> None:
    sheet = book.add_worksheet(name[:31] or "Husay")
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
    for place, column in enumerate(columns):
        width = _WIDTHS.get(column.kind, 16)
        sheet.set_column(place, place, width, formats[column.kind])
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, bold)
    for number, row in enumerate(rows, start=1):
        if number > MOST_IN_SHEET:
            break
        for place, column in enumerate(columns):
            _write_cell(sheet, number, place, row.get(column.name), column.kind, formats)


def _write_cell(
    sheet: Any, row: int, place: int, value: object, kind: str, formats: dict[str, Any]
) -> None:
    if value is None:
        return
    form = formats[kind]
    if kind in ("money", "quantity"):
        write_amount(sheet, row, place, int(str(value)), form, formats["text"])
    elif kind in ("ratio", "count", "days"):
        exact = Fraction(str(value))
        sheet.write_number(row, place, exact.numerator / exact.denominator, form)
    elif kind == "day" and isinstance(value, date):
        sheet.write_datetime(row, place, value, form)
    else:
        sheet.write_string(row, place, clean(str(value)), form)


def _write_about(book: Any, name: str, about: list[tuple[str, str]]) -> None:
    if not about:
        return
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 90)
    for number, (label, text) in enumerate(about):
        sheet.write_string(number, 0, clean(label), bold)
        sheet.write_string(number, 1, clean(text), wrapped)
