"""Raising the bar: from published goals and what came, by hand on a small company."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from husay.access.role import Role
from husay.basics.period import Window
from husay.basics.problem import Mistake
from tests.goal_plans.small import ASSIGNMENTS, AT, ONE, UNITS, viewed
from tests.measures.making import Made, make

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
MONTHLY = {"ana": (400, 440), "ben": (200, 150), "cel": (300, 330), "dan": (100, 100),
           "eve": (200, 200)}  # fmt: skip
"""What each sells a month in 2023 and in 2024, in two orders of a half each; the last on
31 December."""


def sales() -> str:
    rows = ["sale, line, date, seller, amount"]
    for year in (2023, 2024):
        for month in range(1, 13):
            for who, amounts in MONTHLY.items():
                half = amounts[year - 2023] // 2
                for day in (10, 31 if month == 12 else 20):
                    rows.append(
                        f"{who}-{year}-{month}-{day}, 1, {year}-{month:02d}-{day}, {who}, {half}"
                    )
    return "\n".join(rows)


def quarters() -> str:
    """Goals of 2024 by quarter: for each what the quarters of 2023 brought; none for Eve."""
    rows = ["scope, item, measure, starts, ends, value"]
    starts = ((1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31))
    for first, last, day in starts:
        for who in ("ana", "ben", "cel", "dan"):
            value = 3 * MONTHLY[who][0]
            rows.append(f"seller,{who},revenue,2024-{first:02d}-01,2024-{last:02d}-{day},{value}")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A plan of 2024 that is said to be published; its goals are those of a file."""
    given = {"sale_lines": sales(), "units": UNITS,
             "assignments": ASSIGNMENTS, "goals": quarters()}  # fmt: skip
    made = make(tmp_path_factory.mktemp("bars"), given)
    from husay.store.goal_plans import create, offer
    from husay.store.records.models import GoalPlanRow

    plan = create(made.company, "2024", "revenue", YEAR, at=AT, total=0)
    offer(made.company, plan.row.number, AT)
    create(made.company, "draft", "revenue", YEAR, at=AT)
    GoalPlanRow.objects.filter(name="2024").update(published=1)
    return made


def test_who_passed_theirs_is_asked_a_tenth_of_it_and_what_peers_grew(made: Made) -> None:
    """Ana: bar 1,200 a quarter, 1,320 in each: a tenth of 120 is 12. The five grew by a tenth
    (two), nothing (two) and minus a quarter: nothing in the middle. Ben fell short, Dan is even."""
    from husay.store.goal_plans import bars

    found = bars(made.company, 1, decided=date(2024, 12, 31), grain="quarter")
    assert [period.key for period in found.periods] == ["2024-Q2", "2024-Q3"]
    later = bars(made.company, 1, decided=date(2025, 1, 2))
    assert [period.key for period in later.periods] == ["2024-Q3", "2024-Q4"]
    assert [period.key for period in later.holds] == ["2025-Q3", "2025-Q4"]
    assert later.begins == date(2025, 7, 1)
    assert later.growth == 0
    by_key = {bar.item: bar for bar in later.bars}
    ana = by_key["N1/ana"]
    assert (ana.old, ana.result, ana.counted) == (1_200 * ONE, 2_640 * ONE, 2_640 * ONE)
    assert (ana.verdict, ana.for_peers, ana.for_own) == ("raised", 0, 12 * ONE)
    assert ana.new == 1_212 * ONE
    assert by_key["N2/cel"].new == 900 * ONE + 9 * ONE
    assert by_key["N1/ben"].verdict == "not-sure"
    assert by_key["N1/ben"].new == 600 * ONE
    assert by_key["S/dan"].verdict == "not-sure"
    assert later.left_out == ("S/eve",)
    assert (later.kept, later.kept_by_last_year) == (Fraction(1, 2), Fraction(1, 11))


def test_growth_and_stretch_can_be_said(made: Made) -> None:
    from husay.store.goal_plans import bars

    found = bars(made.company, 1, decided=date(2025, 1, 2), growth=Fraction(0), stretch=50 * ONE)
    ana = next(bar for bar in found.bars if bar.item == "N1/ana")
    assert (ana.for_peers, ana.for_own) == (0, 62 * ONE)


def test_a_years_growth_is_asked_for_once_a_year(made: Made) -> None:
    from husay.store.goal_plans import bars

    found = bars(made.company, 1, decided=date(2025, 1, 2), growth=Fraction(1, 12))
    ana = next(bar for bar in found.bars if bar.item == "N1/ana")
    assert (ana.for_peers, ana.for_own) == (100 * ONE, 12 * ONE)


def test_by_month_the_last_two_that_are_over_count(made: Made) -> None:
    """A month has a part of its quarter's goal, by working days."""
    from husay.store.goal_plans import bars

    found = bars(made.company, 1, decided=date(2024, 12, 15), grain="month")
    assert [period.key for period in found.periods] == ["2024-10", "2024-11"]
    # October has 23 and November 21 of the quarter's 66 weekdays: 800 of Ana's 1,200 by 44 / 66.
    ana = next(bar for bar in found.bars if bar.item == "N1/ana")
    assert ana.old == 400 * ONE


def test_a_year_wants_two_years(made: Made) -> None:
    from husay.store.goal_plans import bars

    with pytest.raises(Mistake) as refused:
        bars(made.company, 1, decided=date(2025, 1, 2), grain="year")
    assert [p.code for p in refused.value.problems] == ["goal-bars-too-early"]


def test_what_was_never_published_is_not_raised(made: Made) -> None:
    from husay.store.goal_plans import bars

    with pytest.raises(Mistake) as refused:
        bars(made.company, 2, decided=date(2025, 1, 2))
    assert [p.code for p in refused.value.problems] == ["goal-plan-unpublished"]


@pytest.mark.parametrize(
    ("role", "person", "seen"),
    [
        (Role.SELLER, "ana", {"N1/ana"}),
        (Role.MANAGER, "mia", {"N1/ana", "N1/ben", "N2/cel"}),
        (Role.EXECUTIVE, None, {"N1/ana", "N1/ben", "N2/cel", "S/dan"}),
    ],
)
def test_each_sees_the_bars_of_their_part(
    made: Made, role: Role, person: str | None, seen: set[str]
) -> None:
    from husay.store.goal_plans import bars

    found = bars(viewed(made.company, role, person), 1, decided=date(2025, 1, 2))
    assert {bar.item for bar in found.bars} == seen


def test_peers_growth_is_of_those_who_sold_in_both_years_without_windfalls(tmp_path: Path) -> None:
    """Five flat sellers, three hired since, one of the five with a sale of 100,000 in the second
    year: nobody's selling grew."""
    from husay.store.goal_plans import bars, create
    from husay.store.records.models import GoalPlanRow

    flat, hired = ("ana", "ben", "cel", "dan", "eve"), ("fay", "gil", "hal")
    rows = ["sale, line, date, seller, amount"]
    for year, month, who in (
        (y, m, w) for y in (2023, 2024) for m in range(1, 13) for w in (*flat, *hired)
        if w in flat or y == 2024
    ):  # fmt: skip
        rows += [f"{who}{year}{month}{d}, 1, {year}-{month:02d}-{d}, {who}, 200" for d in (10, 20)]
    rows += ["lucky, 1, 2024-08-09, ana, 100000", "last, 1, 2024-12-31, ben, 1"]
    people = ASSIGNMENTS + "".join(f"{who}, S, 2024-01-01, , seller\n" for who in hired)
    given = {"sale_lines": "\n".join(rows), "units": UNITS, "assignments": people,
             "goals": quarters()}  # fmt: skip
    made = make(tmp_path, given)
    create(made.company, "2024", "revenue", YEAR, at=AT, total=0)
    GoalPlanRow.objects.filter(name="2024").update(published=1)
    found = bars(made.company, 1, decided=date(2025, 1, 2))
    assert found.growth == 0
    ana = next(bar for bar in found.bars if bar.item == "N1/ana")
    # Twelve sales of 200 and the windfall as one more of them, on a bar of 1,200.
    assert (ana.result, ana.counted) == (102_400 * ONE, 2_600 * ONE)
