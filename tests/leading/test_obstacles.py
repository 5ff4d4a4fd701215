"""Obstacles by rules that can be checked by hand, at their edges."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.goals.needed import Needed
from husay.measures.question import Whole
from husay.tracking.coverage import thin_coverage
from husay.tracking.outlook import Forecast, GoalOutlook
from husay.tracking.quiet import quiet_customers
from husay.tracking.stalled import stalled_deals
from tests.leading.market import LAST, NORTH, deals
from tests.measures.making import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.obstacles import ObstaclesSeen
    from husay.tracking.quiet import QuietCustomer
    from husay.tracking.stalled import StalledDeal
    from tests.measures.making import Made

DAY = date(2024, 6, 28)


def obstacles(company: Company, whole: Whole | None = None) -> ObstaclesSeen:
    from husay.store import obstacles as store

    found = store.obstacles(company, whole)
    assert found is not None
    return found


def stalled(folder: Path, days: int, closed: int = 30) -> tuple[StalledDeal, ...]:
    """So many deals were closed after 20 days in their stage; one has been in it for `days`."""
    start = date(2024, 1, 1)
    rows = [f"D{n},{start},{start + timedelta(days=25)},lost,100,ana" for n in range(closed)]
    rows.append(f"OPEN,{DAY - timedelta(days=days + 9)},,open,700,ana")
    stages = [f"D{n},offer,{start + timedelta(days=5)}" for n in range(closed)]
    stages += [f"OPEN,offer,{DAY - timedelta(days=days)}"]
    made = make(folder, {
        "sale_lines": f"sale,line,date,seller,amount\nS1,1,{DAY},ana,5\n",
        "deals": "deal,created,closed,status,amount,seller\n" + "\n".join(rows),
        "deal_stages": "deal,stage,entered\n" + "\n".join(stages),
    })  # fmt: skip
    return stalled_deals(made.snapshot, DAY, lambda seller: True)


@pytest.mark.parametrize(("days", "found"), [(19, 0), (20, 0), (21, 1)])
def test_a_deal_is_stalled_when_it_stands_longer_than_any_that_was_closed(
    tmp_path: Path, days: int, found: int
) -> None:
    told = stalled(tmp_path, days)
    assert len(told) == found
    for one in told:
        assert (one.deal, one.days, one.longest, one.amount) == ("OPEN", 21, 20, 700 * SCALE)


def test_a_stage_from_which_few_were_closed_says_nothing(tmp_path: Path) -> None:
    assert stalled(tmp_path / "a", 21, closed=29) == ()
    assert len(stalled(tmp_path / "b", 21, closed=30)) == 1


@pytest.mark.parametrize(
    ("moves", "days"),
    [
        ((("lead", 60), ("offer", 40), ("lead", 2)), None),
        ((("lead", 60), ("offer", 40), ("lead", 30)), 30),
        ((("lead", 60), ("offer", 40), ("lead", 30), ("lead", 2)), 30),
        ((("offer", 60), ("lead", 50), ("offer", 40), ("lead", 22), ("lead", 21)), 22),
        ((("lead", 40),), 40),
    ],
)
def test_a_deal_that_was_moved_back_stands_since_it_came_back(
    tmp_path: Path, moves: tuple[tuple[str, int], ...], days: int | None
) -> None:
    """Deals were closed after twenty days in a lead or an offer at the longest."""
    start = date(2024, 1, 1)
    rows = [f"D{n},{start},{start + timedelta(days=20)},lost,100,ana" for n in range(30)]
    rows.append(f"OPEN,{DAY - timedelta(days=60)},,open,700,ana")
    stages = [f"D{n},{stage},{start}" for n in range(30) for stage in ("lead", "offer")]
    stages += [f"OPEN,{stage},{DAY - timedelta(days=ago)}" for stage, ago in moves]
    made = make(tmp_path, {
        "sale_lines": f"sale,line,date,seller,amount\nS1,1,{DAY},ana,5\n",
        "deals": "deal,created,closed,status,amount,seller\n" + "\n".join(rows),
        "deal_stages": "deal,stage,entered\n" + "\n".join(stages),
    })  # fmt: skip
    told = stalled_deals(made.snapshot, DAY, lambda seller: True)
    assert [(one.stage, one.days) for one in told] == ([] if days is None else [("lead", days)])


@pytest.mark.parametrize(
    ("by_history", "expected", "chance", "lacking"),
    [(399, 900, 4999, 601), (400, 400, 4999, None), (401, 300, 1000, None),
     (399, 900, 5000, None), (None, 399, 4999, 601), (1000, 900, 4999, None)],
)  # fmt: skip
def test_coverage_is_thin_where_open_deals_usually_bring_less_than_history_lacks(
    tmp_path: Path, by_history: int | None, expected: int, chance: int, lacking: int | None
) -> None:
    """Of closed deals' 400, 300 were won: of the 800 that are open, 600 is usual. The goal is
    1,000, and what is expected has open deals in it."""
    made = make(tmp_path, {
        "sale_lines": f"sale,line,date,seller,amount\nS0,1,2023-06-01,ana,5\nS1,1,{DAY},ana,5\n",
        "deals": "deal,created,closed,status,amount,seller\nW,2024-01-02,2024-02-02,won,300,ana\n"
        "L,2024-01-02,2024-03-02,lost,100,ana\nO1,2024-05-02,,open,500,ana\n"
        "O2,2024-05-03,,open,300,ana\n",
    })  # fmt: skip
    told = Forecast(expected * SCALE, None, None, chance, 9, 9, None,
                    None if by_history is None else by_history * SCALE)  # fmt: skip
    year, nothing = Window(date(2024, 1, 1), date(2024, 12, 31)), Needed("open", 0, 0, None)
    goal = GoalOutlook(Whole(), "revenue", "year", year, DAY, 1000 * SCALE, 0, None, nothing, told)
    found = thin_coverage(made.snapshot, goal)
    assert (found is None) == (lacking is None)
    if found is not None and lacking is not None:
        assert (found.lacking, found.open, found.usual) == (
            lacking * SCALE, 800 * SCALE, 600 * SCALE,
        )  # fmt: skip


def quiet(folder: Path, orders: int, since: int) -> tuple[QuietCustomer, ...]:
    """A customer that ordered every ten days, so many times, the last time so many days ago."""
    last = DAY - timedelta(days=since)
    rows = [f"S{n},1,{last - timedelta(days=10 * n)},ana,c1,100" for n in range(orders)]
    rows.append(f"OTHER,1,{DAY},ana,c2,1")
    lines = "sale,line,date,seller,customer,amount\n" + "\n".join(rows)
    made = make(folder, {"sale_lines": lines})
    return quiet_customers(made.snapshot, DAY, lambda seller: True)


@pytest.mark.parametrize(("since", "found"), [(15, 0), (16, 1)])
def test_a_customer_is_quiet_after_half_as_long_again_as_ever(
    tmp_path: Path, since: int, found: int
) -> None:
    told = quiet(tmp_path, 11, since)
    assert len(told) == found
    for one in told:
        assert (one.days, one.longest, one.yearly) == (16, 10, 11 * 100 * SCALE)
        assert (one.customer, one.seller) == ("c1", "ana")


def test_ten_orders_are_too_few_to_know_a_customers_gaps(tmp_path: Path) -> None:
    assert quiet(tmp_path / "a", 10, 100) == ()
    assert len(quiet(tmp_path / "b", 11, 100)) == 1


def test_reasons_of_losses_are_the_deals_lost_in_twelve_months(made: Made) -> None:
    seen = obstacles(made.company)
    lost = [d for d in deals() if d.status == "lost" and d.closed is not None
            and date(2024, 2, 1) <= d.closed <= date(2025, 1, 31)]  # fmt: skip
    (reason,) = seen.reasons
    assert (reason.reason, reason.lost, reason.share) == ("price", len(lost), 1)
    assert reason.amount == sum(d.amount for d in lost) * SCALE


def test_obstacles_stand_in_the_order_of_their_money(made: Made) -> None:
    seen = obstacles(made.company)
    amounts = [one.amount for one in seen.obstacles]
    assert amounts == sorted(amounts, reverse=True)
    assert {one.kind for one in seen.obstacles} >= {"lost", "price"}
    assert seen.as_of == LAST


def test_a_manager_sees_the_obstacles_of_their_people(seen_by: Callable[..., Company]) -> None:
    seen = obstacles(seen_by(Role.MANAGER, "mia"))
    assert seen.whole == Whole("unit", "north")
    assert {one.seller for one in seen.stalled} | {one.seller for one in seen.quiet} <= set(NORTH)
    lost = [d for d in deals() if d.status == "lost" and d.closed is not None and d.seller in NORTH
            and date(2024, 2, 1) <= d.closed <= date(2025, 1, 31)]  # fmt: skip
    assert seen.reasons[0].lost == len(lost)
    with pytest.raises(Mistake):
        obstacles(seen_by(Role.MANAGER, "mia"), Whole())
    with pytest.raises(Mistake):
        obstacles(seen_by(Role.SELLER, "ben"), Whole("seller", "ana"))
