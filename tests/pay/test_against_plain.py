"""Months of random sales against plain arithmetic: what is earned by a month's end, less before."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.amount import round_half_away
from husay.pay.document.settings import Period
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, Facts, GoalFact
from husay.pay.interpret.windows import windows_in
from tests.pay.made import ONE, YEAR, earned, plan_of, terms
from tests.pay.random_plans import sales

Rows = list[tuple[int, int]]
"""(from, in whole units or per cent; rate in per cent)."""

How = Callable[[Rows, Fraction, int], Fraction]

rows = st.lists(
    st.tuples(st.integers(0, 150), st.integers(0, 40)), min_size=1, max_size=4,
    unique_by=lambda row: row[0],
).map(sorted)  # fmt: skip


def marginal(table: Rows, scale: Fraction, value: int) -> Fraction:
    """Each unit at the rate of the tier it lies in, unit by stretch of units."""
    edges = [start * scale for start, _ in table]
    total = Fraction(0)
    for number, (_, rate) in enumerate(table):
        top = edges[number + 1] if number + 1 < len(table) else Fraction(max(value, 0)) + edges[-1]
        total += max(Fraction(0), min(Fraction(value), top) - edges[number]) * Fraction(rate, 100)
    return total


def whole(table: Rows, scale: Fraction, value: int) -> Fraction:
    """All of it at the rate of the last edge that it has reached."""
    reached = [rate for start, rate in table if start * scale <= value]
    return value * Fraction(reached[-1] if reached else 0, 100)


def months(found: Earned) -> list[int]:
    return [settled.earned for settled in found.settled]


def expected(
    sold: list[CreditedLine], table: Rows, scale: Fraction, how: How, window: Period
) -> list[int]:
    """By month: rounded(E at its end) - rounded(E at its start), E over the quarter or year."""
    calendar = Facts(person="ana").calendar
    found = []
    for span in windows_in(YEAR, window, calendar):
        before = 0
        for month in windows_in(span, "month", calendar):
            measured = sum(s.amount for s in sold if span.start <= s.day <= month.end)
            after = round_half_away(how(table, scale, measured) / Fraction(100)) * 100
            found.append(after - before)
            before = after
    return found


@settings(max_examples=60, derandomize=True)
@given(sales(), rows, st.sampled_from(["marginal", "whole"]), st.sampled_from(["quarter", "year"]))
def test_tiers_in_money(sold: list[CreditedLine], table: Rows, pays: str, window: Period) -> None:
    text = ", ".join(f"{{from: {start * 1000}, rate: {rate} %}}" for start, rate in table)
    body = f"  c: {{kind: tiers, of: revenue, window: {window}, pays: {pays}, tiers: [{text}]}}"
    how = marginal if pays == "marginal" else whole
    wanted = expected(sold, table, Fraction(1000 * ONE), how, window)
    assert months(earned(plan_of(terms(body)), sold)) == wanted


@settings(max_examples=60, derandomize=True)
@given(sales(), rows, st.sampled_from(["marginal", "whole"]), st.integers(1, 10**11))
def test_tiers_in_per_cent_of_goal(
    sold: list[CreditedLine], table: Rows, pays: str, goal: int
) -> None:
    text = ", ".join(f"{{from: {start} %, rate: {rate} %}}" for start, rate in table)
    more = f"window: year, in: percent_of_goal, pays: {pays}"
    body = f"  c: {{kind: tiers, of: revenue, {more}, tiers: [{text}]}}"
    how = marginal if pays == "marginal" else whole
    goals = (GoalFact("ana", "revenue", YEAR, goal),)
    wanted = expected(sold, table, Fraction(goal, 100), how, "year")
    assert months(earned(plan_of(terms(body)), sold, goals=goals)) == wanted


@settings(max_examples=40, derandomize=True)
@given(sales(), st.integers(1, 3_000))
def test_a_cap_of_a_month_is_the_smaller_of_the_two(sold: list[CreditedLine], most: int) -> None:
    body = f"  c: {{kind: rate, of: revenue, rate: 10 %}}\n  top: {{kind: cap, most: {most}}}"
    flat = expected(sold, [(0, 10)], Fraction(1), marginal, "month")
    assert months(earned(plan_of(terms(body)), sold)) == [min(x, most * ONE) for x in flat]


@settings(max_examples=40, derandomize=True)
@given(sales(), st.integers(1, 3_000))
def test_carried_excess_is_paid_as_soon_as_there_is_room(
    sold: list[CreditedLine], most: int
) -> None:
    top = f"top: {{kind: cap, most: {most}, excess: carried}}"
    body = f"  c: {{kind: rate, of: revenue, rate: 10 %}}\n  {top}"
    left, wanted = 0, []
    for month in expected(sold, [(0, 10)], Fraction(1), marginal, "month"):
        left += month
        wanted.append(min(left, most * ONE))
        left -= wanted[-1]
    found = earned(plan_of(terms(body)), sold)
    assert months(found) == wanted
    assert dict(found.settled[-1].carried)["top"] == left
