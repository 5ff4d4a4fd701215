"""Reading Excel files and their like: cells as texts, within bounds.

Excel is read by calamine, which lays out a sheet from its first cell to its last, whatever is
between. One stray blank far down would take all memory: so the cells of an .xlsx are counted
where they lie, before a sheet is laid out. What Excel could not compute (#N/A, #DIV/0!), which
calamine leaves out, is put back as it was shown: an empty cell would hide it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from posixpath import normpath
from typing import IO, Any
from xml.etree import ElementTree  # nosec B405  # see _part_of

import python_calamine

from husay.basics.packed import DAMAGED
from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest

EASY_CELLS = 4_000_000
"""A sheet laid out in so many cells is read without further thought."""

MOST_CELLS = 60_000_000
"""No sheet is laid out in more; and beyond the easy ones, a quarter must have something in it."""

_EXACT = 2**53
"""Excel keeps numbers as floats: whole ones up to here are what they seem."""

_PIECE = 1 << 20
_CELL = re.compile(rb"<(?:\w+:)?(?:row\b(?P<row>[^>]*)>|c\b(?P<cell>[^>]*[^/>]|)>(?!</))")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_ROW = re.compile(rb"""\br=["'](\d+)["']""")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")


def sheets_of(file: Path) -> tuple[str, ...]:
    """The names of an Excel file's sheets."""
    return tuple(_workbook(file).sheet_names)


def read_sheet(file: Path, sheet: str = "") -> Sequence[Sequence[Any]]:
    """The cells of a sheet (the first one unless named), row by row from the first one on.

    Raises Mistake when it is not there, cannot be read, or is laid out too wide.
    """
    book = _workbook(file)
    name = sheet or next(iter(book.sheet_names), "")
    if name not in book.sheet_names:
        near = nearest(name, list(book.sheet_names))
        raise Mistake(
            Problem(code="no-such-sheet", file=file.name, value=name, values=(("nearest", near),))
        )
    extent = _extent(file, book.sheet_names.index(name), name)
    with _readable(file):
        rows: list[list[Any]] = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    for (row, column), shown in extent.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown
    return rows


def cell_text(value: object) -> str:
    """A cell as text. Excel keeps 15 significant digits of a fraction, so no more are believed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value.is_integer() and abs(value) <= _EXACT:
            return str(int(value))
        text = f"{value:.15g}"
        # A number too large to be exact keeps its exponent: no check takes it for an identifier.
        return f"{Decimal(text):f}" if "e-" in text else text
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ") if value.time() != datetime.min.time() else str(value.date())
        )
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    """What calamine stumbles over is a mistake of the file's."""
    try:
        yield
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise _cannot_be_read(file, str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # Rust's, and beneath none of Python's
            raise
        raise _cannot_be_read(file, str(error)) from error


def _workbook(file: Path) -> python_calamine.CalamineWorkbook:
    with _readable(file):
        return python_calamine.CalamineWorkbook.from_path(str(file))


def _cannot_be_read(file: Path, said: str) -> Mistake:
    """Why a workbook cannot be read, as far as its bytes tell."""
    with file.open("rb") as handle:
        start = handle.read(4)
        rest = handle.read(_PIECE) if start == _OLD_EXCEL else b""
    zipped = file.name.lower().endswith(_ZIPPED)
    if not start:
        code = "empty-file"
    elif _ENCRYPTED in rest:
        code = "locked-workbook"
    elif zipped and start not in (b"PK\x03\x04", _OLD_EXCEL):
        code = "not-a-workbook"
    else:
        code = "damaged-workbook"
    return Mistake(Problem(code=code, file=file.name, value=said))


@dataclass
class _Extent:
    """How far a sheet's cells reach, how many there are, and those with an error in them."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    farthest: str = ""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def take(self, row: int, column: int, error: bytes | None) -> None:
        """One more cell that something stands in; both numbers count from 1."""
        self.filled += 1
        if row > self.rows or column > self.columns:
            self.rows, self.columns = max(row, self.rows), max(column, self.columns)
            self.farthest = f"{_letters(column)}{row}"
        if error:
            self.errors[row - 1, column - 1] = error.decode("utf-8", "replace")

    @property
    def too_wide(self) -> bool:
        """Whether laying the sheet out would take more than it is worth."""
        laid_out = self.rows * self.columns
        sparse = laid_out > EASY_CELLS and laid_out > 4 * self.filled
        return sparse or laid_out > MOST_CELLS


def _extent(file: Path, place: int, sheet: str) -> _Extent:
    """Where the cells of a sheet lie; nothing for formats that cannot be looked into."""
    found = _Extent()
    if not file.name.lower().endswith((".xlsx", ".xlsm")):
        return found
    try:
        with zipfile.ZipFile(file) as packed, packed.open(_part_of(packed, sheet, place)) as part:
            _count(part, found)
    except (*DAMAGED, KeyError, ElementTree.ParseError) as error:
        raise _cannot_be_read(file, str(error)) from error
    if found.too_wide:
        raise Mistake(
            Problem(
                code="sheet-too-wide", file=file.name, value=sheet,
                values=(("cell", found.farthest), ("filled", str(found.filled))),
            )
        )  # fmt: skip
    return found


def _part_of(packed: zipfile.ZipFile, sheet: str, place: int) -> str:
    """The part of the file that a sheet is in.

    The parser fetches nothing from elsewhere, and (expat from 2.4.1 on) refuses entities that
    would grow without bounds.
    """
    texts = packed.read("xl/workbook.xml"), packed.read("xl/_rels/workbook.xml.rels")
    book, links = (ElementTree.fromstring(text) for text in texts)  # noqa: S314  # nosec B314  # above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    named = [element for element in book.iter() if element.tag.endswith("}sheet")]
    chosen = next((e for e in named if e.get("name") == sheet), None)
    chosen = named[place] if chosen is None and place < len(named) else chosen
    if chosen is None:
        raise KeyError(sheet)
    link = next((value for key, value in chosen.items() if key.endswith("}id")), "")
    target = targets[link]
    return target.lstrip("/") if target.startswith("/") else normpath(f"xl/{target}")


def _count(part: IO[bytes], found: _Extent) -> None:
    """Go through the cells of a sheet's part; a cell without a place stands after the last."""
    row = column = 0
    held = b""
    more = True
    while more:
        piece = part.read(_PIECE)
        more = bool(piece)
        data = held + piece
        # What begins near the end may go on in the next piece.
        end = max(data.rfind(b"<c ", 0, -_LONGEST_CELL), 0) if more else len(data)
        for match in _CELL.finditer(data, 0, end):
            if match["row"] is not None:
                said = _ROW.search(match["row"])
                row, column = (int(said[1]) if said else row + 1), 0
                continue
            at = _PLACE.search(match["cell"])
            row, column = (int(at[2]), _number(at[1])) if at else (row, column + 1)
            error = _ERROR.search(match["cell"]) and _VALUE.search(data, match.end())
            found.take(row, column, error[1] if error else None)
        held = data[end:]


_LONGEST_CELL = 20_000
"""A cell with its formula is no longer, in signs."""


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
