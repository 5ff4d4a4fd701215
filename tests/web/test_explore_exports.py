"""Files to take along: whole, exact, and safe to open."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from husay.measures.question import Question
from husay.web.exports.csv_rows import csv_pieces
from husay.words.excel import write_workbook
from husay.words.sheet import SheetColumn
from tests.measures.making import Made
from tests.web.exploring import bayan_company, served

if TYPE_CHECKING:
    from django.test import Client

QUARTER = "from=2024-01-01&to=2024-03-31"
BY_SELLER = f"m=revenue,orders,margin_rate&by=seller&{QUARTER}"


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def client(bayan: Made) -> Iterator["Client"]:
    with served(bayan) as client:
        yield client


def body(client: "Client", url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200
    if response.streaming:
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.content


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_has_every_row_exactly(client: "Client", bayan: Made) -> None:
    rows = rows_of(body(client, f"/explore/export/csv?{BY_SELLER}"))
    found = {row["seller"] or None: row["revenue"] for row in rows}
    assert found == bayan.cells("revenue", "seller", period="2024-Q1")


def test_csv_holds_no_formula(client: "Client") -> None:
    rows = rows_of(body(client, f"/explore/export/csv?{BY_SELLER}"))
    assert "'=cmd" in {row["seller_name"] for row in rows}
    returned = rows_of(body(client, f"/explore/rows/export/csv?m=returns&{QUARTER}"))
    assert [row["quantity"] for row in returned] == ["-2"], "a figure is a figure"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "-1.5", "-1+1", "@x", "\tx", "\rx", "\nx", "＝1"]
)
def test_no_text_of_a_long_list_is_a_formula(text: str) -> None:
    columns = (SheetColumn(name="name", label="Name"),)
    (_head, line) = csv_pieces(columns, [[{"name": text}]])
    (cell,) = next(csv.reader(io.StringIO(line.decode(), newline="")))
    assert cell == (text if text in ("+1", "-1", "-1.5") else f"'{text}".replace("\r", "\n"))


def test_json_is_the_contract_of_every_face(client: "Client") -> None:
    said = json.loads(body(client, f"/explore/export/json?{BY_SELLER}"))
    assert list(said)[:5] == ["snapshot", "sentence", "columns", "rows", "problems"]
    assert said["columns"] == ["seller", "seller_name", "revenue", "orders", "margin_rate"]
    ana = next(row for row in said["rows"] if row["seller"] == "ana")
    assert ana["revenue"] == "2056.6668"
    assert isinstance(ana["orders"], int)


def test_json_says_the_sentence_of_the_page(client: "Client") -> None:
    query = f"m=revenue&by=-&grain=month&{QUARTER}&compare=previous&where=seller+%3D+%27ana%27"
    said = json.loads(body(client, f"/explore/export/json?{query}"))["sentence"]
    answer = client.get(f"/explore?{query}", headers={"HX-Request": "true"})
    text = answer.content.decode().replace("\u00a0", " ")
    assert said.startswith("Revenue (Ana Reyes) from 1 Jan to 27 Mar 2024 is")
    assert f'role="status">{said}</p>' in text


def test_parquet_keeps_amounts_exact(client: "Client", tmp_path: Path) -> None:
    import duckdb

    file = tmp_path / "a.parquet"
    file.write_bytes(body(client, f"/explore/export/parquet?{BY_SELLER}"))
    query = f"SELECT revenue FROM '{file}' WHERE seller = 'ana'"
    found = duckdb.connect().execute(query).fetchall()
    assert found == [(Decimal("2056.6668"),)]


def test_excel_has_numbers_texts_and_what_they_mean(client: "Client", tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(body(client, f"/explore/export/xlsx?{BY_SELLER}"))
    book = CalamineWorkbook.from_path(str(file))
    assert book.sheet_names == ["Figures", "About"]
    rows = book.get_sheet_by_name("Figures").to_python()
    assert rows[0] == ["Seller", "Seller, name", "Revenue", "Orders", "Margin rate"]
    ana = next(row for row in rows if row[0] == "ana")
    assert ana[1:3] == ["Ana Reyes", 2056.6668]
    assert ["carl", "=cmd"] in [row[:2] for row in rows], "a text, not a formula"
    about = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("About").to_python()}
    assert about["Snapshot"] == "1"
    assert "fifteen digits" in about["Exactness"]


def test_excel_keeps_what_a_number_cannot_hold_as_text(tmp_path: Path) -> None:
    columns = (
        SheetColumn(name="id", label="Id"),
        SheetColumn(name="day", label="Day", kind="day"),
        SheetColumn(name="amount", label="Amount", kind="money"),
    )
    exact, long = 99_999_999_999_9999, 9_999_999_999_999_9999
    rows: list[dict[str, object]] = [
        {"id": "007", "day": date(2024, 2, 29), "amount": exact},
        {"id": "\x00x", "day": None, "amount": -long},
    ]
    file = tmp_path / "b.xlsx"
    with file.open("wb") as handle:
        write_workbook(handle, columns, rows, "Figures")
    read = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("Figures").to_python()
    assert read[1] == ["007", date(2024, 2, 29), 99_999_999_999.9999]
    assert read[2] == ["x", "", "-9999999999999.9999"]


def test_all_rows_go_into_the_file_and_sum_to_the_figure(client: "Client", bayan: Made) -> None:
    rows = rows_of(body(client, f"/explore/rows/export/csv?m=revenue&{QUARTER}"))
    total = sum(Decimal(row["revenue"]) for row in rows)
    assert total == Decimal(str(bayan.value("revenue", period="2024-Q1")))
    assert {row["seller_name"] for row in rows} >= {"Ana Reyes", "Ben <b>Cruz</b>"}


def test_a_file_has_a_safe_name(client: "Client") -> None:
    response = client.get(f"/explore/export/csv?{BY_SELLER}&where=seller+LIKE+%27%22%0D%0Ax%27")
    name = "husay-revenue-orders-margin-rate-by-seller-2024-01-01-2024-03-31.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"].startswith("text/csv")


def test_a_name_is_made_of_letters_digits_and_hyphens() -> None:
    from husay.basics.period import Window
    from husay.web.views_export import file_name

    window = Window(date(2024, 1, 1), date(2024, 1, 31))
    question = Question(("revenue",), window, ('x"; \r\nSet-Cookie: a', "é/.."), "month")
    assert file_name(question, "csv") == (
        "husay-revenue-by-x-set-cookie-a---month-2024-01-01-2024-01-31.csv"
    )


def test_what_cannot_be_answered_is_told_on_its_page(client: "Client") -> None:
    response = client.get("/explore/export/csv?m=nothing", follow=True)
    assert response.redirect_chain == [("/explore?m=nothing", 302)]
    assert "Please change" in response.content.decode()
    assert client.get("/explore/export/exe").status_code == 404
    assert client.get("/explore/rows/export/json").status_code == 404


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
def test_an_answer_without_rows_is_a_file_all_the_same(client: "Client", form: str) -> None:
    query = "m=revenue&by=seller&from=2031-01-01&to=2031-03-31"
    assert body(client, f"/explore/export/{form}?{query}")


@pytest.mark.parametrize("url", ["/explore/export/csv", "/explore/rows/export/csv"])
def test_files_are_only_read_and_kept_by_nobody(client: "Client", url: str) -> None:
    response = client.get(f"{url}?{BY_SELLER}")
    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert client.post(f"{url}?{BY_SELLER}").status_code == 405


def test_a_file_that_does_not_hold_all_rows_says_so(
    client: "Client", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bayan's first quarter has 16 sale lines, two of which are dealt to more than one person;
    its sellers are ana, ben, carl, dina, eve, None and nobody."""
    from husay.web import views_export
    from husay.words import excel

    monkeypatch.setattr(views_export, "MOST_IN", {"csv": 3, "xlsx": 3})
    monkeypatch.setattr(views_export, "MOST_IN_SHEET", 3)
    monkeypatch.setattr(excel, "MOST_IN_SHEET", 3)
    lines = body(client, f"/explore/rows/export/csv?m=revenue&{QUARTER}").decode().splitlines()
    everything = len(rows_of(body(client, f"/explore/export/csv?{BY_SELLER}")))
    assert len(lines) == 1 + 3 + 1
    assert re.fullmatch(r"Only the first 3 of \d+ rows are in this file\.", lines[-1])
    for url, rows in (("export", everything), ("rows/export", None)):
        file = tmp_path / "x.xlsx"
        file.write_bytes(body(client, f"/explore/{url}/xlsx?{BY_SELLER}"))
        book = CalamineWorkbook.from_path(str(file))
        assert len(book.get_sheet_by_name("Figures").to_python()) == 1 + 3
        about = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("About").to_python()}
        assert about["Not all rows"].startswith(f"Only the first 3 of {rows or ''}")
    monkeypatch.setattr(views_export, "MOST_IN", {"csv": 1000, "xlsx": 1000})
    whole = body(client, f"/explore/rows/export/csv?m=revenue&{QUARTER}").decode()
    assert "Only the first" not in whole
