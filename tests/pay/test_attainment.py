"""How far somebody came over many days: by the plan's own measure, windows and goals."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.attainment import attained_over, yardstick_of
from husay.pay.facts import Facts, GoalFact, Member
from tests.pay.made import plan_of

PLAN = """
name: x
currency: PHP
measures:
  revenue: {of: amount}
  score: {entered: rate}
  tools: {of: amount, where: product_line = 'Tools', goal: hardware}
terms:
  all: {kind: rate, of: revenue, rate: 1 %}
  more: TERM
settings: {prorates: [goal], part_periods: whole_months}
"""
DAYS = Window(date(2026, 1, 1), date(2026, 6, 30))
MONTHS = [Window(date(2026, m, 1), date(2026, m, 31 if m in (1, 3, 5) else 30 if m != 2 else 28))
          for m in range(1, 7)]  # fmt: skip
FIRST = Window(date(2026, 1, 1), date(2026, 3, 31))
RATE = "{kind: rate, of: tools, rate: 1 %, adds_to: all}"
BONUS = "{kind: bonus, of: tools, at: 100 %, amount: 5, window: quarter}"
CARD = "{kind: scorecard, target: 9, window: half, objectives: [{of: score, weight: 60 %}, {of: tools, weight: 40 %}]}"  # noqa: E501


@pytest.mark.parametrize(
    ("term", "goals", "expected"),
    [
        (BONUS, {"revenue", "hardware"}, ("tools", "quarter")),
        (BONUS, set(), ("tools", "quarter")),
        (CARD, {"revenue"}, ("tools", "half")),
        (RATE, {"revenue", "hardware"}, ("revenue", "month")),
        (RATE, {"hardware"}, ("tools", "month")),
        (RATE, {"margin"}, None),
        (BONUS.replace("100 %", "100"), {"hardware"}, ("tools", "quarter")),
    ],
)
def test_it_is_what_a_term_holds_against_a_goal_else_what_has_goals(
    term: str, goals: set[str], expected: tuple[str, str] | None
) -> None:
    found = yardstick_of(plan_of(PLAN.replace("TERM", term)), goals)
    assert (found and (found.measure.name, found.kind)) == expected


def came(goals: list[tuple[Window, int]], *there: Window) -> tuple[int, int] | None:
    """A hundred a month, by months, with some goals."""
    plan = plan_of(PLAN.replace("TERM", RATE))
    found = yardstick_of(plan, {"hardware"})
    assert found is not None
    facts = Facts(
        person="ana", goals=tuple(GoalFact("ana", "hardware", w, value) for w, value in goals),
        members=tuple(Member("ana", window) for window in there),
    )  # fmt: skip
    return attained_over(plan, found, facts, dict.fromkeys(MONTHS, 100), DAYS)


def test_goals_of_the_windows_and_longer_ones_over_windows_without() -> None:
    months = [(window, 50) for window in MONTHS]
    assert came(months) == (600, 300)
    assert came([(FIRST, 250)]) == (300, 250)
    assert came([(FIRST, 250), *months[3:5]]) == (500, 350)
    assert came([(FIRST, 250), *months]) == (600, 300)  # the months' own are in the quarter's
    assert came([(FIRST, 250), months[0]]) == (100, 50)  # the quarter's is in part the month's
    assert came([]) is None
    assert came([(FIRST, 0)]) is None


def test_goals_that_reach_beyond_the_days_do_not_count() -> None:
    beyond = Window(date(2026, 4, 1), date(2026, 7, 31))
    assert came([(FIRST, 250), (beyond, 999)]) == (300, 250)
    assert came([(beyond, 999)]) is None


def test_who_comes_later_has_the_goals_of_the_months_of_being_there() -> None:
    months = [(window, 50) for window in MONTHS]
    assert came(months, Window(date(2026, 5, 1), date(2026, 6, 30))) == (200, 100)
    there = Window(date(2026, 3, 1), date(2026, 6, 30))
    assert came([(FIRST, 300)], there) == (300, 100)  # one month of the quarter's three
