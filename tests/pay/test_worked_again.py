"""Under `recompute` caps and floors of what comes back are dealt anew: what was paid with what was
adjusted is what there would be of what was kept. Amounts worked out by hand, and laws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.document.term import Bonus, Floor, Gate, Rate, Tiers
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, EarnedBefore, Opening, Payment
from husay.pay.rounding import ten_thousandths
from tests.pay.made import ONE, earned, line, plan_of, terms
from tests.pay.random_plans import returns, sales, tier_rows

COUNT = settings(max_examples=100, derandomize=True, deadline=None)
AGAIN = "returns: {mode: recompute}\n"
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


# Values by hand


def tiers(of: str, *rates: int, window: str = "month", pays: str = "marginal") -> str:
    """Tiers by line: the first rate to 1,000 pesos, the second from there on."""
    rows = ", ".join(f"{{from: {n * 1000}, rate: {rate} %}}" for n, rate in enumerate(rates))
    return f"  {of}: {{kind: tiers, of: revenue, window: {window}, pays: {pays}, tiers: [{rows}]}}"


def cap(most: int, per: str = "period", name: str = "most", excess: str = "lost") -> str:
    return f"  {name}: {{kind: cap, most: {most}, per: {per}, excess: {excess}}}"


def pay(body: Sequence[str], *lines: CreditedLine, to: int, head: str = "", **facts: Any) -> Earned:
    """What ana earned from January to the end of a month (by its number)."""
    plan = plan_of(terms("\n".join(body), head=head + AGAIN))
    return earned(plan, lines, Window(FIRST, date(2026, to + 1, 1) - timedelta(1)), **facts)


def paid(*of: Any, to: int, **facts: Any) -> list[Fraction]:
    """What is paid by month, in pesos."""
    return [Fraction(one.paid, ONE) for one in pay(*of, to=to, **facts).settled]


def sale(name: str, month: int, amount: int, day: int = 5, **other: Any) -> CreditedLine:
    return line(name, date(2026, month, day), amount * ONE, **other)


def back(name: str, of: str, month: int, amount: int, day: int = 10, at: int = 1) -> CreditedLine:
    return line(name, date(2026, month, day), -amount * ONE, returns=(of, at))


def told(found: Earned, sale: str) -> list[tuple[object, ...]]:
    """The lines behind a return: term, amount, and the month that each is of."""
    own = (x for x in found.lines if x.sale == sale)
    return [(x.term, Fraction(x.amount, ONE), x.origin.start.month) for x in own]


FIVE_TEN = tiers("commission", 5, 10)
OF_TWO = sale("A", 1, 1000), sale("B", 1, 1000, day=6)


def test_a_return_that_lowers_a_rate_deals_the_cap_of_each_line_anew() -> None:
    """A earns 50; B 100, of which 75 are paid. With half of A 500 of B are at 5 %: A 25, B 75."""
    body, half = [FIVE_TEN, cap(75, "transaction")], back("CN", "A", 2, 500)
    assert paid(body, *OF_TWO, half, to=2) == [125, -25]
    found = pay(body, *OF_TWO, half, to=2)
    assert told(found, "CN") == [("commission", -50, 1), ("most", 25, 1)]


def test_a_second_return_owns_what_it_takes_of_what_the_first_left() -> None:
    """The other half of A leaves B with 50."""
    body, half = [FIVE_TEN, cap(75, "transaction")], back("C1", "A", 2, 500)
    assert paid(body, *OF_TWO, half, back("C2", "A", 3, 500), to=3) == [125, -25, -50]
    together = back("C1", "A", 3, 500), back("C2", "A", 3, 500)
    assert paid(body, *OF_TWO, *together, to=3) == [125, 0, -75]


def test_within_its_month_a_return_deals_the_cap_anew_at_once() -> None:
    body = [FIVE_TEN, cap(75, "transaction")]
    assert paid(body, *OF_TWO, back("CN", "A", 1, 500, day=20), to=1) == [100]
    later = sale("C", 1, 100, day=25)  # 10, at the rate that is left
    assert paid(body, *OF_TWO, back("CN", "A", 1, 500, day=20), later, to=1) == [110]


def test_of_a_rate_on_everything_the_other_line_falls_under_its_cap() -> None:
    """600 and 600 earn 120 at 10 %: 30 by A, 90 by B, of which 60 are paid. B alone earns 30."""
    body = [tiers("commission", 5, 10, pays="whole"), cap(60, "transaction")]
    sold = sale("A", 1, 600), sale("B", 1, 600, day=6)
    assert paid(body, *sold, back("CN", "A", 2, 600), to=2) == [90, -60]


QUARTER = tiers("commission", 10, 20, window="quarter")
MONTHLY = [QUARTER, cap(100)]
OF_THREE = sale("A", 1, 1000), sale("B", 2, 1000), sale("C", 3, 1000)


def test_a_cap_of_months_is_dealt_anew_over_the_months_of_a_quarter() -> None:
    """100, 200 and 200 are paid as 100 a month. Without A February earns 100, March 200."""
    gone = back("CN", "A", 4, 1000)
    assert paid(MONTHLY, *OF_THREE, gone, to=4) == [100, 100, 100, -100]
    found = pay(MONTHLY, *OF_THREE, gone, to=4)
    assert told(found, "CN") == [("commission", -200, 1), ("most", 100, 2)]


def test_the_reasons_name_what_is_worked_out_again_before_and_after() -> None:
    found = pay(MONTHLY, *OF_THREE, back("CN", "A", 4, 1000), to=4)
    line_, cap_ = [x.reason for x in found.lines if x.sale == "CN"]
    again = next(part for part in line_.because if part.code == "again")
    quarter = {"start": date(2026, 1, 1), "end": date(2026, 3, 31)}
    assert dict(again.values) == {**quarter, "was": 500 * ONE, "now": 300 * ONE}
    february = {"start": date(2026, 2, 1), "end": date(2026, 2, 28), "most": 100 * ONE}
    assert (cap_.code, dict(cap_.values)) == (
        "cap-again",
        {**february, "was": 200 * ONE, "before": 100 * ONE, "so_far": 100 * ONE, "after": 0},
    )
    of_each = [FIVE_TEN, cap(75, "transaction")]
    found = pay(of_each, *OF_TWO, back("CN", "A", 2, 500), to=2)
    cap_ = next(x.reason for x in found.lines if x.sale == "CN" and x.kind == "cap")
    january = {"start": date(2026, 1, 1), "end": date(2026, 1, 31)}
    assert dict(cap_.values) == {**january, "before": 25 * ONE, "after": 0}
    assert [dict(x.values) for x in cap_.because] == [
        {"sale": "B", "line": 1, "before": 25 * ONE, "after": 0}
    ]


def test_what_a_cap_carries_is_what_it_would_carry_of_what_was_kept() -> None:
    """100, 200 and 200 were to be paid as 100 in each of five months; 0, 100 and 200 are in three,
    of which April has the last: it takes back January's and has its own."""
    body, gone = [QUARTER, cap(100, excess="carried")], back("CN", "A", 4, 1000)
    assert paid(body, *OF_THREE, to=5) == [100] * 5
    assert paid(body, *OF_THREE, gone, to=5) == [100, 100, 100, 0, 0]
    assert pay(body, *OF_THREE, gone, to=4).settled[-1].carried == (("most", 0),)


def test_an_order_over_two_months_is_dealt_anew() -> None:
    """600 in January earn 30, with 600 in February 120: 90, of which 50 are paid. The second alone
    earns 30."""
    rows = "tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: 10 %}]"
    order = f"  commission: {{kind: tiers, of: revenue, reads: order, pays: whole, {rows}}}"
    sold = sale("O", 1, 600), sale("O", 2, 600, line=2)
    assert paid([order, cap(50)], *sold, back("CN", "O", 3, 600), to=3) == [30, 50, -50]
    assert paid([order, cap(50)], *sold, back("CN", "O", 3, 600, at=2), to=3) == [30, 50, -50]


def test_floors_are_filled_up_again_in_each_month_that_the_quarter_changes() -> None:
    """100, 200, 200 are paid as 150, 200, 200; 0, 100, 200 as 150, 150, 200, which is 50 less.
    April has its own 150."""
    body = [QUARTER, "  least: {kind: floor, least: 150}"]
    gone = back("CN", "A", 4, 1000)
    assert paid(body, *OF_THREE, gone, to=4) == [150, 200, 200, 100]


def test_a_cap_of_months_behind_a_cap_of_each_line() -> None:
    """100 and 100 in January, and 200 in February of which 150 are paid: 350. Without A 50 in
    January, and 150 in February, all of which is paid: 200."""
    body = [QUARTER, cap(150, "transaction", name="deal"), cap(200)]
    sold = sale("A", 1, 1000), sale("D", 1, 500, day=20), sale("B", 2, 1000)
    assert paid(body, *sold, back("CN", "A", 3, 1000), to=3) == [200, 150, -150]


def test_a_cheque_that_bounces_deals_the_cap_anew_too() -> None:
    """Of 100 and 200 in two months 100 each are paid; without the first the second earns 100."""
    money = [
        Payment(payment=name, sale=of, day=date(2026, month, 9), amount=amount * ONE, reverses=what)
        for name, of, month, amount, what in [
            ("P1", "A", 1, 1000, None), ("P2", "B", 2, 1000, None), ("P3", "A", 3, -1000, "P1"),
        ]
    ]  # fmt: skip
    sold = sale("A", 1, 1000), sale("B", 1, 1000)
    found = paid(MONTHLY, *sold, to=3, head="trigger: paid\n", payments=tuple(money))
    assert found == [100, 100, -100]


def test_what_was_paid_last_comes_back_first() -> None:
    """80 of 100 came in January and February each; of what is kept January alone has 80, 20 is
    February's. The cap of 5 a month lets 5 and 2 of 8 and 2 through."""
    body = [tiers("commission", 10, 10, window="year"), cap(5)]
    money = tuple(
        Payment(payment=f"P{month}", sale="A", day=date(2026, month, 9), amount=80 * ONE)
        for month in (1, 2)
    )
    of = (body, sale("A", 1, 160), back("CN", "A", 3, 60))
    assert paid(*of, to=3, head="trigger: paid\n", payments=money) == [5, 5, -3]


def test_a_budget_is_not_dealt_anew() -> None:
    """Of 150 A has 100, and B the 50 that were left; what comes back of A is nobody's."""
    spiff = "  spiff: {kind: rate, of: revenue, rate: 10 %, budget: 150}"
    gone = back("CN", "A", 2, 1000)
    assert paid([spiff, cap(70, "transaction")], *OF_TWO, gone, to=2) == [120, -70]


def test_what_cancels_a_credit_note_brings_all_of_it_back() -> None:
    gone, again = back("CN", "A", 4, 1000), sale("C2", 5, 1000, returns=("CN", 1))
    assert paid(MONTHLY, *OF_THREE, gone, again, to=5) == [100, 100, 100, -100, 100]


def test_what_came_back_before_it_counted_is_taken_off_its_own_line() -> None:
    """Invoiced in February, after its credit note and B: of A 500 are kept, at 5 % to 1,000."""
    body = [FIVE_TEN, cap(30, "transaction")]
    sold = [
        sale("A", 1, 1000, invoiced=date(2026, 2, 20)),
        sale("B", 1, 600, invoiced=date(2026, 2, 9)),
        line("CN", date(2026, 2, 2), -500 * ONE, returns=("A", 1), invoiced=date(2026, 2, 5)),
    ]  # fmt: skip
    # B earns 30; A 400 at 5 % and 100 at 10 %: 30.
    assert paid(body, *sold, to=2, head="trigger: invoiced\n") == [0, 60]


def test_of_what_was_sold_before_an_opening_caps_of_months_take_and_give_nothing() -> None:
    """It counts under a cap of all of the plan: of 100 paid to date 20 come back, so that 20 more
    can be paid."""
    before = EarnedBefore(
        term="commission", sale="A", line=1, day=date(2026, 1, 5), amount=100 * ONE,
        value=1000 * ONE,
    )  # fmt: skip
    opening = Opening(
        day=date(2026, 2, 1), paid_to_date={"all": 100 * ONE},
        earned=(before,),
    )  # fmt: skip
    body = ["  commission: {kind: rate, of: revenue, rate: 10 %}", cap(100, "plan", name="all")]
    facts = back("CN", "A", 2, 200), sale("B", 2, 500, day=20)
    for more in ([], [cap(70)]):
        found = paid([*body, *more], *facts, to=2, opening=opening)
        assert found[-1] == 0


# Laws


@st.composite
def a_term(draw: st.DrawFn) -> str:
    """A term by line, over a window, an order or a transaction."""
    pays = draw(st.sampled_from(["rate", "marginal", "whole", "interpolated", "step", "amounts"]))
    if pays == "rate":
        return f"{{kind: rate, of: revenue, rate: {draw(st.sampled_from(['3.333 %', '12.5 %']))}}}"
    reads = draw(
        st.sampled_from(
            [f"window: {kind}" for kind in ("period", "quarter", "quarter", "year")]
            + ["reads: order", "reads: transaction"]
        )
    )
    rows = draw(tier_rows(rising=draw(st.booleans())))
    if pays in ("step", "amounts"):
        rows = rows.replace("rate", "amount").replace(" %", "0.03")
        pays = "step" if pays == "step" else "interpolated"
    return f"{{kind: tiers, of: revenue, {reads}, pays: {pays}, tiers: [{rows}]}}"


@st.composite
def capped_plans(draw: st.DrawFn) -> Plan:
    """One or two terms under one to three caps, perhaps with a floor and a bonus among them."""
    body = [f"  t0: {draw(a_term())}"]
    if draw(st.booleans()):
        steps = "{from: 0, each: 10.01}, {from: 1.5, each: 30}, {from: 4, each: 5}"
        pays = draw(st.sampled_from(["marginal", "whole"]))
        body.append(
            f"  t1: {{kind: tiers, of: units, window: quarter, pays: {pays}, tiers: [{steps}]}}"
        )
    if draw(st.booleans()):
        body.append("  b: {kind: bonus, of: revenue, at: 5000, amount: 77.77, window: quarter}")
    if draw(st.booleans()):
        body.append("  g: {kind: gate, requires: [{of: revenue, at_least: 900}], on: b}")
        if "  b:" not in "".join(body):
            body.pop()
    limits = st.sampled_from(
        [
            "{kind: cap, most: %d, per: transaction}",
            "{kind: cap, most: %d, per: transaction, on: t0}",
            "{kind: cap, most: %d}",
            "{kind: cap, most: %d, to: 2026-03-31}",
            "{kind: cap, most: %d, excess: carried}",
            "{kind: cap, most: %d, excess: carried, to: 2026-06-30}",
            "{kind: cap, most: %d0, per: plan}",
            "{kind: floor, least: %d}",
            "{kind: floor, least: %d, to: 2026-02-28}",
        ]
    )
    for n in range(draw(st.integers(1, 3))):
        most = draw(st.sampled_from([1, 20, 50, 70, 100, 150, 200, 400]))
        body.append(f"  l{n}: {draw(limits) % most}")
    rounds = draw(st.sampled_from(["rounds: line", "rounding: half_even", "rounding: toward_zero"]))
    return plan_of(terms("\n".join(body), head=AGAIN, settings=f"{{{rounds}}}"))


@st.composite
def sold_and_back(draw: st.DrawFn) -> tuple[list[CreditedLine], list[CreditedLine]]:
    """Sales of half a year, and what comes back of them in up to three parts each."""
    peso = st.integers(1, 3_000).map(lambda n: n * ONE + 37)
    sold = [replace(one, amount=draw(peso)) for one in draw(sales())]
    parts = [
        replace(one, sale=f"{one.sale}-{part}-{number}", quantity=None)
        for part in range(draw(st.integers(1, 3)))
        for number, one in enumerate(draw(returns(sold)))
    ]
    return [*{one.key: one for one in sold}.values()], parts


def kept(
    sold: Sequence[CreditedLine], back: Sequence[CreditedLine], until: date = LAST
) -> list[CreditedLine]:
    """The sales as if what came back of them by a day had never been sold."""
    found = {one.key: one.amount for one in sold}
    for one in sorted(back, key=lambda x: (x.day, x.sale)):
        if one.day <= until and one.returns in found:
            found[one.returns] = max(0, found[one.returns] + one.amount)
    return [
        replace(one, amount=found[one.key], quantity=pieces(one, found[one.key])) for one in sold
    ]


def pieces(one: CreditedLine, left: int) -> int:
    """The pieces of a line that are left with so much of its amount."""
    assert one.quantity is not None
    return one.quantity - ten_thousandths(Fraction(one.quantity * (one.amount - left), one.amount))


@COUNT
@given(capped_plans(), sold_and_back(), st.integers(1, 12))
def test_what_is_paid_is_what_was_kept_earns_whenever_somebody_asks(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]], month: int
) -> None:
    """Closed pay with its adjustments is a fresh computation of what was kept by then."""
    sold, back = facts
    end = date(2026, month + 1, 1) - timedelta(1) if month < 12 else LAST
    days = Window(FIRST, end)
    fresh = earned(plan, kept(sold, back, end), days)
    found = earned(plan, [*sold, *back], days)
    assert found.total == fresh.total
    assert found.settled[-1].carried == fresh.settled[-1].carried


@COUNT
@given(capped_plans(), sold_and_back(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_says_nothing(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]], chance: Random
) -> None:
    found = [*facts[0], *facts[1]]
    mixed = chance.sample(found, len(found))
    assert earned(plan, mixed).lines == earned(plan, found).lines


@COUNT
@given(capped_plans(), sold_and_back(), st.integers(0, 60))
def test_when_all_comes_back_nothing_is_left(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]], later: int
) -> None:
    """In however many parts. A guarantee stays guaranteed; what it fills up is all that is paid."""
    sold, back = facts
    rest = [
        line(f"{one.sale}-all", date(2026, 9, 1) + timedelta(later), -one.amount, returns=one.key)
        for one in sold
    ]
    found = earned(plan, [*sold, *back, *rest])
    nothing = [replace(one, amount=0, quantity=0) for one in sold]
    assert found.total == earned(plan, nothing).total
    if not any(isinstance(term, Floor) for term in plan.terms):
        assert found.total == 0


@COUNT
@given(capped_plans(), sold_and_back())
def test_each_return_owns_what_it_changed_of_what_those_before_it_left(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]]
) -> None:
    """The lines up to one return are the same, whatever comes back after it."""
    plan = replace(plan, terms=tuple(t for t in plan.terms if not isinstance(t, Floor)))
    sold, back = facts
    back = [replace(one, day=date(2026, 9, 1) + timedelta(n)) for n, one in enumerate(back)]
    found = earned(plan, [*sold, *back])
    for number, one in enumerate(back):
        before = earned(plan, kept(sold, back[:number])).total
        after = earned(plan, kept(sold, back[: number + 1])).total
        own = sum(x.amount for x in found.lines if x.sale == one.sale)
        windows = sum(x.amount for x in found.lines if x.sale is None and x.day.month >= 9)
        if windows == 0:
            assert own == after - before


@st.composite
def paid_in_parts(
    draw: st.DrawFn,
) -> tuple[list[CreditedLine], list[CreditedLine], tuple[Payment, ...]]:
    """Sales, returns of quarters of them, and payments of eighths: all come out even."""
    sold, back, money = list[CreditedLine](), list[CreditedLine](), list[Payment]()
    days = st.integers(0, 300).map(lambda n: FIRST + timedelta(n))
    for number in range(draw(st.integers(1, 5))):
        name, eighth = f"S{number}", draw(st.integers(1, 300)) * 6_300
        sold.append(line(name, draw(days), 8 * eighth, quantity=5_040))
        for quarters in draw(st.lists(st.integers(1, 4), max_size=1)):
            back.append(line(f"R{number}", draw(days), -2 * quarters * eighth, returns=(name, 1)))
        for part, eighths in enumerate(draw(st.lists(st.integers(1, 8), max_size=4))):
            money.append(Payment(payment=f"P{number}-{part}", sale=name, day=draw(days),
                                 amount=eighths * eighth))  # fmt: skip
    return sold, back, tuple(money)


@COUNT
@given(capped_plans(), paid_in_parts())
def test_what_was_paid_in_parts_is_paid_as_if_no_more_had_been_owed(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine], tuple[Payment, ...]]
) -> None:
    """With `trigger: paid`, by line over windows of a year (a rate reads its pay period)."""
    assume(not any(isinstance(t, Rate) for t in plan.terms))
    by_line = (t for t in plan.terms if not isinstance(t, Bonus | Gate))
    yearly = (replace(t, window="year") if isinstance(t, Tiers) else t for t in by_line)
    plan = replace(plan, trigger="paid", terms=tuple(yearly))
    sold, back, money = facts
    found = earned(plan, [*sold, *back], payments=money)
    assert found.total == earned(plan, kept(sold, back), payments=money).total
