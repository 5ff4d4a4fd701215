"""The rules of goals against the demo company's answer key: joiners, leavers, team changes, and a
unit that went from one division to another. The key's figures are worked out apart from them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.amount import amount_text, parse_amount
from husay.basics.calendar import BusinessCalendar
from husay.basics.holidays_of import working_holidays
from husay.basics.period import Window, YearRule
from husay.basics.problem import Problem
from husay.demo.answer_key import Trouble
from husay.goals.cascade import Weights, cascade
from husay.goals.differences import differences
from husay.goals.plan import GoalPlan, Node
from husay.goals.presence import Ramp, Stay
from husay.goals.proration import Prorated, Seat, prorate, settle
from husay.goals.time_table import spread_plan

from .conftest import Demo

pytestmark = pytest.mark.xdist_group("demo")

EVER = date(1900, 1, 1), date(2999, 12, 31)


def all_of(demo: Demo, code: str) -> list[Trouble]:
    return [trouble for trouble in demo.key.troubles if trouble.code == code]


def calendar() -> BusinessCalendar:
    off = working_holidays("PH", None, range(2020, 2030))
    assert not isinstance(off, Problem)
    return BusinessCalendar(YearRule(), frozenset(range(6)), off)


def year_of(day: date) -> Window:
    return Window(date(day.year, 1, 1), date(day.year, 12, 31))


def stays(demo: Demo, person: str) -> tuple[Stay, ...]:
    """A seller's stays in teams, as the book has them."""
    rows = demo.rows(
        "SELECT a.unit, greatest(a.valid_from, p.hired), "
        "least(coalesce(a.valid_to, ?), coalesce(p.\"left\", ?)) "
        "FROM book_assignments a JOIN book_people p ON p.person = a.person "
        "WHERE a.person = ? AND a.role = 'seller' ORDER BY a.valid_from",
        EVER[1], EVER[1], person,
    )  # fmt: skip
    return tuple(Stay(unit, Window(first, last)) for unit, first, last in rows)


def prorated(demo: Demo, trouble: Trouble, day: date, ramp: Ramp | None = None) -> Prorated:
    person, full = str(trouble.ids["seller"]), parse_amount(str(trouble.size["full_goal"]))
    seat = Seat(person, full, stays(demo, person), ramp=ramp)
    return prorate(seat, year_of(day), calendar())


def same(amount: int, told: str | int) -> bool:
    return amount == parse_amount(str(told))


def test_joiners_carry_what_the_key_says(demo: Demo) -> None:
    for trouble in all_of(demo, "joiner"):
        hired = trouble.dates["from"]
        found = prorated(demo, trouble, hired)
        (part,) = found.parts
        assert part.unit == trouble.ids["team"]
        assert (part.presence.present, part.presence.of) == (
            trouble.size["days_present"], trouble.size["working_days"],
        )  # fmt: skip
        assert same(part.value, trouble.size["goal_carried"])
        assert same(found.freed, trouble.size["goal_freed"])
        ramp = Ramp(hired, tuple(Fraction(p, 100) for p in (25, 50, 75)))
        (part,) = prorated(demo, trouble, hired, ramp).parts
        assert same(part.value, trouble.size["goal_carried_ramped"])


def test_leavers_carry_what_the_key_says(demo: Demo) -> None:
    for trouble in all_of(demo, "leaver"):
        found = prorated(demo, trouble, trouble.dates["last_day"])
        (part,) = found.parts
        assert part.presence.present == trouble.size["days_present"]
        assert same(part.value, trouble.size["goal_carried"])
        assert same(found.freed, trouble.size["goal_freed"])


def test_who_changed_teams_carries_what_the_key_says_in_each(demo: Demo) -> None:
    for trouble in all_of(demo, "team-change"):
        found = prorated(demo, trouble, trouble.dates["from"])
        before, after = found.parts
        assert (before.unit, after.unit) == (trouble.ids["from"], trouble.ids["to"])
        assert before.presence.present == trouble.size["days_before_the_move"]
        assert same(before.value, trouble.size["goal_carried_before"])
        assert same(after.value, trouble.size["goal_carried_after"])
        assert found.freed == 0


def test_all_who_came_went_and_moved_leave_every_teams_goal_whole(demo: Demo) -> None:
    """Everybody's goal of 1.2 million in the year with the latest changes, teams of ten million."""
    year = year_of(demo.key.until)
    people = [p for (p,) in demo.rows(
        "SELECT DISTINCT person FROM book_assignments WHERE role = 'seller' ORDER BY 1"
    )]  # fmt: skip
    full = parse_amount(1_200_000)
    seats = [Seat(person, full, stays(demo, person)) for person in people]
    teams = {unit: parse_amount(10_000_000) for (unit,) in demo.rows(
        "SELECT DISTINCT unit FROM book_units WHERE kind = 'team' ORDER BY 1"
    )}  # fmt: skip
    found = settle(teams, seats, year, calendar())
    assert {p.code for p in found.problems} <= {"unit-beyond"}
    for team, goal in teams.items():
        carried = sum(part.value for part in found.parts if part.unit == team)
        assert carried + found.unassigned[team] == goal


def plan_of(demo: Demo, month: date) -> GoalPlan:
    """The goals of a month, in the tree as the company was organised on its first day."""
    rows = demo.rows(
        "WITH tree AS (SELECT unit AS item, 'unit' AS scope, kind AS level, parent "
        "FROM book_units WHERE $1 BETWEEN valid_from AND coalesce(valid_to, $2) "
        "UNION ALL SELECT person, 'seller', 'seller', unit FROM book_assignments "
        "WHERE role = 'seller' AND $1 BETWEEN valid_from AND coalesce(valid_to, $2)) "
        "SELECT t.item, t.scope, t.level, t.parent, g.value, last_day($1) FROM tree t "
        "JOIN book_goals g ON g.measure = 'revenue' AND g.starts = $1 AND "
        "(g.scope = t.scope AND g.item = t.item OR g.scope = 'company' AND t.level = 'company') "
        "ORDER BY t.level, t.item",
        month, EVER[1],
    )  # fmt: skip
    nodes = tuple(
        Node(item, scope, item, level, parent, parse_amount(amount_text(int(value * 10_000))))
        for item, scope, level, parent, value, _ in rows
    )
    return GoalPlan("revenue", Window(month, rows[0][5]), nodes, "PHP", step=parse_amount(1_000))


def test_the_reorganised_unit_counts_for_each_division_as_the_key_says(demo: Demo) -> None:
    """In every month of that year all goals add up in the tree as it was then, and the divisions
    have, month by month, what the key's plain SQL sums."""
    trouble = demo.key.trouble("unit-moved")
    turn, unit = trouble.dates["from"], str(trouble.ids["unit"])
    moved, divisions = {"before": 0, "after": 0}, dict.fromkeys(("from", "to"), 0)
    for number in range(1, 13):
        plan = plan_of(demo, date(turn.year, number, 1))
        assert differences(plan) == ()
        when = "before" if plan.window.start < turn else "after"
        moved[when] += plan.by_key[unit].value
        assert plan.by_key[unit].parent == trouble.ids["from" if when == "before" else "to"]
        for side in divisions:
            below = plan.below[str(trouble.ids[side])]
            divisions[side] += sum(node.value for node in below)
    for when, amount in moved.items():
        assert same(amount, trouble.size[f"goal_{when}_the_move"])
    for side, amount in divisions.items():
        assert same(amount, trouble.size[f"goal_of_{side}"])


def test_the_demos_goals_dealt_again_by_its_own_weights_are_the_same(demo: Demo) -> None:
    """A month's company goal, cascaded with the month's own goals as weights."""
    plan = plan_of(demo, date(demo.key.until.year, 10, 1))
    weights = Weights(history={node.key: node.value for node in plan.nodes})
    bare = tuple(
        Node(n.key, n.scope, n.item, n.level, n.parent, n.value if n.parent is None else 0,
             by="history")
        for n in plan.nodes
    )  # fmt: skip
    made = cascade(GoalPlan("revenue", plan.window, bare, "PHP", step=plan.step), weights)
    assert {n.key: n.value for n in made.plan.nodes} == {n.key: n.value for n in plan.nodes}
    days = spread_plan(made.plan, {}, calendar())
    assert {key: found.value for key, found in days.nodes.items()} == {
        n.key: n.value for n in plan.nodes
    }
