"""Caps as SQL: several behind each other as the interpreter has them, and what is left to it."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.facts import CreditedLine, Facts
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, line, plan_of, terms

QUARTER = Window(date(2026, 1, 1), date(2026, 3, 31))
SOLD = (
    line("A", date(2026, 1, 5), 2_000 * ONE),
    line("B", date(2026, 1, 6), 3_000 * ONE),
    line("C", date(2026, 2, 6), 900 * ONE),
    line("D", date(2026, 3, 6), 100 * ONE),
)
BACK = (line("CN", date(2026, 2, 4), -2_000 * ONE, returns=("A", 1)),)
TEN = (
    "  commission: {kind: rate, of: revenue, rate: 10 %}\n  spiff: {kind: each, of: units, each: 1}"
)
DEAL = "  deal: {kind: cap, most: 100, per: transaction}"
MONTH = "  month: {kind: cap, most: 150}"
CARRIED = "  carry: {kind: cap, most: 120, excess: carried}"
ALSO = "  also: {kind: cap, most: 60, excess: carried}"
ALL = "  all: {kind: cap, most: 250, per: plan}"
FLOORS = "  least: {kind: floor, least: 70}\n  more: {kind: floor, least: 80}"
LAST = "  last: {kind: cap, most: 75}"


def of(body: list[str], returns: str, sales: tuple[CreditedLine, ...]) -> list[str] | str:
    plan = plan_of(terms("\n".join(body), head=f"returns: {{mode: {returns}}}\n"))
    return differences(plan, [Facts(person="ana", lines=sales)], QUARTER)


@pytest.mark.parametrize(
    "body",
    [
        [DEAL, MONTH], [DEAL, MONTH, ALL], [CARRIED, ALSO], [CARRIED, ALSO, DEAL, ALL],
        [FLOORS, LAST], [ALL, CARRIED, FLOORS, LAST],
    ],
)  # fmt: skip
def test_caps_behind_caps_are_the_interpreters(body: list[str]) -> None:
    assert of([TEN, *body], "net", SOLD) == []


@pytest.mark.parametrize("body", [[DEAL, ALL], [DEAL, CARRIED], [CARRIED, ALSO, ALL]])
def test_caps_behind_caps_are_the_interpreters_with_what_comes_back(body: list[str]) -> None:
    assert of([TEN, *body], "original_rate", SOLD + BACK) == []


@pytest.mark.parametrize("mode", ["percentage, percentage: 50 %", "pro_rata, served_days: 90"])
def test_a_deals_cap_is_left_to_the_interpreter_where_a_part_is_taken_back(mode: str) -> None:
    told = of([TEN, DEAL], mode, SOLD + BACK)
    assert told == "deal: a cap of transactions of which a part is taken back"
    assert of([TEN, DEAL], mode, SOLD) == []


def test_a_carried_cap_is_left_to_the_interpreter_where_periods_are_worked_out_again() -> None:
    told = of([TEN, CARRIED], "recompute", SOLD + BACK)
    assert told == "carry: a carried cap of periods that are worked out again"
    assert of([TEN, CARRIED], "recompute", SOLD) == []


def test_a_deals_cap_is_left_to_the_interpreter_for_whom_something_comes_back_of() -> None:
    """Where windows are worked out again: what comes back deals the cap anew over other lines."""
    told = of([TEN, DEAL], "recompute", SOLD + BACK)
    assert told == "facts: a cap of transactions of windows that are worked out again"
    assert of([TEN, DEAL], "recompute", SOLD) == []
    assert of([TEN, ALL], "recompute", SOLD + BACK) == []


GATE = "  g: {kind: gate, requires: [{of: units, at_least: 2}]}"
HALF = "  m: {kind: multiplier, of: revenue, in: money, rows: [{from: 0, times: 1}, {from: 400, times: 0.5}]}"  # noqa: E501


@pytest.mark.parametrize("body", [[GATE, MONTH], [HALF, MONTH], [HALF, CARRIED], [GATE, FLOORS]])
def test_caps_after_gates_and_multipliers_of_the_pay_period_are_the_interpreters(
    body: list[str],
) -> None:
    assert of([TEN, *body], "net", SOLD) == []


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ([GATE, DEAL], "a cap of transactions after gates or multipliers"),
        ([HALF, CARRIED, ALL], "several caps after gates or multipliers"),
        ([HALF, DEAL], "a cap of transactions after gates or multipliers"),
        ([GATE.replace("gate,", "gate, window: quarter,"), MONTH],
         "a cap of a period after gates or multipliers of others"),
        ([HALF, MONTH.replace("cap,", "cap, on: commission,")],
         "a cap or a floor on some of what is gated or multiplied"),
        ([GATE, "  low: {kind: floor, on: commission, least: 9}"],
         "a cap or a floor on some of what is gated or multiplied"),
    ],
)  # fmt: skip
def test_what_has_to_be_known_line_by_line_of_them_is_left_to_the_interpreter(
    body: list[str], why: str
) -> None:
    found = of([TEN, *body], "net", SOLD)
    assert isinstance(found, str)
    assert why in found
