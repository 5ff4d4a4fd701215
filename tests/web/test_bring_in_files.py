"""What is sent to the pages may be anything: it is answered in words, and nothing is left over."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.bringing import SALES, file_page, new_company, said, sent, served

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company


@pytest.fixture
def home(tmp_path: Path) -> "Company":
    return new_company(tmp_path / "company")


@pytest.fixture
def client(home: "Company") -> Iterator["Client"]:
    with served(home) as client:
        yield client


def packed(**parts: bytes) -> bytes:
    """A zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "is empty"),
        ("inside.csv.gz", gzip.compress(b"", mtime=0), "is empty"),
        ("page.csv", b"\xef\xbb\xbf <!DOCTYPE html><html>", "is a web page"),
        ("page.xls", b"<html><table><tr><td>1", "is a web page"),
        ("page.csv.gz", gzip.compress(b"<html><body>", mtime=0), "is a web page"),
        ("binary.csv", bytes(range(256)), "something else than its name"),
        ("really.csv", b"PK\x03\x04....", "something else than its name"),
        ("text.xlsx", b"date,amount\n", "something else than its name"),
        ("cut.parquet", b"PAR1....", "damaged"),
        ("cut.csv.gz", gzip.compress(b"a,b\n" * 999, mtime=0)[:20], "damaged"),
        ("plain.csv.gz", b"a,b\n1,2\n", "damaged"),
        ("program.exe", b"MZ", "of a kind that Husay does not read"),
        ("noending", b"date,amount\n", "of a kind that Husay does not read"),
    ],
)
def test_what_is_no_table_is_sent_back_in_words(
    client: "Client", home: "Company", name: str, content: bytes, words: str
) -> None:
    response = sent(client, content, name)
    assert response.headers["Location"] == "/data"
    shown = said(client, "/data")
    assert words in shown
    assert f"“{name}”" in shown
    assert list(home.home.uploads.iterdir()) == []


@pytest.mark.parametrize(("at", "by"), [
    (8, b"\x00\x08\x00\x00"), (10, b"\x0e\x00"), (42, b"\xff\xff\xff\x7f"),
])  # fmt: skip
def test_a_workbook_whose_list_is_damaged_is_sent_back_in_words(
    client: "Client", at: int, by: bytes
) -> None:
    """Its names are no UTF-8, it is packed as what it is not, its parts are where nothing is."""
    whole = packed(**{"sh\xe9et": b"x" * 100}).replace("\xe9".encode(), b"\xff\xfe")
    listed = whole.index(b"PK\x01\x02") + at
    sent(client, whole[:listed] + by + whole[listed + len(by) :], "list.xlsx")
    assert "damaged" in said(client, "/data")


def test_a_workbook_that_unpacks_without_end_is_stopped(
    client: "Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.web.bring_in import contents

    monkeypatch.setattr(contents, "LARGEST_WORKBOOK_BYTES", 2_000_000)
    monkeypatch.setattr(contents, "LARGEST_TABLE_BYTES", 2_000_000)
    bomb = packed(sheet=b"\0" * 3_000_000)
    lying = bomb.replace((3_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    for name, content in (
        ("bomb.xlsx", bomb),
        ("lying.xlsx", lying),
        ("bomb.csv.gz", gzip.compress(b"\n" * 3_000_000, mtime=0)),
    ):
        sent(client, content, name)
        assert "far too large once unpacked" in said(client, "/data"), name


def test_a_workbook_that_is_none_cannot_be_read_and_says_so(client: "Client") -> None:
    page = file_page(client, packed(text=b"x"), "odd.xlsx")
    response = client.get(page)
    assert response.status_code == 422
    assert "odd.xlsx cannot be read." in response.content.decode()


def test_a_file_that_is_too_large_is_stopped_on_its_way(
    client: "Client", home: "Company", monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.web.bring_in import limit

    monkeypatch.setattr(limit, "LARGEST_BYTES", 100_000)
    assert sent(client, b"x" * 99_000, "fits.csv").headers["Location"] != "/data"
    assert sent(client, b"x" * 300_000, "large.csv").headers["Location"] == "/data"
    assert "larger than 500 MB" in said(client, "/data")


def test_no_file_at_all_is_answered(client: "Client") -> None:
    client.post("/data/upload", {})
    assert "No file was chosen." in said(client, "/data")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../secret.csv", "secret.csv"),
        ("..\\..\\secret.CSV", "secret.csv"),
        ("/etc/passwd.csv", "passwd.csv"),
        ("a<b>'c'\"d\".csv", "a_b__c__d_.csv"),
        (".hidden.csv", "hidden.csv"),
        ("Benta ng Niño.xlsx", "Benta ng Niño.xlsx"),
        ("x" * 300 + ".csv.gz", "x" * 80 + ".csv.gz"),
        ("…/\x00\n.csv", "__.csv"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    from husay.web.bring_in.uploads import safe_name

    assert safe_name(given) == kept


def test_a_hostile_name_stays_in_its_folder(client: "Client", home: "Company") -> None:
    file_page(client, SALES, "..\\..\\<script>alert(1)</script>.csv")
    outside = {path.name for path in home.home.path.iterdir()}
    assert not any("script" in name for name in outside)
    (file,) = home.home.uploads.glob("*/*.csv")
    assert file.parent.parent == home.home.uploads


def test_values_and_headers_of_a_file_are_never_taken_for_html(client: "Client") -> None:
    page = file_page(
        client,
        'invoice,date,amount,"<script>x</script>"\n"<b>1</b>",2026-11-02,"<i>n/a</i>",y\n',
    )
    shown = said(client, page)
    assert "&lt;script&gt;" in shown
    assert "<script>x" not in shown
    assert "<b>1" not in shown
    assert "<i>n" not in shown


def test_a_large_file_is_tried_after_its_page_is_shown(
    client: "Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.web.bring_in import understood

    monkeypatch.setattr(understood, "TRIED_AT_ONCE_BYTES", 10)
    page = file_page(client, SALES)
    shown = said(client, page)
    assert "is being tried out" in shown
    assert f'hx-get="{page}?check=1" hx-trigger="load"' in shown
    assert "ready to come in" in said(client, f"{page}?check=1")
    assert "ready to come in" in said(client, page)  # it is remembered


def test_files_that_nobody_came_back_for_go_after_a_week(home: "Company") -> None:
    import os
    from datetime import UTC, datetime

    from husay.web.bring_in import uploads

    now = datetime(2026, 11, 24, tzinfo=UTC)
    old, new = (uploads.take(home.home, f"{n}.csv", [b"x"], now) for n in ("old", "new"))
    for upload, days in ((old, 8), (new, 6)):
        for path in (upload.folder, upload.beside("notes.json")):
            os.utime(path, (now.timestamp() - days * 86_400,) * 2)
    uploads.forget_old(home.home, now)
    assert uploads.find(home.home, old.id) is None
    assert uploads.find(home.home, new.id) is not None
    assert len(list(home.home.uploads.iterdir())) == 2


def test_excel_and_parquet_are_read_as_well(client: "Client", tmp_path: Path) -> None:
    import xlsxwriter

    from tests.by_sql import by_sql

    book = tmp_path / "sales.xlsx"
    with xlsxwriter.Workbook(book) as made:
        made.add_worksheet("Notes").write_row(0, 0, ["nothing", "here"])
        sheet = made.add_worksheet("November")
        for number, row in enumerate(
            [["invoice", "date", "amount"], ["SI-1", "2026-11-02", 6150.5]]
        ):
            sheet.write_row(number, 0, row)
    page = file_page(client, book.read_bytes(), "sales.xlsx")
    shown = said(client, page)
    assert "November</option>" in shown
    table = tmp_path / "sales.parquet"
    row = "'SI-1' AS invoice, DATE '2026-11-02' AS date, 6150.50::DECIMAL(12,2) AS amount"
    by_sql(f"COPY (SELECT {row}) TO '{table}' (FORMAT parquet)")
    page = file_page(client, table.read_bytes(), "sales.parquet")
    assert "ready to come in" in said(client, page)
