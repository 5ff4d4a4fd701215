"""A file that is not in the book yet: how many rows are wrong, where it is found, what it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Problem
from tests.web.bringing import SALES, file_page, form_of, imported, new_company, said, served

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company

TWICE_WRONG = SALES + (
    "SI-3,2026-31-31,Ben Cruz,COLA-15,Drinks,1,n/a,\nSI-4,2026-11-04,Ben Cruz,COLA-15,Drinks,1,x,\n"
)
"""Two rows with three mistakes: a date and an amount, and an amount."""


@pytest.fixture
def home(tmp_path: Path) -> "Company":
    return new_company(tmp_path / "maharlika")


@pytest.fixture
def client(home: "Company") -> Iterator["Client"]:
    with served(home) as client:
        yield client


def test_rows_and_mistakes_are_both_told(client: "Client") -> None:
    shown = said(client, file_page(client, TWICE_WRONG))
    assert '<span class="figure">2</span> rows of ' in shown
    assert "3 mistakes in 2 rows." in shown


def test_a_refused_import_tells_rows_and_mistakes(client: "Client", home: "Company") -> None:
    from husay.store.jobs import ask_for_import
    from tests.web.bringing import AT

    page = file_page(client, SALES)
    client.post(page, {**form_of(client, page), "action": "import"})
    imported(home)
    bad = home.home.path / "bad.csv"
    bad.write_text(TWICE_WRONG, encoding="utf-8")
    number = ask_for_import(home, "sales", bad, "tester", AT)
    imported(home)
    shown = said(client, f"/data/run/{number}")
    assert "2</span> rows cannot be read" in shown
    assert "3 mistakes in 2 rows." in shown


def test_where_each_row_has_one_mistake_rows_are_enough() -> None:
    from husay.web.bring_in.rejects import mistakes_text, rows_meant

    def wrong(row: int, count: int = 1) -> Problem:
        return Problem(code="not-a-number", file="a.csv", row=row, count=count)

    assert rows_meant([wrong(1), wrong(2)]) == 2
    assert mistakes_text([wrong(1), wrong(2)]) == ""
    assert mistakes_text([wrong(1), wrong(1)]) == "2 mistakes in 1 row."
    # Which rows the seven are is not known: they may be others than the first.
    assert rows_meant([wrong(1), wrong(1, 7)]) == 8
    assert mistakes_text([wrong(1), wrong(1), wrong(1, 7)]) == ""


def test_a_file_whose_page_was_left_is_found_again(client: "Client", home: "Company") -> None:
    page = file_page(client, SALES, "benta.csv")
    shown = said(client, "/data")
    assert "Not yet brought in" in shown
    assert f'<a href="{page}">benta.csv</a>' in shown
    assert "read on " in shown
    client.post(page, {**form_of(client, page), "action": "import"})
    assert "Not yet brought in" not in said(client, "/data"), "it is on its way"
    imported(home)
    assert "Not yet brought in" not in said(client, "/data")


def test_a_file_that_was_thrown_away_is_not_listed(client: "Client") -> None:
    page = file_page(client, SALES, "benta.csv")
    client.post(page, {"action": "discard"})
    assert "Not yet brought in" not in said(client, "/data")


def test_a_mended_file_is_the_same_source_whatever_it_is_called(
    client: "Client", home: "Company"
) -> None:
    page = file_page(client, TWICE_WRONG, "benta.csv")
    said(client, page)
    second = file_page(client, TWICE_WRONG, "benta2.csv", instead=page.rsplit("/", 1)[1])
    said(client, second)
    third = file_page(client, SALES, "benta 3 final.csv", instead=second.rsplit("/", 1)[1])
    assert form_of(client, third)["title"] == "Benta"
    client.post(third, {**form_of(client, third), "action": "import"})
    imported(home)
    assert home.head().source == "benta"
