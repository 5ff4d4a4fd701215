"""Imports of files that are not quite as they should be: read as they are meant, or refused."""

import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from husay.basics.problem import Problem
from husay.book.source import Source, read_source
from husay.store.sources import dry_run, load_kept
from tests.by_sql import by_sql
from tests.store_sources.shop import AT, keep, write_csv

if TYPE_CHECKING:
    from husay.store.company import Company

HEADERS = ("invoice", "date", "amount")


def brought(shop: "Company", file: Path, name: str = "benta") -> tuple[Problem, ...]:
    """What an import of a file by a kept source answers."""
    return shop.import_source(load_kept(shop.home, name), file, "tester", AT).problems


def booked(shop: "Company", columns: str) -> list[tuple[object, ...]]:
    from husay.store.warehouse.book import Book

    lines = Book(shop.home.book, shop.head().versions).relation("sale_lines")
    return by_sql(f"SELECT {columns} FROM {lines} ORDER BY ALL")


def tried(shop: "Company", data: Path, select: str, **settings: object) -> tuple[Problem, ...]:
    """What a trial of a SELECT over a folder finds."""
    source, problems = read_source(
        {"name": "shop", "currency": "PHP", **settings}, {"sale_lines": select}
    )
    assert isinstance(source, Source), problems
    return dry_run(shop.home, source, data).problems


def of_value(shop: "Company", tmp_path: Path, **columns: str) -> list[tuple[str, object]]:
    """The codes and values of what is wrong with one row of these SQL values."""
    given = {"sale": "'A'", "line": "1", "date": "DATE '2026-01-01'", "amount": "1"} | columns
    listed = ", ".join(f"{sql} AS {name}" for name, sql in given.items())
    return [(p.code, p.value) for p in tried(shop, tmp_path, f"SELECT {listed}")]


def test_numbers_with_a_hash_are_all_there(shop: "Company", tmp_path: Path) -> None:
    # Two of three were once in the book, and the import was a success.
    rows = [
        ("1001", "2026-01-13", "10"),
        ("#1002", "2026-01-14", "20"),
        ("#1003", "2026-01-15", "30"),
    ]
    file = write_csv(tmp_path / "a.csv", rows, HEADERS)
    keep(shop, file)
    assert brought(shop, file) == ()
    assert booked(shop, "sale, amount") == [
        ("#1002", 200_000), ("#1003", 300_000), ("1001", 100_000),
    ]  # fmt: skip


def test_a_broken_line_is_named_by_file_and_line(shop: "Company", tmp_path: Path) -> None:
    text = "no,day,amt\nA,2026-01-01,1\nB,2026-01-02\nC,x,3\nD,2026-01-03,1,2\n"
    (tmp_path / "orders.csv").write_text(text)
    found = tried(
        shop, tmp_path, "SELECT no AS sale, 1 AS line, day AS date, amt AS amount FROM orders"
    )
    assert [(p.code, p.file, p.row, p.value) for p in found] == [
        ("broken-line", "orders.csv", 3, "B,2026-01-02"),
        ("too-many-cells", "orders.csv", 5, "D,2026-01-03,1,2"),
    ]


@pytest.mark.parametrize("end", [";", " -- the sales", ";\n-- the sales\n", "\n;\n"])
def test_a_select_may_end_as_it_likes(shop: "Company", tmp_path: Path, end: str) -> None:
    (tmp_path / "orders.csv").write_text("no,day,amt\nA,2026-01-01,1\n")
    select = f"SELECT no AS sale, 1 AS line, day AS date, amt AS amount FROM orders{end}"
    assert tried(shop, tmp_path, select) == ()


@pytest.mark.parametrize(("above", "row"), [("", 1), ("Title\nJanuary\n", 3)])
def test_a_header_that_moved_is_said(shop: "Company", tmp_path: Path, above: str, row: int) -> None:
    before = tmp_path / "before.csv"
    before.write_text("Title\ninvoice,date,amount\n1,2026-01-13,5\n")
    keep(shop, before)
    now = tmp_path / "now.csv"
    now.write_text(f"{above}invoice,date,amount\n2,2026-02-13,6\n3,2026-02-14,7\n")
    (problem,) = brought(shop, now)
    assert (problem.code, problem.file, problem.row, problem.says()) == (
        "header-moved", "now.csv", row, {"before": "2"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        # 3 and 4 February, written day first: read month first they are a month apart.
        (("03/02/2026", "04/02/2026"), True),
        (("02/03/2026", "02/04/2026"), False),  # February, month first
        (("03/02/2026", "02/13/2026"), False),  # the second date tells
        (("03/02/2026", "03/02/2026"), False),  # one day tells nothing
    ],
)
def test_days_and_months_that_changed_places_are_a_warning(
    shop: "Company", tmp_path: Path, days: tuple[str, str], warned: bool
) -> None:
    keep(shop, write_csv(tmp_path / "a.csv", [("1", "01/13/2026", "5")], HEADERS))
    rows = [(str(number), day, "5") for number, day in enumerate(days, 2)]
    found = brought(shop, write_csv(tmp_path / "b.csv", rows, HEADERS))
    expected = [("dates-maybe-swapped", "warning", "date", min(days))] if warned else []
    assert [(p.code, p.severity, p.column, p.value) for p in found] == expected


def test_what_excel_could_not_compute_is_refused(shop: "Company", tmp_path: Path) -> None:
    # Once the seller and the quantity were silently empty.
    file = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["invoice", "date", "seller", "quantity", "amount"])
        sheet.write_row(1, 0, ["A", "2026-01-13", "E-1", 1, 5])
        sheet.write_row(2, 0, ["B", "2026-01-13", "", "", 7])
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
    keep(shop, file)
    assert [(p.code, p.row, p.column, p.value) for p in brought(shop, file)] == [
        ("not-computed", 3, "seller", "#N/A"), ("not-an-amount", 3, "quantity", "#DIV/0!"),
    ]  # fmt: skip


def test_long_numbers_do_not_merge(shop: "Company", tmp_path: Path) -> None:
    file = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        for place in range(3):
            sheet.write_row(1 + place, 0, [1_000_000_000_000_001 + place, "2026-01-13", 5])
    keep(shop, file)
    assert brought(shop, file) == ()
    assert booked(shop, "sale") == [(f"100000000000000{n}",) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("2.026E+16", "digits-lost"), ("2e+16", "digits-lost"), ("E+16", ""), ("A+1", ""),
     ("1E5", ""), ("#N/A", "not-computed"), (" #REF! ", "not-computed"), ("#1001", "")],
)  # fmt: skip
def test_what_is_no_identifier(shop: "Company", tmp_path: Path, text: str, code: str) -> None:
    found = of_value(shop, tmp_path, sale=f"'{text}'")
    assert found == ([(code, text)] if code else [])


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        # A time in UTC is another day in Manila from four in the afternoon on.
        ("TIMESTAMPTZ '2026-02-01 01:00:00+08:00'", "time-with-zone"),
        ("'2026-02-01 23:30:00Z'", "time-with-zone"), ("'2026-02-01T23:30Z'", "time-with-zone"),
        ("'2026-02-01 23:30:00+00'", "time-with-zone"),
        ("'2026-02-01 23:30:00.5+00:00'", "time-with-zone"),
        ("'2026-02-01T01:00:00+08:00'", ""), ("'2026-02-01 23:30:00'", ""), ("'2026-02-01'", ""),
        ("'epoch'", "not-a-date"), ("'Epoch '", "not-a-date"),
    ],
)  # fmt: skip
def test_what_is_no_day(shop: "Company", tmp_path: Path, sql: str, code: str) -> None:
    assert [found for found, _ in of_value(shop, tmp_path, date=sql)] == ([code] if code else [])


def test_a_written_offset_keeps_the_written_day(shop: "Company", tmp_path: Path) -> None:
    rows = [("1", "2026-02-01T01:00:00+08:00", "5")]
    file = write_csv(tmp_path / "a.csv", rows, HEADERS)
    keep(shop, file)
    assert brought(shop, file) == ()
    assert booked(shop, "date") == [(date(2026, 2, 1),)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [("1_000", ["not-an-amount"]), ("1.200,50", ["not-an-amount"]), ("1.00001", ["too-fine"])],
)
def test_what_is_no_amount_is_said_once(
    shop: "Company", tmp_path: Path, text: str, codes: list[str]
) -> None:
    assert [code for code, _ in of_value(shop, tmp_path, amount=f"'{text}'")] == codes


def test_a_point_among_commas_is_refused(shop: "Company", tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Petsa;Halaga\n" + "31/01/2026;1.200,50\n" * 3 + "31/01/2026;12.5\n")
    keep(shop, file)
    assert [(p.code, p.row, p.value) for p in brought(shop, file)] == [
        ("not-an-amount", 5, "12.5 ≠ 1.234,50")
    ]


def test_one_name_in_two_spellings_is_one(shop: "Company", tmp_path: Path) -> None:
    # ñ as one sign and as n with a tilde: they look the same.
    composed, apart = "Peña-1", unicodedata.normalize("NFD", "Peña-1")
    assert composed != apart
    headers = ("invoice", "date", "amount", "customer code")
    rows = [("1", "2026-01-13", "5", composed), ("2", "2026-01-13", "5", apart)]
    file = write_csv(tmp_path / "a.csv", rows, headers)
    keep(shop, file)
    assert brought(shop, file) == ()
    assert len(booked(shop, "DISTINCT customer")) == 1


def test_a_link_to_a_file_is_followed_where_its_user_gives_it(
    shop: "Company", tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write_csv(elsewhere / "x.csv", [("1", "2026-01-13", "5")], HEADERS)
    (tmp_path / "link.csv").symlink_to(elsewhere / "x.csv")
    keep(shop, tmp_path / "link.csv")
    assert dry_run(shop.home, load_kept(shop.home, "benta"), tmp_path / "link.csv").problems == ()
    assert brought(shop, tmp_path / "link.csv") == ()
    assert booked(shop, "sale") == [("1",)]
