"""What cheques that bounce take back, with `trigger: paid`. A flat rate is 10 %.

Worked out by hand: a sale of 1,000 has earned 10 % of what was received and is still there of what
is owed, in whatever order cheques came and bounced.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest

from husay.pay.cases.check import check_texts
from husay.pay.facts import CreditedLine, EarnedBefore, Opening, Payment
from tests.pay.made import ONE, earned, line, plan_of, terms

FLAT = "{kind: rate, of: revenue, rate: 10 %}"
MODES = ("{mode: net}", "{mode: original_rate}")


def plan(returns: str, term: str = FLAT, more: str = "") -> str:
    return terms(f"  commission: {term}{more}", f"trigger: paid\nreturns: {returns}\n")


def comes_out(
    plan_text: str, payments: str, paid: str, *sales: str, sold: str = "1000", months: int = 6
) -> None:
    """Payments are `name day amount`, and of a cheque that bounces what it `reverses`."""
    rows = [f"{{sale: A, date: 2026-01-01, amount: {sold}}}", *sales]
    money = []
    for one in payments.split(", "):
        name, day, amount, *other = one.split()
        back = f", reverses: {other[0]}" if other else ""
        money.append(f"{{payment: {name}, sale: A, date: 2026-{day}, amount: {amount}{back}}}")
    said = "".join(f"\n      - {row}" for row in rows)
    received = "".join(f"\n      - {row}" for row in money)
    last = (date(2026, months, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    case = (
        f"cases:\n  - case: one\n    from: 2026-01-01\n    to: {last}\n    sales:{said}\n"
        f"    payments:{received}\n    expect: {{paid: {paid}}}\n"
    )
    checked = check_texts(plan_text, case)
    told = [one.says() for result in checked.results for one in result.problems]
    assert (checked.problems, told, len(checked.results)) == ((), [], 1)


def received(name: str, day: date, amount: int, reverses: str | None = None) -> Payment:
    return Payment(payment=name, sale="A", day=day, amount=amount * ONE, reverses=reverses)


def back(day: str, amount: int, name: str = "CN") -> str:
    return f"{{sale: {name}, date: 2026-{day}, amount: -{amount}, returns: A}}"


@pytest.mark.parametrize("returns", MODES)
@pytest.mark.parametrize(
    ("payments", "amount", "paid"),
    [
        # Nothing is received when all, or half of it, comes back.
        ("P1 01-10 500, P2 02-10 -500 P1", 1000, "[50, -50, 0]"),
        ("P1 01-10 500, P2 02-10 -500 P1", 500, "[50, -50, 0]"),
        # 500 of 1,000 are there, and of the 500 that are kept all of that.
        ("P1 01-10 500, P2 01-11 500, P3 02-10 -500 P1", 500, "[100, -50, 0]"),
        ("P1 01-10 500, P2 01-11 500, P3 02-10 -500 P1", 1000, "[100, -50, -50]"),
        # 300 of 1,000 were earned when 600 came back: 30 are of what is kept.
        ("P1 01-10 300, P2 01-11 300, P3 02-10 -300 P2", 600, "[60, -30, 0]"),
    ],
)
def test_a_return_takes_what_bounced_cheques_left(
    returns: str, payments: str, amount: int, paid: str
) -> None:
    comes_out(plan(returns), payments, paid, back("03-10", amount), months=3)


@pytest.mark.parametrize("returns", MODES)
def test_a_cheque_that_bounces_behind_a_return_takes_what_that_left(returns: str) -> None:
    """Half came back when half was paid: what was received is all of what is kept, and goes."""
    money = "P1 01-10 500, P2 03-10 -500 P1"
    comes_out(plan(returns), money, "[50, 0, -50]", back("02-10", 500), months=3)


@pytest.mark.parametrize("returns", MODES)
def test_a_cheque_that_bounces_in_part_behind_a_return_in_the_window(returns: str) -> None:
    """500 are kept and received: 300 of one cheque, 200 of another, of which 100 bounce."""
    money = "P1 01-10 300, P2 01-11 200, P3 02-10 -100 P2, P4 03-10 -300 P1, P5 04-10 500"
    comes_out(plan(returns), money, "[50, -10, -30, 40]", back("01-20", 500), months=4)


def test_two_cheques_of_a_sale_bounce_one_while_the_window_is_open() -> None:
    """5 % of 2,000 and of 3,000 of the 6,000, 10 % of the rest: the quarter pays 350 on 6,000, and
    nothing is left of the sale when they bounce too; of half of them their own half goes first."""
    tiers = (
        "{kind: tiers, of: revenue, window: quarter, "
        "tiers: [{from: 0, rate: 5 %}, {from: 5000, rate: 10 %}]}"
    )
    first = "P1 01-11 2000, P2 02-11 6000, P3 03-11 -2000 P1, "
    paid = "[100, 450, -200, 0, -350]"
    comes_out(plan("{mode: net}", tiers), f"{first}P4 05-11 -6000 P2", paid, sold="10000", months=5)
    paid = "[100, 450, -200, -225, -125]"
    halves = f"{first}P4 04-11 -3000 P2, P5 05-11 -3000 P2"
    comes_out(plan("{mode: net}", tiers), halves, paid, sold="10000", months=5)


@pytest.mark.parametrize("returns", MODES)
@pytest.mark.parametrize(
    ("payments", "paid"),
    [
        # Paid twice: 1,000 are still there when the first bounces.
        ("P1 01-10 1000, P2 01-11 1000, P3 02-10 -1000 P1", "[100, 0, 0]"),
        ("P1 01-10 1000, P2 01-11 1000, P3 02-10 -1000 P1, P4 03-10 -1000 P2", "[100, 0, -100]"),
        ("P1 01-10 1000, P2 01-11 1000, P3 02-10 -1000 P2, P4 03-10 -1000 P1", "[100, 0, -100]"),
        # A replacement of 1,000 for a cheque of 500 brings 500 more, and all goes with it.
        ("P1 01-10 500, P2 02-10 1000, P3 02-11 -500 P1, P4 03-10 -1000 P2", "[50, 50, -100]"),
        # 200 of the second are beyond what is owed: of the first 100 go, and then the 900.
        ("P1 01-10 300, P2 01-11 900, P3 02-10 -300 P1, P4 03-10 -900 P2", "[100, -10, -90]"),
        # 300, 300 and 400 of 900: of the last its 400, and of the one before it 100.
        ("P1 01-10 300, P2 01-11 300, P3 01-12 900, P4 02-10 -900 P3, P5 03-10 -300 P2",
         "[100, -40, -30]"),
    ],
)  # fmt: skip
def test_what_bounces_of_money_beyond_what_is_owed(returns: str, payments: str, paid: str) -> None:
    comes_out(plan(returns), payments, paid, months=3)


def test_the_rest_goes_of_the_latest_payment_first_each_in_its_own_window() -> None:
    """Tiers of the month, 10 % and from 500 on 20 %. January brings 400 (40), February 600, of them
    500 at 10 % and 100 at 20 % (70) by 1,600 of which 1,000 are beyond what is owed. They bounce in
    February, where their 600 are netted; 400 of January's remain. In March January's go."""
    tiers = "{kind: tiers, of: revenue, tiers: [{from: 0, rate: 10 %}, {from: 500, rate: 20 %}]}"
    money = "P1 01-10 400, P2 02-10 1600, P3 02-20 -400 P1, P4 02-21 -1600 P2"
    # P1's going leaves 1,000 there; then P2's 600 are netted and P1's 400 go as January paid them.
    comes_out(plan("{mode: net}", tiers), money, "[40, -40, 0]", months=3)


@pytest.mark.parametrize(
    ("returns", "paid"),
    [
        ("{mode: percentage, percentage: 50 %}", "[100, 0, -50]"),
        ("{mode: original_rate, instalments: 2}", "[100, 0, -50, -50]"),
        ("{mode: original_rate, days: 58}", "[100, 0, 0]"),  # the money that goes is of 59 days
        ("{mode: original_rate, days: 59}", "[100, 0, -100]"),
        ("{mode: pro_rata, months: 4}", "[100, 0, -50]"),  # two of four months served
    ],
)
def test_a_part_is_taken_of_what_the_money_that_goes_had_earned(returns: str, paid: str) -> None:
    money = "P1 01-10 1000, P2 01-11 1000, P3 02-10 -1000 P1, P4 03-10 -1000 P2"
    comes_out(plan(returns), money, paid, months=paid.count(",") + 1)


def test_what_bounces_too_late_stays_when_the_last_of_the_money_goes() -> None:
    """The first cheque bounces after 61 days and is kept; the second after 30 is not."""
    money = "P1 01-10 500, P2 03-10 500, P3 03-12 -500 P1, P4 04-09 -500 P2"
    comes_out(plan("{mode: original_rate, days: 60}"), money, "[50, 0, 50, -50]", months=4)


@pytest.mark.parametrize(
    ("payments", "returned", "paid"),
    [
        # The first bounced after 61 days and is kept; what comes back takes the second's 50.
        ("P1 01-10 500, P2 03-10 500, P3 03-12 -500 P1", ("03-20", 1000), "[50, 0, 0, 0]"),
        # It bounced after 60 days: of its 30 nothing is left to be spared 81 days after it.
        ("P1 01-10 300, P2 03-10 700, P3 03-11 -300 P1", ("04-01", 1000), "[30, 0, 40, -70]"),
        # Half comes back: of the first, 69 days before, nothing; of the second half of its 50.
        ("P1 01-10 500, P2 03-10 500", ("03-20", 500), "[50, 0, 25, 0]"),
    ],
)
def test_days_of_each_payment_go_with_what_bounces(
    payments: str, returned: tuple[str, int], paid: str
) -> None:
    text = plan("{mode: original_rate, days: 60}")
    comes_out(text, payments, paid, back(*returned), months=4)


@pytest.mark.parametrize("returns", MODES)
def test_what_a_return_had_made_count_goes_by_the_payment_when_the_term_is_over(
    returns: str,
) -> None:
    """The term is January's. 500 of 1,000 are received in it, and half comes back in February:
    what is kept is all received, by January's payment, which bounces in March."""
    text = plan(returns, "{kind: rate, of: revenue, rate: 10 %, to: 2026-01-31}")
    money = "P1 01-10 500, P2 03-10 -500 P1"
    comes_out(text, money, "[50, 0, -50]", back("02-10", 500), months=3)


@pytest.mark.parametrize("reads", ["transaction", "order"])
def test_a_cheque_of_a_transaction_or_an_order_is_netted_however_late(reads: str) -> None:
    """5 % to 300, then 10 %: 250 earn 12.50 and 500 earn 35; a bounced 250 is gone."""
    rows = "tiers: [{from: 0, rate: 5 %}, {from: 300, rate: 10 %}]"
    text = plan("{mode: net}", f"{{kind: tiers, of: revenue, reads: {reads}, {rows}}}")
    money = "P1 01-10 250, P2 02-10 -250 P1, P3 03-10 500"
    comes_out(text, money, "[12.50, -12.50, 35]", sold="500", months=3)
    two = "P1 01-10 250, P2 01-11 250, P3 02-10 -250 P1"
    comes_out(text, two, "[35, -22.50, 0]", sold="500", months=3)  # 250 are kept: 12.50


def test_an_opening_knows_what_a_cheque_had_brought_that_bounces() -> None:
    """600 were received and 60 earned by then; 400 more, and then all bounces."""
    before = EarnedBefore(
        term="commission", sale="A", line=1, day=date(2025, 12, 10), amount=60 * ONE,
        value=1000 * ONE,
    )  # fmt: skip
    money = (
        received("P1", date(2025, 12, 10), 600),
        received("P2", date(2026, 1, 10), 400),
        received("P3", date(2026, 2, 10), -400, "P2"),
        received("P4", date(2026, 3, 10), -600, "P1"),
    )
    opening = Opening(day=date(2026, 1, 1), earned=(before,))
    sold = [line("A", date(2025, 12, 1), 1000 * ONE)]
    found = earned(plan_of(plan("{mode: original_rate}")), sold, payments=money, opening=opening)
    assert [one.amount for one in found.lines] == [40 * ONE, -40 * ONE, -60 * ONE]


@dataclass
class _Told:
    """A sale of one line by random payments, bounces and returns."""

    lines: list[CreditedLine]
    money: list[Payment]
    total: Fraction


def told(seed: int, *, returns: bool) -> _Told:
    draw = random.Random(seed)
    start, kept, there = date(2026, 1, 1), 1000, dict[str, int]()
    found = _Told([line("A", start, 1000 * ONE)], [], Fraction(0))
    for n, after in enumerate(sorted(draw.sample(range(1, 300), draw.randint(2, 7)))):
        day, name = start + timedelta(days=after), f"P{n}"
        kind = draw.choice(["pay", "pay", "bounce", "return" if returns else "bounce"])
        amount = draw.choice([100, 250, 300, 700])
        if kind == "bounce" and there:
            of = draw.choice(sorted(there))
            found.money.append(received(name, day, -there.pop(of), of))
        elif kind == "return" and amount <= kept:
            kept -= amount
            found.lines.append(line(f"C{n}", day, -amount * ONE, returns=("A", 1)))
        else:
            there[name] = amount
            found.money.append(received(name, day, amount))
    share = min(Fraction(1), Fraction(sum(there.values()), kept)) if kept else Fraction(1)
    found.total = kept * share / 10
    return found


def paid_of(text: str, one: _Told) -> int:
    found = earned(plan_of(text), one.lines, payments=tuple(one.money))
    assert not found.problems
    return found.total


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_whatever_order_cheques_come_and_bounce_in_what_is_there_was_paid(period: str) -> None:
    tiers = f"{{kind: tiers, of: revenue, window: {period}, tiers: [{{from: 0, rate: 10 %}}]}}"
    for seed in range(60):
        one = told(seed, returns=False)
        for returns in ("{mode: net}", "{mode: original_rate}", "{mode: recompute}"):
            assert paid_of(plan(returns, tiers), one) == one.total * ONE, (seed, returns)


def test_returns_between_them_leave_what_is_there_too() -> None:
    """To a coin of each return: what it takes is rounded as its own line's."""
    for seed in range(80):
        one = told(seed, returns=True)
        off = paid_of(plan("{mode: original_rate}"), one) - one.total * ONE
        assert abs(off) <= 100 * (len(one.lines) - 1), seed
