# ruff: noqa: E501 (a term of a plan is one line)
"""Windows of which somebody has no part, or in which they have left: by hand, both readings alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.facts import CreditedLine, Facts, GoalFact, Member, Payment, ScoreFact
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import JANUARY, ONE, line, plan_of

FEBRUARY = Window(date(2026, 2, 1), date(2026, 2, 28))
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
QUARTER = Window(JANUARY.start, MARCH.end)
LAST = date(9999, 12, 30)
RATE = "c: {kind: rate, of: revenue, rate: 10 %}"
GATE = "g: {kind: gate, requires: [{of: nps, at_least: 80 %}]}"
TIMES = "m: {kind: multiplier, of: revenue, in: money, rows: [{from: 0, times: 0.5}, {from: 2000, times: 1}]}"
WHOLE, FIRST, WORKED = "whole_months", "calendar_days_after_first", "working_days"
EVERY = ("calendar_days", FIRST, WORKED, WHOLE, "none")


def a_plan(
    *terms: str, part: str = "calendar_days", prorates: str = "none", trigger: str = "booked"
) -> Plan:
    """A plan by the month, with a score."""
    said = "\n".join(f"  {term}" for term in terms)
    return plan_of(
        f"name: x\ncurrency: PHP\ntrigger: {trigger}\n"
        f"measures:\n  revenue: {{of: amount}}\n  nps: {{entered: rate}}\nterms:\n{said}\n"
        f"settings: {{part_periods: {part}, prorates: {prorates}}}\n"
    )


def since(day: date) -> tuple[Member, ...]:
    """Ana joins."""
    return (Member("ana", Window(day, LAST)),)


def until(day: date) -> tuple[Member, ...]:
    """Ana leaves."""
    return (Member("ana", Window(date(2020, 1, 1), day)),)


def scored(*scores: tuple[Window, str]) -> tuple[ScoreFact, ...]:
    """What was entered for windows."""
    return tuple(
        ScoreFact(person="ana", measure="nps", window=window, value=Fraction(value))
        for window, value in scores
    )


def outcome(plan: Plan, facts: Facts, days: Window) -> list[object]:
    """What is paid by period, or the codes of what is wrong; the compiled plan says the same, or
    that it leaves this to the interpreter."""
    differ = differences(plan, [facts], days)
    assert differ == [] or isinstance(differ, str), differ
    found = interpret(plan, facts, days)
    if found.problems:
        return [problem.code for problem in found.problems]
    return [Fraction(settled.paid, ONE) for settled in found.settled]


def sold(day: date, amount: int = 1000) -> tuple[CreditedLine, ...]:
    """A sale."""
    return (line("A", day, amount * ONE),)


@pytest.mark.parametrize(
    ("part", "joined", "day"),
    [
        (WHOLE, date(2026, 1, 2), date(2026, 1, 20)),
        *((part, date(2026, 1, 31), date(2026, 1, 31)) for part in EVERY),  # a Saturday
    ],
)
def test_gates_and_multipliers_act_whatever_part_of_a_window_somebody_has(
    part: str, joined: date, day: date
) -> None:
    facts = Facts(
        person="ana", lines=sold(day), members=since(joined), scores=scored((JANUARY, "0.5"))
    )
    assert outcome(a_plan(RATE, GATE, part=part), facts, JANUARY) == [0]
    assert outcome(a_plan(RATE, TIMES, part=part), facts, JANUARY) == [50]
    met = Facts(
        person="ana", lines=sold(day), members=since(joined), scores=scored((JANUARY, "0.8"))
    )
    assert outcome(a_plan(RATE, GATE, part=part), met, JANUARY) == [100]


@pytest.mark.parametrize("part", EVERY)
@pytest.mark.parametrize(
    ("score", "due"), [("0.5", [0, 0]), ("0.8", [0, 100]), ("", ["pay-no-score"])]
)
def test_what_is_collected_after_leaving_is_under_the_gate_of_its_month(
    part: str, score: str, due: list[object]
) -> None:
    later = ((FEBRUARY, score),) if score else ()
    facts = Facts(
        person="ana", lines=sold(date(2026, 1, 5)), members=until(JANUARY.end),
        scores=scored((JANUARY, "0.9"), *later),
        payments=(Payment(payment="P", sale="A", day=date(2026, 2, 5), amount=1000 * ONE),),
    )  # fmt: skip
    days = Window(JANUARY.start, FEBRUARY.end)
    assert outcome(a_plan(RATE, GATE, part=part, trigger="paid"), facts, days) == due
    if score:
        assert outcome(a_plan(RATE, TIMES, part=part, trigger="paid"), facts, days) == [0, 50]


def test_of_months_after_leaving_in_which_nothing_is_earned_nothing_is_asked() -> None:
    """Also what comes back then is of the month in which it was sold, whose gate is known."""
    back = line("R", date(2026, 3, 5), -400 * ONE, returns=("A", 1))
    facts = Facts(
        person="ana", lines=(*sold(date(2026, 1, 5)), back), members=until(JANUARY.end),
        scores=scored((JANUARY, "0.9")),
    )  # fmt: skip
    assert outcome(a_plan(RATE, GATE), facts, QUARTER) == [100, 0, -40]
    missed = Facts(
        person="ana", lines=facts.lines, members=facts.members, scores=scored((JANUARY, "0.5"))
    )
    assert outcome(a_plan(RATE, GATE), missed, QUARTER) == [0, 0, 0]


@pytest.mark.parametrize(("march", "due"), [("0.79", 0), ("0.8", 90)])
def test_a_quarters_bonus_is_under_the_gate_of_its_last_month(march: str, due: int) -> None:
    bonus = "b: {kind: bonus, of: revenue, at: 100, amount: 90, window: quarter}"
    scores = scored((JANUARY, "0.9"), (FEBRUARY, "0.9"), (MARCH, march))
    facts = Facts(
        person="ana", lines=sold(date(2026, 1, 5)), members=until(date(2026, 2, 15)), scores=scores
    )
    assert outcome(a_plan(bonus, GATE), facts, QUARTER) == [0, 0, due]


@pytest.mark.parametrize("part", EVERY)
def test_what_is_not_prorated_is_paid_for_whoever_is_there_on_some_day(part: str) -> None:
    joined = since(date(2026, 1, 31))
    facts = Facts(
        person="ana", lines=sold(date(2026, 1, 31)), members=joined, scores=scored((JANUARY, "1"))
    )
    bonus = "b: {kind: bonus, of: revenue, at: 500, amount: 90}"
    card = "b: {kind: scorecard, target: 100, objectives: [{of: nps, weight: 100 %}]}"
    assert outcome(a_plan(bonus, part=part, prorates="target"), facts, JANUARY) == [90]
    assert outcome(a_plan(card, part=part), facts, JANUARY) == [100]
    assert outcome(a_plan(RATE, "f: {kind: floor, least: 200}", part=part), facts, JANUARY) == [200]
    draw = "d: {kind: draw, style: recoverable, amount: 300}"
    assert outcome(a_plan(RATE, draw, part=part), facts, JANUARY) == [300]
    gone = Facts(person="ana", members=until(date(2025, 12, 31)), scores=scored((JANUARY, "1")))
    for term in (bonus, "f: {kind: floor, least: 200}", draw):
        assert outcome(a_plan(RATE, term, part=part), gone, JANUARY) == [0]


@pytest.mark.parametrize(
    ("part", "due"),
    [("calendar_days", 1), (FIRST, 0), (WORKED, 0), (WHOLE, 0), ("none", 31)],
)
def test_what_is_prorated_is_paid_for_the_part(part: str, due: int) -> None:
    """One day of 31, a Saturday: nobody is filled up, or paid ahead, to a guarantee of nothing."""
    joined = since(date(2026, 1, 31))
    scores = scored((JANUARY, "1"))
    card = "b: {kind: scorecard, target: 31, objectives: [{of: nps, weight: 100 %}]}"
    nothing = Facts(person="ana", members=joined, scores=scores)
    assert outcome(a_plan(card, part=part, prorates="target"), nothing, JANUARY) == [due]
    below = Facts(person="ana", lines=sold(date(2026, 1, 31), -100), members=joined)
    floor, draw = "f: {kind: floor, least: 31}", "d: {kind: draw, amount: 31}"
    assert outcome(a_plan(RATE, floor, part=part, prorates="floor"), below, JANUARY) == [due or -10]
    assert outcome(a_plan(RATE, draw, part=part, prorates="draw"), below, JANUARY) == [due or -10]


@pytest.mark.parametrize("part", [WHOLE, FIRST, WORKED])
def test_of_a_goal_that_is_prorated_to_nothing_no_bonus_is_paid(part: str) -> None:
    goals = (GoalFact("ana", "revenue", JANUARY, 1000 * ONE),)
    bonus = "b: {kind: bonus, of: revenue, at: 100 %, amount: 90}"
    by_goal = "g: {kind: gate, requires: [{of: revenue, at_least: 100 %}]}"
    day = date(2026, 1, 31)
    facts = Facts(person="ana", lines=sold(day), members=since(day), goals=goals)
    assert outcome(a_plan(bonus, part=part, prorates="goal"), facts, JANUARY) == [0]
    assert outcome(a_plan(bonus, part=part), facts, JANUARY) == [90]
    asked = a_plan(RATE, by_goal, part=part, prorates="goal")
    assert outcome(asked, facts, JANUARY) == ["pay-goal-zero"]
    nothing = Facts(person="ana", members=since(day), goals=goals)
    assert outcome(asked, nothing, JANUARY) == [0]
