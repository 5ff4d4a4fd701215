"""Faults found in other systems that goals must not have."""

from __future__ import annotations

from datetime import date, timedelta

from husay.basics.period import Window
from husay.goals.cascade import Weights, cascade
from husay.goals.plan import GoalPlan, Node
from husay.goals.spread import Season, spread
from tests.goals.calendars import OFFICE
from tests.goals.trees import ONE, YEAR


def test_a_budget_by_day_sums_to_itself() -> None:
    """By decimal division 100,000 over 365 days sum to 99,999.99…"""
    every_day = Season()
    found = spread(100_000 * ONE, YEAR, every_day, OFFICE)
    assert sum(found.days.values()) == 100_000 * ONE
    assert len(found.days) == 365


def test_a_week_of_a_goal_has_seven_days_and_every_monday_is_in_one() -> None:
    """Elsewhere a week runs from Monday to Monday, both counted."""
    start = date(2025, 3, 10)
    window = Window(start, start + timedelta(days=20))
    weeks = spread(3 * ONE, window, Season(), OFFICE).by("week", OFFICE)
    assert [part.window.days for part in weeks] == [7, 7, 7]
    assert [part.value for part in weeks] == [ONE, ONE, ONE]


def test_a_week_over_new_year_is_the_iso_years() -> None:
    """31 December 2018 lies in the first week of 2019."""
    day = date(2018, 12, 31)
    (part,) = spread(ONE, Window(day, day), Season(), OFFICE).by("week", OFFICE)
    assert part.period.key == "2019-W01"


def test_a_unit_whose_name_begins_like_anothers_is_no_child_of_it() -> None:
    """Elsewhere `Luzon` swallows `LuzonSouth`."""
    nodes = (
        Node("all", "company", "", "company", value=300, by="potential"),
        Node("Luzon", "unit", "Luzon", "division", "all"),
        Node("LuzonSouth", "unit", "LuzonSouth", "division", "all"),
        Node("Luzon-1", "unit", "Luzon-1", "team", "Luzon"),
    )
    plan = GoalPlan("revenue", YEAR, nodes)
    made = cascade(plan, Weights({"Luzon": 1, "LuzonSouth": 2})).plan
    assert {n.key: n.value for n in made.nodes} == {
        "all": 300, "Luzon": 100, "LuzonSouth": 200, "Luzon-1": 100,
    }  # fmt: skip
