"""Late facts about closed periods: closed pay with its adjustments is what a fresh computation
gives, each fact owns the difference that it makes, and the order of files leaves no trace."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, Facts, GoalFact, Payment, ScoreFact
from husay.pay.interpret.interpret import interpret
from husay.pay.runs.adjusting import Closed, adjustments, paid_lines
from husay.pay.runs.assigned import Assignment, held
from husay.pay.runs.changes import applied, changes, in_order
from husay.pay.runs.statement import StatementLine
from tests.pay.made import ONE, line, plan_of, terms
from tests.pay.random_plans import plans, returns, sales

MONTHS = [
    Window(date(2026, 1, 1), date(2026, 1, 31)),
    Window(date(2026, 2, 1), date(2026, 2, 28)),
    Window(date(2026, 3, 1), date(2026, 3, 31)),
]


def paid(earned: Earned, period: Window) -> int:
    return sum(one.amount for one in paid_lines(earned, period))


def fresh(plan: Plan, facts: Facts) -> dict[Window, int]:
    return {month: paid(interpret(plan, facts, month), month) for month in MONTHS}


def late(
    plan: Plan, then: Facts, now: Facts, arrived: dict[object, int] | None = None
) -> tuple[StatementLine, ...]:
    closed = [Closed(plan, month) for month in MONTHS]
    return adjustments(closed, then, now, arrived or {}, 9).lines  # type: ignore[arg-type]


FIVE = plan_of(terms("  c: {kind: rate, of: revenue, rate: 5 %}"))
TIERS = plan_of(
    terms("  c: {kind: tiers, of: revenue, window: quarter, tiers: "
          "[{from: 0, rate: 5 %}, {from: 1000, rate: 10 %}]}")
)  # fmt: skip


def test_a_late_sale_is_paid_as_its_own_line_about_its_own_month() -> None:
    """January was closed on 1,000 at 5 %; a sale of 200 in January comes late: 10.00."""
    then = Facts(person="ana", lines=(line("S1", date(2026, 1, 5), 1000 * ONE),))
    now = Facts(person="ana", lines=(*then.lines, line("S2", date(2026, 1, 6), 200 * ONE)))
    (one,) = late(FIVE, then, now, {("line", ("S2", 1, "ana", "direct")): 4})
    assert (one.amount, one.about, one.earning.sale) == (10 * ONE, MONTHS[0], "S2")
    assert one.cause is not None
    assert (one.cause.kind, one.cause.change, one.cause.arrived) == ("line", "new", 4)


def test_a_late_sale_owns_what_it_does_to_the_tiers_of_others() -> None:
    """1,000 at 5 % fills the first tier; 100 the day before pushes 100 of it to 10 %.

    S1 was 50.00. Now S0 is 100 x 5 % = 5.00 and S1 900 x 5 % + 100 x 10 % = 55.00.
    """
    then = Facts(person="ana", lines=(line("S1", date(2026, 1, 5), 1000 * ONE),))
    now = Facts(person="ana", lines=(line("S0", date(2026, 1, 4), 100 * ONE), *then.lines))
    found = {one.earning.sale: one.amount for one in late(TIERS, then, now)}
    assert found == {"S0": 5 * ONE, "S1": 5 * ONE}


def test_of_two_late_facts_the_first_to_arrive_owns_its_difference_first() -> None:
    """Window at 950 of 1,000. A of 100: 50 x 5 % + 50 x 10 % = 7.50 when first, 10.00 when second;
    B of 100 the same. Which came first decides, and together it is 17.50 either way."""
    base = line("S1", date(2026, 1, 2), 950 * ONE)
    a, b = line("A", date(2026, 1, 5), 100 * ONE), line("B", date(2026, 1, 6), 100 * ONE)
    then, now = Facts(person="ana", lines=(base,)), Facts(person="ana", lines=(base, b, a))
    keys = {name: ("line", (name, 1, "ana", "direct")) for name in "AB"}

    def by_cause(first: str, second: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in late(TIERS, then, now, {keys[first]: 4, keys[second]: 5}):
            assert one.cause is not None
            name = one.cause.item.split()[0]
            found[name] = found.get(name, 0) + one.amount
        return found

    assert by_cause("A", "B") == {"A": 75_000, "B": 100_000}
    assert by_cause("B", "A") == {"B": 75_000, "A": 100_000}


def test_a_changed_goal_of_a_closed_month_is_a_cause() -> None:
    """Half of a goal of 2,000 pays 5 %; the goal is corrected to 1,000: a bonus of 100 is due."""
    plan = plan_of(terms("  b: {kind: bonus, of: revenue, at: 100 %, amount: 100}"))
    sold = line("S1", date(2026, 1, 5), 1000 * ONE)
    goals = [GoalFact("ana", "revenue", month, 2000 * ONE) for month in MONTHS]
    then = Facts(person="ana", lines=(sold,), goals=tuple(goals))
    goals[0] = GoalFact("ana", "revenue", MONTHS[0], 1000 * ONE)
    (one,) = late(plan, then, Facts(person="ana", lines=(sold,), goals=tuple(goals)))
    assert one.cause is not None
    assert (one.amount, one.cause.kind, one.cause.change) == (100 * ONE, "goal", "changed")


def test_a_goal_of_a_month_to_come_matters_to_the_whole_quarter() -> None:
    """January 500 of a quarter's 300 = 100 a month: 5 % up to 300, 10 % of the 200 beyond: 35.
    March's 100 becomes 300 after January was closed: 5 % of all 500: 25."""
    plan = plan_of(
        terms("  c: {kind: tiers, of: revenue, window: quarter, tiers: "
              "[{from: 0 %, to: 100 %, rate: 5 %}, {from: 100 %, rate: 10 %}]}")
    )  # fmt: skip
    sold = line("S1", date(2026, 1, 5), 500 * ONE)
    goals = [GoalFact("ana", "revenue", month, 100 * ONE) for month in MONTHS]
    then = Facts(person="ana", lines=(sold,), goals=tuple(goals))
    goals[2] = GoalFact("ana", "revenue", MONTHS[2], 300 * ONE)
    (one,) = late(plan, then, Facts(person="ana", lines=(sold,), goals=tuple(goals)))
    assert (one.amount, one.about) == (-10 * ONE, MONTHS[0])


def test_a_payment_before_its_late_invoice_is_not_overlooked() -> None:
    """Paid in January, invoiced in February: the line counts from the payment on."""
    plan = plan_of(terms("  c: {kind: rate, of: revenue, rate: 5 %}", head="trigger: paid\n"))
    money = Payment(payment="P1", sale="S1", day=date(2026, 1, 20), amount=1000 * ONE)
    then = Facts(person="ana", payments=(money,))
    now = Facts(person="ana", lines=(line("S1", date(2026, 2, 3), 1000 * ONE),), payments=(money,))
    assert sum(one.amount for one in late(plan, then, now)) == sum(fresh(plan, now).values())
    assert sum(fresh(plan, now).values()) == 50 * ONE


def test_a_draw_that_would_have_been_otherwise_is_adjusted_too() -> None:
    """A draw of 100 fills January up: earned 50, drawn 50. A late 400 at 5 % earns 20 more, so
    the draw adds 20 less: nothing more is paid."""
    body = "  c: {kind: rate, of: revenue, rate: 5 %}\n  d: {kind: draw, amount: 100}"
    plan = plan_of(terms(body))
    then = Facts(person="ana", lines=(line("S1", date(2026, 1, 5), 1000 * ONE),))
    now = Facts(person="ana", lines=(*then.lines, line("S2", date(2026, 1, 6), 400 * ONE)))
    found = [(one.earning.term, one.amount) for one in late(plan, then, now)]
    assert found == [("c", 20 * ONE), ("draw", -20 * ONE)]


def test_what_was_paid_otherwise_than_it_is_worked_out_is_told_as_such() -> None:
    sold = line("S1", date(2026, 1, 5), 1000 * ONE)
    facts = Facts(person="ana", lines=(sold,))
    worked = paid_lines(interpret(FIVE, facts, MONTHS[0]), MONTHS[0])
    assert adjustments([Closed(FIVE, MONTHS[0], worked)], facts, facts, {}, 9).lines == ()
    (one,) = adjustments([Closed(FIVE, MONTHS[0], ())], facts, facts, {}, 9).lines
    assert one.cause is not None
    assert (one.amount, one.cause.change) == (50 * ONE, "rules")


@st.composite
def two_states(draw: st.DrawFn) -> tuple[Plan, Facts, Facts, dict[object, int]]:
    """A plan, facts as they were, facts as they are, and when each came."""
    plan = read_plan(draw(plans()))[0]
    assume(plan is not None)
    assert plan is not None
    sold = draw(sales())
    everything = sold + draw(returns(sold))
    keep = draw(st.lists(st.booleans(), min_size=len(everything), max_size=len(everything)))
    then = [one for one, kept in zip(everything, keep, strict=True) if kept]
    known = {one.key for one in then}
    then = [one for one in then if one.returns is None or one.returns in known]
    arrived: dict[object, int] = {
        ("line", (one.sale, one.line, one.person, one.role)): draw(st.integers(2, 5))
        for one in everything
    }
    on_hold = [draw(st.sets(st.sampled_from(sorted({x.sale for x in everything})), max_size=2))
            if everything else set() for _ in range(2)]  # fmt: skip
    was, now = (tuple(sorted(sales)) for sales in on_hold)
    return plan, Facts(person="ana", lines=tuple(then), holds=was), Facts(
        person="ana", lines=tuple(everything), holds=now
    ), arrived  # fmt: skip


@given(two_states())
@settings(max_examples=60, derandomize=True)
def test_closed_pay_with_its_adjustments_is_what_a_fresh_computation_gives(
    given_: tuple[Plan, Facts, Facts, dict[object, int]],
) -> None:
    plan, then, now, arrived = given_
    before, after = fresh(plan, then), fresh(plan, now)
    changed = dict.fromkeys(MONTHS, 0)
    for one in late(plan, then, now, arrived):
        changed[one.about] += one.amount
    assert {month: before[month] + changed[month] for month in MONTHS} == after


@given(two_states(), st.randoms(use_true_random=False))
@settings(max_examples=25, derandomize=True)
def test_the_order_of_rows_leaves_no_trace(
    given_: tuple[Plan, Facts, Facts, dict[object, int]], chance: random.Random
) -> None:
    plan, then, now, arrived = given_
    mixed = list(now.lines)
    chance.shuffle(mixed)
    other = replace(now, lines=tuple(mixed))
    assert in_order(other) == in_order(now)
    assert late(plan, then, in_order(other), arrived) == late(plan, then, in_order(now), arrived)


@given(two_states())
@settings(max_examples=25, derandomize=True)
def test_changes_made_one_after_the_other_lead_from_then_to_now(
    given_: tuple[Plan, Facts, Facts, dict[object, int]],
) -> None:
    _, then, now, arrived = given_
    facts = in_order(then)
    for change in changes(then, now, arrived, 9):  # type: ignore[arg-type]
        facts = applied(facts, change)
    assert facts == in_order(now)


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 12), st.booleans(), st.integers(1, 9)),
        max_size=8,
    )
)
@settings(max_examples=80, derandomize=True)
def test_of_two_assignments_the_later_said_holds_on_each_day(
    said: list[tuple[int, int, bool, int]],
) -> None:
    """Held against a calendar that is written over day by day."""
    rows, days = [], dict[date, Fraction]()
    for first, more, out, value in said:
        start, end = date(2026, 1, first), date(2026, 1, min(31, first + more))
        rows.append(Assignment("ana", start, end, {"p": Fraction(value)}, out))
        for number in range(start.day, end.day + 1):
            day = date(2026, 1, number)
            if out:
                days.pop(day, None)
            else:
                days[day] = Fraction(value)
    found = {day: one.parameters["p"] for one in held(rows) for day in one.days.each_day}
    assert found == days


def test_a_line_credited_to_two_is_two_facts() -> None:
    one = line("S1", date(2026, 1, 5), 1000 * ONE, shares=(5000, 5000), place=0)
    two = CreditedLine(
        sale="S1", line=1, person="ben", day=one.day, amount=one.amount, currency="PHP",
        shares=(5000, 5000), place=1,
    )  # fmt: skip
    then, now = Facts(person="ana", lines=(one,)), Facts(person="ana", lines=(one, two))
    assert [c.item for c in changes(then, now, {}, 3)] == [("line", ("S1", 1, "ben", "direct"))]


SCORED = plan_of("""
name: x
currency: PHP
measures:
  care: {entered: rate}
  reports: {entered: count}
terms:
  service: {kind: scorecard, target: 100, objectives: [{of: care, weight: 100 %}]}
  reporting: {kind: each, of: reports, each: 7}
""")
points = st.tuples(st.integers(0, 150), st.integers(0, 9))


def entered(given_: list[tuple[int, int]]) -> Facts:
    """Each month's score in per cent, and its reports."""
    scores = []
    for month, (care, reports) in zip(MONTHS, given_, strict=True):
        for measure, value in (("care", Fraction(care, 100)), ("reports", Fraction(reports))):
            scores.append(ScoreFact(person="ana", measure=measure, window=month, value=value))
    return Facts(person="ana", scores=tuple(scores))


@given(*(st.lists(points, min_size=len(MONTHS), max_size=len(MONTHS)) for _ in range(2)))
@settings(max_examples=40, derandomize=True)
def test_scores_that_come_late_are_a_fresh_computation_and_each_owns_its_month(
    was: list[tuple[int, int]], now: list[tuple[int, int]]
) -> None:
    """Worked out beside: 100 times the score, and 7 a report."""
    found = late(SCORED, entered(was), entered(now))
    for month, before, after in zip(MONTHS, was, now, strict=True):
        lines = [one for one in found if one.about == month]
        change = (after[0] - before[0]) * ONE + (after[1] - before[1]) * 7 * ONE
        assert sum(one.amount for one in lines) == change
        assert all(one.cause and one.cause.kind == "score" for one in lines)


def test_a_hold_that_is_lifted_owns_all_that_its_sale_brings() -> None:
    """A return of it waits with it: 50 less 20, in the months of the sale and of the return."""
    sold = line("S1", date(2026, 1, 5), 1000 * ONE)
    back = line("R1", date(2026, 2, 5), -400 * ONE, returns=("S1", 1))
    then = Facts(person="ana", lines=(sold, back), holds=("S1",))
    found = late(FIVE, then, replace(then, holds=()))
    assert [(one.about, one.amount) for one in found] == [
        (MONTHS[0], 50 * ONE), (MONTHS[1], -20 * ONE)
    ]  # fmt: skip
    assert {(one.cause.kind, one.cause.change) for one in found if one.cause} == {("hold", "gone")}
    assert sum(one.amount for one in late(FIVE, replace(then, holds=()), then)) == -30 * ONE
