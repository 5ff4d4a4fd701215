"""Milestones: reached on the day, expected on a day, and without an amount or a name."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.tracking.milestones import Milestones, share_told
from tests.tracking.test_outlook import TREE
from tests.tracking.weekdays import company, sold

if TYPE_CHECKING:
    from pathlib import Path

    from tests.measures.making import Made

DAY = date(2025, 2, 14)


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """100 on every weekday since 2023, in the north by Ana (60) and Dina (20), in the south by Ben
    alone (20). The company's goal of 2025 is 10,000, the north's 8,000, the south's 2,000. Fay
    sells in the north, too, and sold nothing yet."""
    lines = "".join(
        sold(date(2023, 1, 2), DAY, amount, who)
        for who, amount in (("ana", 60), ("dina", 20), ("ben", 20))
    )
    year = "2025-01-01,2025-12-31"
    goals = (
        f"company,,revenue,{year},10000,\nunit,north,revenue,{year},8000,\n"
        f"unit,south,revenue,{year},2000,\nseller,ana,revenue,{year},6000,\n"
    )
    tree = TREE | {
        "people": TREE["people"] + "dina\nfay\n",
        "assignments": TREE["assignments"]
        + "dina,north,seller,2020-01-01\nfay,north,seller,2020-01-01\n",
    }
    return company(tmp_path_factory.mktemp("steady"), lines, goals, **tree)


def found_at(made: Made, on: date = DAY) -> Milestones:
    from husay.store import outlooks

    found = outlooks.milestones(made.company, on)
    assert found is not None
    return found


def test_a_step_is_reached_on_the_first_day_at_its_amount(steady: Made) -> None:
    """January 2025 has 23 weekdays: the 25th, at whose end 2,500 are in, is 4 February."""
    first, half, *_rest = found_at(steady).ladders[0].steps
    assert (first.share, first.reached, first.holds) == (Fraction(1, 4), date(2025, 2, 4), True)
    assert (half.share, half.reached) == (Fraction(1, 2), None)
    assert found_at(steady, date(2025, 2, 3)).ladders[0].steps[0].reached is None


def test_the_next_step_is_expected_on_the_day_at_which_last_years_pace_reaches_it(
    steady: Made,
) -> None:
    """3,300 are in after 33 weekdays; 17 more make 5,000, on 11 March, with no growth."""
    expected = found_at(steady).ladders[0].steps[1].expected
    assert expected is not None
    assert date(2025, 3, 10) <= expected <= date(2025, 3, 12)


def test_a_goal_out_of_reach_has_no_day(tmp_path: Path) -> None:
    made = company(
        tmp_path,
        sold(date(2023, 1, 2), DAY, 100),
        "company,,revenue,2025-01-01,2025-12-31,60000,\n",
    )
    steps = found_at(made).ladders[0].steps
    assert [s.expected is None for s in steps] == [False, True, True, True]


def test_a_step_is_news_for_two_weeks(steady: Made) -> None:
    news = [step.share for ladder, step in found_at(steady).news if ladder.kind == "year"]
    assert news == [Fraction(1, 4)] * 2
    (company_ladder, *_others) = found_at(steady).ladders
    assert len(company_ladder.new(date(2025, 2, 17))) == 1
    assert company_ladder.new(date(2025, 2, 18)) == ()  # 14 days after the 4th


def ladders_of(folder: Path, assignments: str) -> set[tuple[str, str]]:
    """Which wholes have which ladders, with goals of 2025 and its first quarter for each unit."""
    windows = ("2025-01-01,2025-12-31", "2025-01-01,2025-03-31")
    goals = "".join(
        f"company,,revenue,{window},9000,\nunit,north,revenue,{window},8000,\n"
        f"unit,south,revenue,{window},2000,\n"
        for window in windows
    )
    people = sorted({row.split(",")[0] for row in assignments.split()})
    tree = TREE | {
        "people": "person\n" + "\n".join(people),
        "assignments": "person,unit,role,valid_from,valid_to\n" + assignments,
    }
    made = company(folder, sold(date(2023, 1, 2), DAY, 100), goals, **tree)
    return {(ladder.whole.item, ladder.kind) for ladder in found_at(made).ladders}


OF_COMPANY = {("", "year"), ("", "quarter")}
TWO_IN_NORTH = "ana,north,seller,2020-01-01,\nben,north,seller,2020-01-01,\n"


@pytest.mark.parametrize(("third", "tells"), [
    ("cleo,north,seller,2020-01-01,", True),
    ("cleo,north,seller,2024-01-01,2025-01-01", True),  # on the window's first day
    ("cleo,north,seller,2024-01-01,2024-12-31", False),  # until the day before
    ("cleo,north,seller,2025-02-14,", True),  # since today
    ("cleo,north,seller,2025-02-15,", False),  # from tomorrow
    ("mia,north,manager,2020-01-01,", False),
    ("eve,north,support,2020-01-01,", False),
    ("ana,north,seller,2025-02-01,", False),  # the same person twice
    ("cleo,south,seller,2020-01-01,", False),
])  # fmt: skip
def test_a_unit_has_milestones_with_three_who_have_sold_in_it_in_the_window(
    tmp_path: Path, third: str, tells: bool
) -> None:
    """What a unit of one lacks is what the person lacks; who leads it makes it no two."""
    north = {("north", "year"), ("north", "quarter")} if tells else set()
    assert ladders_of(tmp_path, TWO_IN_NORTH + third) == OF_COMPANY | north


def test_who_sold_in_the_unit_earlier_in_the_year_counts_for_the_year_alone(
    tmp_path: Path,
) -> None:
    """Seen in May: Cleo left in March."""
    rows = TWO_IN_NORTH + "cleo,north,seller,2020-01-01,2025-03-31\n"
    years = {"units": TREE["units"], "people": "person\nana\nben\ncleo\n"}
    goals = "unit,north,revenue,2025-01-01,2025-12-31,8000,\n"
    goals += "unit,north,revenue,2025-04-01,2025-06-30,2000,\n"
    made = company(
        tmp_path,
        sold(date(2023, 1, 2), date(2025, 5, 30), 100),
        goals,
        **years,
        assignments="person,unit,role,valid_from,valid_to\n" + rows,
    )
    found = found_at(made, date(2025, 5, 30))
    assert [(ladder.whole.item, ladder.kind) for ladder in found.ladders] == [("north", "year")]


def test_everybody_sees_the_same_and_nobody_an_amount_or_a_person(steady: Made) -> None:
    from husay.store import outlooks

    seen = []
    for viewer in (
        Viewer("o", frozenset({Role.OPERATIONS})),
        Viewer("s", frozenset({Role.SELLER}), "ben"),
        Viewer("e", frozenset({Role.EXECUTIVE})),
    ):
        home = replace(steady.company, viewer=viewer, today=DAY)
        seen.append(outlooks.milestones(home, DAY))
    (first, *others) = seen
    assert first is not None
    assert others == [first, first]
    said = json.dumps(dataclasses.asdict(first), default=str)
    for word in ("ana", "ben", "dina", "33000000", "100000000"):
        assert word not in said


@pytest.mark.parametrize(
    ("goal", "per_cent"),
    [(3300, 100), (3301, 99), (3333, 99), (3334, 98), (5000, 66), (330000, 1), (330100, 0)],
)
def test_how_far_a_goal_is_is_told_in_whole_per_cents(
    tmp_path: Path, goal: int, per_cent: int
) -> None:
    """3,300 are in: rounded down, so that nothing is said to be reached before it is."""
    goals = f"company,,revenue,2025-01-01,2025-12-31,{goal},\n"
    made = company(tmp_path, sold(date(2023, 1, 2), DAY, 100), goals)
    ladder, *_quarter = found_at(made).ladders
    assert ladder.so_far == per_cent * 100
    assert ladder.due is not None
    assert ladder.due % 100 == 0


def test_another_day_is_for_who_sees_the_whole_company(steady: Made) -> None:
    from husay.store import outlooks

    other = date(2025, 2, 3)
    for role, person, day in (
        (Role.EXECUTIVE, None, other),
        (Role.SELLER, "ben", DAY),
        (Role.MANAGER, "mia", DAY),
        (Role.OPERATIONS, None, DAY),
    ):
        viewer = Viewer("v", frozenset({role}), person)
        found = outlooks.milestones(replace(steady.company, viewer=viewer, today=DAY), other)
        assert found is not None
        assert found.as_of == day, role


def test_orders_of_the_next_weeks_are_last_years(steady: Made) -> None:
    """Three orders a weekday, in this week 15 with the days that are gone."""
    (orders,) = found_at(steady).volumes
    assert orders.measure == "orders"
    coming = [week for week in orders.weeks if week.expected is not None]
    assert [week.window.start for week in coming][:2] == [date(2025, 2, 10), date(2025, 2, 17)]
    assert [week.expected for week in coming] == [15 * 10_000] * 8
    assert orders.expected == 35 * 3 * 10_000
    known = [week for week in orders.weeks if week.sold is not None]
    assert [week.sold for week in known][-3:] == [15 * 10_000] * 3


def test_a_young_book_has_no_volumes_and_an_empty_one_no_milestones(tmp_path: Path) -> None:
    from husay.store import outlooks

    young = company(tmp_path / "young", sold(date(2024, 6, 3), DAY, 100))
    assert found_at(young).volumes == ()
    assert found_at(young).ladders == ()
    from tests.upkeep.small import new_company

    assert outlooks.milestones(new_company(tmp_path / "empty")) is None


@pytest.mark.parametrize(
    ("part", "told"), [(-1, 0), (0, 0), (99, 0), (100, 100), (4_599, 4_500), (12_345, 12_300)]
)
def test_a_share_is_told_in_whole_per_cents_and_never_below_none(part: int, told: int) -> None:
    assert share_told(part, 10_000) == told
