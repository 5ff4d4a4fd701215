# ruff: noqa: E501 (a term of a plan is one line)
"""Laws of what changes pay: gates, multipliers, caps and floors, whatever was sold and came back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.facts import CreditedLine
from tests.pay.made import YEAR, earned, plan_of, terms
from tests.pay.random_plans import returns, sales, tier_rows

COUNT = settings(max_examples=50, derandomize=True, deadline=None)
GATES = st.integers(1, 300).map(lambda n: n * 100)


@COUNT
@given(tier_rows(), GATES, st.integers(1, 900), st.integers(1, 900), st.data())
def test_months_worked_out_again_pay_what_they_would_have_paid_at_once(
    rows: str, least: int, most: int, floor: int, data: st.DataObject
) -> None:
    """Under `recompute` it does not matter when something comes back: neither to a gate, nor to a
    multiplier, a cap or a guarantee."""
    body = (
        f"  t: {{kind: tiers, of: revenue, tiers: [{rows}]}}\n"
        f"  g: {{kind: gate, requires: [{{of: revenue, at_least: {least}}}]}}\n"
        f"  m: {{kind: multiplier, of: revenue, in: money, rows: [{{from: 0, times: 1}}, {{from: {2 * least}, times: 1.5}}]}}\n"
        f"  top: {{kind: cap, most: {most + floor}}}\n"
        f"  low: {{kind: floor, least: {floor}}}\n"
        "  more: {kind: floor, least: 20, to: 2026-03-31}"
    )
    plan = plan_of(terms(body, head="returns: {mode: recompute}\n"))
    sold = data.draw(sales())
    back = data.draw(returns(sold))
    days = {line.key: line.day for line in sold}
    at_once = [replace(x, day=days[x.returns]) for x in back if x.returns is not None]
    assert earned(plan, [*sold, *back]).total == earned(plan, [*sold, *at_once]).total


@COUNT
@given(tier_rows(), GATES, sales())
def test_each_month_under_a_gate_is_paid_as_it_earned_or_nothing(
    rows: str, least: int, sold: list[CreditedLine]
) -> None:
    """Of tiers over a year, too: what is paid of a month is all that it earned or nothing of it."""
    gate = f"  g: {{kind: gate, requires: [{{of: revenue, at_least: {least}}}]}}"
    term = f"  t: {{kind: tiers, of: revenue, window: year, tiers: [{rows}]}}\n"
    result = earned(plan_of(terms(term + gate)), sold)
    for settled in result.settled:
        inside = [line for line in result.lines if settled.window.contains(line.day)]
        all_of_it = sum(line.amount for line in inside if line.term == "t")
        met = sum(x.amount for x in sold if settled.window.contains(x.day)) >= least * 10_000
        assert settled.earned == (all_of_it if met else 0)


@COUNT
@given(tier_rows(rising=True), st.integers(1, 9), st.sampled_from(["month", "quarter"]), st.data())
def test_a_second_gate_withholds_nothing_of_what_the_first_withheld(
    rows: str, edge: int, window: str, data: st.DataObject
) -> None:
    term = (
        f"  t: {{kind: tiers, of: revenue, window: quarter, accelerates_from: {edge * 1000}, "
        f"tiers: [{rows}]}}\n"
    )
    never = f"requires: [{{of: units, at_least: 999}}], window: {window}"
    more, all_ = f"{{kind: gate, {never}, withholds: accelerator}}", f"{{kind: gate, {never}}}"
    sold = data.draw(sales())
    lines = [*sold, *data.draw(returns(sold))]

    def total(*gates: str) -> int:
        said = "\n".join(f"  g{n}: {gate}" for n, gate in enumerate(gates))
        return earned(plan_of(terms(term + said)), lines, YEAR).total

    assert total(more, more) == total(more)
    assert total(more, more, more) == total(more)
    assert total(all_, more) == total(all_) == total(more, all_) == total(all_, all_) == 0
