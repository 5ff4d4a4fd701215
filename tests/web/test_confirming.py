"""An import that was refused as doubtful is confirmed on its page; no other refusal is."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.bringing import AT, SALES, file_page, form_of, imported, new_company, said, served

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company


BUTTON = ">Bring it in all the same</button>"
NUMBERED = "invoice,date,amount\nSI-1,2025-01-14,100.00\nSI-2,2025-01-15,200.00\n"
BEGUN_AGAIN = "invoice,date,amount\nSI-1,2026-02-03,70.00\nSI-2,2026-02-04,80.00\n"
"""The same two invoice numbers a year later: both would go to another month."""


@pytest.fixture
def home(tmp_path: Path) -> "Company":
    return new_company(tmp_path / "maharlika")


@pytest.fixture
def client(home: "Company") -> Iterator["Client"]:
    with served(home) as client:
        yield client


def brought_in(client: "Client", home: "Company", content: str) -> str:
    """The address of the run of a file that was brought in as it was guessed."""
    page = file_page(client, content)
    run = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    imported(home)
    return run


def test_what_was_refused_as_doubtful_comes_in_once_it_is_confirmed(
    client: "Client", home: "Company"
) -> None:
    brought_in(client, home, NUMBERED)
    run = brought_in(client, home, BEGUN_AGAIN)
    page = said(client, run)
    assert "would go to another month" in page
    assert BUTTON in page
    assert "press “Bring it in all the same” below" in page
    assert "--replace" not in page
    assert home.head().number == 1
    confirmed = client.post(f"{run}/confirm").headers["Location"]
    assert confirmed != run
    assert client.post(f"{run}/confirm").headers["Location"] == run  # pressed twice, asked once
    imported(home)
    done = said(client, confirmed)
    assert BUTTON not in done
    assert "--replace" not in done
    assert home.head().number == 2
    # Both invoices were corrected: 70.00 + 80.00 instead of 100.00 + 200.00.
    assert "₱150.00" in said(client, "/")
    assert BUTTON not in said(client, run)


def test_what_cannot_be_read_has_no_such_button(client: "Client", home: "Company") -> None:
    from husay.store.jobs import ask_for_import

    brought_in(client, home, SALES)
    bad = home.home.path / "bad.csv"
    bad.write_text(SALES + "SI-9,2026-11-02,Ana,COLA-15,Drinks,1,=x,\n", encoding="utf-8")
    number = ask_for_import(home, "sales", bad, "tester", AT)
    imported(home)
    assert BUTTON not in said(client, f"/data/run/{number}")
    here = f"/data/run/{number}"
    assert client.post(f"{here}/confirm").headers["Location"] == here
    assert not imported(home)


def test_a_refusal_is_not_confirmed_once_its_file_is_gone(
    client: "Client", home: "Company"
) -> None:
    brought_in(client, home, NUMBERED)
    page = file_page(client, BEGUN_AGAIN)
    run = client.post(page, {**form_of(client, page), "action": "import"}).headers["Location"]
    imported(home)
    client.post(page, {"action": "discard"})
    shown = said(client, run)
    assert BUTTON not in shown
    assert "below" not in shown
