"""Pools and contests of teams: who reports to nobody is in none, who left is in that of their last
day on the plan. Shares worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.cases.check import check_texts
from husay.pay.facts import Facts, GoalFact, Member, Reporting
from husay.pay.interpret.interpret import interpret
from husay.pay.shared_goal import shared_goals
from husay.words.pay_reasons import explained
from tests.pay.made import JANUARY, ONE, YEAR, line, plan_of, terms

HEAD = "name: p\ncurrency: PHP\nperiod: month\nmeasures: {revenue: {of: amount}}\nterms:\n  t: "
QUARTER = {"from": "2026-01-01", "to": "2026-03-31"}
QUARTERLY = "kind: pool, amount: 90, among: team, window: quarter"
MONTH = {"from": "2026-01-01", "to": "2026-01-31"}


def wrong(term: str, days: Mapping[str, str], facts: str, expect: Mapping[str, str]) -> list[str]:
    """What differs where everybody of `expect` is to earn so much, without a problem."""
    (first, total), *others = expect.items()
    also = ", ".join(f"{person}: {{total: {amount}}}" for person, amount in others)
    case = (
        f"cases:\n  - case: c\n    seller: {first}\n"
        f"    from: {days['from']}\n    to: {days['to']}\n"
        f"{facts}    expect: {{total: {total}, problems: []}}\n    also: {{{also}}}\n"
    )
    found = check_texts(f"{HEAD}{{{term}}}\n", case)
    assert [p for p in found.problems if p.severity == "error"] == []
    return [str(problem) for result in found.results for problem in result.problems]


def sold(**amounts: int) -> str:
    rows = ", ".join(
        f"{{sale: {person}, date: 2026-01-05, amount: {amount}, seller: {person}}}"
        for person, amount in amounts.items()
    )
    return f"    sales: [{rows}]\n"


def below(manager: str, *people: str, until: Mapping[str, str] | None = None) -> str:
    ends = until or {}
    rows = ", ".join(
        f"{{seller: {one}, reports_to: {manager}{', to: ' + ends[one] if one in ends else ''}}}"
        for one in people
    )
    return f"    team: [{rows}]\n"


def members(*people: str, until: Mapping[str, str] | None = None) -> str:
    ends = until or {}
    rows = ", ".join(
        f"{{seller: {one}{', to: ' + ends[one] if one in ends else ''}}}" for one in people
    )
    return f"    members: [{rows}]\n"


def test_a_manager_above_whom_nobody_stands_has_no_pool_of_her_own() -> None:
    facts = sold(ana=1) + below("mia", "ana", "ben") + members("ana", "ben", "mia")
    shares = {"ana": "45", "ben": "45", "mia": "0"}
    assert wrong("kind: pool, amount: 90, among: team", MONTH, facts, shares) == []


def test_a_leaver_shares_the_pool_of_the_team_of_their_last_day() -> None:
    """90 by three is 30 each, though ben's reporting line ended with him."""
    left = {"ben": "2026-02-10"}
    facts = sold(ana=1) + below("m", "ana", "ben", "cara", until=left)
    facts += members("ana", "ben", "cara", until=left)
    shares = {"ana": "30", "ben": "30", "cara": "30"}
    assert (
        wrong("kind: pool, amount: 90, among: team, window: quarter", QUARTER, facts, shares) == []
    )


def test_what_a_leaver_sold_feeds_the_pool_of_their_team() -> None:
    """10 % of 600, shared by two."""
    left = {"ben": "2026-02-10"}
    facts = sold(ben=600) + below("mia", "ana", "ben", until=left)
    facts += members("ana", "ben", until=left)
    term = "kind: pool, rate: 10 %, of: revenue, among: team, window: quarter"
    assert wrong(term, QUARTER, facts, {"ana": "30", "ben": "30"}) == []


def test_who_leaves_the_plan_and_goes_to_another_manager_stays_with_the_team_of_the_plan() -> None:
    facts = sold(ana=1) + (
        "    team: [{seller: ana, reports_to: m}, {seller: ben, reports_to: m, to: 2026-02-10}, "
        "{seller: ben, reports_to: n, from: 2026-02-11}, {seller: cara, reports_to: n}]\n"
    )
    facts += members("ana", "ben", "cara", until={"ben": "2026-02-10"})
    shares = {"ana": "45", "ben": "45", "cara": "90"}
    assert (
        wrong("kind: pool, amount: 90, among: team, window: quarter", QUARTER, facts, shares) == []
    )


CONTEST = "kind: contest, of: revenue, prizes: [100, 50], among: team"


def test_a_manager_who_sells_wins_no_prize_of_a_team_that_is_hers_alone() -> None:
    facts = sold(ana=500, ben=400, mia=1) + below("mia", "ana", "ben")
    facts += members("ana", "ben", "mia")
    assert wrong(CONTEST, MONTH, facts, {"ana": "100", "ben": "50", "mia": "0"}) == []


def test_two_who_report_to_nobody_are_no_team() -> None:
    facts = sold(ana=10, ben=20, cara=5) + below("m", "cara") + members("ana", "ben", "cara")
    assert wrong(CONTEST, MONTH, facts, {"ana": "0", "ben": "0", "cara": "100"}) == []


@pytest.mark.parametrize("window", ["period", "goal"])
def test_who_is_in_no_team_is_asked_for_no_goal(window: str) -> None:
    goals = ", ".join(
        f"{{measure: revenue, from: 2026-01-01, to: 2026-01-31, value: 500, seller: {one}}}"
        for one in ("ana", "ben")
    )
    facts = sold(ana=500, ben=500) + f"    goals: [{goals}]\n" + below("mia", "ana", "ben")
    facts += members("ana", "ben", "mia")
    term = f"kind: pool, amount: 90, of: revenue, at_least: 100 %, among: team, window: {window}"
    assert wrong(term, MONTH, facts, {"ana": "45", "ben": "45", "mia": "0"}) == []


def test_who_is_in_no_team_reads_why_and_has_no_goal_of_it(english: None) -> None:
    term = "kind: pool, amount: 90, of: revenue, at_least: 100 %, among: team"
    plan = plan_of(terms(f"  t: {{{term}}}"))
    facts = Facts(
        person="mia",
        lines=(line("A", date(2026, 1, 5), 500 * ONE, person="ana"),),
        members=tuple(Member(one, YEAR) for one in ("ana", "mia")),
        reporting=(Reporting("ana", "mia", Window(date(2026, 1, 1), date(2026, 12, 31))),),
        goals=(GoalFact("ana", "revenue", JANUARY, 1000 * ONE),),
    )
    earned = interpret(plan, facts, JANUARY)
    assert [explained(plan, one).text for one in earned.lines] == [
        "It is shared within teams; who reports to nobody has no part of it."
    ]
    assert shared_goals(plan, facts, date(2026, 1, 31)) == ()
