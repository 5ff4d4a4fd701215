"""Goods that come back after the cheque for them had bounced, or of which only a part was paid.

Of a sale of which no money is kept nothing is left, and nothing more is taken for it. The figures
of the first tests were worked out by hand: what the window pays on the money that is kept, less
what was paid before.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from husay.basics.period import Window
from husay.pay.facts import CreditedLine, Facts, Payment
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, earned, line, plan_of, terms

TWO_YEARS = Window(date(2026, 1, 1), date(2027, 12, 31))
QUARTERLY = (
    "{kind: tiers, of: revenue, window: quarter, tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: "
    "10 %}]}"
)
WHOLE = QUARTERLY.replace("window: quarter", "window: quarter, pays: whole")


def sale(name: str, day: str, amount: int, number: int = 1) -> CreditedLine:
    return line(name, date.fromisoformat(f"2026-{day}"), amount * ONE, line=number)


def back(name: str, day: str, amount: int, of: str = "A", number: int = 1) -> CreditedLine:
    when = date.fromisoformat(f"2026-{day}")
    return line(name, when, -amount * ONE, returns=(of, number))


def money(name: str, of: str, day: str, amount: int, reverses: str | None = None) -> Payment:
    when = date.fromisoformat(f"2026-{day}")
    return Payment(payment=name, sale=of, day=when, amount=amount * ONE, reverses=reverses)


def by_month(
    term: str, returns: str, lines: list[CreditedLine], payments: list[Payment]
) -> dict[int, int]:
    """What is paid in each month of 2026 in which something is, in pesos."""
    plan = plan_of(terms(f"  c: {term}", f"trigger: paid\nreturns: {{mode: {returns}}}\n"))
    found = earned(plan, lines, payments=tuple(payments))
    assert not found.problems
    paid: dict[int, int] = {}
    for one in found.lines:
        paid[one.day.month] = paid.get(one.day.month, 0) + one.amount
    assert not any(amount % ONE for amount in paid.values())
    return {month: amount // ONE for month, amount in paid.items() if amount}


TWO_SALES = [sale("A", "04-02", 1000), sale("B", "04-02", 1000)]
A_BOUNCES = [
    money("P1", "A", "04-15", 1000), money("P2", "B", "05-16", 1000),
    money("P3", "A", "06-13", -1000, "P1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "payments", "paid"),
    [
        # A brings 50 and B 100; the bounce takes 100, as the quarter pays 50 on B's 1,000. A has
        # nothing more to give or take.
        ([back("R", "07-10", 1000)], [], {4: 50, 5: 100, 6: -100}),
        # Then B comes back: the 50 that the quarter paid on it are taken, and no 100.
        ([back("R", "07-10", 1000), back("S", "08-10", 1000, "B")], [],
         {4: 50, 5: 100, 6: -100, 8: -50}),
        # Or B's cheque bounces after the quarter, in two halves.
        ([back("R", "07-10", 1000)],
         [money("P4", "B", "07-12", -500, "P2"), money("P5", "B", "08-12", -500, "P2")],
         {4: 50, 5: 100, 6: -100, 7: -25, 8: -25}),
        # Without a return of A, too.
        ([back("S", "08-10", 1000, "B")], [], {4: 50, 5: 100, 6: -100, 8: -50}),
        # Made good in the quarter, A has brought 50 - 100 + 100, and B 100, as before.
        ([back("R", "07-10", 1000)], [money("P4", "A", "06-20", 1000)],
         {4: 50, 5: 100, 7: -50}),
        # Made good in July, A brings the 50 of a new quarter, and its return takes them.
        ([back("R", "08-10", 1000)], [money("P4", "A", "07-20", 1000)],
         {4: 50, 5: 100, 6: -100, 7: 50, 8: -50}),
        # Half of the cheque was made good: of 50 - 100 + 50 nothing is left to take.
        ([back("R", "07-10", 1000)], [money("P4", "A", "06-20", 500)],
         {4: 50, 5: 100, 6: -50}),
    ],
)  # fmt: skip
def test_a_bounce_in_the_quarter_leaves_nothing_to_a_later_return(
    lines: list[CreditedLine], payments: list[Payment], paid: dict[int, int]
) -> None:
    assert by_month(QUARTERLY, "net", TWO_SALES + lines, A_BOUNCES + payments) == paid


def test_of_two_lines_by_one_cheque_nothing_is_left() -> None:
    """A cheque of 2,000 brings 50 of the first line and 100 of the second, and takes 100 and 50;
    when nothing is owed any more each line counts for 50 in July, and its return takes them."""
    lines = [
        sale("A", "04-28", 1000), sale("A", "04-28", 1000, 2), back("R1", "07-10", 1000),
        back("R2", "07-11", 1000, number=2),
    ]  # fmt: skip
    payments = [money("P1", "A", "05-15", 2000), money("P2", "A", "06-13", -2000, "P1")]
    assert by_month(QUARTERLY, "net", lines, payments) == {5: 150, 6: -150}


def test_where_all_is_paid_at_the_last_rate_nothing_is_left_either() -> None:
    """600 at 5 % are 30, 1,200 at 10 % are 120; without A's 600 they are 30 again: 90 are taken,
    which were 30 of A and 60 of B."""
    sales = [sale("A", "04-28", 600), sale("B", "04-29", 600)]
    payments = [
        money("P1", "A", "05-15", 600), money("P2", "B", "05-16", 600),
        money("P3", "A", "06-13", -600, "P1"),
    ]  # fmt: skip
    returns = [back("R1", "07-10", 600), back("R2", "08-10", 600, "B")]
    assert by_month(WHOLE, "net", sales + returns[:1], payments) == {5: 120, 6: -90}
    assert by_month(WHOLE, "net", sales + returns, payments) == {5: 120, 6: -90, 8: -30}


def _told(seed: int) -> tuple[list[CreditedLine], list[Payment], list[CreditedLine], set[str]]:
    """Sales paid by one cheque each in the second quarter, of which some bounce in it; what brings
    all of them back later; and those that bounced."""
    draw, first = random.Random(seed), date(2026, 4, 1)
    sold, payments, returns = list[CreditedLine](), list[Payment](), list[CreditedLine]()
    bounced = set[str]()
    for n in range(draw.randint(2, 5)):
        name, amounts = f"S{n}", [draw.randint(1, 90) * 20 for _ in range(draw.randint(1, 2))]
        whole, day = sum(amounts) * ONE, first + timedelta(days=draw.randint(0, 60))
        payments.append(Payment(payment=f"{name}P", sale=name, day=day, amount=whole))
        if draw.random() < 0.5:
            bounced.add(name)
            later = day + timedelta(days=draw.randint(1, 29))
            payments.append(
                Payment(payment=f"{name}B", sale=name, day=later, amount=-whole,
                        reverses=f"{name}P")
            )  # fmt: skip
        for number, amount in enumerate(amounts, start=1):
            sold.append(line(name, first, amount * ONE, line=number))
            later = date(2026, 7, 1) + timedelta(days=draw.randint(0, 170))
            returns.append(line(f"R{n}{number}", later, -amount * ONE, returns=(name, number)))
    return sold, payments, returns, bounced


@pytest.mark.parametrize("term", [QUARTERLY, WHOLE])
def test_of_what_came_back_or_has_no_money_nothing_is_left(term: str) -> None:
    """All that comes back comes to nothing, whatever bounced of it before; and what comes back of
    sales without money changes nothing."""
    plan = plan_of(terms(f"  c: {term}", "trigger: paid\n"))
    for seed in range(60):
        sold, payments, returns, bounced = _told(seed)
        money = tuple(payments)
        kept = earned(plan, sold, TWO_YEARS, payments=money).total
        unpaid = [one for one in returns if one.returns is not None and one.returns[0] in bounced]
        assert earned(plan, sold + unpaid, TWO_YEARS, payments=money).total == kept, seed
        assert earned(plan, sold + returns, TWO_YEARS, payments=money).total == 0, seed


THREE = (
    "{kind: tiers, of: revenue, window: quarter, tiers: [{from: 0, rate: 5 %}, {from: 800, rate: "
    "8 %}, {from: 1500, rate: 12 %}]}"
)
TWO_LINES = [sale("A", "01-05", 1000), sale("A", "01-05", 1000, 2)]


@pytest.mark.parametrize(
    ("lines", "payments", "paid"),
    [
        # 500 are received in January for two lines of 1,000: 5 % are 25. One line back: 500 are
        # still there, all of the other line. Both back: nothing is.
        ([back("R1", "04-10", 1000)], [], {1: 25}),
        ([back("R1", "04-10", 1000), back("R2", "05-10", 1000, number=2)], [], {1: 25, 5: -25}),
        # Of 1,200 (40 and 32) 1,000 are still counted when one line is back: 40 and 16.
        ([back("R1", "04-10", 1000)], [money("P2", "A", "03-10", 700)], {1: 25, 3: 47, 4: -16}),
        # 500 in each of two quarters: the first keeps its 25 and the second, too.
        ([back("R1", "07-10", 1000)], [money("P2", "A", "05-10", 500)], {1: 25, 5: 25}),
    ],
)  # fmt: skip
def test_recompute_pays_on_what_is_received_of_what_is_kept(
    lines: list[CreditedLine], payments: list[Payment], paid: dict[int, int]
) -> None:
    money_in = [money("P1", "A", "01-10", 500), *payments]
    assert by_month(THREE, "recompute", TWO_LINES + lines, money_in) == paid


def test_recompute_takes_nothing_where_the_cheque_had_bounced_in_its_month() -> None:
    """1,000 are received and bounce in March: nothing is paid; nor is when the goods come back."""
    lines = [sale("S", "01-19", 1000), back("R", "04-28", 1000, "S")]
    payments = [money("P", "S", "03-04", 1000), money("B", "S", "03-25", -1000, "P")]
    monthly = THREE.replace("window: quarter, ", "")
    assert by_month(monthly, "recompute", lines, payments) == {}
    late = [payments[0], money("B", "S", "04-02", -1000, "P")]
    assert by_month(monthly, "recompute", lines, late) == {3: 56, 4: -56}


CAPS = ("", "\n  m: {kind: cap, most: 60}", "\n  t: {kind: cap, per: transaction, most: 40}")


@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize("bounces", [False, True])
def test_recompute_leaves_nothing_of_what_came_back_whole(cap: str, *, bounces: bool) -> None:
    """Sales of one or two lines, paid in part or whole by one cheque, come back in any order; or
    their cheques have bounced before."""
    plan = plan_of(terms(f"  c: {THREE}{cap}", "trigger: paid\nreturns: {mode: recompute}\n"))
    for seed in range(40):
        sold, payments, returns, _ = _told(seed)
        if not bounces:
            part = random.Random(seed).randint(2, 10) * ONE
            payments = [
                Payment(payment=x.payment, sale=x.sale, day=x.day, amount=x.amount * part // 10
                        // ONE) for x in payments if x.reverses is None
            ]  # fmt: skip
        found = earned(plan, sold + returns, TWO_YEARS, payments=tuple(payments))
        assert found.total == 0, seed


@pytest.mark.parametrize(
    "body",
    [THREE, WHOLE, THREE.replace("window: quarter, ", ""),
     "{kind: rate, of: revenue, rate: 10 %}\n  g: {kind: gate, requires: [{of: revenue, "
     "at_least: 300}]}",
     "{kind: rate, of: revenue, rate: 10 %}\n  n: {kind: multiplier, of: revenue, window: quarter, "
     "rows: [{from: 0, times: 0.5}, {from: 700, times: 1}]}"],
)  # fmt: skip
def test_both_readings_of_what_a_return_does_beside_agree(body: str) -> None:
    plan = plan_of(terms(f"  c: {body}", "trigger: paid\nreturns: {mode: recompute}\n"))
    for seed in range(4):
        sold, payments, returns, _ = _told(seed)
        some = [one for n, one in enumerate(returns) if n != seed]
        payments = [
            Payment(payment=one.payment, sale=one.sale, day=one.day, amount=one.amount // 4)
            for one in payments if one.reverses is None
        ]  # fmt: skip
        lines = tuple(replace(one, quantity=one.amount) for one in (*sold, *some))
        facts = Facts(person="ana", lines=lines, payments=tuple(payments))
        assert differences(plan, [facts], TWO_YEARS) == [], seed


MODES = ("net", "original_rate", "recompute")
TWO_PAYMENTS = [money("P1", "S", "01-11", 100), money("P2", "S", "02-10", 100)]


@pytest.mark.parametrize("returns", MODES)
@pytest.mark.parametrize(
    ("payments", "paid"),
    [
        # 6 % of 100 are 6, the whole budget; the 100 after it bring nothing. All comes back.
        ([], {1: 6, 6: -6}),
        # The first cheque bounces: its 6 are taken, and nothing was paid of the other 100.
        ([money("B", "S", "03-10", -100, "P1")], {1: 6, 3: -6}),
        # The second bounces: that takes nothing, and the return the 6.
        ([money("B", "S", "03-10", -100, "P2")], {1: 6, 6: -6}),
        # The first is made good: that brings the 6 again, of what the bounce freed.
        ([money("B", "S", "03-10", -100, "P1"), money("P3", "S", "04-10", 100)],
         {1: 6, 3: -6, 4: 6, 6: -6}),
        # Both bounce.
        ([money("B", "S", "03-10", -100, "P2"), money("C", "S", "04-10", -100, "P1")],
         {1: 6, 4: -6}),
    ],
)  # fmt: skip
def test_of_a_budget_a_return_gives_back_what_is_left_of_the_payments(
    returns: str, payments: list[Payment], paid: dict[int, int]
) -> None:
    lines = [sale("S", "01-02", 200), back("R", "06-10", 200, "S")]
    term = "{kind: rate, of: revenue, rate: 6 %, budget: 6}"
    assert by_month(term, returns, lines, TWO_PAYMENTS + payments) == paid


@pytest.mark.parametrize("returns", MODES)
def test_of_a_budget_half_of_the_goods_back_before_a_bounce(returns: str) -> None:
    """Half of the line comes back and takes half of the 6 that it had. Then both cheques bounce,
    and the rest comes back: nothing is left."""
    lines = [sale("S", "01-02", 200), back("R", "03-10", 100, "S"), back("T", "08-10", 100, "S")]
    bounce = [money("B", "S", "05-10", -100, "P1"), money("C", "S", "06-10", -100, "P2")]
    term = "{kind: rate, of: revenue, rate: 6 %, budget: 6}"
    paid = by_month(term, returns, lines, TWO_PAYMENTS + bounce)
    assert (sum(paid.values()), paid[1], paid[3]) == (0, 6, -3)


@pytest.mark.parametrize("returns", MODES)
def test_of_a_budget_nothing_is_left_of_what_came_back_whole(returns: str) -> None:
    """Sales in two parts, of which either may bounce, under a budget for some of them."""
    for seed in range(60):
        draw = random.Random(seed)
        budget = draw.randint(10, 300)
        term = f"{{kind: rate, of: revenue, rate: 6 %, budget: {budget}}}"
        plan = plan_of(terms(f"  c: {term}", f"trigger: paid\nreturns: {{mode: {returns}}}\n"))
        lines, payments, first = list[CreditedLine](), list[Payment](), date(2026, 1, 1)
        for n in range(draw.randint(1, 4)):
            whole = draw.randint(2, 90) * 50 * ONE
            later = first + timedelta(days=draw.randint(250, 500))
            lines += [
                line(f"S{n}", first, whole), line(f"R{n}", later, -whole, returns=(f"S{n}", 1)),
            ]  # fmt: skip
            for part in ("P", "Q"):
                day = first + timedelta(days=draw.randint(0, 100))
                name = f"S{n}{part}"
                payments.append(
                    Payment(payment=name, sale=f"S{n}", day=day, amount=whole // 2),
                )
                if draw.random() < 0.4:
                    day += timedelta(days=draw.randint(1, 100))
                    payments.append(
                        Payment(payment=f"{name}B", sale=f"S{n}", day=day, amount=-(whole // 2),
                                reverses=name)
                    )  # fmt: skip
        found = earned(plan, lines, TWO_YEARS, payments=tuple(payments))
        assert found.total == 0, seed


def test_of_a_budget_a_return_has_its_part_of_what_a_later_one_brings_once() -> None:
    """10 % of 1,000 are 100, all of the budget, for two lines of 1,000: 50 each. The first comes
    back and gives its 50 back, which what it brings of the second cannot have any more. When the
    second comes back, too, both lines count once more for what was received, and take it back."""
    lines = [*TWO_LINES, back("R1", "04-10", 1000), back("R2", "05-10", 1000, number=2)]
    term = "{kind: rate, of: revenue, rate: 10 %, budget: 100}"
    paid = by_month(term, "net", lines, [money("P1", "A", "01-10", 1000)])
    assert (sum(paid.values()), paid[1]) == (0, 100)


def test_two_lines_that_come_back_on_one_day_are_taken_once() -> None:
    """500 are received for two lines of 1,000, 10 % each: 50 in all. Both come back on one day, on
    which the second return makes more of the first line count: that is taken once, too.
    The compiled plan leaves that to the other reading."""
    flat = "{kind: rate, of: revenue, rate: 10 %}"
    lines = [*TWO_LINES, back("R1", "04-10", 1000), back("R2", "04-10", 1000, number=2)]
    payments = [money("P1", "A", "01-10", 500)]
    assert by_month(flat, "net", lines, payments) == {1: 50, 4: -50}
    plan = plan_of(terms(f"  c: {flat}", "trigger: paid\n"))
    facts = Facts(
        person="ana", payments=tuple(payments),
        lines=tuple(replace(one, quantity=one.amount) for one in lines),
    )  # fmt: skip
    told = differences(plan, [facts], TWO_YEARS)
    assert told == "facts: what comes back of a sale several times on a day"
