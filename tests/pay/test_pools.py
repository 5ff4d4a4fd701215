"""Pools that are fed only above a value, or paid only from one on: laws, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.earned import Earned
from husay.pay.facts import Facts, GoalFact, Member, ScoreFact
from husay.pay.interpret.interpret import interpret
from husay.pay.rounding import rounded
from husay.words.pay_prose import prose
from husay.words.pay_reasons import explained
from tests.pay.made import JANUARY, ONE, YEAR, found, line, plan_of, terms

PEOPLE = ("ana", "ben", "cara")
CENTAVO = 100


def paid(term: str, sold: tuple[int, ...], goals: tuple[int, ...] = (600, 400, 0)) -> list[Earned]:
    """What everybody earns of a pool in January; amounts in centavos, goals in pesos (0: none)."""
    plan = plan_of(terms(f"  pool: {{kind: pool, {term}}}"))
    lines = tuple(
        line(f"S{n}", date(2026, 1, 5), amount * CENTAVO, person=person)
        for n, (person, amount) in enumerate(zip(PEOPLE, sold, strict=False))
    )
    there = PEOPLE[: len(sold)]
    asked = tuple(
        GoalFact(person, "revenue", JANUARY, goal * ONE)
        for person, goal in zip(there, goals, strict=False)
        if goal
    )
    members = tuple(Member(person, YEAR) for person in there)
    facts = {"lines": lines, "members": members, "goals": asked}
    return [interpret(plan, Facts(person=person, **facts), JANUARY) for person in there]  # type: ignore[arg-type]


def whole(earned: list[Earned]) -> int:
    """What a pool comes to, in ten-thousandths."""
    assert not any(one.problems for one in earned)
    return sum(one.total for one in earned)


SOLD = st.tuples(*[st.integers(-200_000, 400_000)] * 2)


@settings(max_examples=60, derandomize=True)
@given(SOLD, st.integers(0, 200), st.sampled_from(["3 %", "12.5 %", "1/3"]))
def test_a_pool_above_a_share_of_the_goal_is_dealt_to_the_last_coin(
    sold: tuple[int, int], percent: int, rate: str
) -> None:
    by_hand = {"3 %": Fraction(3, 100), "12.5 %": Fraction(1, 8), "1/3": Fraction(1, 3)}[rate]
    beyond = max(0, sum(sold) * CENTAVO - 1000 * ONE * percent // 100)
    came = whole(paid(f"rate: {rate}, of: revenue, above: {percent} %", sold))
    assert came == rounded(by_hand * beyond, "half_up", CENTAVO)


@settings(max_examples=60, derandomize=True)
@given(SOLD, st.integers(0, 3000))
def test_a_pool_is_paid_from_a_sum_on_and_not_below_it(sold: tuple[int, int], least: int) -> None:
    came = whole(paid(f"amount: 90, of: revenue, at_least: {least}", sold))
    assert came == (90 * ONE if sum(sold) >= least * 100 else 0)


@pytest.mark.parametrize(("more", "came"), [(-1, 0), (0, 100), (1, 100)])
def test_just_under_at_and_over_the_goal_of_all(more: int, came: int) -> None:
    assert whole(paid("amount: 100, of: revenue, at_least: 100 %", (100_000 + more, 0))) == (
        came * ONE
    )


def test_above_nothing_is_the_plain_pool() -> None:
    sold = (12_345, 67_890)
    assert whole(paid("rate: 7 %, of: revenue, above: 0", sold)) == whole(
        paid("rate: 7 %, of: revenue", sold)
    )


def test_a_pool_below_nothing_is_nothing_even_times_something_below_nothing() -> None:
    """More came back than was sold: 10 % of -500, times an attainment of -50 %."""
    assert whole(paid("rate: 10 %, of: revenue", (-50_000, 0))) == 0
    assert whole(paid("rate: 10 %, of: revenue, times_of: revenue", (-50_000, 0))) == 0


def test_pieces_can_be_asked_for_where_an_amount_is_shared() -> None:
    plan = plan_of(terms("  p: {kind: pool, amount: 90, of: units, at_least: 5}"))
    for pieces, came in ((4, 0), (5, 90)):
        sold = line("A", date(2026, 1, 5), ONE, quantity=pieces * ONE)
        assert interpret(plan, Facts(person="ana", lines=(sold,)), JANUARY).total == came * ONE


def test_a_member_without_a_goal_is_named() -> None:
    problems = [
        problem
        for one in paid("amount: 90, of: revenue, at_least: 100 %", (100, 100, 100))
        for problem in one.problems
    ]
    assert {(problem.code, problem.value) for problem in problems} == {("pay-no-goal", "cara")}


def test_a_seller_reads_why_there_is_no_pool(english: None) -> None:
    term = "amount: 90, of: revenue, at_least: 100 %"
    plan = plan_of(terms(f"  pool: {{kind: pool, {term}}}"))
    (short,) = paid(term, (50_000, 0))[0].lines
    assert explained(plan, short).text == (
        "Together it is 50\u00a0%, and the pool asks for 100\u00a0%: there is none."
    )


def test_a_pool_reads_as_a_seller_would_sign_it(english: None) -> None:
    body = "{kind: pool, rate: 3 %, of: revenue, above: 100 %, at_least: 1000}"
    part = next(p for p in prose(plan_of(terms(f"  pool: {body}"))) if p.title == "Pool")
    assert part.sentences[:2] == (
        "3 % of what all members together have of revenue above 100 % of their goals is shared.",
        "There is none unless all members together reach ₱1,000.00 in revenue.",
    )


SERVICE = """name: x
currency: PHP
period: month
measures:
  service: {entered: rate}
terms:
  pool: {kind: pool, amount: 1000, times_of: service}
  prize: {kind: pool, amount: 100, of: service, at_least: 85 %}
"""


def entered(scores: dict[str, int], asked: Window = JANUARY) -> list[Earned]:
    """What ana and ben have of January's pools by the per cent entered of each ('': of all)."""
    given = tuple(
        ScoreFact(person=person, measure="service", window=JANUARY, value=Fraction(value, 100))
        for person, value in scores.items()
    )
    members = tuple(Member(person, YEAR) for person in ("ana", "ben"))
    plan, facts = plan_of(SERVICE), Facts(person="", members=members, scores=given)
    return [interpret(plan, replace(facts, person=person), asked) for person in ("ana", "ben")]


@pytest.mark.parametrize(
    ("scores", "each"),
    [
        ({"ana": 80, "ben": 80}, 400),
        ({"ana": 84, "ben": 84}, 420),
        ({"ana": 85, "ben": 85}, 425 + 50),
        ({"ana": 90, "ben": 90}, 450 + 50),
        ({"": 90}, 450 + 50),
        ({"": 90, "ben": 90}, 450 + 50),
    ],
)
def test_a_pool_takes_the_rate_that_was_entered_for_all(scores: dict[str, int], each: int) -> None:
    assert [one.total for one in entered(scores)] == [each * ONE, each * ONE]
    assert not any(one.problems for one in entered(scores))


@pytest.mark.parametrize(
    "scores", [{"ana": 80, "ben": 90}, {"ana": 90, "ben": 80}, {"": 90, "ben": 80}]
)
def test_rates_that_differ_are_a_problem_whoever_comes_first(scores: dict[str, int]) -> None:
    for one in entered(scores):
        (problem,) = one.problems
        said = dict(problem.values)
        assert (problem.code, problem.value, said["other"]) == ("pay-scores-differ", "ana", "ben")
        assert (said["measure"], said["start"], said["end"]) == (
            "service", "2026-01-01", "2026-01-31",
        )  # fmt: skip
        assert one.total == 0


def test_whoever_shares_without_a_rate_is_named_whatever_their_name() -> None:
    for there, lacks in (("ana", "ben"), ("ben", "ana")):
        codes = {(p.code, p.value) for one in entered({there: 90}) for p in one.problems}
        assert codes == {("pay-no-score", lacks)}


def test_before_the_window_ends_rates_that_differ_are_no_problem_yet() -> None:
    early = Window(date(2026, 1, 1), date(2026, 1, 20))
    assert [one.problems for one in entered({"ana": 80, "ben": 90}, early)] == [(), ()]


@pytest.mark.parametrize(("key", "near"), [("abov", "above"), ("atleast", "at_least")])
def test_a_key_that_is_nearly_right_is_named(key: str, near: str) -> None:
    said: list[Problem] = found(terms(f"  p: {{kind: pool, rate: 1 %, of: revenue, {key}: 100 %}}"))
    assert [(p.code, dict(p.values)["nearest"]) for p in said] == [("plan-unknown-key", near)]
