"""Only months in which somebody was there are held against them, and each beside its own month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.tracking.fair_ranking import fair_ranking
from husay.tracking.rank_values import monthly
from tests.measures.making import make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from husay.tracking.fair_ranking import FairRanking
    from tests.measures.making import Made

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
PEOPLE = ("ana", "ben", "cel", "dan", "eve", "fay")


def company(
    folder: Path, spans: dict[str, Sequence[tuple[str, str]]], potentials: bool = False
) -> Made:
    """Six sellers of 100 on the 15th of every month of 2024 in which they were there, from the
    beginning of the year, or in the spans of theirs."""
    rows, told = [], []
    for who in PEOPLE:
        for first, last in spans.get(who, [("2023-01-01", "")]):
            told.append(f"{who},north,seller,{first},{last}")
            for month in range(1, 13):
                if first <= f"2024-{month:02}-15" <= (last or "9999"):
                    rows.append(f"{who}{month},1,2024-{month:02}-15,{who},100")
    rows.append("last,1,2024-12-31,ben,1")
    tables = {
        "sale_lines": "sale,line,date,seller,amount\n" + "\n".join(rows),
        "units": "unit,parent,kind\nall,,company\nnorth,all,team\nsouth,all,team\n",
        "assignments": "person,unit,role,valid_from,valid_to\n" + "\n".join(told),
    }
    if potentials:
        tables["potentials"] = "scope,item,measure,starts,ends,value\n" + "\n".join(
            f"seller,{who},revenue,2024-{m:02}-01,2024-{m:02}-28,120" for who in PEOPLE
            for m in range(1, 13)
        )  # fmt: skip
    return make(folder, tables)


def ranked(made: Made) -> FairRanking:
    return fair_ranking(made.snapshot, "revenue", YEAR, "seller", lambda who: True)


AWAY = [("2023-01-01", "2024-03-31"), ("2024-10-01", "")]


def test_six_months_of_leave_are_not_months_in_which_nothing_was_sold(tmp_path: Path) -> None:
    """Ana was there in January to March and October to December, and sold 100 in each."""
    made = company(tmp_path, {"ana": AWAY})
    found = monthly(made.snapshot, "revenue", YEAR, "seller")["ana"]
    assert (found.months, found.sold) == ((0, 1, 2, 9, 10, 11), (100 * SCALE,) * 6)
    row = ranked(made).row("ana")
    assert row is not None
    assert (row.months, row.sold) == (6, 600 * SCALE)
    assert row.level == pytest.approx(1, abs=0.001)


def test_potentials_are_those_of_the_months_that_one_was_there(tmp_path: Path) -> None:
    """120 a month: 720 of the six months of Ana's, 1,440 of others', who sell as much of it."""
    found = ranked(company(tmp_path, {"ana": AWAY}, potentials=True))
    assert found.basis == "potential"
    ana, eve = found.row("ana"), found.row("eve")
    assert ana is not None
    assert eve is not None
    assert ana.months == 6
    assert ana.expected * 2 == pytest.approx(eve.expected, abs=2)
    assert ana.level == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(("again", "months"), [("2024-05-11", 12), ("2024-05-12", 11)])
def test_who_moves_to_another_unit_is_not_gone_and_a_day_between_is(
    tmp_path: Path, again: str, months: int
) -> None:
    made = company(tmp_path, {"ana": [("2023-01-01", "2024-05-10"), (again, "")]})
    assert len(monthly(made.snapshot, "revenue", YEAR, "seller")["ana"].months) == months


def test_a_leavers_months_are_set_beside_the_same_months_of_others(tmp_path: Path) -> None:
    """Everybody sells by the same season, and Ana left in June: nobody's months disperse."""
    season = (1, 2, 3, 4, 5, 6, 12, 11, 10, 9, 8, 7)
    rows = [
        f"{who}{n},1,2024-{n + 1:02}-15,{who},{100 * part * (1 + i)}"
        for i, who in enumerate(PEOPLE) for n, part in enumerate(season)
        if who != "ana" or n < 6
    ]  # fmt: skip
    rows.append("last,1,2024-12-31,ben,1")
    made = make(tmp_path, {"sale_lines": "sale,line,date,seller,amount\n" + "\n".join(rows)})
    ana = ranked(made).row("ana")
    assert ana is not None
    # What chance alone would do to her: nothing, beside the assumed .15 of what was expected.
    wide = ana.place.funnel.inner_high / ana.place.funnel.inner_low
    assert wide == pytest.approx(1.8, abs=0.01)  # exp(2 x 1.96 x .15)
