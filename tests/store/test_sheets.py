"""Excel files: what was in a cell is in the text, and no sheet takes all memory."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from husay.basics.problem import Mistake
from husay.store.files import look
from husay.store.warehouse.sheets import cell_text, read_sheet

Fill = Callable[[Any, Any], object]


def workbook(folder: Path, fill: Fill, name: str = "b.xlsx") -> Path:
    """A workbook of one sheet with a header and a row, and what `fill` puts there."""
    with xlsxwriter.Workbook(str(folder / name)) as book:
        sheet = book.add_worksheet("S")
        sheet.write_row(0, 0, ["invoice", "date", "amount"])
        sheet.write_row(1, 0, ["A", "2026-01-13", 5.25])
        fill(book, sheet)
    return folder / name


def codes(file: Path) -> list[str]:
    with pytest.raises(Mistake) as caught:
        look(file)
    return [p.code for p in caught.value.problems]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.25, "5.25"), (-0.0, "0"), (1e15, "1000000000000000"), (0.1 + 0.2, "0.3"),
        (0.00001, "0.00001"), (1e-7, "0.0000001"), (-2.5e-6, "-0.0000025"),
        (1000000000000001.0, "1000000000000001"), (1000000000000002.0, "1000000000000002"),
        (2.0**53, "9007199254740992"), (20260000000000123.0, "2.02600000000001e+16"),
        (True, "true"), (7, "7"), (date(2026, 1, 31), "2026-01-31"),
        (datetime(2026, 1, 31), "2026-01-31"), (datetime(2026, 1, 31, 8, 5), "2026-01-31 08:05:00"),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_it_is_known(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_what_excel_could_not_compute_is_not_an_empty_cell(tmp_path: Path) -> None:
    def fill(_: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, "=NA()", None, "#N/A")
        sheet.write_formula(2, 2, '=IF(1=1,1/0,"long formula")', None, "#DIV/0!")

    assert read_sheet(workbook(tmp_path, fill))[1:] == [
        ["#N/A", "2026-01-13", 5.25], ["", "", "#DIV/0!"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [(1_048_575, 16_383, "XFD1048576"), (1_048_575, 10, "K1048576"), (400_000, 9, "J400001")],
)
def test_a_stray_cell_far_away_is_named(tmp_path: Path, row: int, column: int, cell: str) -> None:
    # 5 KB of file; laid out, the first of them would be 17 thousand million cells.
    with pytest.raises(Mistake) as caught:
        look(workbook(tmp_path, lambda _, sheet: sheet.write(row, column, " ")))
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.value) == ("sheet-too-wide", "b.xlsx", "S")
    assert problem.says() == {"cell": cell, "filled": "7"}


def test_cells_with_nothing_but_a_format_are_no_cells(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert look(workbook(tmp_path, fill)).count == 1


def test_a_stray_cell_within_reach_is_read(tmp_path: Path) -> None:
    assert look(workbook(tmp_path, lambda _, sheet: sheet.write(9_999, 3, "x"))).count == 9_999


def test_only_the_wanted_sheet_counts(tmp_path: Path) -> None:
    def fill(book: Any, _: Any) -> None:
        book.add_worksheet("Other").write(1_048_575, 16_383, "x")

    assert len(read_sheet(workbook(tmp_path, fill), "S")) == 2


def edited(file: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook with one of its parts changed."""
    with zipfile.ZipFile(file) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as new:
        for name, text in parts.items():
            new.writestr(name, change(text) if name == part else text)
    file.write_bytes(content.getvalue())
    return file


SHEET = "xl/worksheets/sheet1.xml"
GROWING = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "'
    + b"a" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><b>&j;</b>"
)
"""Ten billion signs, in 2 KB: entities made of entities."""


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda x: x[:-80]),
        (SHEET, lambda x: x.replace(b'r="A2"', b'r="!!"')),
        (SHEET, lambda x: x.replace(b"<v>3</v>", b"<v>99999</v>")),
        ("xl/_rels/workbook.xml.rels", lambda x: x.replace(b"sheet1.xml", b"sheet9.xml")),
        ("xl/_rels/workbook.xml.rels", lambda x: b""),
        ("xl/workbook.xml", lambda x: GROWING),
    ],
)  # fmt: skip
def test_a_damaged_part_is_a_mistake(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    assert codes(edited(workbook(tmp_path, lambda *_: None), part, change)) == ["damaged-workbook"]


def test_a_time_beyond_all_days_is_a_mistake(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_number(1, 3, 1e10, book.add_format({"num_format": "[h]:mm"}))

    assert codes(workbook(tmp_path, fill)) == ["damaged-workbook"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.xlsx", b"", "empty-file"), ("b.xlsx", b"invoice,date\n1,2\n", "not-a-workbook"),
        ("b.xlsx", b"PK\x03\x04 cut off", "damaged-workbook"),
        ("b.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "damaged-workbook"),
        ("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024
         + "EncryptedPackage".encode("utf-16-le"), "locked-workbook"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_workbook_is_said(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert codes(tmp_path / name) == [code]
