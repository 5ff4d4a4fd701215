"""Without potentials people are held against the customers they had, lost ones among them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.tracking.bought_before import bought_before
from husay.tracking.fair_ranking import fair_ranking
from tests.measures.making import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.measures.making import Made

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
PEOPLE = ("ana", "ben", "cel", "dan", "eve", "fay")
Line = tuple[str, str, str, int]


def bought(years: tuple[int, ...] = (2023, 2024)) -> Iterator[Line]:
    """Each of six sells 100 a month to each of ten customers."""
    for year in years:
        for month in range(1, 13):
            for who in PEOPLE:
                for n in range(10):
                    yield f"{year}-{month:02}-15", who, f"{who}{n}", 100


def company(folder: Path, lines: list[Line], owners: str = "") -> Made:
    rows = [f"S{n},1,{day},{who},{c},{amount}" for n, (day, who, c, amount) in enumerate(lines)]
    rows.append("last,1,2024-12-31,ben,none,1")
    tables = {"sale_lines": "sale,line,date,seller,customer,amount\n" + "\n".join(rows)}
    if owners:
        tables["ownerships"] = "scope,item,person,valid_from,valid_to\n" + owners
        tables["customers"] = "customer\n" + "\n".join(sorted({line[2] for line in lines}))
        tables["units"] = "unit,parent,kind\nall,,company\nnorth,all,team\nsouth,all,team\n"
        tables["assignments"] = "person,unit,role,valid_from\n" + "\n".join(
            f"{who},{'north' if n < 3 else 'south'},seller,2020-01-01"
            for n, who in enumerate(PEOPLE)
        )
    return make(folder, tables)


def expected(made: Made, by: str = "seller") -> dict[str, int]:
    """What is expected of a year of each, in pesos."""
    return {i: round(a * 12 / SCALE) for i, a in bought_before(made.snapshot, YEAR, by).items()}


def test_who_lost_seven_customers_of_ten_is_held_against_all_ten(tmp_path: Path) -> None:
    """Ana: 3,600 of 12,000 that were expected; all others 12,000 of 12,000."""
    lines = [
        line for line in bought()
        if not (line[0] >= "2024" and line[1] == "ana" and line[2] >= "ana3")
    ]  # fmt: skip
    made = company(tmp_path, lines)
    assert expected(made) == dict.fromkeys(PEOPLE, 12_000)
    found = fair_ranking(made.snapshot, "revenue", YEAR, "seller", lambda who: True)
    assert found.basis == "history"
    seen = {row.item: row.place.seen for row in found.rows}
    assert seen["ana"] == pytest.approx(0.3)
    assert seen["eve"] == pytest.approx(1)
    assert found.rows[-1].item == "ana"
    assert found.rows[-1].level < 0.6


def test_a_new_customer_is_expected_of_nobody(tmp_path: Path) -> None:
    lines = [*bought(), *(("2024-05-02", "ana", "new", 100) for _ in range(9))]
    assert expected(company(tmp_path, lines)) == dict.fromkeys(PEOPLE, 12_000)


def test_a_shared_customer_is_expected_of_each_by_what_they_sold_then(tmp_path: Path) -> None:
    """Ana sold c1 900 and Ben 300 a year ago; now Ben sells it all, for ten times as much."""
    lines = [*bought(), *((f"2023-{m:02}-01", "ana", "c1", 75) for m in range(1, 13)),
             *((f"2023-{m:02}-02", "ben", "c1", 25) for m in range(1, 13)),
             ("2024-03-01", "ben", "c1", 12_000)]  # fmt: skip
    found = expected(company(tmp_path, lines))
    assert (found["ana"], found["ben"]) == (12_900, 12_300)


OWNED = "".join(f"customer,{who}{n},{who},2020-01-01,\n" for who in PEOPLE for n in range(10)
                if who != "ana" or n)  # fmt: skip


@pytest.mark.parametrize(
    ("until", "since", "ana", "fay"),
    [("2023-12-31", "2024-01-01", 10_800, 13_200), ("2024-06-30", "2024-07-01", 11_400, 12_600),
     ("2024-07-15", "2024-07-16", 11_500, 12_500), ("2024-07-14", "2024-07-15", 11_400, 12_600),
     ("2024-06-30", "2025-07-01", 12_000, 12_000)],
)  # fmt: skip
def test_an_account_that_was_handed_over_is_expected_of_its_new_owner(
    tmp_path: Path, until: str, since: str, ana: int, fay: int
) -> None:
    """From the day on which it is theirs: a year later than each of its sales on the 15th. Whom
    nobody took over stays with who had it."""
    owners = f"{OWNED}customer,ana0,ana,2020-01-01,{until}\ncustomer,ana0,fay,{since},\n"
    made = company(tmp_path, list(bought()), owners)
    found = expected(made)
    assert (found["ana"], found["fay"], found["ben"]) == (ana, fay, 12_000)
    assert sum(found.values()) == 72_000
    # Ana is in the north, Fay in the south.
    assert expected(made, "team") == {"north": 24_000 + ana, "south": 24_000 + fay}


def test_who_sells_what_is_anothers_account_is_held_against_what_they_sold(tmp_path: Path) -> None:
    """Ben owns Ana's customer in both years, and Ana sells to it in both."""
    made = company(tmp_path, list(bought()), f"{OWNED}customer,ana0,ben,2020-01-01,\n")
    assert expected(made) == dict.fromkeys(PEOPLE, 12_000)


@pytest.mark.parametrize(("first", "ana"), [(7, 12_000), (10, 12_000), (11, None)])
def test_who_came_within_the_year_before_is_held_against_the_months_they_were_there(
    tmp_path: Path, first: int, ana: int | None
) -> None:
    """Three months at least: from October on there are three, from November two."""
    lines = [
        line for line in bought()
        if not (line[1] == "ana" and line[0] < f"2023-{first:02}")
    ]  # fmt: skip
    assert expected(company(tmp_path, lines)).get("ana") == ana
