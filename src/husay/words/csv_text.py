"""A sheet as CSV that opens safely in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from husay.words.sheet import Sheet

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What spreadsheets take for the beginning of a formula, or leave out before one."""


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

    The one guard of every CSV. Plain numbers, negative ones too, are figures and stay as they
    are. A lone carriage return becomes a line feed: Python's writer does not quote it.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    if value[:1].isalnum() and "\r" not in value:
        return value  # most texts: nothing to look for
    if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        value = f"'{value}"
    return value.replace("\r\n", "\n").replace("\r", "\n")
