# ruff: noqa: E501 (a term of a plan is one line)
"""What takes everything leaves no coin, whatever a multiplier before it made of it: by hand, and
whatever was sold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.facts import CreditedLine, Facts, ScoreFact
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import JANUARY, ONE, line, plan_of

ROUNDINGS = ("half_up", "half_even", "toward_zero")
QUARTER = Window(date(2026, 1, 1), date(2026, 3, 31))
MONTHS = (
    JANUARY,
    Window(date(2026, 2, 1), date(2026, 2, 28)),
    Window(date(2026, 3, 1), QUARTER.end),
)
GATE = "kind: gate, requires: [{of: nps, at_least: 80 %}]"
CENTAVO = ONE // 100


def times(by: str, more: str = "") -> str:
    """A multiplier of all that is scored below 90 %."""
    return f"kind: multiplier, of: nps, rows: [{{from: 0 %, times: {by}}}, {{from: 90 %, times: 1}}]{more}"


def a_plan(*changes: str, rounding: str = "half_up", returns: str = "net") -> Plan:
    """10 % of what is sold and 1.01 a piece, and what changes that."""
    said = "\n".join(f"  t{n}: {{{one}}}" for n, one in enumerate(changes))
    return plan_of(
        f"name: x\ncurrency: PHP\nreturns: {{mode: {returns}}}\n"
        "measures:\n  revenue: {of: amount}\n  pieces: {of: quantity}\n  nps: {entered: rate}\n"
        "terms:\n  c: {kind: rate, of: revenue, rate: 10 %}\n"
        f"  e: {{kind: each, of: pieces, each: 1.01}}\n{said}\nsettings: {{rounding: {rounding}}}\n"
    )


def facts(lines: list[CreditedLine], value: str = "1/2") -> Facts:
    """With a score for every month and the quarter."""
    scores = tuple(
        ScoreFact(person="ana", measure="nps", window=window, value=Fraction(value))
        for window in (*MONTHS, QUARTER)
    )
    return Facts(person="ana", lines=tuple(lines), scores=scores)


def sold(name: str, month: int, amount: int, pieces: int = 0) -> CreditedLine:
    """A sale, of ten-thousandths."""
    return line(name, date(2026, month, 10), amount, quantity=pieces * ONE)


@pytest.mark.parametrize(
    ("amount", "by", "rounding", "lines"),
    [
        # 100.03 x 0.8 is 80.024: of -20.006 are posted -20.00, and 80.03 are left
        (1000_3000, "0.8", "toward_zero", [10003, -2000, -8003]),
        (1000_3000, "0.8", "half_up", [10003, -2001, -8002]),
        # 100.02 x 0.75 is 75.015
        (1000_2000, "0.75", "half_up", [10002, -2501, -7501]),
        (1000_2000, "0.75", "half_even", [10002, -2500, -7502]),
        (1000_2000, "0.75", "toward_zero", [10002, -2500, -7502]),
        (-1000_2000, "0.75", "half_up", [-10002, 2501, 7501]),
        (1000_0000, "0.75", "half_up", [10000, -2500, -7500]),
    ],
)
def test_a_missed_gate_takes_what_is_left_in_coins(
    amount: int, by: str, rounding: str, lines: list[int]
) -> None:
    plan, known = a_plan(times(by), GATE, rounding=rounding), facts([sold("A", 1, amount)])
    found = interpret(plan, known, JANUARY)
    assert [x.amount // CENTAVO for x in found.lines if x.term in ("c", "t0", "t1")] == lines
    assert differences(plan, [known], JANUARY) == []


def test_what_is_posted_by_a_multiplier_alone_or_before_a_gate_that_is_met_is_what_it_was() -> None:
    known = facts([sold("A", 1, 1000_2000)], "0.85")
    for changes in ((times("0.75"),), (times("0.75"), GATE), (times("0.5"), times("0.75"), GATE)):
        plan = a_plan(*changes)
        found = interpret(plan, known, JANUARY)
        alone = found.lines[-1 if len(changes) == 1 else -2]
        assert found.lines[-1].amount == 0 or len(changes) == 1
        # 100.02 x -0.25, or 50.01 x -0.25
        assert alone.amount // CENTAVO == (-2501 if len(changes) < 3 else -1250)
        assert differences(plan, [known], JANUARY) == []


@pytest.mark.parametrize("rounding", ROUNDINGS)
@pytest.mark.parametrize(
    ("first", "second"), [("", ""), (", on: c", ""), (", on: e", ""), (", on: c", ", on: e")]
)
def test_both_readings_take_all_of_each_term(rounding: str, first: str, second: str) -> None:
    plan = a_plan(
        times("0.73", first), times("1/3", second), GATE + ", on: c", GATE, rounding=rounding
    )
    lines = [sold("A", 1, 333_3300, 7), sold("B", 2, 77_7700, 3), sold("C", 3, 1_1100, 1)]
    lines.append(line("R", date(2026, 3, 20), -11_1100, quantity=-2 * ONE, returns=("A", 1)))
    known = facts(lines)
    assert differences(plan, [known], QUARTER) == []
    assert all(settled.earned == 0 for settled in interpret(plan, known, QUARTER).settled)


AMOUNTS = st.tuples(st.integers(1, 3), st.integers(-90_000, 90_000), st.integers(0, 20))
WINDOWS = ("month", "quarter")


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(AMOUNTS, min_size=1, max_size=6), st.sampled_from(ROUNDINGS),
    st.sampled_from(["net", "original_rate", "recompute"]),
    st.sampled_from(list(product(("0.37", "0.75", "1/3", "1.15"), WINDOWS, ("", ", on: c")))),
    st.sampled_from(WINDOWS), st.sampled_from(list(product(WINDOWS, ("", ", on: c")))),
)  # fmt: skip
def test_nothing_is_paid_where_every_gate_is_missed(
    amounts: list[tuple[int, int, int]], rounding: str, returns: str,
    one: tuple[str, str, str], two: str, three: tuple[str, str],
) -> None:  # fmt: skip
    """Months under multipliers of quarters, quarters under those of months, and several gates."""
    plan = a_plan(
        times(one[0], f", window: {one[1]}{one[2]}"), f"{GATE}, window: {three[0]}{three[1]}",
        times("0.66", f", window: {two}"), f"{GATE}, window: {two}", rounding=rounding, returns=returns,
    )  # fmt: skip
    lines = [sold(f"S{n}", m, a * CENTAVO, p) for n, (m, a, p) in enumerate(amounts)]
    first = lines[0]
    lines.append(line("R", date(2026, 3, 20), -first.amount // 3, returns=first.key))
    assert interpret(plan, facts(lines), QUARTER).total == 0
