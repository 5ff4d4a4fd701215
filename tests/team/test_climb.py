"""What a step takes of a team, and what a board tells: worked out by hand."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.measures.question import Whole
from husay.team.board import (
    MOST_HELPED,
    MOST_RECOGNISED,
    OF_PEOPLE,
    Board,
    Rise,
    Thanked,
    since_of,
    told_help,
    told_recognition,
    told_rises,
)
from husay.team.climb import Climb, Lately, Takes, takes
from husay.team.climbs import Week
from husay.team.helped import Helped
from husay.team.recognition import Recognised
from husay.tracking.milestones import Step

QUARTERS = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(1))
DAY = date(2026, 11, 18)
LATELY = Lately(orders=80, sold=8_000 * SCALE, days=40)
"""Two orders a working day, of 100 each: 200 a day, so up to 300 a day are within reach."""


@pytest.mark.parametrize(("so_far", "days", "expected"), [
    (7_000, 10, Takes(Fraction(1), 30, 10)),  # 3,000 in 10 days: just within reach
    (6_999, 10, Takes(Fraction(3, 4), 6, 10)),  # 501 to 7,500: five orders and a bit
    (7_500, 8, None),  # 2,500 in 8 days is 312.50 a day, and 75 % is reached
    (4_000, 3, None),  # half is 1,000 away: 333 a day
    (4_100, 3, Takes(Fraction(1, 2), 9, 3)),  # 900 in 3 days: just within reach
    (10_000, 5, None),  # reached
    (12_000, 5, None),
    (9_999, 1, Takes(Fraction(1), 1, 1)),  # a peso is an order
    (9_900, 0, None),  # no day left
])  # fmt: skip
def test_it_is_told_of_the_highest_step_within_reach(
    so_far: int, days: int, expected: Takes | None
) -> None:
    goal = 10_000 * SCALE
    found = takes(goal, so_far * SCALE, QUARTERS, days, LATELY)
    if so_far == 7_500:  # 75 % is reached, the goal is out of reach
        assert found is None
    assert found == expected


@pytest.mark.parametrize(
    "lately",
    [
        Lately(0, 0, 40),
        Lately(4, -5, 40),
        Lately(0, 5, 40),
        Lately(4, 500, 0),  # the book began on a weekend: what a working day brings is not known
    ],
)
def test_without_sales_of_late_nothing_is_told(lately: Lately) -> None:
    assert takes(10_000, 0, QUARTERS, 10, lately) is None


@pytest.mark.parametrize(("orders", "days", "rate"), [
    (50, 10, (5, "day")),
    (51, 10, (6, "day")),
    (49, 10, (25, "week")),  # 24.5
    (1, 6, (1, "week")),
    (24, 5, (24, "all")),  # no whole week is left
    (25, 5, (5, "day")),
    (1, 1, (1, "all")),
])  # fmt: skip
def test_few_orders_are_told_by_the_week(orders: int, days: int, rate: tuple[int, str]) -> None:
    assert Takes(Fraction(1), orders, days).rate == rate


@settings(max_examples=200, derandomize=True)
@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 66), st.integers(1, 10**6))
def test_what_it_takes_is_enough_and_no_order_too_many(
    goal: int, so_far: int, days: int, orders: int
) -> None:
    lately = Lately(orders, 7 * 10**8, 40)
    found = takes(goal, so_far, QUARTERS, days, lately)
    if found is None:
        return
    rest = goal * found.share - so_far
    size = Fraction(lately.sold, lately.orders)
    assert found.orders * size >= rest
    assert (found.orders - 1) * size < -(-rest // 1)
    number, per = found.rate
    rate = {"day": Fraction(number), "week": Fraction(number, 5), "all": Fraction(number, days)}
    assert rate[per] * days >= found.orders


def climb(
    item: str = "",
    level: Any = "company",
    held: int = 2,
    on: date = DAY,
    kind: Any = "quarter",
    within: str = "",
) -> Climb:
    """A climb whose first `held` steps are reached, the last of them `on` a day."""
    whole = Whole("unit", item) if item else Whole()
    steps = tuple(
        Step(share, on - (held - 1 - at) * timedelta(days=20) if at < held else None, None,
             at < held)
        for at, share in enumerate(QUARTERS)
    )  # fmt: skip
    window = Window(date(2026, 10, 1), date(2026, 12, 31))
    return Climb(whole, level, kind, window, 2_500 * held, steps, 30, within=within)


def board(*climbs: Climb, **more: Any) -> Board:
    week = Week(Window(DAY - timedelta(days=6), DAY), 100, None, ())
    return Board(DAY, 1, climbs, week, **more)


def test_of_each_goal_the_highest_step_is_news_and_for_two_weeks() -> None:
    old = climb("north", "division", on=DAY - timedelta(days=14))
    new = climb("south", "division", on=DAY - timedelta(days=13))
    twice = climb("west", "division", held=2, on=DAY)
    found = [(c.whole.item, step.share) for c, step in board(old, new, twice).reached]
    assert found == [("west", Fraction(1, 2)), ("south", Fraction(1, 2))]


def test_a_step_that_was_lost_again_is_no_news() -> None:
    gone = climb(held=1)
    lost = Climb(**{**vars(gone), "steps": tuple(
        Step(s.share, s.reached, None, False) for s in gone.steps)})  # fmt: skip
    assert board(lost).reached == ()
    assert lost.next is not None
    assert lost.next.share == Fraction(1, 4)


def test_teams_stand_under_their_division_even_where_that_is_not_told_itself() -> None:
    found = board(
        climb(), climb("north", "division"), climb("n1", "team", within="north"),
        climb("s1", "team", within="south"),
    )  # fmt: skip
    told = [
        (top, own is not None, [t.whole.item for t in teams]) for top, own, teams in found.groups
    ]
    assert told == [("north", True, ["n1"]), ("south", False, ["s1"])]


def test_help_is_told_once_for_whom_and_in_what_with_the_latest_day() -> None:
    days = [DAY - timedelta(days=n) for n in (9, 2, 5)]
    given_help = [
        Helped("ana", "ben", "closing", days[0]),
        Helped("ana", "ben", "closing", days[1]),
        Helped("cy", "ben", "price", days[2]),
        Helped("cy", "ben", "price", DAY + timedelta(days=1)),
    ]
    found = [(h.helper, h.day) for h in told_help(given_help, DAY)]
    assert found == [("ana", days[1]), ("cy", days[2])]
    many = [Helped("ana", f"p{n}", "price", DAY) for n in range(50)]
    assert len(told_help(many, DAY)) == MOST_HELPED


def test_recognition_is_told_without_its_figures_and_without_an_order_of_merit() -> None:
    def best(item: str, figure: int) -> Recognised:
        return Recognised(kind="best", scope="seller", item=item, day=DAY, figure=figure, before=1)

    step = Recognised(kind="milestone", scope="unit", item="north", day=DAY, share=Fraction(1, 2))
    found, more = told_recognition(
        [best("zoe", 900), best("ana", 100), best("ben", 500), step], DAY
    )
    assert [one.item for one in found] == ["ana", "ben", "zoe"]
    assert {(one.figure, one.before) for one in found} == {(None, None)}
    assert more == 0
    many, rest = told_recognition([best(f"p{n:02}", n) for n in range(30)], DAY)
    assert (len(many), rest) == (MOST_RECOGNISED, 30 - MOST_RECOGNISED)
    assert told_recognition([best("late", 1)], DAY - timedelta(days=1)) == ((), 0)


@pytest.mark.parametrize("order", [("orders", "revenue"), ("revenue", "orders")])
def test_of_what_somebody_did_best_in_a_month_revenue_is_enough(order: tuple[str, str]) -> None:
    def best(measure: str, window: Window) -> Recognised:
        return Recognised(
            kind="best", scope="seller", item="ana", day=DAY, measure=measure, window=window
        )

    month, quarter = Window(DAY, DAY), Window(date(2026, 10, 1), DAY)
    found, _more = told_recognition(
        [*(best(measure, month) for measure in order), best("orders", quarter)], DAY
    )
    assert [(one.measure, one.window) for one in found] == [
        ("revenue", month), ("orders", quarter),
    ]  # fmt: skip


def test_a_unit_that_may_not_be_told_apart_does_not_rise_in_public() -> None:
    rises = (Rise("north", DAY), Rise("small", DAY), Rise("north", DAY - timedelta(days=3)))
    assert told_rises(rises, frozenset({"north"})) == (Rise("north", DAY),)


def test_best_months_stay_until_the_next_ones_are_known() -> None:
    """On 30 November October's last day is still among the days; on 5 December it is not."""
    assert since_of(date(2026, 11, 30)) <= date(2026, 10, 31)
    assert since_of(date(2026, 12, 5)) > date(2026, 10, 31)
    assert OF_PEOPLE == 35


def test_a_board_without_people_names_nobody() -> None:
    ana = Recognised(kind="best", scope="seller", item="ana", day=DAY)
    north = Recognised(kind="improved", scope="unit", item="north", day=DAY)
    full = board(
        climb(), recognised=(ana, north),
        helped=told_help([Helped("ana", "ben", "price", DAY)], DAY),
        thanks=(Thanked("user:1", "ben", "for Ana’s notes", DAY),),
    )  # fmt: skip
    assert full.people == {"ana", "ben", "user:1"}
    bare = full.without_people()
    assert (bare.people, bare.recognised, bare.climbs) == (frozenset(), (north,), full.climbs)


def test_no_part_of_a_board_can_hold_an_amount() -> None:
    """Fields are named: shares, days, numbers of orders and deals; none of money."""
    named = set[str]()

    def walk(kind: Any) -> None:
        for field in fields(kind):
            named.add(f"{kind.__name__}.{field.name}")

    for kind in (Board, Climb, Takes, Week, Rise, Thanked):
        assert is_dataclass(kind)
        walk(kind)
    told = {name.split(".")[1] for name in named}
    assert not told & {"amount", "goal", "sold", "value", "rest", "revenue", "missing", "due"}
