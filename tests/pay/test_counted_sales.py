"""Sales that are counted and come back: what a deal earned is taken back when the last of it does.

Of two lines the first makes the deal count and earns for it; whichever comes back last, that is
what is taken back. Amounts are worked out by hand beside each case.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import count, product

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from husay.pay.cases.check import check_texts
from husay.pay.facts import CreditedLine, Facts, Payment
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, YEAR, earned, line, plan_of

KICKER = "kicker: {kind: each, of: deals, each: 1500}"
TWO = """
      - {sale: A, line: 1, date: 2026-01-05, amount: 100}
      - {sale: A, line: 2, date: 2026-01-05, amount: 100}"""
BOTH_BACK = """
      - {sale: C1, date: 2026-02-10, amount: -100, returns: A/1}
      - {sale: C2, date: 2026-02-11, amount: -100, returns: A/2}"""


def plan(terms: str, returns: str) -> str:
    measures = "measures: {deals: {counts: sales}, revenue: {of: amount}}"
    head = f"name: x\ncurrency: PHP\nperiod: month\n{measures}\nreturns: {{mode: {returns}}}\n"
    return f"{head}terms:\n  {terms}\n"


def cases(sales: str, expect: str, to: str = "2026-02-28", more: str = "") -> str:
    days = f"    from: 2026-01-01\n    to: {to}\n"
    return f"cases:\n  - case: one\n{days}{more}    sales:{sales}\n    expect: {expect}\n"


def comes_out(plan_text: str, cases_text: str) -> None:
    checked = check_texts(plan_text, cases_text)
    told = [one.says() for result in checked.results for one in result.problems]
    assert (checked.problems, told, len(checked.results)) == ((), [], 1)


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_a_deal_whose_lines_both_come_back_is_taken_back(mode: str) -> None:
    comes_out(plan(KICKER, mode), cases(TWO + BOTH_BACK, "{paid: [1500, -1500]}"))


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_a_deal_of_which_a_line_is_kept_is_kept(mode: str) -> None:
    one = "\n      - {sale: C1, date: 2026-02-10, amount: -100, returns: A/1}"
    comes_out(plan(KICKER, mode), cases(TWO + one, "{paid: [1500, 0]}"))


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_what_comes_back_is_of_the_window_in_which_the_deal_began_to_count(mode: str) -> None:
    """January's deal earned 100 at the first tier; February's second one earns 300, and stays."""
    rows = "[{from: 0, each: 100}, {from: 1, each: 300}]"
    sales = """
      - {sale: A, line: 1, date: 2026-01-05, amount: 100}
      - {sale: A, line: 2, date: 2026-02-01, amount: 100}
      - {sale: B, date: 2026-02-02, amount: 100}
      - {sale: C, date: 2026-02-03, amount: 100}"""
    tiers = f"c: {{kind: tiers, of: deals, tiers: {rows}}}"
    comes_out(plan(tiers, mode), cases(sales + BOTH_BACK, "{paid: [100, 300]}"))


def test_half_of_a_deal_is_taken_back_where_the_plan_takes_half() -> None:
    expect = "{paid: [1500, -750]}"
    comes_out(plan(KICKER, "percentage, percentage: 50 %"), cases(TWO + BOTH_BACK, expect))


def test_months_served_are_those_since_the_deal_counted() -> None:
    """Three of twelve months by 5 April: 9/12 of 1,500; the second line was sold in March."""
    sales = """
      - {sale: A, line: 1, date: 2026-01-05, amount: 100}
      - {sale: A, line: 2, date: 2026-03-05, amount: 100}
      - {sale: C1, date: 2026-04-05, amount: -100, returns: A/1}
      - {sale: C2, date: 2026-04-05, amount: -100, returns: A/2}"""
    expect = "{paid: [1500, 0, 0, -1125]}"
    comes_out(plan(KICKER, "pro_rata, months: 12"), cases(sales, expect, "2026-04-30"))


@pytest.mark.parametrize("per", ["transaction", "period", "plan"])
def test_what_a_cap_left_of_a_deal_is_what_is_taken_back(per: str) -> None:
    terms = f"{KICKER}\n  most: {{kind: cap, most: 1000, per: {per}}}"
    expect = "{paid: [1000, -1000], terms: {kicker: 0, most: 0}}"
    comes_out(plan(terms, "original_rate"), cases(TWO + BOTH_BACK, expect))


def test_what_a_budget_left_of_a_deal_is_what_is_taken_back() -> None:
    """2,000 for all: B had 500 of it; it comes back, and those 500 with it."""
    terms = "kicker: {kind: each, of: deals, each: 1500, budget: 2000}"
    sales = """
      - {sale: B, date: 2026-01-04, amount: 100}
      - {sale: A, line: 1, date: 2026-01-05, amount: 100}
      - {sale: A, line: 2, date: 2026-01-05, amount: 100}"""
    expect = "{paid: [2000, -500]}"
    comes_out(plan(terms, "original_rate"), cases(sales + BOTH_BACK, expect))


def test_what_is_paid_on_comes_back_although_the_deal_is_kept() -> None:
    """5 % of 1,000 and of 500: each line gives back its own."""
    terms = "c: {kind: tiers, of: deals, pays_on: revenue, tiers: [{from: 0, rate: 5 %}]}"
    sales = """
      - {sale: A, line: 1, date: 2026-01-05, amount: 1000}
      - {sale: A, line: 2, date: 2026-01-05, amount: 500}
      - {sale: C1, date: 2026-02-10, amount: -1000, returns: A/1}
      - {sale: C2, date: 2026-03-11, amount: -500, returns: A/2}"""
    for mode in ("net", "original_rate"):
        comes_out(plan(terms, mode), cases(sales, "{paid: [75, -50, -25]}", "2026-03-31"))


def test_what_a_deal_earned_before_the_opening_is_taken_back() -> None:
    """Only its first line earned; the second comes back last."""
    known = "earned: [{term: kicker, sale: A, date: 2025-12-05, amount: 1500, value: 1}]"
    opening = f"    opening: {{date: 2026-01-01, {known}}}\n"
    sales = (TWO + BOTH_BACK).replace("2026-01-05", "2025-12-05")
    expect = "{paid: [0, -1500]}"
    comes_out(plan(KICKER, "original_rate"), cases(sales, expect, more=opening))


def test_what_is_received_once_a_line_came_back_is_still_the_deal_s() -> None:
    """Half is paid: 750. A line comes back, so that all that is owed is paid: 750 more."""
    text = plan(KICKER, "original_rate").replace("period:", "trigger: paid\nperiod:")
    paid = "    payments: [{payment: P, sale: A, date: 2026-01-20, amount: 100}]\n"
    later = BOTH_BACK.replace("2026-02-11", "2026-03-11")
    expect = "{paid: [750, 750, -1500]}"
    comes_out(text, cases(TWO + later, expect, "2026-03-31", paid))


def sale(number: int, amount: str, day: str = "2026-01-10", name: str = "A") -> str:
    return f"\n      - {{sale: {name}, line: {number}, date: {day}, amount: {amount}}}"


@pytest.mark.parametrize(
    ("amount", "deals", "rows"),
    [
        ("0", 0, 0),
        ("-5", 0, 0),
        ("-5, kind: return", 0, 0),
        ("-5, kind: adjustment", 0, 0),
        ("0.01", 100, 1),
        ("0, quantity: 3", 100, 1),
        ("0, quantity: -3", 0, 0),
        ("-5, quantity: 3", 0, 0),
    ],
)
def test_what_is_worth_nothing_or_less_is_no_deal(amount: str, deals: int, rows: int) -> None:
    terms = "deals: {kind: each, of: deals, each: 100}\n  rows: {kind: each, of: rows, each: 1}"
    text = plan(terms, "net").replace("measures: {", "measures: {rows: {counts: lines}, ")
    expect = f"{{terms: {{deals: {deals}, rows: {rows}}}}}"
    comes_out(text, cases(sale(1, amount), expect))


FEBRUARY = "2026-02-10"


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
@pytest.mark.parametrize(
    ("lines", "paid"),
    [
        (sale(1, "1200") + sale(2, "-1200"), "[0, 0]"),
        (sale(1, "1200") + sale(2, "-1199.99"), "[100, 0]"),
        (sale(1, "1200") + sale(2, "-1200", FEBRUARY), "[100, -100]"),
        (sale(1, "-100") + sale(2, "1200"), "[100, 0]"),
        (sale(1, "-100") + sale(2, "100") + sale(3, "1", FEBRUARY), "[0, 100]"),
        (sale(1, "0") + sale(2, "1200", FEBRUARY), "[0, 100]"),
    ],
)
def test_plain_negative_lines_lower_their_sale(mode: str, lines: str, paid: str) -> None:
    text = plan(KICKER.replace("1500", "100"), mode)
    comes_out(text, cases(lines, f"{{paid: {paid}}}"))


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_a_deal_lowered_to_nothing_is_back_when_what_lowered_it_is(mode: str) -> None:
    """100, less 150: no deal; in February the 150 come back, and 100 are kept."""
    back = "\n      - {sale: C, date: 2026-02-10, amount: 150, returns: A/2}"
    lines = sale(1, "100") + sale(2, "-150") + back
    comes_out(plan(KICKER, mode), cases(lines, "{total: 1500}"))


@pytest.mark.parametrize(("pieces", "kept"), [(1, 1500), (2, 1500), (3, 0)])
@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_a_free_sale_comes_back_with_the_last_of_its_pieces(
    mode: str, pieces: int, kept: int
) -> None:
    back = f"\n      - {{sale: C, date: 2026-02-10, amount: 0, quantity: -{pieces}, returns: A}}"
    lines = sale(1, "0, quantity: 3") + back
    comes_out(plan(KICKER, mode), cases(lines, f"{{total: {kept}}}"))


def test_more_than_a_line_that_comes_back_takes_nothing_off_the_other() -> None:
    """300 come back of a line of 100: the other 100 of the sale are kept."""
    back = "\n      - {sale: C, date: 2026-02-10, amount: -300, returns: A/1}"
    comes_out(plan(KICKER, "net"), cases(TWO + back, "{paid: [1500, 0]}"))


@pytest.mark.parametrize("trigger", ["booked", "invoiced", "paid"])
@pytest.mark.parametrize("counts", ["sales", "lines"])
def test_both_readings_count_alike(trigger: str, counts: str) -> None:
    """Every sale of one to three lines of these amounts, some of them with pieces."""
    text = plan(KICKER, "net").replace("counts: sales", f"counts: {counts}")
    made = plan_of(text.replace("period:", f"trigger: {trigger}\nperiod:"))
    every = [x for many in (1, 2, 3) for x in product((-100, -50, 0, 50, 100), repeat=many)]
    lines = tuple(
        line(f"S{at}", date(2026, n, 5), amount * ONE, line=n, invoiced=date(2026, 5, 5 + n),
             quantity=ONE if at % 2 else None)
        for at, amounts in enumerate(every) for n, amount in enumerate(amounts, 1)
    )  # fmt: skip
    payments = tuple(
        Payment(payment=f"P{at}", sale=f"S{at}", day=date(2026, 6, 5), amount=40 * ONE)
        for at in range(len(every) if trigger == "paid" else 0)
    )
    assert differences(made, [Facts(person="ana", lines=lines, payments=payments)], YEAR) == []


DAYS = st.integers(0, 80).map(lambda n: date(2026, 1, 5) + timedelta(n))


@st.composite
def sales_and_returns(draw: st.DrawFn) -> list[CreditedLine]:
    """Sales of one to three lines on any days, each line of which comes back in one or two parts,
    on any later day and in any order."""
    found, numbers = list[CreditedLine](), count(1)
    for sale in ("A", "B"):
        for number in range(1, draw(st.integers(1, 3)) + 1):
            sold = line(sale, draw(DAYS), 100 * ONE, line=number)
            found.append(sold)
            parts = draw(st.sampled_from([(100,), (30, 70)]))
            for part in parts:
                day = sold.day + timedelta(draw(st.integers(0, 120)))
                found.append(
                    replace(sold, sale=f"CN{next(numbers)}", line=1, day=day, amount=-part * ONE,
                            kind="return", returns=sold.key)
                )  # fmt: skip
    return found


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
@seed(20261127)
@settings(max_examples=60, deadline=None, database=None)
@given(lines=sales_and_returns())
def test_deals_that_come_back_whole_net_to_nothing(mode: str, lines: list[CreditedLine]) -> None:
    assert earned(plan_of(plan(KICKER, mode)), lines, YEAR).total == 0
