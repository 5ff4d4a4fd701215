"""What somebody would earn with deals that are open: worked out by hand, and against a statement of
the same sales when they are real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.facts import Facts, GoalFact, Payment
from husay.pay.interpret.interpret import interpret
from husay.pay.supposed import Supposed, supposed_in, with_supposed
from husay.pay.what_if import what_if
from husay.pay.worth import NEXT, worth
from tests.pay.made import JANUARY, ONE, line, plan_of, terms

TIERS = plan_of(
    terms(
        """
  commission:
    kind: tiers
    of: revenue
    tiers:
      - {from: 0 %, to: 100 %, rate: 5 %}
      - {from: 100 %, rate: 10 %}
""",
    )
)
FLAT = plan_of(terms("  commission: {kind: rate, of: revenue, rate: 5 %}\n"))
GOAL = GoalFact("ana", "revenue", JANUARY, 1000 * ONE)
SOLD = Facts(
    person="ana", goals=(GOAL,), lines=(line("S1", date(2026, 1, 5), 800 * ONE, person="ana"),)
)


def deal(name: str, amount: int, day: int = 20, **other: str) -> Supposed:
    return Supposed(
        name=name, person="ana", day=date(2026, 1, day), amount=amount * ONE, currency="PHP",
        attributes=other,
    )  # fmt: skip


def test_a_deal_across_the_goal_earns_both_rates() -> None:
    """800 sold of 1,000; a deal of 500 brings 200 at 5 % and 300 at 10 %: 10 + 30."""
    found = what_if(TIERS, SOLD, [deal("D1", 500)], JANUARY)
    assert (found.paid_before, found.paid_after) == (40 * ONE, 80 * ONE)
    (term,) = found.terms
    assert (term.term, term.before, term.after) == ("commission", 40 * ONE, 80 * ONE)
    (moved,) = found.lines
    assert (supposed_in(moved.line.sale), moved.before, moved.after) == ("D1", 0, 40 * ONE)
    one = next(x for x in found.attained if x.after.measure == "revenue")
    assert (one.before.share, one.after.share) == (Fraction(4, 5), Fraction(13, 10))


def test_without_deals_nothing_moves() -> None:
    found = what_if(TIERS, SOLD, [], JANUARY)
    assert found.lines == ()
    assert found.paid_before == found.paid_after == 40 * ONE


def test_what_a_deal_makes_of_other_lines_is_told() -> None:
    """Whole tiers: with 1,000 everything is at 10 %; a sale after the deal earns more by it."""
    plan = plan_of(
        terms(
            "  c: {kind: tiers, of: revenue, pays: whole, tiers: [{from: 0, to: 1000, rate: 5 %},"
            " {from: 1000, rate: 10 %}]}\n"
        )
    )
    facts = replace(SOLD, lines=(*SOLD.lines, line("S2", date(2026, 1, 25), 100 * ONE)))
    found = what_if(plan, facts, [deal("D1", 300, day=20)], JANUARY)
    assert [(x.line.sale, x.before, x.after) for x in found.lines] == [
        ("supposed D1", 0, 70 * ONE),  # 1,100 at 10 %, less the 40 that S1 earned at 5 %
        ("S2", 5 * ONE, 10 * ONE),
    ]
    assert sum(x.change for x in found.lines) == found.paid_after - found.paid_before == 75 * ONE


def test_a_plan_that_pays_on_money_received_takes_it_as_paid_that_day() -> None:
    plan = plan_of(
        terms("  commission: {kind: rate, of: revenue, rate: 5 %}\n", head="trigger: paid\n")
    )
    paid = Payment(payment="P1", sale="S1", day=date(2026, 1, 9), amount=400 * ONE)
    found = what_if(plan, replace(SOLD, payments=(paid,)), [deal("D1", 200)], JANUARY)
    assert (found.paid_before, found.paid_after) == (20 * ONE, 30 * ONE)


def test_what_is_known_when_a_window_ends_later_comes_later() -> None:
    """A quarter's bonus is not January's pay: it is told beside it."""
    plan = plan_of(
        terms("  bonus: {kind: bonus, of: revenue, at: '1,000', amount: 50, window: quarter}\n")
    )
    found = what_if(plan, SOLD, [deal("D1", 200)], JANUARY)
    assert (found.paid_before, found.paid_after, found.later) == (0, 0, 50 * ONE)
    ended = Window(date(2026, 1, 1), date(2026, 3, 31))
    assert what_if(plan, SOLD, [deal("D1", 200)], ended).paid_after == 50 * ONE


def test_a_deal_is_like_what_was_sold_of_its_product_line() -> None:
    """10 % off list, half of it cost, 25 a piece: so is a deal of 500; of anything else it is as
    all that was sold, and where nothing was it is one piece at list without a cost."""
    like = {"attributes": {"product_line": "Tools"}}
    sold = line("S1", date(2026, 1, 5), 450 * ONE, list_amount=500 * ONE, cost=225 * ONE,
                quantity=18 * ONE, **like)  # fmt: skip
    facts = Facts(person="ana", lines=(sold,))

    def made(one: Supposed, known: Facts) -> tuple[int | None, int | None, int | None]:
        found = with_supposed(known, [one], "booked").lines
        (it,) = [x for x in found if supposed_in(x.sale)]
        return it.list_amount, it.cost, it.quantity

    whole = 900 * ONE
    assert made(deal("D", 900, product_line="Tools"), facts) == (1000 * ONE, whole // 2, 36 * ONE)
    assert made(deal("D", 900, product_line="Paint"), facts) == (1000 * ONE, whole // 2, 36 * ONE)
    assert made(deal("D", 900), Facts(person="ana")) == (whole, None, ONE)


def test_problems_are_those_of_pay() -> None:
    found = what_if(TIERS, replace(SOLD, goals=()), [deal("D1", 500)], JANUARY)
    assert [problem.code for problem in found.problems] == ["pay-no-goal"]


def test_the_worth_of_the_next_sale_and_of_the_next_step() -> None:
    """At 800,000 of 1,000,000 the next 10,000 earn 500; 200,000 more reach the goal and earn
    10,000; from there on 10,000 earn 1,000."""
    k = 1000
    facts = replace(
        SOLD, goals=(replace(GOAL, value=GOAL.value * k),),
        lines=(line("S1", date(2026, 1, 5), 800 * k * ONE),),
    )  # fmt: skip
    found = worth(TIERS, facts, JANUARY, deal("next", 0))
    assert found is not None
    assert found.step is not None
    assert NEXT == 10_000 * ONE
    assert (found.now, found.reaching, found.there) == (500 * ONE, 10_000 * ONE, 1000 * ONE)
    assert (found.step.term, found.step.at, found.step.lacks) == (
        "commission",
        Fraction(1),
        200 * k * ONE,
    )


@pytest.mark.parametrize(
    ("sold", "lacks"), [(999, 1 * ONE), (1000, None), (1001, None)], ids=["under", "at", "over"]
)
def test_a_step_that_is_reached_is_no_next_one(sold: int, lacks: int | None) -> None:
    facts = replace(SOLD, lines=(line("S1", date(2026, 1, 5), sold * ONE),))
    found = worth(TIERS, facts, JANUARY, deal("next", 0))
    assert found is not None
    assert (found.step.lacks if found.step else None) == lacks


def test_a_step_above_an_edge_that_is_still_below_lacks_one_coin() -> None:
    lower = plan_of(
        terms(
            "  c: {kind: tiers, of: revenue, edge: lower, tiers: [{from: 0, to: 800, rate: 5 %},"
            " {from: 800, rate: 10 %}]}\n"
        )
    )
    found = worth(lower, SOLD, JANUARY, deal("next", 0))
    assert found is not None
    assert found.step is not None
    assert found.step.lacks == 1
    assert found.there == 1000 * ONE  # a centavo is sold, and then 10,000 at 10 %


def test_the_worth_is_nothing_under_a_cap_and_a_bonus_is_in_it() -> None:
    capped = plan_of(
        terms("  c: {kind: rate, of: revenue, rate: 5 %}\n  m: {kind: cap, on: c, most: 40}\n")
    )
    under_cap = worth(capped, SOLD, JANUARY, deal("next", 0))
    assert under_cap is not None
    assert (under_cap.now, under_cap.step) == (0, None)
    bonus = plan_of(
        terms("  b: {kind: bonus, of: revenue, at: '1,000', amount: 50, window: quarter}\n")
    )
    found = worth(bonus, SOLD, JANUARY, deal("next", 0))
    assert found is not None
    assert found.now == 50 * ONE  # 10,000 are more than the 200 that lack
    assert found.reaching == 50 * ONE
    assert found.there == 0


amounts = st.integers(1, 2_000 * 100).map(lambda centavos: centavos * 100)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(sold=st.lists(amounts, max_size=4), deals=st.lists(amounts, max_size=4))
def test_deals_that_are_sold_pay_what_was_said(sold: list[int], deals: list[int]) -> None:
    """The same sales as facts of the book are paid the same; and lines explain the difference."""
    facts = Facts(
        person="ana", goals=(GOAL,),
        lines=tuple(line(f"S{n}", date(2026, 1, 5), x) for n, x in enumerate(sold)),
    )  # fmt: skip
    chosen = [replace(deal(f"D{n}", 0), amount=x) for n, x in enumerate(deals)]
    real = tuple(line(f"T{n}", date(2026, 1, 20), x) for n, x in enumerate(deals))
    for plan in (TIERS, FLAT):
        found = what_if(plan, facts, chosen, JANUARY)
        then = interpret(plan, replace(facts, lines=facts.lines + real), JANUARY)
        assert found.paid_after == then.total
        assert sum(x.change for x in found.lines) == found.paid_after - found.paid_before
        assert all(x.before == 0 for x in found.lines)
