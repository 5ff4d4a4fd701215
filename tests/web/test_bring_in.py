"""Bring in data: from an empty company to figures, by the pages alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.bringing import (
    AMBIGUOUS,
    AT,
    MISTAKES,
    SALES,
    file_page,
    form_of,
    imported,
    new_company,
    said,
    sent,
    served,
)
from tests.web.signing import signed_in

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


def brought_in(client: "Client", home: "Company", content: str, name: str = "sales.csv") -> str:
    """The address of an import that was asked for on the pages, and has run."""
    page = file_page(client, content, name)
    response = client.post(page, {**form_of(client, page), "action": "import"})
    assert imported(home)
    return response.headers["Location"]


def test_an_empty_company_is_taught_how_to_begin(client: "Client") -> None:
    page = said(client, "/data")
    assert "Bring in what you sold." in page
    assert "<ol>" in page
    assert 'type="file"' in page
    assert "up to 500 MB" in page


def test_a_file_is_read_shown_and_brought_in(client: "Client", home: "Company") -> None:
    page = file_page(client, SALES)
    shown = said(client, page)
    assert "3</span> rows of" in shown
    assert "First rows as the book will hold them" in shown
    assert "names are kept apart" in shown
    assert "Not used: Remarks." in shown
    assert home.head().number == 0

    run = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    assert "waits for its turn" in said(client, run)
    assert "<progress" in said(client, run)
    assert imported(home)
    done = said(client, run)
    assert "3</span> new sale lines of" in done
    assert "hx-trigger" not in done
    assert "₱6,928" in said(client, "/")
    assert client.get(page).headers["Location"] == run  # the file is gone, its import is not


def test_the_name_of_a_seller_never_enters_the_book(client: "Client", home: "Company") -> None:
    brought_in(client, home, SALES)
    files = list((home.home.book / "sale_lines").rglob("*.parquet"))
    assert files
    assert not any(b"Reyes" in file.read_bytes() for file in files)
    assert "Ana Reyes" in said(client, "/data/history?before=0&after=1")


def test_an_ambiguous_date_is_asked_for_before_anything_else(client: "Client") -> None:
    page = file_page(client, AMBIGUOUS)
    shown = said(client, page)
    assert "One question before" in shown
    assert "03/04/2026 = 3 Apr 2026" in shown
    assert "03/04/2026 = 4 Mar 2026" in shown
    assert 'value="import"' not in shown
    client.post(page, {**form_of(client, page), "answer:dates": "mdy", "action": "check"})
    shown = said(client, page)
    assert "ready to come in" in shown
    assert "4 Mar 2026" in shown
    client.post(page, {**form_of(client, page), "answer:dates": "dmy"})
    assert "3 Apr 2026" in said(client, page)


def test_dates_and_amounts_alone_say_where_the_company_stands(
    client: "Client", home: "Company"
) -> None:
    brought_in(client, home, "date,amount\n2026-11-02,100.00\n2026-11-03,50.25\n")
    assert "₱150.25" in said(client, "/")


def test_rejects_are_shown_by_reason_before_anything_is_committed(
    client: "Client", home: "Company"
) -> None:
    page = file_page(client, MISTAKES)
    shown = said(client, page)
    assert "1</span> row of" in shown, "its date and its amount are wrong"
    assert "2 mistakes in 1 row." in shown
    assert "“n/a” is not an amount." in shown
    assert "row 5" in shown
    assert "Halaga" in shown
    client.post(page, {**form_of(client, page), "action": "import"})  # typed, not offered
    assert not imported(home)
    assert home.head().number == 0


def test_a_mended_file_is_read_as_the_first_one_was(client: "Client") -> None:
    page = file_page(client, MISTAKES)
    client.post(page, {**form_of(client, page), "title": "Benta ng Luzon", "feed:product": ""})
    number = page.rsplit("/", 1)[1]
    mended = file_page(client, SALES, "mended.csv", instead=number)
    form = form_of(client, mended)
    assert form["title"] == "Benta ng Luzon"
    assert form["feed:product"] == ""
    assert client.get(page).status_code == 404


def test_a_mended_file_that_is_none_leaves_the_first_one(client: "Client") -> None:
    page = file_page(client, MISTAKES)
    response = sent(client, b"", instead=page.rsplit("/", 1)[1])
    assert response.headers["Location"] == page
    assert "is empty" in said(client, page)


def test_all_mistakes_of_the_form_are_told_at_once(client: "Client") -> None:
    page = file_page(client, SALES)
    wrong = {"title": "!!", "currency": "pes0", "vat": "included", "tax_percent": "much"}
    form = form_of(client, page) | wrong | {"feed:sale": "Petsa", "feed:amount": ""}
    assert client.post(page, form | {"action": "import"}).headers["Location"] == page
    shown = said(client, page)
    assert "needs a name" in shown
    assert "is not a currency’s code" in shown
    assert "is not a rate of VAT" in shown
    assert "“Petsa” is chosen twice" in shown
    assert "No column gives “Amount”" in shown


def test_vat_is_taken_out_where_the_amounts_include_it(client: "Client", home: "Company") -> None:
    page = file_page(client, "invoice,date,amount\nSI-1,2026-11-02,112.00\n")
    form = form_of(client, page) | {"vat": "included", "tax_percent": "12"}
    client.post(page, form)
    assert ">100.00<" in said(client, page)


def test_a_finer_amount_may_be_rounded(client: "Client") -> None:
    page = file_page(client, "invoice,date,amount\nSI-1,2026-11-02,1.00005\n")
    assert "more than four decimals" in said(client, page)
    client.post(page, form_of(client, page) | {"rounds": "1"})
    assert "ready to come in" in said(client, page)


def test_another_table_starts_the_guess_anew(client: "Client") -> None:
    page = file_page(client, "Seller,Month,Target\nana,2026-11,1000\n")
    form = form_of(client, page)
    assert form["table"] == "goals"
    client.post(page, form | {"table": "people"})
    assert form_of(client, page)["table"] == "people"


def test_next_months_file_is_known_by_its_columns(client: "Client", home: "Company") -> None:
    brought_in(client, home, SALES, "Invoices 2026-11.csv")
    page = file_page(client, SALES.replace("6,150.00", "6,000.00"), "whatever.csv")
    shown = said(client, page)
    assert "It is read as “Invoices” was the last time." in shown
    client.post(page, form_of(client, page) | {"action": "import"})
    imported(home)
    overview = said(client, "/data")
    assert overview.count("<h3>Invoices</h3>") == 1
    assert "stayed" not in said(client, "/data/history?before=1&after=2")
    changed = said(client, "/data/history?before=1&after=2")
    assert "1 corrected" in changed
    assert "Amount 6,150.00" in changed
    assert "Amount 6,000.00" in changed


def test_the_same_file_again_changes_nothing(client: "Client", home: "Company") -> None:
    brought_in(client, home, SALES)
    again = brought_in(client, home, SALES)
    assert "the book had it all" in said(client, again)
    assert home.head().number == 1


def test_a_button_pressed_twice_imports_once(client: "Client", home: "Company") -> None:
    page = file_page(client, SALES)
    form = {**form_of(client, page), "action": "import"}
    first = client.post(page, form).headers["Location"]
    assert client.post(page, form).headers["Location"] == first
    assert imported(home)
    assert not imported(home)
    assert client.post(page, form).headers["Location"] == first


def test_a_file_that_is_thrown_away_leaves_nothing(client: "Client", home: "Company") -> None:
    page = file_page(client, SALES)
    said(client, page)
    response = client.post(page, {"action": "discard"}, follow=True)
    assert "thrown away" in response.content.decode()
    assert list(home.home.uploads.iterdir()) == []
    assert client.get(page).status_code == 404


def test_a_refused_import_lists_its_rejects_and_gives_them_as_a_file(
    client: "Client", home: "Company"
) -> None:
    from husay.store.jobs import ask_for_import

    brought_in(client, home, SALES)
    rows = "".join(f"SI-{i},2026-11-02,Ana Reyes,COLA-15,Drinks,1,=x,\n" for i in range(9, 90))
    bad = home.home.path / "bad.csv"
    bad.write_text(SALES + rows, encoding="utf-8")
    number = ask_for_import(home, "sales", bad, "tester", AT)
    imported(home)
    run = said(client, f"/data/run/{number}")
    assert "Nothing of" in run
    assert "81</span> rows cannot be read" in run
    assert "and 61 more" in run
    assert "1–50 of 81" in run
    listed = client.get(f"/data/run/{number}/rejects.csv")
    text = listed.content.decode("utf-8-sig")
    assert listed.headers["Content-Disposition"] == f'attachment; filename="rejects-{number}.csv"'
    assert text.count("\n") == 82
    assert "bad.csv,5,amount,'=x," in text
    assert home.head().number == 1


def test_a_source_whose_files_are_known_is_imported_again(
    client: "Client", home: "Company"
) -> None:
    import yaml

    brought_in(client, home, SALES)
    kept = home.home.sources / "sales" / "source.yaml"
    settings = yaml.safe_load(kept.read_text(encoding="utf-8"))
    data = home.home.path / "new.csv"
    data.write_text(SALES.replace("SI-1", "SI-9"), encoding="utf-8")
    settings |= {"data": "new.csv", "schedule": "0 6 * * *"}
    kept.write_text(yaml.safe_dump(settings), encoding="utf-8")
    overview = said(client, "/data")
    assert "Import again" in overview
    assert "Next, by schedule" in overview
    run = client.post("/data/source/sales/again").headers["Location"]
    imported(home)
    assert "2</span> new sale lines" in said(client, run)
    response = client.post("/data/source/none/again", follow=True)
    assert "none" in response.content.decode()


def test_snapshots_are_pinned_under_a_label_and_let_go(client: "Client", home: "Company") -> None:
    brought_in(client, home, SALES)
    client.post("/data/history/pin", {"number": "1", "label": "close of 2026"})
    assert home.head().pins == ("close of 2026",)
    again = client.post("/data/history/pin", {"number": "0", "label": "close of 2026"}, follow=True)
    assert "already pinned" in again.content.decode()
    for label in ("", "7"):
        client.post("/data/history/pin", {"number": "0", "label": label})
    client.post("/data/history/pin", {"number": "none", "label": "x"})
    client.post("/data/history/unpin", {"label": "close of 2026"})
    assert home.head().pins == ()


@pytest.mark.parametrize(
    "query", ["before=x&after=y", "before=7&after=99999999999", "before=0&after=0", "page=x"]
)
def test_an_odd_address_of_the_history_is_answered(client: "Client", query: str) -> None:
    assert client.get(f"/data/history?{query}").status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/data/run/7", "/data/run/7/rejects.csv", "/data/file/nonsense", "/data/file/" + "0" * 32],
)
def test_what_is_not_there_is_not_found(client: "Client", address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/data/upload", "/data/history/pin", "/data/history/unpin", "/data/source/x/again"],
)
def test_looking_changes_nothing(client: "Client", address: str) -> None:
    assert client.get(address).status_code == 405


def test_every_form_wants_its_token(home: "Company", client: "Client") -> None:
    from django.test import Client

    page = file_page(client, SALES)
    strict = signed_in(Client(enforce_csrf_checks=True))
    for address in ("/data/upload", page, "/data/history/pin", "/data/source/x/again"):
        assert strict.post(address, {"action": "import"}).status_code == 403


def test_health_names_the_newest_snapshot(client: "Client", home: "Company") -> None:
    assert client.get("/health").json() == {"ok": True, "snapshot": 0}
    brought_in(client, home, SALES)
    assert client.get("/health").json() == {"ok": True, "snapshot": 1}
