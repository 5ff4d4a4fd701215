"""What open deals are worth is counted on the company's own past, and they are weighed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.basics.amount import SCALE
from husay.measures.question import Whole
from husay.stats.open_deals import Past
from husay.tracking.open_deals import amounts_open, rests_of_past
from tests.tracking.weekdays import company, count, sold

if TYPE_CHECKING:
    from pathlib import Path

    from tests.measures.making import Made

FIRST, DAY = date(2023, 1, 2), date(2025, 2, 14)
GOALS = "seller,ana,revenue,2025-02-01,2025-02-28,2000,\n"


@dataclass(frozen=True)
class Deal:
    """Every ten days one of 600, closed after 25; every third is lost."""

    number: int

    @property
    def created(self) -> date:
        return FIRST + timedelta(days=10 * self.number)

    @property
    def closed(self) -> date | None:
        day = self.created + timedelta(days=25)
        return day if day <= DAY else None

    @property
    def status(self) -> str:
        return "open" if not self.closed else "lost" if self.number % 3 == 0 else "won"


DEALS = [Deal(n) for n in range(80) if Deal(n).created <= DAY]


@pytest.fixture(scope="module")
def dealing(tmp_path_factory: pytest.TempPathFactory) -> Made:
    lines = "deal,created,closed,status,amount,seller\n" + "".join(
        f"D{d.number},{d.created},{d.closed or ''},{d.status},600,ana\n" for d in DEALS
    )
    folder: Path = tmp_path_factory.mktemp("dealing")
    return company(folder, sold(FIRST, DAY, 100), GOALS, deals=lines)


def open_at(deal: Deal, day: date) -> bool:
    return deal.created <= day and (deal.closed is None or deal.closed > day)


def test_the_past_is_counted_as_by_hand(dealing: Made) -> None:
    """Fourteen days after each of twelve days, thirty days apart."""
    found = rests_of_past(dealing.snapshot, DAY, 14)
    expected = []
    for n in range(11, -1, -1):
        day = DAY - timedelta(days=14 + 30 * n)
        last = day + timedelta(days=14)
        were = [d for d in DEALS if open_at(d, day)]
        won = [d for d in were if d.status == "won" and d.closed and d.closed <= last]
        expected.append(
            Past(600 * SCALE * len(were), 600 * SCALE * len(won),
                 100 * SCALE * count(day + timedelta(days=1), last))
        )  # fmt: skip
    assert list(found) == expected


def test_stretches_of_the_past_share_no_day(dealing: Made) -> None:
    """Ninety days each, the first of them after the book's third month: seven fit in."""
    found = rests_of_past(dealing.snapshot, DAY, 90)
    days = [DAY - timedelta(days=90 * n) for n in range(1, 13)]
    known = [day for day in reversed(days) if day >= FIRST + timedelta(days=90)]
    assert [past.sold for past in found] == [
        100 * SCALE * count(day + timedelta(days=1), day + timedelta(days=90)) for day in known
    ]
    assert len(found) == 7


def test_open_deals_are_weighed_in_and_told(dealing: Made) -> None:
    from husay.store import outlooks

    now = sum(open_at(d, DAY) for d in DEALS)
    assert {k: len(v) for k, v in amounts_open(dealing.snapshot, DAY, "seller").items()} == {
        "ana": now
    }
    found = outlooks.outlook(dealing.company, Whole("seller", "ana"))
    assert found is not None
    told = found.goals[0].forecast
    assert told is not None
    assert told.deals is not None
    assert (told.deals.count, told.deals.amount) == (now, 600 * SCALE * now)


def test_a_book_without_deals_has_none(tmp_path: Path) -> None:
    from husay.store import outlooks

    made = company(tmp_path, sold(FIRST, DAY, 100), GOALS)
    assert rests_of_past(made.snapshot, DAY, 14) == ()
    assert amounts_open(made.snapshot, DAY) == {}
    found = outlooks.outlook(made.company, Whole("seller", "ana"))
    assert found is not None
    told = found.goals[0].forecast
    assert told is not None
    assert told.deals is None
