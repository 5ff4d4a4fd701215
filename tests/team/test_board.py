"""The board of a company that sells the same every weekday: every figure counted by hand."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.measures.question import Whole
from husay.team.climb import Climb, Takes
from tests.tracking.weekdays import company, count, sold

if TYPE_CHECKING:
    from pathlib import Path

    from husay.team.board import Board
    from tests.measures.making import Made

DAY = date(2025, 2, 14)
"""A Friday."""

ORGANISATION = {
    "units": "unit,parent,kind,valid_from\nco,,company,2020-01-01\nnorth,co,division,2020-01-01\n"
    "south,co,division,2020-01-01\nn-one,north,team,2020-01-01\nn-two,north,team,2020-01-01\n"
    "s-one,south,team,2020-01-01\n",
    "people": "person\nana\nben\ncy\ndi\neve\nfay\ngus\n",
    "assignments": "person,unit,role,valid_from\n"
    "ana,n-one,seller,2020-01-01\nben,n-one,seller,2020-01-01\ncy,n-one,seller,2020-01-01\n"
    "di,n-two,seller,2020-01-01\neve,n-two,seller,2020-01-01\n"
    "fay,s-one,seller,2020-01-01\ngus,s-one,seller,2020-01-01\n",
}
NAMES = "kind,item,name\nperson,ana,Ana Reyes\nperson,ben,Ben Cruz\nunit,n-one,North One\n"
QUARTER = "2025-01-01,2025-03-31"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Ana sells 60 a weekday, Di 30, Fay 10; the quarter's goals are 6,500, 5,200 of them in the
    north (3,900 and 1,300), 1,300 in the south. Team two and the south have two sellers each."""
    lines = "".join(
        sold(date(2023, 1, 2), DAY, amount, who)
        for who, amount in (("ana", 60), ("di", 30), ("fay", 10))
    )
    goals = "".join(
        f"{scope},{item},revenue,{QUARTER},{value},\n"
        for scope, item, value in (
            ("company", "", 6_500), ("unit", "north", 5_200), ("unit", "south", 1_300),
            ("unit", "n-one", 3_900), ("unit", "n-two", 1_300), ("unit", "s-one", 1_300),
        )
    )  # fmt: skip
    return company(tmp_path_factory.mktemp("board"), lines, goals, **ORGANISATION, names=NAMES)


def board_as(made: Made, *roles: Role, on: date | None = None, person: str | None = None) -> Board:
    from husay.store.team.board import board

    viewer = Viewer("v", frozenset(roles), person) if roles else made.company.viewer
    found = board(replace(made.company, viewer=viewer, today=DAY), on)
    assert found is not None
    return found


def one(found: Board, item: str) -> Climb:
    (climb,) = (c for c in found.climbs if c.whole.item == item)
    return climb


def test_the_company_its_divisions_and_its_teams_stand_by_shares(made: Made) -> None:
    """33 weekdays are gone of 64: 3,300 of 6,500, 2,970 of 5,200, 1,980 of 3,900."""
    found = board_as(made)
    assert [(c.whole, c.level, c.within, c.so_far) for c in found.climbs] == [
        (Whole(), "company", "", 5_000),
        (Whole("unit", "north"), "division", "", 5_700),
        (Whole("unit", "n-one"), "team", "north", 5_000),
    ]


def test_units_in_which_fewer_than_three_sell_are_not_told_apart(made: Made) -> None:
    told = {c.whole.item for c in board_as(made).climbs}
    assert told.isdisjoint({"south", "s-one", "n-two"})


def test_what_it_takes_is_counted_in_orders_of_the_whole_team(made: Made) -> None:
    """Team one lacks 1,920 in 31 weekdays; its orders are of 60: 32, of which a day asks for 61.94,
    as of late. The company's orders are of 33.33: 3,200 are 96 of them."""
    left = count(DAY + timedelta(days=1), date(2025, 3, 31))
    assert left == 31
    found = board_as(made)
    assert one(found, "n-one").takes == Takes(Fraction(1), 32, left)
    assert one(found, "").takes == Takes(Fraction(1), 96, left)
    assert one(found, "").days == left


def test_steps_are_the_milestones_of_the_same_goals(made: Made) -> None:
    from husay.store import outlooks

    milestones = outlooks.milestones(made.company, DAY)
    assert milestones is not None
    found = board_as(made)
    for ladder in milestones.ladders:
        climb = one(found, ladder.whole.item)
        assert (climb.so_far, climb.steps) == (ladder.so_far, ladder.steps)
    half = next(s for s in one(found, "n-one").steps if s.share == Fraction(1, 2))
    assert half.reached == DAY  # 1,950 of 3,900 after 33 days of 60


def test_the_board_of_a_past_day_is_for_who_sees_the_whole_company(made: Made) -> None:
    """22 weekdays are gone on 31 January: 2,300 is 23 of them."""
    before = date(2025, 1, 31)
    assert one(board_as(made, on=before), "").so_far == 3_500
    assert one(board_as(made, Role.EXECUTIVE, on=before), "").so_far == 3_500
    for role in (Role.OPERATIONS, Role.SELLER, Role.MANAGER):
        assert one(board_as(made, role, on=before), "").so_far == 5_000


def test_everybody_has_the_same_board(made: Made) -> None:
    boards = [board_as(made, role) for role in Role]
    assert all(found == boards[0] for found in boards)


def test_the_week_has_counts_alone(made: Made) -> None:
    """Three sellers sell on five weekdays; the book has no deals."""
    week = board_as(made).week
    assert (week.orders, week.won, week.won_by) == (15, None, ())


def test_no_amount_is_anywhere_in_it(made: Made) -> None:
    text = json.dumps(dataclasses.asdict(board_as(made)), default=str)
    for amount in (6_500, 5_200, 3_900, 3_300, 2_970, 1_980, 1_920, 3_200):
        assert str(amount) not in text.replace("2025", ""), amount


def test_a_company_without_goals_has_an_empty_board_and_one_without_sales_none(
    tmp_path: Path,
) -> None:
    from husay.store.team.board import board

    bare = company(tmp_path / "bare", sold(date(2024, 1, 1), DAY, 100))
    found = board(bare.company)
    assert found is not None
    assert found.climbs == ()
