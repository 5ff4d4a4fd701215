"""Tiers of what is entered by hand that pay on another measure: one line a window, at the rate that
was reached. Amounts worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from husay.basics.period import Window
from husay.pay.document.plan import Plan
from husay.pay.facts import CreditedLine, Facts, Opening, Payment, ScoreFact
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, codes, earned, line, plan_of

FIRST = date(2026, 1, 1)
TWO = "tiers: [{from: 0 %, rate: 2 %}, {from: 85 %, rate: 4 %}]"
AGAIN = "returns: {mode: recompute}\n"
TERM = f"{{kind: tiers, of: csat, pays_on: revenue, pays: whole, {TWO}}}"


def text(term: str = TERM, rest: str = "", head: str = "") -> str:
    sold = "revenue: {of: amount}, pieces: {of: quantity}"
    measures = f"{{{sold}, csat: {{entered: rate}}, points: {{entered: count}}}}"
    return f"name: x\ncurrency: PHP\n{head}measures: {measures}\nterms:\n  c: {term}\n{rest}"


def plan(term: str = TERM, rest: str = "", head: str = "") -> Plan:
    return plan_of(text(term, rest, head))


def month(number: int, last: int | None = None) -> Window:
    until = last or number
    end = date(2026 + until // 12, until % 12 + 1, 1) - timedelta(1)
    return Window(date(2026, number, 1), end)


def scores(*of: str, measure: str = "csat") -> tuple[ScoreFact, ...]:
    """What was entered for January, February and so on."""
    return tuple(
        ScoreFact(person="ana", measure=measure, window=month(n), value=Fraction(one), evidence="")
        for n, one in enumerate(of, start=1)
    )


def sale(name: str, at: int, amount: int, day: int = 5, **other: Any) -> CreditedLine:
    return line(name, date(2026, at, day), amount * ONE, **other)


def back(name: str, of: str, at: int, amount: int, day: int = 10) -> CreditedLine:
    return line(name, date(2026, at, day), -amount * ONE, returns=(of, 1))


def paid(of: Plan, *lines: CreditedLine, to: int, **facts: Any) -> list[Fraction]:
    found = earned(of, lines, month(1, to), **facts)
    assert not found.problems
    return [Fraction(one.paid, ONE) for one in found.settled]


@pytest.mark.parametrize(("score", "pays"), [("0.8499", 20), ("0.85", 40), ("0.8501", 40)])
def test_just_under_at_and_over_the_edge(score: str, pays: int) -> None:
    assert paid(plan(), sale("A", 1, 1000), to=1, scores=scores(score)) == [pays]


def test_with_the_lower_edge_the_score_on_it_is_below() -> None:
    of = plan(TERM.replace("pays: whole", "pays: whole, edge: lower"))
    assert paid(of, sale("A", 1, 1000), to=1, scores=scores("0.85")) == [20]


def test_on_a_straight_line_between_rates() -> None:
    """Half way from 2 % at nothing to 4 % at 85 %."""
    of = plan(TERM.replace("whole", "interpolated"))
    assert paid(of, sale("A", 1, 1000), to=1, scores=scores("0.425")) == [30]


def test_an_amount_for_each_piece_by_points() -> None:
    of = plan(
        "{kind: tiers, of: points, pays_on: pieces, pays: whole, "
        "tiers: [{from: 10, each: 3}, {from: 20, each: 5}]}"
    )
    lines = sale("A", 1, 1, quantity=7 * ONE), sale("B", 2, 1, quantity=7 * ONE)
    assert paid(of, *lines, to=2, scores=scores("9", "20", measure="points")) == [0, 35]


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_what_comes_back_is_taken_off_its_own_window_at_its_rate(mode: str) -> None:
    """B was sold at 4 %; half comes back at once, half in March, when 2 % are paid."""
    of = plan(rest=f"returns: {{mode: {mode}}}\n")
    lines = sale("A", 1, 1000), sale("B", 2, 1000), sale("C", 3, 100)
    gone = back("C1", "B", 2, 500), back("C2", "B", 3, 500)
    entered = scores("0.5", "0.9", "0")
    assert paid(of, *lines, *gone, to=3, scores=entered) == [20, 20, 2 - 20]


def test_later_than_so_many_days_nothing_is_taken_back() -> None:
    of = plan(rest="returns: {days: 30}\n")
    lines = sale("A", 1, 1000), back("C1", "A", 2, 300, day=4), back("C2", "A", 2, 300, day=5)
    assert paid(of, *lines, to=2, scores=scores("0.9", "0")) == [40, -12]


def test_a_condition_and_days_are_of_the_lines_that_are_paid_on() -> None:
    of = plan(TERM[:-1] + ", where: amount >= 500, from: 2026-01-10, to: 2026-01-20}")
    lines = (
        sale("A", 1, 1000, day=9), sale("B", 1, 1000, day=10), sale("C", 1, 499, day=10),
        sale("D", 1, 500, day=20), sale("E", 1, 1000, day=21),
    )  # fmt: skip
    assert paid(of, *lines, to=1, scores=scores("0.9")) == [60]


def test_it_may_stand_instead_of_another_term_for_some_lines() -> None:
    """Of A and B, B is of 500 or more: 4 % of it, and 10 % of A."""
    special = TERM[:-1] + ", where: amount >= 500, instead_of: other}"
    of = plan(special, "  other: {kind: rate, of: revenue, rate: 10 %}\n")
    lines = sale("A", 1, 499), sale("B", 1, 500)
    assert paid(of, *lines, to=1, scores=scores("0.9")) == [Fraction("49.9") + 20]


def test_shares_of_pay_are_shares_of_what_is_paid_on() -> None:
    of = plan(rest="settings: {split: of_pay}\n")
    half = sale("A", 1, 1000, shares=(5_000, 5_000))
    ben = sale("A", 1, 1000, shares=(5_000, 5_000), place=1, person="ben")
    assert paid(of, half, ben, sale("B", 1, 100), to=1, scores=scores("0.9")) == [24]


def test_what_was_received_counts_when_it_is_and_a_bounced_cheque_at_its_own_rate() -> None:
    of = plan(head="trigger: paid\n")
    money = tuple(
        Payment(payment=name, sale="A", day=date(2026, at, 9), amount=amount * ONE, reverses=bad)
        for name, at, amount, bad in (("P1", 1, 400, None), ("P2", 2, 600, None),
                                      ("X", 3, -400, "P1"))
    )  # fmt: skip
    entered = scores("0.9", "0", "0")
    assert paid(of, sale("A", 1, 1000), to=3, payments=money, scores=entered) == [16, 12, -16]


def test_a_quarter_is_known_when_it_ends_and_shown_before() -> None:
    of = plan(TERM.replace("pays: whole", "pays: whole, window: quarter"))
    quarter = ScoreFact(person="ana", measure="csat", window=month(1, 3), value=Fraction(9, 10),
                        evidence="")  # fmt: skip
    lines = sale("A", 1, 1000), sale("B", 3, 500)
    assert paid(of, *lines, to=3, scores=(quarter,)) == [0, 0, 60]
    shown = earned(of, lines, month(1, 2), scores=(quarter,)).lines
    assert [(x.provisional, x.amount) for x in shown] == [(True, 40 * ONE)]


def test_without_a_score_it_is_a_problem() -> None:
    found = earned(plan(), [sale("A", 1, 1000)], month(1))
    assert [problem.code for problem in found.problems] == ["pay-no-score"]


def test_what_an_opening_attained_in_an_open_window_is_paid_on_and_before_it_nothing_is_known() -> (
    None
):
    of = plan(TERM.replace("pays: whole", "pays: whole, window: quarter"))
    entered = tuple(
        ScoreFact(person="ana", measure="csat", window=month(n, n + 2), value=Fraction(9, 10),
                  evidence="")
        for n in (1, 4)
    )  # fmt: skip
    opening = Opening(day=date(2026, 2, 1), attained={("revenue", FIRST): 700 * ONE})
    lines = [sale("A", 3, 300)]
    found = earned(of, lines, Window(date(2026, 2, 1), date(2026, 3, 31)), scores=entered,
                   opening=opening)  # fmt: skip
    assert (found.total, found.problems) == (40 * ONE, ())
    opening = Opening(day=date(2026, 4, 1))
    lines = [sale("A", 3, 300), back("CN", "A", 4, 300), sale("B", 5, 100)]
    found = earned(of, lines, month(4, 6), scores=entered, opening=opening)
    assert [problem.code for problem in found.problems] == ["pay-return-unknown"]


def test_a_cap_and_a_multiplier_act_on_it() -> None:
    more = "  m: {kind: multiplier, of: csat}\n  top: {kind: cap, most: 30}\n" + AGAIN
    assert paid(plan(rest=more), sale("A", 1, 1000), to=1, scores=scores("0.9")) == [30]
    assert paid(plan(rest=more), sale("A", 1, 1000), to=1, scores=scores("0.5")) == [10]


def test_under_a_cap_what_comes_back_leaves_what_is_kept_under_it() -> None:
    """40 were capped at 30; of half of it 20 are kept, of nothing nothing. A carried cap had handed
    10 on to March."""
    capped = plan(rest="  top: {kind: cap, most: 30}\n" + AGAIN)
    carried = plan(rest="  top: {kind: cap, most: 30, excess: carried}\n")
    entered = scores("0", "0.9", "0")
    for amount, kept in ((500, 20), (1000, 0)):
        gone = sale("B", 2, 1000), back("C", "B", 3, amount)
        assert paid(capped, *gone, to=3, scores=entered) == [0, 30, kept - 30]
        assert sum(paid(carried, *gone, to=3, scores=entered)) == kept


def test_it_is_told_what_was_entered_what_it_pays_on_and_the_rate() -> None:
    found = earned(plan(), [sale("A", 1, 1000)], month(1), scores=scores("0.9"))
    (one,) = found.lines
    assert (one.kind, one.day, one.sale) == ("window", date(2026, 1, 31), None)
    known = {"value": 9_000, "paid_on": 1000 * ONE, "rate": Fraction(4, 100), "exact": 40 * ONE}
    assert (one.reason.code, dict(one.reason.values)) == ("entered", known)


def test_sql_leaves_it_by_name() -> None:
    facts = Facts(person="ana", lines=(sale("A", 1, 1000),), scores=scores("0.9"))
    said = "c: tiers of what is entered that pay on another measure"
    assert differences(plan(), [facts], month(1)) == said


@pytest.mark.parametrize(
    ("term", "rest", "code"),
    [
        (TERM.replace("pays_on: revenue, ", ""), "", "plan-rate-pays-on"),
        (TERM.replace(", pays: whole", ""), "", "plan-entered-pays"),
        (TERM.replace("whole", "marginal"), "", "plan-entered-pays"),
        (TERM, "returns: {mode: percentage, percentage: 50 %}\n", "plan-entered-returns"),
        (TERM, "returns: {mode: pro_rata, months: 12}\n", "plan-entered-returns"),
        (TERM, "returns: {mode: original_rate, instalments: 2}\n", "plan-entered-returns"),
        (TERM, "  top: {kind: cap, most: 5}\n", "plan-entered-capped"),
        (TERM.replace("pays: whole", "pays: whole, reads: order"), "", "plan-lines-of-entered"),
        (TERM.replace("pays: whole", "pays: whole, in: money"), "", "plan-edge-units"),
        (TERM.replace("pays: whole", "pays: whole, in: percent_of_goal"), "", "plan-edge-units"),
        (TERM.replace("85 %", "85"), "", "plan-edge-units"),
        (
            TERM.replace("whole", "interpolated").replace("rate:", "amount:").replace(" %}", "}"),
            "", "plan-step-pays-on",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(term: str, rest: str, code: str) -> None:
    assert code in codes(text(term, rest))


def test_caps_that_lose_nothing_of_it_go_with_any_returns() -> None:
    for cap in ("excess: carried", "per: plan", "per: transaction", "on: other"):
        other = "  other: {kind: rate, of: revenue, rate: 1 %}\n"
        assert codes(text(rest=other + f"  top: {{kind: cap, most: 5, {cap}}}\n")) == []


def test_said_with_in_or_without_it_is_the_same() -> None:
    assert codes(text(TERM.replace("pays: whole", "in: rate, pays: whole"))) == []
    assert codes(text()) == []
