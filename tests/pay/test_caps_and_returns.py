"""Caps with what comes back, and caps behind other caps: amounts worked out by hand beside each.

A deal of 10,000 earns 1,000 at 10 %; what a cap takes of it is a line of its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine
from tests.pay.made import ONE, earned, line, plan_of, terms

TEN = "  commission: {kind: rate, of: revenue, rate: 10 %}"
DEAL = "  deal: {kind: cap, most: 500, per: transaction}"
CARRIED = "  most: {kind: cap, most: 90, excess: carried}"
FLOOR = "  least: {kind: floor, least: 20}"
SOLD, WEEK = date(2026, 1, 5), timedelta(days=7)


def pay(body: list[str], returns: str, *sales: CreditedLine, to: int = 2) -> Earned:
    """What ana earned from January to the end of a month (by its number)."""
    text = terms("\n".join(body), head=f"returns: {{mode: {returns}}}\n")
    end = date(2026, to + 1, 1) - timedelta(days=1)
    return earned(plan_of(text), sales, Window(date(2026, 1, 1), end))


def paid(*of: object, to: int = 2) -> list[Fraction]:
    """What is paid by month, in pesos: of terms, returns and sales."""
    body, returns, *sales = of
    found = pay(body, returns, *sales, to=to)  # type: ignore[arg-type]
    return [Fraction(settled.paid, ONE) for settled in found.settled]


def told(found: Earned) -> list[tuple[object, ...]]:
    """Term, sale and amount of each line."""
    return [(x.term, x.sale, Fraction(x.amount, ONE)) for x in found.lines]


def sale(amount: int, name: str = "A", day: date = SOLD) -> CreditedLine:
    return line(name, day, amount * ONE)


def back(amount: int, day: date, of: str = "A", name: str = "CN") -> CreditedLine:
    return line(name, day, -amount * ONE, returns=(of, 1))


FEBRUARY = date(2026, 2, 4)
MARCH = date(2026, 3, 10)


# A part of what was paid is taken back


def test_a_percentage_is_of_what_the_capped_deal_was_paid() -> None:
    """1,000 capped at 500: half of the 500."""
    half = "percentage, percentage: 50 %"
    assert paid([TEN, DEAL], half, sale(10_000), back(10_000, FEBRUARY)) == [500, -250]


def test_what_is_not_served_is_of_what_the_capped_deal_was_paid() -> None:
    """30 of 90 days: two thirds of 500."""
    served = "pro_rata, served_days: 90"
    found = paid([TEN, DEAL], served, sale(8_000), back(8_000, FEBRUARY))
    assert found == [500, Fraction("-333.33")]


def test_while_more_than_the_cap_is_kept_nothing_of_the_deal_is_taken_back() -> None:
    """600 of 800 are kept, over 500 still; then 500 exactly; then 400, so half of 100 is taken."""
    half = "percentage, percentage: 50 %"
    first, second = back(2_000, FEBRUARY), back(1_000, FEBRUARY + WEEK, name="C2")
    assert paid([TEN, DEAL], half, sale(8_000), first) == [500, 0]
    assert paid([TEN, DEAL], half, sale(8_000), first, second) == [500, 0]
    third = back(1_000, MARCH, name="C3")
    assert paid([TEN, DEAL], half, sale(8_000), first, second, third, to=3) == [500, 0, -50]


def test_each_part_of_a_deal_is_taken_by_the_days_served_when_it_came_back() -> None:
    """Of 800 under 500: 400 come back after 30 of 90 days, two thirds of 500 - 400; the rest after
    60, a third of 400."""
    served, later = "pro_rata, served_days: 90", date(2026, 3, 6)
    parts = back(4_000, FEBRUARY), back(4_000, later, name="C2")
    found = paid([TEN, DEAL], served, sale(8_000), *parts, to=3)
    assert found == [500, Fraction("-66.67"), Fraction("-133.33")]


def test_instalments_sum_to_the_part_of_what_was_paid() -> None:
    two = "percentage, percentage: 50 %, instalments: 2"
    found = paid([TEN, DEAL], two, sale(10_000), back(10_000, FEBRUARY), to=3)
    assert found[0] == 500
    assert sum(found[1:]) == -250


def test_a_deal_under_the_cap_comes_back_as_without_it() -> None:
    served = "pro_rata, served_days: 90"
    for amount in (4_999, 5_000):
        sales = sale(amount), back(amount, FEBRUARY)
        assert paid([TEN, DEAL], served, *sales) == paid([TEN], served, *sales)


@seed(11)
@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 20_000),
    st.lists(st.integers(1, 3_000), max_size=4),
    st.integers(0, 100),
)
def test_of_a_capped_deal_so_much_is_left_as_the_two_caps_say(
    amount: int, parts: list[int], percent: int
) -> None:
    """P(all) - f x (P(all) - P(kept)), P(x) = the lesser of 500 and a tenth of x."""
    returns = [back(p, FEBRUARY + i * timedelta(1), name=f"C{i}") for i, p in enumerate(parts)]
    mode = f"percentage, percentage: {percent} %"
    found = sum(paid([TEN, DEAL], mode, sale(amount), *returns), Fraction(0))
    kept = max(0, amount - sum(parts))
    was, now = min(Fraction(500), Fraction(amount, 10)), min(Fraction(500), Fraction(kept, 10))
    left = was - Fraction(percent, 100) * (was - now)
    assert abs(found - left) <= Fraction(1, 100)  # a coin: commission and cap are rounded apart
    assert 0 <= found <= was


# Worked out again, what is beyond the cap is carried


@pytest.mark.parametrize(
    ("came_back", "february"), [(100, 20), (50, 20), (200, 10), (500, -20), (1_000, -50)]
)
def test_what_is_carried_is_worked_out_again_and_the_floor_behind_it(
    came_back: int, february: int
) -> None:
    """A earned 100: 90 in January, 10 carried. Without 100 January has 90 (with 50: 95, 5 carried)
    and February its 20; without 200 January has 80, 500: 50, 1,000: its floor of 20."""
    found = paid([TEN, CARRIED, FLOOR], "recompute", sale(1_000), back(came_back, FEBRUARY))
    assert found == [90, february]


def test_a_month_between_is_worked_out_again_too() -> None:
    """February had 10 carried in and was filled up to 20: it keeps its 20, and so does March."""
    of = [TEN, CARRIED, FLOOR], "recompute", sale(1_000), back(100, MARCH)
    assert paid(*of, to=3) == [90, 20, 20]


def test_what_is_carried_through_several_months_is_worked_out_again_in_each() -> None:
    """270 are paid as 90 in each of three months. Without 100 they are 90, 80 and 0: in March's
    place -10 of February and none of March, less than its 90 by 10 more than nothing."""
    of = [TEN, CARRIED], "recompute", sale(2_700), back(1_000, MARCH)
    assert paid(*of, to=3) == [90, 90, -10]
    with_floor = [TEN, CARRIED, FLOOR], *of[1:]
    assert paid(*with_floor, to=3) == [90, 90, 10]


def test_without_a_floor_the_sum_is_what_is_earned_of_what_was_kept() -> None:
    of = [TEN, CARRIED], "recompute", sale(2_700), back(1_000, FEBRUARY)
    assert paid(*of, to=4) == [90, 80, 0, 0]


def test_what_comes_back_after_a_carried_cap_has_ended_takes_what_was_paid() -> None:
    """January alone is capped: of 100 it paid 90, and of the 90 kept it pays 90."""
    ended = CARRIED.replace("carried", "carried, to: 2026-01-31")
    assert paid([TEN, ended], "recompute", sale(1_000), back(100, FEBRUARY)) == [90, 0]
    assert paid([TEN, ended], "recompute", sale(1_000), back(300, FEBRUARY)) == [90, -20]


def test_a_statement_says_which_month_was_worked_out_again_and_what_it_carries() -> None:
    found = pay([TEN, CARRIED], "recompute", sale(1_000), back(100, FEBRUARY))
    carried = [x for x in found.lines if x.kind == "carried"]
    assert [(x.amount, x.reason.code, x.origin.start.month) for x in carried] == [
        (10 * ONE, "carried-in", 2), (-10 * ONE, "carried-again", 2),
    ]  # fmt: skip


# A cap behind another


def test_a_later_cap_holds_down_what_the_earlier_one_left() -> None:
    body = [
        TEN,
        "  deal: {kind: cap, most: 100, per: transaction}",
        "  month: {kind: cap, most: 150}",
    ]
    found = pay(body, "net", sale(2_000), sale(900, "B", SOLD + WEEK), to=1)
    assert told(found) == [
        ("commission", "A", 200), ("deal", "A", -100), ("commission", "B", 90), ("month", "B", -40),
    ]  # fmt: skip


@pytest.mark.parametrize("most", [99, 100, 101])
def test_of_two_caps_the_second_takes_only_what_is_over_it(most: int) -> None:
    body = [
        TEN,
        "  deal: {kind: cap, most: 100, per: transaction}",
        f"  all: {{kind: cap, most: {most}, per: plan}}",
    ]
    found = told(pay(body, "net", sale(2_000), to=1))
    over: list[tuple[object, ...]] = [("all", "A", -1)] if most == 99 else []
    assert found == [("commission", "A", 200), ("deal", "A", -100), *over]


def test_of_a_deal_under_two_caps_no_more_comes_back_than_was_paid() -> None:
    """1,000, of the deal 500, of January 300. All of it: 300. A quarter: 750 are over 500 still, so
    none, and February has its own 300 for what else is sold."""
    body = [TEN, DEAL, "  month: {kind: cap, most: 300}"]
    assert paid(body, "original_rate", sale(10_000), back(10_000, FEBRUARY)) == [300, -300]
    other = sale(3_000, "B", FEBRUARY + WEEK)
    assert paid(body, "original_rate", sale(10_000), back(2_500, FEBRUARY), other) == [300, 300]
    half = "percentage, percentage: 50 %"
    assert paid(body, half, sale(10_000), back(10_000, FEBRUARY)) == [300, -150]
