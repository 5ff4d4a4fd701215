"""A sheet as CSV that opens safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from husay.words.sheet import Sheet

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(sheet: Sheet) -> str:
    """A sheet as CSV that opens safely in a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe_cell(column.name) for column in sheet.columns])
    for row in sheet.plain_rows():
        writer.writerow([safe_cell(value) for value in row.values()])
    return text.getvalue()


def safe_cell(value: str | int | None) -> str | int:
    """The value; a text that would be taken for a formula gets an apostrophe before it.

    A lone carriage return becomes a line feed: Python's writer does not quote it.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
            value = f"'{value}"
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return value
