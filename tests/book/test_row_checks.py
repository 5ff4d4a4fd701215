"""Rows whose values can all be read, and that are wrong all the same: refused, with the reason."""

from pathlib import Path

import pytest

from husay.basics.problem import Problem
from husay.book.source import read_source
from husay.store.opening import create_company
from tests.measures.making import AT, NO_HOLIDAYS, make


def problems(folder: Path, table: str, text: str) -> list[tuple[str, str | None, int | None]]:
    """What an import of this one table finds wrong: code, column and row."""
    found = refused(folder, table, text)
    return [(p.code, p.column, p.row) for p in found]


def refused(folder: Path, table: str, text: str) -> tuple[Problem, ...]:
    data = folder / "data"
    data.mkdir()
    (data / f"{table}.csv").write_text(text, encoding="utf-8")
    source, _ = read_source({"name": "test", "currency": "PHP"}, {table: f"SELECT * FROM {table}"})
    assert source is not None
    company = create_company(folder / "home", NO_HOLIDAYS, AT)
    return company.import_source(source, data, "tester", AT).problems


SALES = "sale,line,date,quantity,amount,kind\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("R1,1,2024-01-02,-1,0.0001,return", "amount"),
        ("R1,1,2024-01-02,0.0001,-5,return", "quantity"),
    ],
)
def test_what_comes_back_never_counts_as_sold(tmp_path: Path, row: str, column: str) -> None:
    assert problems(tmp_path, "sale_lines", SALES + row) == [("return-above-zero", column, 1)]


@pytest.mark.parametrize(
    "row",
    [
        "R1,1,2024-01-02,0,0,return",
        "R1,1,2024-01-02,-1,-0.0001,return",
        "S1,1,2024-01-02,-1,-5,sale",
        "S1,1,2024-01-02,1,5,",
        "A1,1,2024-01-02,1,5,adjustment",
    ],
)
def test_signs_that_may_be(tmp_path: Path, row: str) -> None:
    assert problems(tmp_path, "sale_lines", SALES + row) == []


@pytest.mark.parametrize(("share", "wrong"), [("-0.5", True), ("0", True), ("0.0001", False)])
def test_a_part_in_a_sale_is_above_zero(tmp_path: Path, share: str, wrong: bool) -> None:
    text = f"sale,line,person,share\nS1,1,ana,{share}\n"
    expected = [("share-not-above-zero", "share", 1)] if wrong else []
    assert problems(tmp_path, "credits", text) == expected


def test_a_deal_closed_on_no_day_is_kept_and_told(tmp_path: Path) -> None:
    text = (
        "deal,created,closed,status\nD1,2024-01-01,,open\nD2,2024-01-01,,won\nD3,2024-01-01,,lost\n"
    )
    (told,) = refused(tmp_path, "deals", text)
    assert (told.severity, told.code, told.value, told.count) == (
        "warning", "closed-on-no-day", "D2, D3", 2,
    )  # fmt: skip


GOALS = "scope,item,measure,starts,ends,value\n"


def test_a_goal_is_somebodys_and_for_something_measured(tmp_path: Path) -> None:
    text = GOALS + "seller,,revenue,2024-01-01,2024-01-31,5\n"
    assert problems(tmp_path, "goals", text) == [("goal-for-nobody", "item", 1)]


def test_a_goal_for_no_measure_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    text = GOALS + (
        "company,,Revenue,2024-01-01,2024-01-31,5\n"
        "company,,revenues,2024-02-01,2024-02-29,5\ncompany,,sails,2024-03-01,2024-03-31,5\n"
    )
    found = {p.value: p.says()["nearest"] for p in refused(tmp_path, "goals", text)}
    assert found == {"revenues": "revenue", "sails": ""}


def test_the_company_is_one_whatever_a_source_calls_it(tmp_path: Path) -> None:
    made = make(
        tmp_path,
        {
            "sale_lines": "sale,line,date,amount\nS1,1,2024-01-02,50",
            "goals": GOALS + "company,Bayan,Revenue,2024-01-01,2024-01-31,100",
        },
    )
    (row,) = made.ask("revenue", period="2024-01", compare="goal").rows
    assert row["revenue_goal"] == 100 * 10_000


POTENTIALS = "scope,item,measure,starts,ends,value,precision\n"


def test_every_mistake_in_potentials_is_listed(tmp_path: Path) -> None:
    text = POTENTIALS + (
        "customer,C1,revenue,2024-01-01,2024-12-31,0.0001,0.000000001\n"
        "customer,C2,revenue,2024-01-01,2024-12-31,0,0\n"
        "customer,,revenue,2024-01-01,2024-12-31,-5,9.999999999\n"
        "shop,C3,revenue,2024-02-01,2024-01-31,5,10\n"
        "seller,ana,revenue,2024-01-01,,x,-0.1\n"
        "seller,ben,revenue,2024-01-01,2024-12-31,7,15%\n"
    )
    found = {(p.row, p.code, p.column) for p in refused(tmp_path, "potentials", text)}
    assert found == {
        (2, "potential-not-above-zero", "value"),
        (2, "precision-beyond-belief", "precision"),
        (3, "required", "item"),
        (3, "potential-not-above-zero", "value"),
        (4, "not-a-choice", "scope"),
        (4, "ends-before-it-starts", "ends"),
        (4, "precision-beyond-belief", "precision"),
        (5, "required", "ends"),
        (5, "not-an-amount", "value"),
        (5, "not-a-rate", "precision"),
        (6, "not-a-rate", "precision"),
    }


def test_potentials_are_of_measures_that_days_add_to(tmp_path: Path) -> None:
    text = POTENTIALS + (
        "customer,C1,Revenue,2024-01-01,2024-12-31,5,\n"
        ",C1,,2024-02-01,2024-02-29,5,\n"
        "customer,C1,revenues,2024-01-01,2024-12-31,5,\n"
        "customer,C1,margin_rate,2024-01-01,2024-12-31,5,\n"
        "customer,C2,margin_rate,2024-01-01,2024-12-31,5,\n"
    )
    found = {(p.code, p.value, p.count) for p in refused(tmp_path, "potentials", text)}
    assert found == {
        ("potential-of-unknown-measure", "revenues", 1),
        ("potential-does-not-add-up", "margin_rate", 2),
    }
