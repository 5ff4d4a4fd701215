"""Deals that stand in a stage for too long, against a count in plain Python."""

from collections import Counter
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from husay.basics.period import Window
from husay.tracking.signals.overdue import overdue_by_day
from tests.upkeep.small import bring_in, new_company

if TYPE_CHECKING:
    from husay.measures.reader import SnapshotReader

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
Row = dict[str, object]
TEAM = {"ana": "north", "ben": "south"}


def deals(staged: bool) -> list[Row]:
    """Two hundred deals: some won, some lost, some gone on, some still where they were."""
    chance, made = Random(4), list[Row]()
    for n in range(200):
        entered = FIRST + timedelta(days=chance.randrange(300))
        gone = entered + timedelta(days=chance.randrange(1, 41))
        what = chance.choice(("won", "lost", "on", "open") if staged else ("won", "lost", "open"))
        made.append({"deal": f"D{n}", "seller": chance.choice(("ana", "ben")), "what": what,
                     "entered": entered, "gone": gone if what != "open" else None})  # fmt: skip
    return made


def reading(folder: Path, found: list[Row], staged: bool) -> "SnapshotReader":
    made = new_company(folder / "company")
    from husay.store.moment import everything

    always = "2020-01-01"
    tables: dict[str, list[Row]] = {
        "sale_lines": [{"sale": "S", "line": 1, "date": LAST, "seller": "ana", "amount": 1}],
        "units": [{"unit": unit, "parent": above, "kind": kind, "valid_from": always}
                  for unit, above, kind in (("all", None, "company"), ("north", "all", "team"),
                                            ("south", "all", "team"))],
        "assignments": [{"person": who, "unit": unit, "role": "seller", "valid_from": always}
                        for who, unit in TEAM.items()],
        "deals": [{"deal": one["deal"], "created": one["entered"], "seller": one["seller"],
                   "status": one["what"] if one["what"] in ("won", "lost") else "open",
                   "closed": one["gone"] if one["what"] in ("won", "lost") else None,
                   "amount": 100} for one in found],
    }  # fmt: skip
    if staged:
        tables["deal_stages"] = [
            {"deal": one["deal"], "stage": stage, "entered": day}
            for one in found
            for stage, day in (("a-offer", one["entered"]), ("b-talks", one["gone"]))
            if stage == "a-offer" or one["what"] == "on"
        ]
    bring_in(made, folder / "data", tables)
    return everything(made)


@pytest.mark.parametrize("staged", [True, False])
def test_each_deal_counts_on_the_first_day_after_its_time(tmp_path: Path, staged: bool) -> None:
    found = deals(staged)
    reader = reading(tmp_path, found, staged)
    window = Window(FIRST, LAST)
    sql = overdue_by_day(['pl.now_team AS "team"'], window)
    told = {(str(team), day): int(str(count)) for team, day, count, _against in reader.run(sql)}

    stays = [(one["gone"] - one["entered"]).days for one in found if one["gone"]]  # type: ignore[operator]
    usual = timedelta(days=ceil(float(np.quantile(stays, 0.95)) - 1e-9))
    expected = Counter[tuple[str, date]]()
    for one in found:
        entered, gone = one["entered"], one["gone"]
        assert isinstance(entered, date)
        over = entered + usual + timedelta(days=1)
        still = gone is None or gone > entered + usual  # type: ignore[operator]
        if still and over <= LAST:
            expected[TEAM[str(one["seller"])], over] += 1
    assert expected.total() > 20
    assert told == expected


def test_a_stage_that_few_have_left_says_nothing(tmp_path: Path) -> None:
    few = [one for one in deals(True) if one["what"] != "on"]
    left = [one for one in few if one["gone"]]
    for count, says in ((29, False), (30, True)):
        some = [one for one in few if one["gone"] is None] + left[:count]
        folder = tmp_path / str(count)
        reader = reading(folder, some, True)
        rows = list(reader.run(overdue_by_day([], Window(FIRST, LAST))))
        assert bool(rows) == says
