"""How far a team is on the way to its shared bonus: by hand, and for whom it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.pay.facts import Facts, GoalFact, Member
from husay.pay.shared_goal import shared_goals, with_shared_goal
from tests.goal_plans.small import ASSIGNMENTS, small
from tests.pay.made import JANUARY, ONE, YEAR, line, plan_of, terms
from tests.store_pay.paying import AT

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.team.shared_pay import SharedSeen
    from tests.measures.making import Made

PEOPLE = ("ana", "ben", "cel")
DAY = date(2026, 1, 20)


def shares(
    term: str, sold: tuple[int, ...], goals: tuple[int, ...] = (), day: date = DAY
) -> list[Fraction]:
    """How far Ana's team is in January; amounts in pesos."""
    plan = plan_of(terms(f"  prize: {{kind: pool, {term}}}"))
    rows = tuple(
        line(f"S{n}", date(2026, 1, 5 + 10 * n), amount * ONE, person=person)
        for n, (person, amount) in enumerate(zip(PEOPLE, sold, strict=False))
    )
    asked = tuple(
        GoalFact(person, "revenue", JANUARY, goal * ONE)
        for person, goal in zip(PEOPLE, goals, strict=False)
    )
    members = tuple(Member(person, YEAR) for person in PEOPLE)
    facts = Facts(person="ana", lines=rows, members=members, goals=asked)
    found = shared_goals(plan, facts, day)
    assert all(one.members == PEOPLE for one in found)
    return [one.share for one in found]


GOALS = (600, 300, 100)


@pytest.mark.parametrize(("term", "expected"), [
    ('amount: "3,000", of: revenue, at_least: 100 %', Fraction(82, 100)),
    ('amount: "3,000", of: revenue, at_least: 80 %', Fraction(82, 80)),
    ('amount: "3,000", of: revenue, at_least: "2,000"', Fraction(820, 2000)),
    ("rate: 2 %, of: revenue, above: 50 %", Fraction(82, 50)),
    ('amount: "3,000", times_of: revenue', Fraction(82, 100)),
    ('amount: "3,000", of: revenue, at_least: 90 %, times_of: revenue', Fraction(82, 90)),
])  # fmt: skip
def test_it_is_the_share_of_what_is_asked_of_all_together(term: str, expected: Fraction) -> None:
    """720 and 100 of 1,000 by the twentieth; what comes on the 25th is not yet there."""
    assert shares(term, (720, 100, 500), GOALS) == [expected]


def test_what_goes_back_is_no_share_below_nothing() -> None:
    assert shares('amount: "3,000", times_of: revenue', (-50, 10, 0), GOALS) == [Fraction(0)]


def test_a_pool_that_asks_for_nothing_tells_nothing() -> None:
    assert shares("rate: 2 %, of: revenue", (720, 100, 0), GOALS) == []
    assert not with_shared_goal(plan_of(terms("  p: {kind: pool, rate: 2 %, of: revenue}")))


def test_where_somebodys_goal_is_missing_nothing_is_told() -> None:
    assert shares('amount: "3,000", times_of: revenue', (720, 100, 0), (600, 300)) == []


def test_a_pool_that_does_not_hold_yet_tells_nothing() -> None:
    term = 'amount: "3,000", times_of: revenue, from: 2026-01-21'
    assert shares(term, (720, 100, 0), GOALS) == []
    assert shares(term, (720, 100, 0), GOALS, date(2026, 1, 21)) == [Fraction(82, 100)]


POOL = """
name: Store team
currency: PHP
measures:
  revenue: {of: amount}
terms:
  team_prize:
    kind: pool
    amount: "3,000"
    of: revenue
    at_least: 100 %
    title: team prize
    title_fil: premyo ng team
"""

CASES = """
cases:
  - case: two who reach their goals together share the prize
    seller: ana
    from: 2024-01-01
    to: 2024-01-31
    members: [{seller: ana}, {seller: ben}]
    goals:
      - {seller: ana, measure: revenue, from: 2024-01-01, to: 2024-01-31, value: 600}
      - {seller: ben, measure: revenue, from: 2024-01-01, to: 2024-01-31, value: 400}
    sales:
      - {sale: A, date: 2024-01-02, amount: 1000, seller: ana}
    expect: {total: "1,500"}
"""


def planned(made: Made, people: tuple[str, ...], text: str = POOL, cases: str = CASES) -> None:
    from husay.pay.texts import Texts
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add

    version = add(made.company, Texts(text.strip(), cases.strip()), "", AT)
    activate(made.company, version, date(2024, 1, 1), "", AT)
    for person in people:
        assign(made.company, version.plan, person, date(2024, 1, 1), {}, "", AT)


def seen_as(made: Made, role: Role, person: str | None = None) -> tuple[SharedSeen, ...]:
    from husay.store.team.shared_pay import shared_pay

    viewer = Viewer(f"{role.value}@example.com", frozenset({role}), person)
    return shared_pay(replace(made.company, viewer=viewer, today=date(2024, 12, 31)))


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """December's goals are 500, 300 and 300; Ana, Ben and Cel sold 900 on the second."""
    rows = ["scope,item,measure,starts,ends,value,currency"]
    rows += [
        f"seller,{person},revenue,2024-12-01,2024-12-31,{goal},"
        for person, goal in (("ana", 500), ("ben", 300), ("cel", 300), ("dan", 100))
    ]
    return small(tmp_path, goals="\n".join(rows))


def test_members_and_whoever_leads_them_see_it_and_nobody_else(made: Made) -> None:
    """900 of 1,100 are 81.8 %, told as 81."""
    planned(made, PEOPLE)
    for person in PEOPLE:
        (own,) = seen_as(made, Role.SELLER, person)
        assert (own.share, own.members, own.own, own.name) == (8_100, 3, True, "team_prize")
    (led,) = seen_as(made, Role.MANAGER, "mia")
    assert (led.share, led.own) == (8_100, False)
    assert seen_as(made, Role.SELLER, "dan") == ()
    assert seen_as(made, Role.MANAGER, "sam") == ()
    for role in (Role.OPERATIONS, Role.EXECUTIVE, Role.COMPENSATION, Role.ADMINISTRATOR):
        assert seen_as(made, role) == ()
        assert seen_as(made, role, "ana") == ()


def test_of_two_who_share_nothing_is_told(made: Made) -> None:
    planned(made, ("ana", "ben"))
    assert seen_as(made, Role.SELLER, "ana") == ()
    assert seen_as(made, Role.MANAGER, "mia") == ()


def test_no_money_is_in_what_is_seen(made: Made) -> None:
    planned(made, PEOPLE)
    (own,) = seen_as(made, Role.SELLER, "ana")
    assert "3000" not in repr(own).replace("_", "")
    assert set(vars(own)) == {"plan", "name", "title", "window", "members", "share", "own"}


TWO_POOLS = (
    POOL.replace("name: Store team", "name: Two prizes")
    .replace(
        "terms:\n",
        """terms:
  all_prize:
    kind: pool
    amount: "1,000"
    of: revenue
    at_least: "10"
    title: prize of all
    title_fil: premyo ng lahat
""",
    )
    .replace(
        "    of: revenue\n    at_least: 100 %",
        "    of: revenue\n    among: team\n    at_least: 100 %",
    )
)

TWO_CASES = CASES.replace('total: "1,500"', 'total: "2,000"').replace(
    "    goals:\n",
    "    team: [{seller: ana, reports_to: mia}, {seller: ben, reports_to: mia}]\n    goals:\n",
)


def test_a_team_without_a_goal_hides_no_other_team_from_who_leads_both(tmp_path: Path) -> None:
    """Ana and Ben have no goals, so that nothing is told of the prize of their team; that of Cel,
    Dan and Eve is told all the same: they sold 600 of 800."""
    rows = ["scope,item,measure,starts,ends,value,currency"]
    rows += [
        f"seller,{person},revenue,2024-12-01,2024-12-31,{goal},"
        for person, goal in (("cel", 400), ("dan", 100), ("eve", 300))
    ]
    placed = ASSIGNMENTS.replace("dan, S, ", "dan, N2,").replace("eve, S, ", "eve, N2,")
    placed += "nia, N1, 2020-01-01, , manager\ntia, N2, 2020-01-01, , manager\n"
    made = small(tmp_path, placed, goals="\n".join(rows))
    planned(made, ("ana", "ben", "cel", "dan", "eve"), TWO_POOLS, TWO_CASES)
    led = {one.name: (one.members, one.share) for one in seen_as(made, Role.MANAGER, "mia")}
    assert led["team_prize"] == (3, 7_500)
    assert led["all_prize"][0] == 5
