"""Looking at plain files: where the header is, what is below, what the whole file tells."""

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from husay.book.mapping import Said
from husay.store.files import SAMPLE_ROWS, guess_file, look
from tests.by_sql import by_sql
from tests.store_sources.shop import HEADERS, cells, lines, write_csv, write_excel


def test_a_csv_file(tmp_path: Path) -> None:
    seen = look(write_csv(tmp_path / "benta.csv", [cells(line) for line in lines(300)]))
    assert seen.headers == HEADERS
    assert (seen.skip, seen.count, seen.exact) == (0, 300, True)
    assert len(seen.rows) == SAMPLE_ROWS
    assert seen.rows[0][:2] == ("R-100", "11/01/2026")


@pytest.mark.parametrize("above", [(), ("Suki Trading",), ("Suki Trading", "Benta ng Enero", "")])
def test_a_title_above_the_header_is_passed_over(tmp_path: Path, above: tuple[str, ...]) -> None:
    sold = lines(5)
    sheet = look(write_excel(tmp_path / "benta.xlsx", sold, above))
    assert (sheet.skip, sheet.headers, sheet.count) == (len(above), HEADERS, 5)
    assert sheet.types == dict.fromkeys(("Dami", "Presyo", "Halaga"), "number") | {"Petsa": "date"}
    plain = tmp_path / "benta.csv"
    write_csv(plain, [cells(line) for line in sold])
    titles = "".join(f"{title}\n" for title in above)
    plain.write_text(titles + plain.read_text("utf-8"), "utf-8")
    assert (look(plain).skip, look(plain).headers) == (len(above), HEADERS)
    padded = "".join(f"{title}{',' * 7}\n" for title in above)
    plain.write_text(padded + plain.read_text("utf-8").removeprefix(titles), "utf-8")
    assert (look(plain).skip, look(plain).headers) == (len(above), HEADERS)


def test_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    file = tmp_path / "benta.csv"
    file.write_text("Petsa;Halaga\n31/01/2026;1.200,50\n01/02/2026;12,25\n", "utf-8")
    mapping = guess_file(file)
    assert [(f.field, f.dates, f.decimal) for f in mapping.feeds] == [
        ("date", "dmy", None), ("amount", None, ","),
    ]  # fmt: skip


def test_a_packed_file(tmp_path: Path) -> None:
    file = tmp_path / "benta.csv.gz"
    file.write_bytes(gzip.compress(b"Petsa,Halaga\n31/01/2026,5\n", mtime=0))
    assert look(file).headers == ("Petsa", "Halaga")


def test_a_parquet_file_says_its_types(tmp_path: Path) -> None:
    file = tmp_path / "benta.parquet"
    columns = {"Petsa": date(2026, 1, 31), "Halaga": Decimal("5.25")}
    by_sql(f"COPY (SELECT ? AS Petsa, ? AS Halaga) TO '{file}'", list(columns.values()))
    mapping = guess_file(file)
    assert [(f.field, f.dates, f.decimal) for f in mapping.feeds] == [
        ("date", "native", None), ("amount", None, "native"),
    ]  # fmt: skip


def test_what_the_first_rows_leave_open_is_looked_for_in_the_whole_file(tmp_path: Path) -> None:
    rows = [(f"R-{n}", "01/02/2026", "5.00") for n in range(SAMPLE_ROWS + 50)]
    headers = ("Resibo", "Petsa", "Halaga")
    silent = write_csv(tmp_path / "silent.csv", rows, headers)
    assert [q.code for q in guess_file(silent).questions] == ["dates"]
    telling = write_csv(tmp_path / "telling.csv", [*rows, ("R-x", "02/13/2026", "5.00")], headers)
    mapping = guess_file(telling)
    assert mapping.questions == ()
    assert mapping.feeds[1].dates == "mdy"
    answered = guess_file(silent, said=Said(answers={"dates": "dmy"}))
    assert answered.feeds[1].dates == "dmy"


def test_the_file_name_hints_at_the_table(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "products.csv", [("1", "Suka")], ("Product ID", "Product Name"))
    assert guess_file(file).table == "products"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.pdf", b"%PDF", "unknown-kind-of-file"), ("a.xlsx", b"no sheet", "not-a-workbook"),
     ("a.parquet", b"no parquet", "unreadable-file")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_a_mistake(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Mistake) as caught:
        look(tmp_path / name)
    assert [p.code for p in caught.value.problems] == [code]


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake) as caught:
        look(tmp_path / "wala.csv")
    assert caught.value.problems[0].code == "no-such-file"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_mistake(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "wala.csv").write_bytes(content)
    with pytest.raises(Mistake) as caught:
        guess_file(tmp_path / "wala.csv")
    assert caught.value.problems[0].code == "empty-file"


def test_a_file_with_a_header_only_has_nothing_to_tell(tmp_path: Path) -> None:
    mapping = guess_file(write_csv(tmp_path / "wala.csv", [], ("Petsa", "Halaga")))
    assert [f.field for f in mapping.feeds] == ["date", "amount"]


def workbook(file: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """An Excel file of these sheets."""
    import xlsxwriter

    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return file


DATA: list[list[object]] = [["invoice", "date", "amount"], ["A", "2026-01-13", 5]]
SUMMARY: list[list[object]] = [["Region", "Total"], ["North", 5], ["South", 7], ["All", 12]]


@pytest.mark.parametrize(
    ("sheets", "read"),
    [
        ({"Summary": SUMMARY, "Data": DATA}, "Data"),
        ({"Data": DATA, "Summary": SUMMARY}, "Data"),
        ({"Empty": [], "January": DATA, "February": DATA * 2}, "January"),
        ({"Cover": [["Sales 2026"]], "Summary": SUMMARY}, "Summary"),
        ({"Products": [["product"], ["A"], ["B"], ["C"], ["D"]], "Data": DATA}, "Data"),
    ],
)
def test_of_several_sheets_the_one_with_the_table_is_read(
    tmp_path: Path, sheets: dict[str, list[list[object]]], read: str
) -> None:
    assert look(workbook(tmp_path / "a.xlsx", sheets)).sheet == read
