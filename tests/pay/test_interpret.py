"""What is earned, edge by edge: values worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from husay.basics.period import Window
from husay.pay.credits import credited
from husay.pay.facts import (
    Advance,
    EarnedBefore,
    GoalFact,
    Member,
    Opening,
    ParameterFact,
    Payment,
    Reporting,
    ScoreFact,
)
from tests.pay.made import JANUARY, ONE, YEAR, earned, line, plan_of, terms

FLAT = "  c: {kind: rate, of: revenue, rate: 10 %}"
Q1 = Window(date(2026, 1, 1), date(2026, 3, 31))


def day(month: int, number: int = 5) -> date:
    return date(2026, month, number)


def paid(result: object) -> list[int]:
    return [settled.paid for settled in result.settled]  # type: ignore[attr-defined]


def test_events_stand_in_order_of_day_sale_line_whatever_way_they_came() -> None:
    plan = plan_of(
        terms(
            "  c: {kind: tiers, of: revenue, tiers: [{from: 0, rate: 0 %}, {from: 1, rate: 1 %}]}"
        )
    )
    lines = [
        line("B", day(1), 100 * ONE), line("A", day(1), 100 * ONE, line=2),
        line("A", day(1), 100 * ONE), line("C", day(1, 4), 100 * ONE),
    ]  # fmt: skip
    found = [(x.sale, x.line, x.amount) for x in earned(plan, lines).lines]
    assert found == [("C", 1, 9_900), ("A", 1, ONE), ("A", 2, ONE), ("B", 1, ONE)]


def test_a_return_stands_behind_its_sale_on_the_same_day() -> None:
    back = line("0", day(1), -100 * ONE, returns=("A", 1))
    found = [
        x.sale for x in earned(plan_of(terms(FLAT)), [back, line("A", day(1), 100 * ONE)]).lines
    ]
    assert found == ["A", "0"]


def test_a_return_of_a_line_that_nobody_knows_is_told() -> None:
    result = earned(plan_of(terms(FLAT)), [line("R", day(1), -ONE, returns=("A", 1))])
    (problem,) = result.problems
    assert (problem.code, problem.value) == ("pay-return-unknown", "A / 1")
    assert result.total == 0


def test_a_return_of_a_line_before_the_facts_takes_back_what_that_earned() -> None:
    before = EarnedBefore(
        term="c", sale="A", line=1, day=date(2025, 12, 1), amount=70_000, value=100 * ONE
    )
    opening = Opening(day=date(2026, 1, 1), earned=(before,))
    back = line("R", day(1), -50 * ONE, returns=("A", 1))
    result = earned(plan_of(terms(FLAT)), [back], opening=opening)
    assert (result.problems, result.total) == ((), -35_000)


def test_a_goal_that_months_tile_is_their_sum_and_one_with_a_hole_is_none() -> None:
    plan = plan_of(terms("  b: {kind: bonus, of: revenue, at: 100 %, amount: 9, window: quarter}"))
    months = [
        Window(day(1, 1), day(1, 31)),
        Window(day(2, 1), day(2, 28)),
        Window(day(3, 1), day(3, 31)),
    ]
    goals = tuple(GoalFact("ana", "revenue", month, 10 * ONE) for month in months)
    sold = [line("A", day(1), 30 * ONE)]
    assert earned(plan, sold, Q1, goals=goals).total == 9 * ONE
    (problem,) = earned(plan, sold, Q1, goals=goals[::2]).problems
    assert (problem.code, problem.value) == ("pay-no-goal", "ana")
    assert problem.says() == {"measure": "revenue", "start": "2026-01-01", "end": "2026-03-31"}


def test_a_goal_of_zero_is_never_infinity() -> None:
    plan = plan_of(terms("  c: {kind: tiers, of: revenue, tiers: [{from: 0 %, rate: 5 %}]}"))
    goals = (GoalFact("ana", "revenue", JANUARY, 0),)
    (problem,) = earned(plan, [line("A", day(1), ONE)], JANUARY, goals=goals).problems
    assert problem.code == "pay-goal-zero"


def test_a_free_goal_window_is_the_window() -> None:
    rows = "window: goal, tiers: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 10 %}]"
    plan = plan_of(terms(f"  c: {{kind: tiers, of: revenue, {rows}}}"))
    goal = GoalFact("ana", "revenue", Window(day(1, 15), day(2, 14)), 100 * ONE)
    sold = [line("A", day(1, 31), 100 * ONE), line("B", day(2, 14), 10 * ONE)]
    assert [x.amount for x in earned(plan, sold, Q1, goals=(goal,)).lines] == [5 * ONE, ONE]


def test_a_target_that_changes_in_a_window_is_the_mean_of_its_days() -> None:
    head = "period: quarter\nparameters:\n  t: {unit: money}\n"
    plan = plan_of(terms("  b: {kind: bonus, of: revenue, at: 1, amount: t}", head=head))
    values = (
        ParameterFact("ana", "t", Window(day(1, 1), day(1, 31)), Fraction(90)),
        ParameterFact("ana", "t", Window(day(2, 1), day(12, 31)), Fraction(180)),
    )
    result = earned(plan, [line("A", day(1), ONE)], Q1, parameters=values)
    assert result.total == 149 * ONE  # (31 x 90 + 59 x 180) / 90


def test_a_parameter_that_nobody_set_is_told() -> None:
    plan = plan_of(
        terms("  c: {kind: rate, of: revenue, rate: r}", head="parameters:\n  r: {unit: rate}\n")
    )
    (problem,) = earned(plan, [line("A", day(1), ONE)]).problems
    assert (problem.code, problem.value, problem.says()["parameter"]) == (
        "pay-no-parameter",
        "ana",
        "r",
    )


def test_a_plans_dates_and_an_assignment_bound_what_counts() -> None:
    plan = plan_of(terms(FLAT, head="from: 2026-02-01\nto: 2026-10-31\n"))
    sold = [line(f"S{month}", date(2026, month, 1), 100 * ONE) for month in range(1, 13)]
    assert earned(plan, sold).total == 90 * ONE
    members = (Member("ana", Window(day(3, 2), day(5, 1))),)
    assert earned(plan, sold, members=members).total == 20 * ONE  # April and 1 May
    # What comes back after the plan ended is still taken back.
    back = line("R", date(2026, 12, 1), -100 * ONE, returns=("S10", 1))
    assert earned(plan, [*sold, back]).total == 80 * ONE


def test_a_gate_gives_back_what_it_withheld_of_what_comes_back() -> None:
    body = FLAT + "\n  g: {kind: gate, requires: [{of: revenue, at_least: 500}]}"
    sold = [line("A", day(1), 300 * ONE), line("R", day(2), -300 * ONE, returns=("A", 1))]
    result = earned(plan_of(terms(body)), sold, Window(day(1, 1), day(2, 28)))
    assert paid(result) == [0, 0]
    assert [(x.term, x.amount) for x in result.lines if x.amount] == [
        ("c", 30 * ONE), ("g", -30 * ONE), ("c", -30 * ONE), ("g", 30 * ONE),
    ]  # fmt: skip


def test_multipliers_multiply_what_those_before_left() -> None:
    body = (
        FLAT
        + """
  m: {kind: multiplier, on: c, of: revenue, in: money, rows: [{from: 0, times: 1.5}]}
  n: {kind: multiplier, on: c, of: revenue, in: money, rows: [{from: 0, times: 2}]}"""
    )
    result = earned(plan_of(terms(body)), [line("A", day(1), 100 * ONE)], JANUARY)
    assert [x.amount for x in result.lines] == [10 * ONE, 5 * ONE, 15 * ONE]


def test_under_a_cap_what_comes_back_later_is_what_was_paid_of_it() -> None:
    body = FLAT + "\n  top: {kind: cap, most: 15}"
    sold = [line("A", day(1), 100 * ONE), line("B", day(1, 6), 100 * ONE)]
    back = line("R", day(2), -100 * ONE, returns=("B", 1))
    more = line("C", day(2, 6), 200 * ONE)
    result = earned(plan_of(terms(body)), [*sold, back, more], Window(day(1, 1), day(2, 28)))
    # B had earned 10, of which the cap took 5; February's own 20 are capped by themselves.
    assert paid(result) == [15 * ONE, 10 * ONE]


def test_a_cap_of_the_plan_counts_over_periods() -> None:
    body = FLAT + "\n  top: {kind: cap, most: 15, per: plan}"
    sold = [line(f"S{month}", day(month), 100 * ONE) for month in (1, 2, 3)]
    assert paid(earned(plan_of(terms(body)), sold, Q1)) == [10 * ONE, 5 * ONE, 0]
    opening = Opening(day=day(2, 1), paid_to_date={"top": 12 * ONE})
    assert paid(earned(plan_of(terms(body)), sold[1:], Q1, opening=opening)) == [3 * ONE, 0]


def test_a_draw_waits_and_ends_as_it_says() -> None:
    draw = "\n  d: {kind: draw, style: recoverable, amount: 10, to: 2026-01-31, "
    sold = [line(f"S{month}", day(month), 60 * ONE) for month in range(2, 7)]

    def owed(more: str) -> list[int]:
        result = earned(plan_of(terms(FLAT + draw + more)), sold, Window(day(1, 1), day(6, 30)))
        return [settled.owed // ONE for settled in result.settled]

    assert owed("}") == [10, 4, 0, 0, 0, 0]
    assert owed("recover_after: 2}") == [10, 10, 10, 4, 0, 0]
    assert owed("recover_most: 50 %}") == [10, 7, 4, 1, 0, 0]
    assert owed("recover_ends: 2026-02-28}") == [10, 4, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("leaving", "pay", "owed", "forgiven"),
    [("owed", 10, 14, 0), ("deducted", 0, 4, 0), ("forgiven", 10, 0, 14)],
)
def test_what_is_owed_on_leaving(leaving: str, pay: int, owed: int, forgiven: int) -> None:
    """10 are owed after January; February earns 6."""
    draw = f"kind: draw, style: recoverable, amount: 10, when_leaving: {leaving}"
    plan = plan_of(terms(f"{FLAT}\n  d: {{{draw}}}"))
    days = Window(day(1, 1), day(2, 28))
    sold = [line("S", day(2), 60 * ONE)]
    last = earned(plan, sold, days, members=(Member("ana", days),)).settled[-1]
    assert (last.paid, last.owed, last.forgiven) == (pay * ONE, owed * ONE, forgiven * ONE)


def test_a_part_month_has_a_part_of_draw_and_floor_and_no_month_before_it_any() -> None:
    members = (Member("ana", Window(day(2, 15), day(12, 31))),)
    for kind in ("draw, amount: 28", "floor, least: 28"):
        plan = plan_of(terms(f"{FLAT}\n  d: {{kind: {kind}}}"))
        result = earned(plan, [], Window(day(1, 1), day(3, 31)), members=members)
        assert paid(result) == [0, 14 * ONE, 28 * ONE]


def test_an_advance_is_repaid_from_the_next_period_on() -> None:
    plan = plan_of(terms(FLAT + "\n  d: {kind: draw, style: advance, recover_most: 50 %}"))
    sold = [line(f"S{month}", day(month), 100 * ONE) for month in (1, 2, 3)]
    result = earned(plan, sold, Q1, advances=(Advance("ana", day(1), 8 * ONE),))
    assert paid(result) == [18 * ONE, 5 * ONE, 7 * ONE]


def test_an_override_reaches_any_level_and_a_circle_ends() -> None:
    plan = plan_of(terms("  o: {kind: override, of: revenue, rate: 1 %, levels: all}"))
    rows = [("d", "c"), ("c", "b"), ("b", "a"), ("a", "d")]
    reporting = tuple(Reporting(one, other, YEAR) for one, other in rows)
    sold = [line("S", day(1), 100 * ONE, person="d")]
    totals = {p: earned(plan, sold, person=p, reporting=reporting).total for p in "abcd"}
    assert totals == {"a": ONE, "b": ONE, "c": ONE, "d": 0}


def test_a_split_across_two_teams_gives_each_manager_their_part() -> None:
    plan = plan_of(terms("  o: {kind: override, of: revenue, rate: 10 %, levels: all}"))
    rows = [("ana", "m"), ("ben", "n"), ("m", "top"), ("n", "top")]
    reporting = tuple(Reporting(one, other, YEAR) for one, other in rows)
    lines = credited(line("S", day(1), 100 * ONE), {"ana": 3_000, "ben": 7_000})
    totals = [earned(plan, lines, person=p, reporting=reporting).total for p in ("m", "n", "top")]
    assert totals == [3 * ONE, 7 * ONE, 10 * ONE]


def test_of_a_split_sale_that_comes_back_in_part_an_override_gives_back_that_part() -> None:
    """Two of a manager's people share a sale of 100 by 60 and 40, and half of it comes back: of 6
    and 4 that are 3 and 2. Taken by the line alone, the first return took three quarters of 10."""
    plan = plan_of(terms("  o: {kind: override, of: revenue, rate: 10 %, levels: all}",
                         head="returns: {mode: original_rate}\n"))  # fmt: skip
    reporting = (Reporting("ana", "m", YEAR), Reporting("ben", "m", YEAR))
    shares = {"ana": 6_000, "ben": 4_000}
    sold = credited(line("S", day(1), 100 * ONE), shares)
    back = credited(line("R", day(3), -50 * ONE, returns=("S", 1)), shares)
    result = earned(plan, [*sold, *back], person="m", reporting=reporting)
    assert [one.amount for one in result.lines] == [6 * ONE, 4 * ONE, -3 * ONE, -2 * ONE]


def test_a_bounced_cheque_in_the_window_is_a_negative_credit() -> None:
    rows = "tiers: [{from: 0, rate: 5 %}, {from: 100, rate: 10 %}]"
    plan = plan_of(
        terms(f"  c: {{kind: tiers, of: revenue, window: quarter, {rows}}}", head="trigger: paid\n")
    )
    sold = [line("A", day(1), 200 * ONE)]
    money = (
        Payment(payment="P1", sale="A", day=day(1), amount=200 * ONE),
        Payment(payment="P2", sale="A", day=day(2), amount=-200 * ONE, reverses="P1"),
        Payment(payment="P3", sale="A", day=day(3), amount=50 * ONE),
    )
    assert paid(earned(plan, sold, Q1, payments=money)) == [15 * ONE, -15 * ONE, 25_000]


def test_money_beyond_what_is_owed_earns_nothing_more() -> None:
    plan = plan_of(terms(FLAT, head="trigger: paid\n"))
    money = (Payment(payment="P", sale="A", day=day(1), amount=500 * ONE),)
    assert earned(plan, [line("A", day(1), 100 * ONE)], payments=money).total == 10 * ONE


def test_a_score_is_the_windows_own_and_everybodys_where_one_has_none() -> None:
    body = "  s: {kind: scorecard, target: 100, objectives: [{of: q, weight: 100 %}]}"
    plan = plan_of(terms(body).replace("measures:\n", "measures:\n  q: {entered: rate}\n"))
    every = ScoreFact(person="", measure="q", window=JANUARY, value=Fraction(1, 2))
    own = ScoreFact(person="ana", measure="q", window=JANUARY, value=Fraction(9, 10))
    assert earned(plan, [], JANUARY, scores=(every,)).total == 50 * ONE
    assert earned(plan, [], JANUARY, scores=(own, every)).total == 90 * ONE


def test_a_rate_of_a_third_is_exact_and_its_lines_sum() -> None:
    plan = plan_of(terms("  c: {kind: rate, of: revenue, rate: 1/3}"))
    lines = [line(f"S{n}", day(1, n), ONE) for n in range(1, 4)]
    assert [x.amount for x in earned(plan, lines).lines] == [3_300, 3_400, 3_300]


def test_yen_have_no_sen() -> None:
    plan = plan_of(terms(FLAT).replace("PHP", "JPY"))
    assert earned(plan, [line("A", day(1), 15 * ONE, currency="JPY")]).total == 2 * ONE


def test_every_line_has_a_reason_that_names_its_parts() -> None:
    rows = "tiers: [{from: 0, rate: 5 %}, {from: 100, rate: 10 %}]"
    plan = plan_of(terms(f"  c: {{kind: tiers, of: revenue, {rows}}}"))
    (found,) = earned(plan, [line("A", day(1), 150 * ONE)]).lines
    said = dict(found.reason.values)
    assert (said["before"], said["after"], said["amount"]) == (0, 150 * ONE, 10 * ONE)
    parts = [dict(part.values) for part in found.reason.because]
    assert [(p["start"], p["value"], p["rate"], p["exact"]) for p in parts] == [
        (0, 100 * ONE, Fraction(1, 20), 5 * ONE),
        (100 * ONE, 50 * ONE, Fraction(1, 10), 5 * ONE),
    ]


def test_below_the_first_tier_it_says_so() -> None:
    plan = plan_of(terms("  c: {kind: tiers, of: revenue, tiers: [{from: 100, rate: 5 %}]}"))
    (found,) = earned(plan, [line("A", day(1), 50 * ONE)]).lines
    assert [reason.code for reason in found.reason.because] == ["below-first"]


def test_a_score_is_not_due_before_its_window_ends() -> None:
    objectives = "objectives: [{of: q, weight: 100 %}]"
    body = f"  s: {{kind: scorecard, target: 100, window: quarter, {objectives}}}"
    plan = plan_of(terms(body).replace("measures:\n", "measures:\n  q: {entered: rate}\n"))
    assert earned(plan, [], JANUARY).problems == ()
    (problem,) = earned(plan, [], Q1).problems
    assert (problem.code, problem.value) == ("pay-no-score", "ana")


def test_a_window_of_a_goal_that_nobody_set_names_the_seller() -> None:
    body = "  b: {kind: bonus, of: revenue, at: 100 %, amount: 5, window: goal}"
    (problem,) = earned(plan_of(terms(body)), [line("A", day(1), ONE)], JANUARY).problems
    assert (problem.code, problem.value) == ("pay-no-goal", "ana")


def test_a_part_of_a_target_for_a_tier_is_prorated_and_a_fixed_amount_is_not() -> None:
    rows = "tiers: [{from: 1, amount: 50 % of t}, {from: 2, amount: 100}]"
    head = "parameters:\n  t: {unit: money, default: 100}\n"
    plan = plan_of(terms(f"  s: {{kind: tiers, of: revenue, pays: step, {rows}}}", head=head))
    members = (Member("ana", Window(day(1, 1), day(4, 15))),)
    april = Window(day(4, 1), day(4, 30))
    for amount, pays in ((1, 25), (2, 100)):
        sold = [line("A", day(4), amount * ONE)]
        assert earned(plan, sold, april, members=members).total == pays * ONE


def test_split_of_pay_a_rate_on_everything_is_paid_on_ones_own_parts() -> None:
    rows = "pays: whole, tiers: [{from: 0, rate: 10 %}, {from: 300, rate: 20 %}]"
    plan = plan_of(terms(f"  c: {{kind: tiers, of: revenue, {rows}}}", settings="{split: of_pay}"))
    half = {"ana": 5_000, "ben": 5_000}
    lines = [*credited(line("A", day(1), 200 * ONE), half), line("B", day(1, 6), 100 * ONE)]
    # Attainment is 300 whole; what is paid on are 100 and 100.
    assert [x.amount for x in earned(plan, lines).lines] == [10 * ONE, 30 * ONE]


def test_what_lowers_attainment_is_not_paid_on_again() -> None:
    rows = "pays: whole, tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: 8 %}]"
    head = "returns: {mode: original_rate, moves_attainment: yes}\n"
    plan = plan_of(terms(f"  c: {{kind: tiers, of: revenue, {rows}}}", head=head))
    lines = [
        line("A", day(1), 800 * ONE), line("B", day(1, 6), 400 * ONE),
        line("R", day(1, 7), -400 * ONE, returns=("B", 1)), line("C", day(1, 8), 400 * ONE),
    ]  # fmt: skip
    assert [x.amount // ONE for x in earned(plan, lines).lines] == [40, 56, -56, 56]


def test_a_draw_does_not_begin_with_what_others_sold_before() -> None:
    plan = plan_of(terms(FLAT + "\n  d: {kind: draw, style: recoverable, amount: 10}"))
    sold = [line("S1", day(1), 100 * ONE, person="ben"), line("S2", day(3), 60 * ONE)]
    (march,) = earned(plan, sold, Window(day(3, 1), day(3, 31))).settled
    assert (march.paid, march.owed) == (10 * ONE, 4 * ONE)


def test_a_return_is_of_the_same_persons_and_roles_credit() -> None:
    overlay = {"role": "overlay", "overlay": True, "shares": (3_000,), "person": "eve"}
    plan = plan_of(terms("  c: {kind: rate, of: revenue, rate: 10 %, where: role = 'overlay'}",
                         head="credits: [direct, overlay]\n"))  # fmt: skip
    lines = [
        line("A", day(1), 100 * ONE), line("A", day(1), 100 * ONE, **overlay),
        line("R", day(2), -100 * ONE, returns=("A", 1)),
        line("R", day(2), -100 * ONE, returns=("A", 1), **overlay),
    ]  # fmt: skip
    for given in (lines, lines[::-1]):
        assert paid(earned(plan, given, Q1, person="eve")) == [3 * ONE, -3 * ONE, 0]
        assert paid(earned(plan, given, Q1)) == [0, 0, 0]


OVER = "  o: {kind: override, of: revenue, rates: [3 %, 1 %]}"
ALL = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("person", "managers"),
    [("ana", "ana, dan"), ("dan", "ana, dan"), ("eve", None), ("fay", None)],
)
def test_two_managers_on_one_day_are_a_problem_where_it_matters(
    person: str, managers: str | None
) -> None:
    """ben reports to ana and to dan, who both report to eve; fay leads nobody of them."""
    above = (("ben", "ana"), ("ben", "dan"), ("ana", "eve"), ("dan", "eve"), ("gil", "fay"))
    reporting = tuple(Reporting(below, boss, ALL) for below, boss in above)
    sold = [line("A", day(1), 1000 * ONE, person="ben")]
    result = earned(plan_of(terms(OVER)), sold, JANUARY, person=person, reporting=reporting)
    if managers is None:
        assert (result.problems, result.total) == ((), 10 * ONE if person == "eve" else 0)
    else:
        (problem,) = result.problems
        assert (problem.code, problem.value) == ("pay-two-managers", "ben")
        assert problem.says()["managers"] == managers


def test_two_managers_one_after_the_other_are_none() -> None:
    reporting = (Reporting("ben", "ana", Window(date(2026, 1, 1), date(2026, 1, 9))),
                 Reporting("ben", "dan", Window(date(2026, 1, 10), date(2026, 1, 31))))  # fmt: skip
    sold = [line(f"A{n}", date(2026, 1, n), 1000 * ONE, person="ben") for n in (9, 10)]
    for person in ("ana", "dan"):
        result = earned(plan_of(terms(OVER)), sold, JANUARY, person=person, reporting=reporting)
        assert (result.problems, result.total) == ((), 30 * ONE)


def test_managers_that_lead_to_each_other_and_to_many_come_to_an_end() -> None:
    """Two managers each over forty levels are 2 to the 40 ways, each person looked at once."""
    levels = [("ben",), *((f"a{n}", f"b{n}") for n in range(40))]
    reporting = tuple(
        Reporting(below, boss, ALL)
        for low, high in pairwise(levels) for below in low for boss in high
    )  # fmt: skip
    circle = (Reporting("a39", "ben", ALL),)
    sold = [line("A", day(1), 1000 * ONE, person="ben")]
    result = earned(plan_of(terms(OVER)), sold, JANUARY, person="z", reporting=reporting + circle)
    assert (result.problems, result.total) == ((), 0)


def test_a_pool_of_a_team_wants_one_manager_on_the_last_day() -> None:
    plan = plan_of(terms("  p: {kind: pool, amount: 90, among: team}"))
    members = tuple(Member(person, ALL) for person in ("ana", "ben", "cara"))
    above = (("ana", "eve"), ("ben", "eve"), ("ben", "dan"), ("cara", "gil"))
    reporting = tuple(Reporting(below, boss, ALL) for below, boss in above)
    found = {
        person: earned(plan, (), JANUARY, person=person, members=members, reporting=reporting)
        for person in ("ana", "ben", "cara")
    }
    told = {person: [p.value for p in result.problems] for person, result in found.items()}
    assert told == {"ana": ["ben"], "ben": ["ben"], "cara": []}
    assert found["cara"].total == 90 * ONE
