"""What goals come to, with figures counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.amount import SCALE
from husay.basics.problem import Mistake
from husay.measures.question import Whole
from husay.tracking.outlook import GoalOutlook, Unsaid
from tests.tracking.weekdays import company, count, sold

if TYPE_CHECKING:
    from tests.measures.making import Made

DAY = date(2025, 2, 14)
FEBRUARY = "2025-02-01,2025-02-28"
YEARS = sold(date(2023, 1, 2), date(2024, 12, 31), 100) + sold(date(2025, 1, 1), DAY, 110)
ANA = Whole("seller", "ana")


def steady(folder: Path, goals: str = f"seller,ana,revenue,{FEBRUARY},4000,") -> Made:
    """Ana sells 100 on every weekday of two years, and 110 since January."""
    return company(folder, YEARS, goals)


def outlook_of(made: Made, whole: Whole = ANA, kind: str = "month") -> GoalOutlook:
    from husay.store import outlooks

    found = outlooks.outlook(made.company, whole)
    assert found is not None
    goal = found.chosen(kind)
    assert goal is not None
    assert goal.kind == kind
    return goal


def grown() -> float:
    """The growth that the rest is reckoned with: the last three and the last twelve months, each
    cut at half of its working days, beside those a year before. Alone, one is one's own peer."""
    new = 110 * count(date(2025, 1, 1), DAY)
    recent = 100 * count(date(2024, 11, 15), date(2024, 12, 31)) + new
    before = 100 * count(date(2023, 11, 16), date(2024, 2, 14))
    year = 100 * count(date(2024, 2, 15), date(2024, 12, 31)) + new
    year_before = 100 * count(date(2023, 2, 15), date(2024, 2, 14))
    return 0.5 * log(recent / before) + 0.4 * log(year / year_before)


def test_the_likely_result_is_what_is_there_and_last_years_rest_grown(tmp_path: Path) -> None:
    """10 of 20 weekdays gone: 1,100 of 4,000. February 2024 had 21, of which ten are no more than
    half: eleven of a hundred remained."""
    goal = outlook_of(steady(tmp_path))
    assert (goal.goal, goal.so_far, goal.due) == (4000 * SCALE, 1100 * SCALE, 2000 * SCALE)
    assert goal.forecast is not None
    assert goal.forecast.expected == round(1100 + 1100 * exp(grown())) * SCALE
    assert goal.forecast.errors == goal.forecast.own_errors == 1
    assert goal.gap == -900 * SCALE


def test_what_is_needed_a_day_is_the_rest_by_the_working_days_left(tmp_path: Path) -> None:
    needed = outlook_of(steady(tmp_path)).needed
    assert (needed.days_left, needed.rest, needed.a_day) == (10, 2900 * SCALE, 290 * SCALE)


def test_a_goal_at_the_likely_result_is_as_likely_as_not(tmp_path: Path) -> None:
    """One at twice of it is less likely, and one that is reached is nearly sure but not quite:
    goods may come back."""
    likely = round(1100 + 1100 * exp(grown()))
    chances = [
        outlook_of(steady(tmp_path / str(goal), f"seller,ana,revenue,{FEBRUARY},{goal},")).chance
        for goal in (2 * likely, likely, 1000)
    ]
    far, even, reached = (chance or 0 for chance in chances)
    assert far < even < reached < SCALE
    assert 0.4 * SCALE < even < 0.6 * SCALE


def test_a_month_that_sells_on_its_last_day_is_not_given_up_in_its_middle(tmp_path: Path) -> None:
    lasts = [date(2023 + m // 12, m % 12 + 1, 28 if m % 12 == 1 else 30) for m in range(24)]
    lasts += [date(2025, 1, 30)]
    lines = "".join(f"S{d},1,{d},ana,1000\n" for d in lasts) + f"X,1,{DAY},ana,1\n"
    goal = outlook_of(company(tmp_path, lines, f"seller,ana,revenue,{FEBRUARY},1000,"))
    assert goal.so_far == 1 * SCALE
    assert goal.forecast is not None
    assert goal.forecast.expected == 1001 * SCALE


def test_a_goals_own_window_is_counted_day_by_day(tmp_path: Path) -> None:
    """10 to 24 February: 550 so far, six weekdays left, which were 600 a year of weeks ago.

    Of the last 65 weekdays 33 had 110, of the last 260 as many: 6,830 for 6,500 and 26,330 for
    26,000, which is a growth of 0.5 × 0.0496 + 0.4 × 0.0126 = 0.0298, and 618 for 600."""
    made = steady(tmp_path, "seller,ana,revenue,2025-02-10,2025-02-24,1500,")
    goal = outlook_of(made, kind="window")
    assert goal.so_far == 550 * SCALE
    assert goal.forecast is not None
    assert goal.forecast.expected == (550 + 618) * SCALE


def test_quarter_and_year_have_their_part_of_longer_goals(tmp_path: Path) -> None:
    """The year's goal is 26,100 over 261 weekdays: 100 on each."""
    from husay.store import outlooks

    found = outlooks.outlook(
        steady(tmp_path, "seller,ana,revenue,2025-01-01,2025-12-31,26100,").company, ANA
    )
    assert found is not None
    assert [g.kind for g in found.goals] == ["month", "quarter", "year"]
    assert [g.goal // SCALE for g in found.goals] == [2000, 6400, 26100]
    assert [g.so_far // SCALE for g in found.goals] == [1100, 3630, 3630]


def test_a_year_that_is_asked_for_in_part_has_no_outlook(tmp_path: Path) -> None:
    """What is sold on days without a goal counts toward none."""
    from husay.store import outlooks

    found = outlooks.outlook(steady(tmp_path).company, ANA)
    assert found is not None
    assert [g.kind for g in found.goals] == ["month"]


def test_a_short_history_says_what_is_missing(tmp_path: Path) -> None:
    lines = sold(date(2024, 6, 3), DAY, 100)
    goal = outlook_of(company(tmp_path, lines, f"seller,ana,revenue,{FEBRUARY},4000,"))
    assert goal.forecast is None
    assert goal.unsaid == Unsaid("short", 8)
    assert goal.needed.a_day == 300 * SCALE


def test_nothing_sold_a_year_ago_gives_nothing_to_reckon_from(tmp_path: Path) -> None:
    lines = sold(date(2023, 1, 2), date(2023, 6, 30), 100) + sold(date(2024, 6, 3), DAY, 100)
    goal = outlook_of(company(tmp_path, lines, f"seller,ana,revenue,{FEBRUARY},4000,"))
    assert goal.unsaid == Unsaid("empty", 25)


def test_with_one_year_there_is_a_likely_result_and_no_odds(tmp_path: Path) -> None:
    lines = sold(date(2024, 1, 1), DAY, 100)
    told = outlook_of(company(tmp_path, lines, f"seller,ana,revenue,{FEBRUARY},4000,")).forecast
    assert told is not None
    assert told.expected == 2100 * SCALE  # nothing is known of growth yet: eleven days as they were
    assert (told.errors, told.low, told.high, told.chance) == (0, None, None, None)


def test_colleagues_errors_stand_behind_a_new_sellers_odds_and_leavers_do_not(
    tmp_path: Path,
) -> None:
    """Ben has a year, Ana two, Carl left in 2023: only Ana's earlier forecast can teach."""
    lines = YEARS + sold(date(2024, 1, 1), DAY, 50, "ben")
    lines += sold(date(2023, 1, 2), date(2023, 6, 30), 70, "carl")
    made = company(tmp_path, lines, f"seller,ben,revenue,{FEBRUARY},900,")
    told = outlook_of(made, Whole("seller", "ben")).forecast
    assert told is not None
    assert (told.errors, told.own_errors) == (1, 0)
    assert told.chance is not None


def test_amounts_in_other_currencies_are_left_out(tmp_path: Path) -> None:
    lines = "".join(f"{line},PHP\n" for line in YEARS.splitlines())
    lines += f"U,1,{DAY},ana,5000,USD\n"
    tables = {
        "sale_lines": "sale,line,date,seller,amount,currency\n" + lines,
        "goals": f"scope,item,measure,starts,ends,value,currency\n"
        f"seller,ana,revenue,{FEBRUARY},4000,PHP\n",
    }
    from tests.measures.making import NO_HOLIDAYS, make

    assert outlook_of(make(tmp_path, tables, NO_HOLIDAYS)).so_far == 1100 * SCALE


def test_a_window_that_is_over_came_to_what_it_came_to(tmp_path: Path) -> None:
    lines = YEARS + sold(date(2025, 2, 17), date(2025, 2, 28), 110)
    made = company(tmp_path, lines, f"seller,ana,revenue,{FEBRUARY},2200,")
    goal = outlook_of(made)
    assert goal.forecast is not None
    assert (goal.forecast.expected, goal.chance) == (2200 * SCALE, SCALE)
    assert goal.needed.standing == "reached"


TREE = {
    "units": "unit,parent,kind,valid_from\nco,,company,2020-01-01\nnorth,co,division,2020-01-01\n"
    "south,co,division,2020-01-01\n",
    "people": "person\nana\nben\nmia\n",
    "assignments": "person,unit,role,valid_from\nana,north,seller,2020-01-01\n"
    "ben,south,seller,2020-01-01\nmia,north,manager,2020-01-01\n",
}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Ana sells in the north, which Mia leads, Ben in the south: each with a goal."""
    lines = YEARS + sold(date(2023, 1, 2), DAY, 50, "ben")
    goals = (
        f"company,,revenue,{FEBRUARY},5000,\nunit,north,revenue,{FEBRUARY},4000,\n"
        f"unit,south,revenue,{FEBRUARY},1000,\nseller,ana,revenue,{FEBRUARY},4000,\n"
        f"seller,ben,revenue,{FEBRUARY},900,\n"
    )
    return company(tmp_path_factory.mktemp("two"), lines, goals, **TREE)


def seen_by(made: Made, *roles: Role, person: str | None = None) -> GoalOutlook:
    """The first goal of the viewer's first whole."""
    from husay.store import outlooks

    home = replace(made.company, viewer=Viewer("v", frozenset(roles), person), today=DAY)
    found = outlooks.outlook(home)
    assert found is not None
    return found.goals[0]


def test_each_role_begins_with_its_own(two: Made) -> None:
    firsts = {
        "executive": seen_by(two, Role.EXECUTIVE).whole,
        "manager": seen_by(two, Role.MANAGER, person="mia").whole,
        "seller": seen_by(two, Role.SELLER, person="ben").whole,
    }
    assert firsts == {
        "executive": Whole(), "manager": Whole("unit", "north"), "seller": Whole("seller", "ben"),
    }  # fmt: skip


def test_a_row_says_what_the_persons_own_page_says(two: Made) -> None:
    """And a unit's row what the unit's page says: the same figures on every way."""
    from husay.store import outlooks

    home = two.company
    of_company = outlooks.outlook(home, Whole())
    assert of_company is not None
    rows = outlooks.outlooks_within(home, of_company.goals[0])["division"]
    assert [row.whole.item for row in rows] == ["north", "south"]  # −900, and 0: on the day
    for row in rows:
        assert row == outlook_of(two, row.whole)
    north = outlook_of(two, Whole("unit", "north"))
    (ana,) = outlooks.outlooks_within(home, north)["seller"]
    assert ana == outlook_of(two, ANA)


def test_a_seller_sees_nobody_elses_goal_and_operations_none(two: Made) -> None:
    from husay.store import outlooks

    seller = replace(two.company, viewer=Viewer("v", frozenset({Role.SELLER}), "ana"), today=DAY)
    for whole in (Whole("seller", "ben"), Whole("unit", "north"), Whole()):
        with pytest.raises(Mistake, match="not-in-scope"):
            outlooks.outlook(seller, whole)
    operations = replace(two.company, viewer=Viewer("v", frozenset({Role.OPERATIONS})), today=DAY)
    with pytest.raises(Mistake, match="not-allowed"):
        outlooks.outlook(operations)


def test_a_manager_sees_their_own_people_alone(two: Made) -> None:
    from husay.store import outlooks

    manager = replace(two.company, viewer=Viewer("v", frozenset({Role.MANAGER}), "mia"), today=DAY)
    found = outlooks.outlook(manager)
    assert found is not None
    rows = outlooks.outlooks_within(manager, found.goals[0])
    assert {row.whole.item for some in rows.values() for row in some} == {"ana"}
    with pytest.raises(Mistake, match="not-in-scope"):
        outlooks.outlook(manager, Whole("seller", "ben"))


def test_the_course_ends_where_the_outlook_does(two: Made) -> None:
    from husay.store import outlooks

    goal = outlook_of(two)
    course = outlooks.course(two.company, goal)
    assert goal.forecast is not None
    at = course.days.index(DAY)
    assert course.actual[at] == course.expected[at] == goal.so_far
    assert course.actual[at + 1] is None
    assert course.expected[at - 1] is None
    assert course.goal[at] == 2000 * SCALE
    last = (course.expected[-1], course.low[-1], course.high[-1], course.goal[-1])
    assert last == (goal.forecast.expected, goal.forecast.low, goal.forecast.high, goal.goal)
    assert len(course.days) == 20


def test_a_book_without_goals_or_without_that_day_has_no_outlook(tmp_path: Path) -> None:
    from husay.store import outlooks

    made = steady(tmp_path, "")
    found = outlooks.outlook(made.company, Whole())
    assert found is not None
    assert found.goals == ()
    assert outlooks.outlook(made.company, Whole(), date(2022, 1, 1)) is None
    with pytest.raises(Mistake, match="unknown-measure"):
        outlooks.outlook(made.company, Whole(), measure="luck")
