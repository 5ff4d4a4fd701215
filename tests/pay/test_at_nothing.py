"""What curves, ladders and rows say at nothing and below it, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.pay.made import ONE, earned, line, plan_of

HEAD = (
    "name: x\ncurrency: PHP\nmeasures:\n  revenue: {of: amount}\n  pieces: {of: quantity}\n"
    "terms:\n  t: "
)
CURVE = (
    "{kind: curve, of: revenue, in: money, target: 1000, "
    "points: [{at: 0, pays: 20 %}, {at: 1000, pays: 100 %}]}"
)
STEPS = (
    "{kind: tiers, of: revenue, pays: step, "
    "tiers: [{from: 0, amount: 50}, {from: 100, amount: 80}]}"
)
LINES = STEPS.replace("step", "interpolated")


@pytest.mark.parametrize(
    ("term", "sold", "due"),
    [
        (CURVE, [1000], [1000]),
        (CURVE, [500, 500], [600, 400]),
        (CURVE, [1000, -1000], [1000, -1000]),  # nothing is kept
        (CURVE, [1000, -1001], [1000, -1000]),
        (CURVE, [-1, 1, 50], [0, 0, 240]),
        (CURVE, [0, 50], [0, 240]),
        (STEPS, ["0.01"], [50]),
        (STEPS, ["99.99", "0.01"], [50, 30]),
        (STEPS, [99, 1, -100], [50, 30, -80]),
        (STEPS, [-1], [0]),
        (LINES, [50], [65]),
        (LINES, [100, -50], [80, -15]),
        (LINES, [-1], [0]),
    ],
)
def test_what_a_table_says_at_nothing_comes_with_the_first_sale(
    term: str, sold: list[int | str], due: list[int]
) -> None:
    lines = [
        line(f"S{n}", date(2026, 1, 5 + n), int(Fraction(value) * ONE))
        for n, value in enumerate(sold)
    ]
    found = earned(plan_of(HEAD + term + "\n"), lines)
    assert [one.amount for one in found.lines] == [n * ONE for n in due]


@pytest.mark.parametrize("edge", ["upper", "lower"])
@pytest.mark.parametrize(
    ("first", "sold", "times"),
    [
        (0, -1, "0"),
        (0, 0, "0.5"),  # a first one from 0 is reached by nothing itself
        (0, 1, "0.5"),
        (1, 0, "0"),
        (1, 2, "0.5"),
        (0, 11, "2"),
    ],
)
def test_a_multipliers_rows_are_nothing_below_the_first(
    edge: str, first: int, sold: int, times: str
) -> None:
    rows = f"[{{from: {first}, times: 0.5}}, {{from: 10, times: 2}}]"
    text = (
        HEAD + "{kind: each, of: pieces, each: 10}\n  m: {kind: multiplier, of: revenue, "
        f"in: money, rows: {rows}}}\nsettings: {{edge: {edge}}}\n"
    )
    lines = [line("S", date(2026, 1, 5), sold * ONE, quantity=5 * ONE)]
    found = earned(plan_of(text), lines)
    assert found.settled[0].paid == 50 * Fraction(times) * ONE
