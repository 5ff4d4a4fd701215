"""Laws that hold for every plan and all facts."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from husay.basics.period import DAY, Window
from husay.pay.credits import credited
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan
from husay.pay.document.settings import ReturnMode, Returns, Settings
from husay.pay.facts import CreditedLine, Payment
from husay.pay.rounding import rounded
from tests.pay.made import ONE, YEAR, earned, line, plan_of, terms
from tests.pay.random_plans import amounts, plans, rates, returns, sales, tier_rows

COUNT = settings(max_examples=60, derandomize=True)


def usable(text: str) -> Plan:
    """A random plan that can be read: two of its terms may claim the same money."""
    plan, _ = read_plan(text)
    assume(plan is not None)
    assert plan is not None
    return plan


@COUNT
@given(plans(), st.data())
def test_the_lines_sum_to_what_is_settled(text: str, data: st.DataObject) -> None:
    sold = data.draw(sales())
    result = earned(usable(text), [*sold, *data.draw(returns(sold))])
    assert result.problems == ()
    assert sum(line.amount for line in result.lines) == result.total
    assert sum(settled.earned for settled in result.settled) == result.total


@COUNT
@given(plans(), st.data())
def test_the_order_of_arrival_does_not_matter(text: str, data: st.DataObject) -> None:
    plan, sold = usable(text), data.draw(sales())
    lines = [*sold, *data.draw(returns(sold))]
    mixed = lines.copy()
    random.Random(data.draw(st.integers(0, 99))).shuffle(mixed)
    assert earned(plan, mixed) == earned(plan, lines)


@COUNT
@given(plans(), sales(), st.integers(1, 11))
def test_a_year_is_its_parts_one_after_the_other(
    text: str, sold: list[CreditedLine], month: int
) -> None:
    """What is worked out up to a month's end does not change when more months follow."""
    plan = usable(text)
    whole = earned(plan, sold)
    early = earned(plan, sold, Window(YEAR.start, YEAR.start.replace(month=month + 1) - DAY))
    assert early.settled == whole.settled[:month]


@COUNT
@given(sales(), rates, st.sampled_from(["marginal", "whole"]))
def test_one_tier_is_a_flat_rate(sold: list[CreditedLine], rate: str, pays: str) -> None:
    flat = plan_of(terms(f"  c: {{kind: rate, of: revenue, rate: {rate}}}"))
    rows = f"tiers: [{{from: 0, rate: {rate}}}]"
    tiers = plan_of(terms(f"  c: {{kind: tiers, of: revenue, pays: {pays}, {rows}}}"))
    amounts_of = [[x.amount for x in earned(plan, sold).lines] for plan in (flat, tiers)]
    assert amounts_of[0] == amounts_of[1]


@COUNT
@given(sales(), rates)
def test_a_flat_rate_is_the_rounded_product_of_each_month(
    sold: list[CreditedLine], rate: str
) -> None:
    plan = plan_of(terms(f"  c: {{kind: rate, of: revenue, rate: {rate}}}"))
    percent = rate.endswith("%")
    value = Fraction(rate.rstrip(" %")) / Fraction(100 if percent else 1)
    for settled in earned(plan, sold).settled:
        total = sum(s.amount for s in sold if settled.window.contains(s.day))
        assert settled.earned == rounded(total * value, "half_up", 100)


@COUNT
@given(sales(), st.integers(1, 9_999), st.sampled_from(["of_credit", "of_pay"]))
def test_splits_lose_and_create_nothing(sold: list[CreditedLine], share: int, split: str) -> None:
    body = "  c: {kind: rate, of: revenue, rate: 100 %}"
    plan = plan_of(terms(body, settings=f"{{split: {split}, rounds: period}}"))
    shares = {"ana": share, "ben": ONE - share}
    both = [part for one in sold for part in credited(one, shares)]
    values = [
        sum(x.amount for x in earned(plan, both, person=p).lines if x.kind == "earned")
        for p in shares
    ]
    whole = sum(s.amount for s in sold)
    # Credit is dealt exactly; pay of each is rounded to its own ten-thousandth.
    assert abs(sum(values) - whole) <= (0 if split == "of_credit" else 2 * len(sold))


@COUNT
@given(sales(), tier_rows(rising=True), st.integers(0, 7), amounts)
def test_raising_a_sale_never_lowers_pay_without_a_cliff(
    sold: list[CreditedLine], rows: str, which: int, more: int
) -> None:
    plan = plan_of(terms(f"  c: {{kind: tiers, of: revenue, window: year, tiers: [{rows}]}}"))
    which %= len(sold)
    raised = [replace(s, amount=s.amount + more * (n == which)) for n, s in enumerate(sold)]
    assert earned(plan, raised).total >= earned(plan, sold).total


MODES = ["net", "original_rate", "recompute"]


def in_parts(of: CreditedLine, parts: int, later: int) -> list[CreditedLine]:
    """All of a sale, taken back in so many parts and one, some days later."""
    pieces = [of.amount // (parts + 1)] * parts
    pieces.append(of.amount - sum(pieces))
    day = of.day + later * DAY
    last = -(of.quantity or 0)
    return [
        line(f"Z{n}", day, -piece, quantity=last if n == parts else 0, returns=of.key)
        for n, piece in enumerate(pieces)
    ]


@COUNT
@given(plans(), sales(), st.sampled_from(MODES), st.integers(0, 7), st.integers(0, 90))
def test_a_full_return_of_the_last_sale_nets_to_nothing(
    text: str, sold: list[CreditedLine], mode: ReturnMode, parts: int, later: int
) -> None:
    """Whatever the mode, in however many parts, however late: by line, and under caps."""
    plan = usable(text)
    kept = tuple(t for t in plan.terms if t.name.startswith("t"))
    one = replace(plan, terms=kept, returns=Returns(mode=mode), settings=Settings())
    last = max(sold, key=lambda s: (s.day, s.sale, s.line))
    assume(not any(s.sale == last.sale for s in sold if s is not last))
    result = earned(one, [*sold, *in_parts(last, parts, later)])
    assert result.problems == ()
    assert result.total == earned(one, [s for s in sold if s is not last]).total


@COUNT
@given(plans(), sales(), st.integers(0, 7), st.integers(0, 90))
def test_recomputed_a_full_return_leaves_what_there_would_be_without_the_sale(
    text: str, sold: list[CreditedLine], which: int, later: int
) -> None:
    """Of bonuses, gates and caps too, and of any sale; excess that is carried may be paid later."""
    plan = usable(text)
    kept = tuple(t for t in plan.terms if getattr(t, "excess", "lost") == "lost")
    one = replace(plan, terms=kept, returns=Returns(mode="recompute"), settings=Settings())
    gone = sold[which % len(sold)]
    result = earned(one, [*sold, *in_parts(gone, 1, later)])
    assert result.total == earned(one, [s for s in sold if s is not gone]).total


@COUNT
@given(amounts, rates, st.integers(0, 100), st.integers(0, 40), st.integers(0, 90))
def test_a_full_return_of_a_paid_or_part_paid_line_nets_to_nothing(
    amount: int, rate: str, percent: int, paid_after: int, back_after: int
) -> None:
    body = f"  c: {{kind: rate, of: revenue, rate: {rate}}}"
    sold = line("A", YEAR.start, amount)
    part = Payment(
        payment="P", sale="A", day=YEAR.start + paid_after * DAY, amount=amount * percent // 100
    )
    back = in_parts(sold, 0, back_after)
    for mode in MODES:
        plan = plan_of(terms(body, head=f"trigger: paid\nreturns: {{mode: {mode}}}\n"))
        assert earned(plan, [sold, *back], payments=(part,)).total == 0


@COUNT
@given(amounts, st.lists(st.integers(1, 100), min_size=1, max_size=6), rates)
def test_all_payments_together_earn_what_the_sale_does(
    amount: int, weights: list[int], rate: str
) -> None:
    body = f"  c: {{kind: rate, of: revenue, rate: {rate}}}"
    sold = [line("A", YEAR.start, amount, line=1), line("A", YEAR.start, 77_777, line=2)]
    owed = sum(s.amount for s in sold)
    parts = [owed * weight // sum(weights) for weight in weights]
    parts[-1] += owed - sum(parts)
    money = tuple(
        Payment(payment=f"P{n}", sale="A", day=YEAR.start, amount=part)
        for n, part in enumerate(parts)
    )
    paid = earned(plan_of(terms(body, head="trigger: paid\n")), sold, payments=money)
    assert paid.total == earned(plan_of(terms(body)), sold).total


@COUNT
@given(sales(), st.integers(1, 3_000))
def test_a_budget_is_never_passed(sold: list[CreditedLine], budget: int) -> None:
    body = f"  s: {{kind: rate, of: revenue, rate: 10 %, budget: {budget}}}"
    shared = [replace(s, person=("ana", "ben")[n % 2]) for n, s in enumerate(sold)]
    plan = plan_of(terms(body))
    totals = [earned(plan, shared, person=person).total for person in ("ana", "ben")]
    without = [
        earned(plan_of(terms("  s: {kind: rate, of: revenue, rate: 10 %}")), shared, person=p).total
        for p in ("ana", "ben")
    ]
    assert sum(totals) == min(budget * ONE, sum(without))


@COUNT
@given(sales(), st.integers(1, 3_000), st.sampled_from(MODES), st.integers(0, 90))
def test_of_a_budget_everything_that_comes_back_leaves_nobody_anything(
    sold: list[CreditedLine], budget: int, mode: ReturnMode, later: int
) -> None:
    """Whoever had all of a line, a part of it or nothing; in two parts, in any order."""
    assume(len({s.key for s in sold}) == len(sold))
    body = f"  s: {{kind: rate, of: revenue, rate: 10 %, budget: {budget}}}"
    plan = plan_of(terms(body, head=f"returns: {{mode: {mode}}}\n"))
    shared = [replace(s, person=("ana", "ben")[n % 2]) for n, s in enumerate(sold)]
    back = [
        replace(one, sale=f"Z{n}-{one.sale}", person=s.person)
        for n, s in enumerate(shared) for one in in_parts(s, 1, later)
    ]  # fmt: skip
    for person in ("ana", "ben"):
        assert earned(plan, [*shared, *back], person=person).total == 0


@COUNT
@given(plans(), sales())
def test_nothing_earns_twice(text: str, sold: list[CreditedLine]) -> None:
    """Each line of a sale has at most one line of each term that earns by line."""
    result = earned(usable(text), sold)
    names = [(x.term, x.sale, x.line) for x in result.lines if x.kind == "earned"]
    assert len(names) == len(set(names))
