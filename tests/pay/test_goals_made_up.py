"""The goal of a window that goals of other windows make up: of several ways, the fewest goals.

A half year of which months and quarters are both published is asked for what the quarters ask.
Amounts are worked out by hand beside each case; the law is held against a search that tries every
set of goals.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from husay.basics.period import DAY, Window
from husay.pay.facts import CreditedLine, Facts, GoalFact
from husay.pay.interpret.interpret import interpret
from husay.pay.interpret.tiled import tiled
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, line, plan_of

FIRST = date(2026, 1, 1)
MONTHS = [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30)]
LAYERS = plan_of("""name: x
currency: PHP
period: month
measures:
  revenue: {of: amount}
terms:
  quarter: {kind: bonus, of: revenue, at: 100 %, amount: 10, window: quarter}
  half: {kind: bonus, of: revenue, at: 100 %, amount: 100, window: half}
""")
HALF = Window(FIRST, date(2026, 6, 30))


def days(start: date, end: date, value: int) -> GoalFact:
    return GoalFact("ana", "revenue", Window(start, end), value * ONE)


def months(value: int) -> list[GoalFact]:
    return [days(date(2026, m, 1), date(2026, m, last), value) for m, last in MONTHS]


def quarters(first: int, second: int) -> list[GoalFact]:
    return [
        days(FIRST, date(2026, 3, 31), first),
        days(date(2026, 4, 1), date(2026, 6, 30), second),
    ]


def paid(goals: list[GoalFact], sold: int) -> dict[str, int]:
    """What ana earns of one sale in January, by term; the compiled plan says the same."""
    facts = Facts(person="ana", lines=(line("A", date(2026, 1, 5), sold),), goals=tuple(goals))
    found = interpret(LAYERS, facts, HALF)
    assert not found.problems
    assert differences(LAYERS, [facts], HALF) == []
    return {x.term: x.amount for x in found.lines if x.amount and not x.provisional}


def test_months_and_quarters_may_both_be_published() -> None:
    """Six months of 10 are two quarters of 30: the quarter and the half are reached at 60."""
    goals = [*months(10), *quarters(30, 30)]
    assert paid(goals, 60 * ONE) == {"quarter": 10 * ONE, "half": 100 * ONE}
    assert paid(goals, 60 * ONE - 100) == {"quarter": 10 * ONE}


def test_where_months_and_quarters_ask_for_different_sums_the_quarters_count() -> None:
    """The months ask for 60 together, the quarters for 33 + 34 = 67."""
    for goals in ([*months(10), *quarters(33, 34)], [*quarters(33, 34), *months(10)]):
        assert paid(goals, 67 * ONE) == {"quarter": 10 * ONE, "half": 100 * ONE}
        assert paid(goals, 67 * ONE - 100) == {"quarter": 10 * ONE}


def test_the_goal_of_exactly_these_days_counts_before_all_others() -> None:
    """The half itself asks for 80, its quarters for 60."""
    goals = [*months(10), days(FIRST, HALF.end, 80), *quarters(30, 30)]
    assert paid(goals, 80 * ONE)["half"] == 100 * ONE
    assert "half" not in paid(goals, 80 * ONE - 100)


def test_a_quarter_that_is_missing_is_made_up_of_its_months() -> None:
    """40 of the first quarter, and three months of 10: 70 of the half."""
    goals = [*months(10), quarters(40, 0)[0]]
    assert paid(goals, 70 * ONE)["half"] == 100 * ONE
    assert "half" not in paid(goals, 70 * ONE - 100)


def test_goals_that_cross_are_passed_over_where_others_make_up_the_window() -> None:
    """A campaign from February to April fits into no way but one of more goals than two."""
    campaign = days(date(2026, 2, 1), date(2026, 4, 30), 500)
    assert paid([*months(10), campaign, *quarters(30, 30)], 60 * ONE)["half"] == 100 * ONE


def test_of_as_many_goals_those_whose_first_is_the_longest_count() -> None:
    """January to May and June ask for 55, January and February to June for 70."""
    june, january = months(5)[5], months(20)[0]
    longest, rest = days(FIRST, date(2026, 5, 31), 50), days(date(2026, 2, 1), HALF.end, 50)
    for goals in ([longest, june, january, rest], [rest, january, june, longest]):
        assert tiled(goals, HALF) == 55 * ONE


@pytest.mark.parametrize("missing", range(6))
def test_a_month_that_is_missing_leaves_a_gap(missing: int) -> None:
    goals = months(10)
    del goals[missing]
    facts = Facts(person="ana", lines=(line("A", date(2026, 1, 5), ONE),), goals=tuple(goals))
    assert {p.code for p in interpret(LAYERS, facts, HALF).problems} == {"pay-no-goal"}
    assert differences(LAYERS, [facts], HALF) == []


def some(spans: list[tuple[int, int, int]], unit: int, since: date = FIRST) -> list[GoalFact]:
    """Goals by number of the first unit of days, how many units, and the value."""
    found = dict[Window, GoalFact]()
    for start, length, value in spans:
        first = since + timedelta(days=start * unit)
        window = Window(first, first + timedelta(days=length * unit) - DAY)
        found[window] = GoalFact("ana", "revenue", window, value * ONE)
    return list(found.values())


def searched(goals: list[GoalFact], window: Window) -> int | None:
    """The same by trying sets of goals, the smallest first."""
    for count in range(1, len(goals) + 1):
        found = []
        for chosen in combinations(sorted(goals, key=lambda g: g.window.start), count):
            ends = [g.window.end for g in chosen]
            starts = [window.start, *(end + DAY for end in ends)]
            if starts == [*(g.window.start for g in chosen), window.end + DAY]:
                found.append((ends, sum(g.value for g in chosen)))
        if found:
            return max(found)[1]
    return None


SPANS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(1, 6), st.integers(1, 9)), min_size=1, max_size=9
)
TIE = [(0, 1, 2), (1, 2, 5), (0, 2, 3), (2, 1, 9), (3, 3, 1)]


@settings(max_examples=300, derandomize=True, deadline=None)
@given(SPANS)
@example(TIE)
def test_the_fewest_goals_make_up_a_window_whatever_else_is_published(
    spans: list[tuple[int, int, int]],
) -> None:
    goals, window = some(spans, 5), Window(FIRST, FIRST + timedelta(days=29))
    assert tiled(goals, window) == searched(goals, window)
    assert tiled(goals[::-1], window) == tiled(goals, window)


PERCENT = plan_of("""name: x
currency: PHP
period: month
measures:
  revenue: {of: amount}
terms:
  c: {kind: tiers, of: revenue, tiers: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 10 %}]}
""")


def test_the_compiled_plan_makes_up_the_same_goals() -> None:
    """Sixty people, each with goals of some five days and more of April; 20 sold of 1 to 54."""
    april, chance = Window(date(2026, 4, 1), date(2026, 4, 30)), random.Random(3)
    goals, lines = list[GoalFact](), list[CreditedLine]()
    people = [f"p{number}" for number in range(60)]
    for person in people:
        picked = [
            (chance.randint(0, 5), chance.randint(1, 4), chance.randint(1, 9)) for _ in range(12)
        ]
        lines.append(line(f"S-{person}", april.start, 20 * ONE, person=person))
        goals += [replace(goal, person=person) for goal in some(picked, 5, april.start)]
    shared = Facts(person="", lines=tuple(lines), goals=tuple(goals))
    facts = [replace(shared, person=person) for person in people]
    made = [not interpret(PERCENT, one, april).problems for one in facts]
    assert 10 < sum(made) < 60, "some have a goal and some have none"
    assert differences(PERCENT, facts, april) == []
