"""Random plans and facts, for laws that must hold of all of them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from husay.pay.facts import CreditedLine
from tests.pay.made import ONE, line

FIRST = date(2026, 1, 1)

rates = st.sampled_from(["1 %", "3.333 %", "5 %", "7/300", "12.5 %", "100 %"])
amounts = st.integers(min_value=1, max_value=2_000_000).map(lambda n: n * 100 + 37)
days = st.integers(min_value=0, max_value=180).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def sales(draw: st.DrawFn, most: int = 8) -> list[CreditedLine]:
    """Sales of ana's over half a year."""
    count = draw(st.integers(min_value=1, max_value=most))
    return [
        line(f"S{number}", draw(days), draw(amounts), line=draw(st.integers(1, 3)), quantity=ONE)
        for number in range(count)
    ]


@st.composite
def returns(draw: st.DrawFn, of: list[CreditedLine]) -> list[CreditedLine]:
    """Returns of some of the sales, in parts, some days later."""
    found = []
    for number, sold in enumerate(of):
        if draw(st.booleans()):
            later = sold.day + timedelta(days=draw(st.integers(0, 120)))
            amount = draw(st.integers(min_value=1, max_value=sold.amount))
            found.append(
                line(f"R{number}", later, -amount, quantity=0, returns=sold.key, kind="return")
            )
    return found


@st.composite
def tier_rows(draw: st.DrawFn, *, rising: bool = False, percent: bool = False) -> str:
    """A table of tiers from nothing."""
    count = draw(st.integers(min_value=1, max_value=4))
    steps = draw(st.lists(st.integers(1, 90), min_size=count, max_size=count, unique=True))
    starts = [0, *sorted(steps)[1:]]
    paid = draw(st.lists(st.integers(0, 20), min_size=count, max_size=count))
    paid = sorted(paid) if rising else paid
    sign = " %" if percent else ""
    return ", ".join(
        f"{{from: {start if percent else start * 100}{sign}, rate: {rate} %}}"
        for start, rate in zip(starts, paid, strict=True)
    )


@st.composite
def one_term(draw: st.DrawFn) -> str:
    """A term that earns by line, without a cliff unless `whole`."""
    kind = draw(st.sampled_from(["rate", "marginal", "whole", "interpolated", "order", "each"]))
    if kind == "rate":
        return f"{{kind: rate, of: revenue, rate: {draw(rates)}}}"
    if kind == "each":
        return "{kind: each, of: units, each: 12.345}"
    window = draw(st.sampled_from(["period", "quarter", "year"]))
    rows = draw(tier_rows())
    if kind == "order":
        return f"{{kind: tiers, of: revenue, reads: order, tiers: [{rows}]}}"
    return f"{{kind: tiers, of: revenue, window: {window}, pays: {kind}, tiers: [{rows}]}}"


modes = st.sampled_from(
    ["net", "original_rate", "original_rate, moves_attainment: yes", "recompute"]
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan of one to three terms, perhaps with a cap, a bonus or a gate on top."""
    count = draw(st.integers(min_value=1, max_value=3))
    body = [f"  t{number}: {draw(one_term())}" for number in range(count)]
    if draw(st.booleans()):
        most, excess = draw(st.integers(1, 500)), draw(st.sampled_from(["lost", "carried"]))
        body.append(f"  top: {{kind: cap, most: {most}, excess: {excess}}}")
    if draw(st.booleans()):
        body.append("  b: {kind: bonus, of: revenue, at: 5000, amount: 77.77, window: quarter}")
    if draw(st.booleans()):
        needs = f"requires: [{{of: revenue, at_least: {draw(st.integers(1, 9000))}}}]"
        body.append(f"  g: {{kind: gate, {needs}, window: quarter}}")
    rounding = draw(st.sampled_from(["half_up", "half_even", "toward_zero"]))
    rounds = draw(st.sampled_from(["line", "period"]))
    unique = "\n".join(body)
    return (
        "name: x\ncurrency: PHP\nmeasures:\n  revenue: {of: amount}\n  units: {of: quantity}\n"
        f"terms:\n{unique}\nreturns: {{mode: {draw(modes)}}}\n"
        f"settings: {{rounding: {rounding}, rounds: {rounds}}}\n"
    )
