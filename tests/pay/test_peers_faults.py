"""Faults found in other systems that pay must not have."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, YearRule
from husay.pay.credits import credited
from husay.pay.document.settings import PERIODS, Period
from husay.pay.facts import ExchangeRate, Member
from husay.pay.interpret.windows import windows_in
from tests.pay.made import JANUARY, ONE, YEAR, codes, earned, found, line, plan_of, terms

DAY_ONE = date(2026, 1, 5)
FLAT = "  c: {kind: rate, of: revenue, rate: 10 %}"


def tiers(rows: str, more: str = "") -> str:
    return terms(f"  c: {{kind: tiers, of: revenue, {more} tiers: [{rows}]}}")


def test_1_cost_price_and_pay_are_converted_alike() -> None:
    """Elsewhere 600 dollars are taken off 50,000 pesos: 4,940 instead of 2,000."""
    text = terms("  c: {kind: rate, of: margin, rate: 10 %}")
    plan = plan_of(text.replace("measures:\n", "measures:\n  margin: {of: amount - cost}\n"))
    sold = line("A", DAY_ONE, 50_000 * ONE, cost=600 * ONE, cost_currency="USD")
    rate = ExchangeRate("USD", "PHP", date(2026, 1, 1), Fraction(50))
    assert earned(plan, [sold], rates=(rate,)).total == 2_000 * ONE


def test_1_a_missing_rate_is_an_error_and_never_one_to_one() -> None:
    plan = plan_of(terms(FLAT))
    result = earned(plan, [line("A", DAY_ONE, ONE, currency="USD")])
    (problem,) = result.problems
    assert (problem.code, problem.value) == ("pay-no-rate", "USD")
    assert problem.says()["sale"] == "A"


def test_2_a_cliff_is_chosen_by_name_and_warned_of_with_both_amounts() -> None:
    whole = tiers("{from: 0, rate: 5 %}, {from: 1000, rate: 8 %}", "pays: whole,")
    (problem,) = found(whole)
    assert (problem.code, problem.severity) == ("plan-cliff", "warning")
    assert problem.says() == {"at": "1,000.00", "before": "50.00", "after": "80.00"}
    assert codes(tiers("{from: 0, rate: 5 %}, {from: 1000, rate: 8 %}")) == []


def test_2_a_gap_an_overlap_and_a_last_tier_that_ends_are_errors_at_load() -> None:
    assert codes(tiers("{from: 0, to: 10, rate: 5 %}, {from: 11, rate: 8 %}")) == ["plan-tier-gap"]
    overlap = tiers("{from: 0, to: 10, rate: 5 %}, {from: 9, rate: 8 %}")
    assert codes(overlap) == ["plan-tier-overlap"]
    assert codes(tiers("{from: 0, to: 10, rate: 5 %}")) == ["plan-tier-closed"]


@pytest.mark.parametrize("pays", ["marginal", "whole"])
def test_2_a_negative_line_takes_off(pays: str) -> None:
    plan = plan_of(tiers("{from: 0, rate: 5 %}, {from: 1000, rate: 8 %}", f"pays: {pays},"))
    assert earned(plan, [line("A", DAY_ONE, -100 * ONE)]).total == -5 * ONE


def test_3_an_order_earns_the_same_however_many_lines_it_has() -> None:
    more = "pays: whole, reads: order, edge: lower,"
    plan = plan_of(tiers("{from: 0, rate: 5 %}, {from: 1000, rate: 8 %}", more))
    two = [line("A", DAY_ONE, 600 * ONE), line("A", DAY_ONE, 600 * ONE, line=2)]
    assert earned(plan, two).total == 96 * ONE
    assert earned(plan, [line("A", DAY_ONE, 1_200 * ONE)]).total == 96 * ONE


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("pattern", ["calendar", "4-4-5"])
def test_4_pay_periods_have_each_day_once(period: Period, pattern: str) -> None:
    """Elsewhere a half month ends a day early, and a week counts its Monday twice."""
    rule = YearRule(7, pattern)  # type: ignore[arg-type]
    calendar = BusinessCalendar(rule, frozenset(range(5)), frozenset())
    windows = list(windows_in(YEAR, period, calendar))
    for one, two in pairwise(windows):
        assert two.start == one.end + DAY
    assert windows[0].start <= YEAR.start
    assert windows[-1].end >= YEAR.end
    if period == "week":
        assert {window.days for window in windows} == {7}


def test_5_two_on_one_line_are_paid_together_what_one_would_be() -> None:
    plan = plan_of(terms(FLAT))
    lines = credited(line("A", DAY_ONE, 1_000 * ONE), {"ana": 5_000, "ben": 5_000})
    totals = [earned(plan, lines, person=person).total for person in ("ana", "ben")]
    assert totals == [50 * ONE, 50 * ONE]


def test_5_an_overlay_is_named_and_beside_the_others() -> None:
    plan = plan_of(terms(FLAT, head="credits: [direct, overlay]\n"))
    lines = [
        line("A", DAY_ONE, 1_000 * ONE),
        line(
            "A", DAY_ONE, 1_000 * ONE, person="eve", role="overlay", overlay=True, shares=(3_000,)
        ),
    ]
    assert earned(plan, lines).total == 100 * ONE
    assert earned(plan, lines, person="eve").total == 30 * ONE
    assert earned(plan_of(terms(FLAT)), lines, person="eve").total == 0


def test_6_settling_to_the_last_day_of_january_settles_january() -> None:
    plan = plan_of(terms(FLAT))
    lines = [line("A", date(2026, 1, 1), 100 * ONE), line("B", date(2026, 1, 31), 100 * ONE)]
    (settled,) = earned(plan, lines, JANUARY).settled
    assert settled.paid == 20 * ONE


def test_10_a_pool_of_a_hundred_thousand_by_day_or_by_head_sums_to_itself() -> None:
    """Elsewhere decimal division makes 99,999.99… of it."""

    plan = plan_of(terms("  p: {kind: pool, amount: 100000}"))
    people = [f"p{number:03d}" for number in range(365)]
    members = tuple(Member(person, YEAR) for person in people)
    totals = [
        earned(plan, [], JANUARY, person=person, members=members).total for person in people[:3]
    ]
    each = 100_000 * 100 // 365
    left = 100_000 * 100 - 365 * each
    assert totals == [(each + (number < left)) * 100 for number in range(3)]
