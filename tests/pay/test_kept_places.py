"""Under `recompute` each line has its part at its place among what is kept, where shares deal the
pay or tiers pay on another measure. Amounts worked out by hand, and the law that what was paid is
what would be of what was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, Facts, ParameterFact, Payment
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, earned, line, plan_of
from tests.pay.random_plans import returns, sales, tier_rows

COUNT = settings(max_examples=150, derandomize=True, deadline=None)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
TWO = "tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: 10 %}]"
OF_PAY = "settings: {split: of_pay}\n"
ON_MARGIN = f"{{kind: tiers, of: revenue, pays_on: margin, {TWO}}}"


def plan(term: str, rest: str = "", head: str = "", more: str = "") -> Plan:
    measures = "{revenue: {of: amount}, margin: {of: amount - cost}, deals: {counts: sales}}"
    return plan_of(
        f"name: x\ncurrency: PHP\n{head}measures: {measures}\nterms:\n  c: {term}\n{more}"
        f"returns: {{mode: recompute}}\n{rest}"
    )


def sale(name: str, month: int, amount: int, day: int = 5, **other: Any) -> CreditedLine:
    cost = other.pop("cost", 0)
    return line(name, date(2026, month, day), amount * ONE, cost=cost * ONE, **other)


def shared(name: str, month: int, amount: int, share: int, day: int = 5) -> list[CreditedLine]:
    """A sale of which ana has so many per cent, and ben the others."""
    one, dealt = sale(name, month, amount, day), (share * 100, (100 - share) * 100)
    return [replace(one, shares=dealt), replace(one, person="ben", shares=dealt, place=1)]


def back(name: str, of: str, month: int, amount: int, day: int = 10, at: int = 1) -> CreditedLine:
    return line(name, date(2026, month, day), -amount * ONE, returns=(of, at))


def paid(of: Plan, *lines: CreditedLine, to: int, person: str = "ana", **facts: Any) -> list[Any]:
    """What is paid by month, in pesos."""
    days = Window(FIRST, date(2026, to + 1, 1) - timedelta(1))
    found = earned(of, lines, days, person=person, **facts)
    assert not found.problems
    return [Fraction(one.paid, ONE) for one in found.settled]


def test_of_shares_of_pay_the_line_behind_falls_to_the_place_that_is_left() -> None:
    """A earned 25 of half of 50, B 100 above 1,000. Without A B is the first 1,000: 50."""
    of = plan(f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY)
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6)]
    assert paid(of, *lines, back("CN", "A", 2, 1000), to=2) == [125, -75]
    # Ben, who has a part of A alone, gives back what he had.
    assert paid(of, *lines, back("CN", "A", 2, 1000), to=2, person="ben") == [25, -25]


def test_in_parts_each_return_owns_what_it_changes_of_what_those_before_it_left() -> None:
    """With 600 of A kept, B has 400 at 5 % and 600 at 10 %: 80, and A half of 30: 95 of 125."""
    of = plan(f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY)
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6)]
    gone = back("C1", "A", 2, 400), back("C2", "A", 3, 600)
    assert paid(of, *lines, *gone, to=3) == [125, -30, -45]
    # B itself comes back: it takes what it had, and A keeps its own.
    assert paid(of, *lines, back("CN", "B", 2, 1000), to=2) == [125, -100]


def test_a_later_sale_of_the_window_begins_where_what_is_kept_ends() -> None:
    """A is gone on the 10th; B has 50 then, and C 100 above it."""
    of = plan(f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY)
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6), back("CN", "A", 1, 1000)]
    assert paid(of, *lines, to=1) == [50]
    assert paid(of, *lines, sale("C", 1, 1000, day=20), to=1) == [150]


def test_what_is_paid_on_another_measure_is_paid_at_its_place() -> None:
    """B's margin of 1,000 was paid at 10 %, above A's revenue; alone it is at 5 %."""
    lines = sale("A", 1, 1000, cost=900), sale("B", 1, 1000, day=6)
    assert paid(plan(ON_MARGIN), *lines, back("CN", "A", 2, 1000), to=2) == [105, -55]
    # Cancelled in March, A is back at its place.
    again = back("CN", "A", 2, 1000), line("C2", date(2026, 3, 5), 1000 * ONE, returns=("CN", 1))
    assert paid(plan(ON_MARGIN), *lines, *again, to=3) == [105, -55, 55]


def test_a_curve_with_shares_of_pay() -> None:
    """Of 1,000 at 64 % a quarter: what is kept is B's 800, from 500 at 10 % to 1,000 at 100 %."""
    points = "points: [{at: 500, pays: 10 %}, {at: 1000, pays: 100 %}]"
    of = plan(f"{{kind: curve, of: revenue, in: money, target: 1000, {points}}}", OF_PAY)
    lines = [sale("A", 1, 500), *shared("B", 1, 800, 25, day=6)]
    assert paid(of, *lines, back("CN", "A", 2, 500), to=2) == [325, -165]


def test_a_step_that_a_shared_line_reached_and_reaches_no_more() -> None:
    """At 1,000 a step of 100: B's half of it was 50. Without A nobody reaches it."""
    of = plan("{kind: tiers, of: revenue, pays: step, tiers: [{from: 1000, amount: 100}]}", OF_PAY)
    lines = [sale("A", 1, 600), *shared("B", 1, 600, 50, day=6)]
    assert paid(of, *lines, back("CN", "A", 2, 200), to=2) == [50, 0]  # at 1,000 exactly
    assert paid(of, *lines, back("CN", "A", 2, 201), to=2) == [50, -50]


def test_an_order_is_worked_out_again_by_itself() -> None:
    """Of 1,000 with a margin of 100 and 1,000 with one of 1,000: 5 and 100; the second alone 50."""
    of = plan(f"{{kind: tiers, of: revenue, pays_on: margin, reads: order, {TWO}}}")
    lines = sale("O", 1, 1000, cost=900), sale("O", 1, 1000, line=2)
    assert paid(of, *lines, back("CN", "O", 2, 1000), to=2) == [105, -55]


def test_deals_are_counted_on_the_line_by_which_they_count() -> None:
    """Tiers of deals that pay on margin: from the second deal 10 %. A counts by its first line;
    A/1 comes back, then A/2, and B is the first deal."""
    tiers = "tiers: [{from: 0, rate: 5 %}, {from: 1, rate: 10 %}]"
    of = plan(f"{{kind: tiers, of: deals, pays_on: margin, {tiers}}}")
    lines = [sale("A", 1, 100), sale("A", 1, 100, line=2), sale("B", 1, 100, day=6)]
    # A/1 is of the first deal: 5; A/2 moves no deal, and pays what the second would: 10; B 10.
    assert paid(of, *lines, to=1) == [25]
    one, two = back("C1", "A", 2, 100), back("C2", "A", 3, 100, at=2)
    assert paid(of, *lines, one, to=2) == [25, -5]
    assert paid(of, *lines, one, two, to=3) == [25, -5, -15]


def test_a_cheque_that_bounces_leaves_the_others_their_places() -> None:
    """P1 brought A's first 500 (half of 25), P2 B's 1,000 (75), P3 A's other 500 (half of 50)."""
    of = plan(f"{{kind: tiers, of: revenue, window: year, {TWO}}}", OF_PAY, "trigger: paid\n")
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000)]
    money = tuple(
        Payment(payment=name, sale=of_, day=date(2026, month, 6), amount=amount * ONE, reverses=bad)
        for name, of_, month, amount, bad in (
            ("P1", "A", 1, 500, None), ("P2", "B", 2, 1000, None), ("P3", "A", 3, 500, None),
            ("X1", "A", 4, -500, "P1"),
        )
    )  # fmt: skip
    # Without P1 B has 50, and A's other 500 are above 1,000 still: half of 50.
    assert paid(of, *lines, to=4, payments=money) == [12.5, 75, 25, -37.5]


def test_caps_are_dealt_anew_over_the_places_that_are_left() -> None:
    """A 25, B 100 of which 60 are paid: 85. B alone is worth 50."""
    of = plan(
        f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY,
        more="  most: {kind: cap, most: 60, per: transaction}\n",
    )  # fmt: skip
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6)]
    assert paid(of, *lines, back("CN", "A", 2, 1000), to=2) == [85, -35]


def test_it_is_told_what_is_worked_out_again() -> None:
    of = plan(f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY)
    lines = [*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6), back("CN", "A", 2, 1000)]
    why = next(x.reason for x in earned(of, lines).lines if x.sale == "CN")
    january = {"start": FIRST, "end": date(2026, 1, 31), "was": 125 * ONE, "now": 50 * ONE}
    assert [(x.code, dict(x.values)) for x in why.because] == [("again", january)]
    of = plan(f"{{kind: tiers, of: revenue, pays_on: margin, reads: order, {TWO}}}")
    lines = [sale("O", 1, 1000, cost=900), sale("O", 1, 1000, line=2), back("CN", "O", 2, 1000)]
    why = next(x.reason for x in earned(of, lines).lines if x.sale == "CN")
    order = {"sale": "O", "was": 105 * ONE, "now": 50 * ONE}
    assert [(x.code, dict(x.values)) for x in why.because] == [("again-sale", order)]


def test_an_order_over_months_whose_rates_differ_is_what_its_kept_lines_are() -> None:
    """1,000 in January at 5 %, 1,000 in February at 10 % in both tiers: 50 and 100. Without the
    first the second alone is what February pays of 1,000: 100."""
    own = "tiers: [{from: 0, rate: own}, {from: 1000, rate: own}]"
    of = plan(
        f"{{kind: tiers, of: revenue, reads: order, {own}}}",
        head="parameters: {own: {unit: rate}}\n",
    )
    rates = (
        ParameterFact("ana", "own", Window(FIRST, date(2026, 1, 31)), Fraction(5, 100)),
        ParameterFact("ana", "own", Window(date(2026, 2, 1), LAST), Fraction(10, 100)),
    )
    lines = sale("O", 1, 1000), sale("O", 2, 1000, line=2), back("CN", "O", 3, 1000)
    assert paid(of, *lines, to=3, parameters=rates) == [50, 100, -50]


def test_sql_leaves_those_with_different_shares_to_the_other_reading_and_no_others() -> None:
    of = plan(f"{{kind: tiers, of: revenue, {TWO}}}", OF_PAY)
    lines = (*shared("A", 1, 1000, 50), sale("B", 1, 1000, day=6), back("CN", "A", 2, 1000))
    asked = Window(FIRST, date(2026, 2, 28))
    found = differences(of, [Facts(person="ana", lines=lines)], asked)
    assert found == "facts: different shares of pay in a window that is worked out again"
    lines = (*shared("A", 1, 1000, 50), *shared("B", 1, 1000, 50), back("CN", "A", 2, 1000))
    assert differences(of, [Facts(person=one, lines=lines) for one in ("ana", "ben")], asked) == []


# Laws


@st.composite
def by_place(draw: st.DrawFn) -> Plan:
    """A term whose lines have their parts by place, perhaps with a cap."""
    window = draw(st.sampled_from(["window: period", "window: quarter", "window: year",
                                   "reads: order", "reads: transaction"]))  # fmt: skip
    kind = draw(st.sampled_from(["marginal", "step", "interpolated", "curve", "pays_on"]))
    rows = draw(tier_rows())
    if kind == "curve":
        points = "points: [{at: 300, pays: 7 %}, {at: 900, pays: 40 %}, {at: 2000, pays: 90 %}]"
        window = window if window.startswith("window") else "window: month"
        term = f"{{kind: curve, of: revenue, in: money, target: 777.77, {window}, {points}}}"
    elif kind == "pays_on":
        term = f"{{kind: tiers, of: revenue, pays_on: margin, {window}, tiers: [{rows}]}}"
    else:
        if kind != "marginal":
            rows = rows.replace("rate", "amount").replace(" %", "0.03")
        term = f"{{kind: tiers, of: revenue, pays: {kind}, {window}, tiers: [{rows}]}}"
    split = "split: of_pay, " if kind != "pays_on" or draw(st.booleans()) else ""
    caps = ["", "{kind: cap, most: 70, per: transaction}", "{kind: cap, most: 150}",
            "{kind: cap, most: 90, excess: carried}"]  # fmt: skip
    cap = draw(st.sampled_from(caps))
    rounding = draw(st.sampled_from(["half_up", "half_even", "toward_zero"]))
    return plan(
        term, f"settings: {{{split}rounding: {rounding}}}\n", more=f"  most: {cap}\n" * bool(cap)
    )


@st.composite
def facts_of(draw: st.DrawFn) -> tuple[list[CreditedLine], list[CreditedLine]]:
    """Sales of half a year, shared with ben, and what comes back of them in up to three parts."""
    sold = []
    for one in draw(sales()):
        amount = draw(st.integers(1, 1_500)) * ONE
        share = draw(st.sampled_from([2_500, 3_333, 10_000]))
        cost = draw(st.integers(0, 100)) * amount // 100
        dealt = (share, 10_000 - share) if share < 10_000 else (share,)
        sold.append(replace(one, amount=amount, cost=cost, quantity=None, shares=dealt))
    sold = [*{one.key: one for one in sold}.values()]
    parts = [
        replace(one, sale=f"{one.sale}-{part}-{number}", quantity=None)
        for part in range(draw(st.integers(1, 3)))
        for number, one in enumerate(draw(returns(sold)))
    ]
    return sold, parts


def kept(
    sold: list[CreditedLine], parts: list[CreditedLine], until: date = LAST
) -> list[CreditedLine]:
    """The sales as if what came back of them by a day had never been sold, nor had cost."""
    left = {one.key: one.amount for one in sold}
    for one in parts:
        if one.day <= until and one.returns in left:
            left[one.returns] = max(0, left[one.returns] + one.amount)
    return [
        replace(one, amount=left[one.key],
                cost=left[one.key] - margin(one, Fraction(left[one.key], one.amount)))
        for one in sold
    ]  # fmt: skip


def margin(one: CreditedLine, part: Fraction) -> int:
    """What is left of a line's margin, to the ten-thousandth: what comes back is rounded."""
    assert one.cost is not None
    own = one.amount - one.cost
    gone = own * (1 - part)
    return own - (2 * gone.numerator + gone.denominator) // (2 * gone.denominator)


def both(lines: list[CreditedLine]) -> list[CreditedLine]:
    """Lines with ben's part of them."""
    others = (replace(x, person="ben", place=1) for x in lines if len(x.shares) > 1)
    return [*lines, *others]


def of_ana(plan: Plan, lines: list[CreditedLine], days: Window) -> Earned:
    return interpret(plan, Facts(person="ana", lines=tuple(both(lines))), days)


@COUNT
@given(by_place(), facts_of(), st.integers(1, 12))
def test_what_is_paid_is_what_was_kept_earns_whenever_somebody_asks(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]], month: int
) -> None:
    sold, parts = facts
    end = date(2026, month + 1, 1) - timedelta(1) if month < 12 else LAST
    days = Window(FIRST, end)
    fresh = of_ana(plan, kept(sold, parts, end), days)
    assert of_ana(plan, [*sold, *parts], days).total == fresh.total


@COUNT
@given(by_place(), facts_of())
def test_when_all_comes_back_nothing_is_left(
    plan: Plan, facts: tuple[list[CreditedLine], list[CreditedLine]]
) -> None:
    sold, parts = facts
    rest = [
        line(f"{one.sale}-all", date(2026, 9, 1) + timedelta(n), -one.amount, returns=one.key)
        for n, one in enumerate(sold)
    ]
    assert of_ana(plan, [*sold, *parts, *rest], Window(FIRST, LAST)).total == 0
