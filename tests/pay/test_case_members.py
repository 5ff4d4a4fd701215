"""In a case, who is named and has no row among `members` has the plan all the time: in pools and
contests alike for all whose pay is asked for. Shares worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from husay.pay.cases.check import Checked, check_texts

POOL = """\
name: A pool and a prize
currency: PHP
period: month
parameters: {aim: {unit: money, default: 1}}
measures: {revenue: {of: amount}, calls: {entered: count}}
terms:
  pool: {kind: pool, amount: 100}
"""
CONTEST = POOL.replace("pool: {kind: pool, amount: 100}", "prize: {kind: contest, of: revenue, "
                       "prizes: [100, 50]}")  # fmt: skip
HEAD = "cases:\n  - case: c\n    seller: ana\n    from: 2026-01-01\n    to: 2026-01-31\n"
SALE = "    sales: [{sale: A, date: 2026-01-10, amount: 500, seller: ana}]\n"


def checked(plan: str, *rows: str, sales: str = SALE) -> Checked:
    found = check_texts(plan, HEAD + sales + "".join(f"    {row}\n" for row in rows))
    assert [p for p in found.problems if p.severity == "error"] == []
    return found


def wrong(plan: str, *rows: str, sales: str = SALE) -> list[object]:
    found = checked(plan, *rows, sales=sales)
    return [problem for result in found.results for problem in result.problems]


@pytest.mark.parametrize(
    "row",
    [
        "sales: [{sale: A, date: 2026-01-10, amount: 5, seller: ben}]",
        "sales: [{sale: A, date: 2026-01-10, amount: 5, credits: {ana: 40 %, ben: 60 %}}]",
        "goals: [{seller: ben, measure: revenue, from: 2026-01-01, to: 2026-01-31, value: 5}]",
        "parameters: [{seller: ben, name: aim, value: 5}]",
        "scores: [{seller: ben, measure: calls, from: 2026-01-01, to: 2026-01-31, value: 5}]",
        "advances: [{seller: ben, date: 2026-01-10, amount: 5}]",
        "team: [{seller: ben, reports_to: cara}]",
    ],
)
def test_whoever_is_named_as_a_seller_has_half_of_the_pool(row: str) -> None:
    sales = "" if row.startswith("sales") else SALE
    assert wrong(POOL, row, "expect: {total: 50}", sales=sales) == []
    also = "also: {ben: {total: 50}}"
    assert wrong(POOL, row, "expect: {total: 50}", also, sales=sales) == []


def test_who_is_asked_shares_and_who_only_leads_does_not() -> None:
    assert wrong(POOL, "expect: {total: 50}", "also: {ben: {total: 50}}") == []
    assert wrong(POOL, "team: [{seller: ana, reports_to: cara}]", "expect: {total: 100}") == []
    led = "team: [{seller: ana, reports_to: cara}, {seller: cara, reports_to: dan}]"
    assert wrong(POOL, led, "expect: {total: 50}") == []


def test_a_row_says_when_and_nobody_else_is_left_out_for_it() -> None:
    """Ben came in February; dan, whom no row names, is there: 100 are shared by ana and dan."""
    members = "members: [{seller: ana}, {seller: ben, from: 2026-02-01}]"
    sales = SALE.replace("}]", "}, {sale: D, date: 2026-01-10, amount: 600, seller: dan}]")
    also = "also: {dan: {total: 50}, ben: {total: 0}}"
    assert wrong(POOL, members, "expect: {total: 50}", also, sales=sales) == []
    also = "also: {dan: {total: 100}}"
    assert wrong(CONTEST, "expect: {total: 50}", also, sales=sales) == []


def test_where_nobody_asks_who_has_the_plan_members_are_those_who_have_rows() -> None:
    plan = POOL.replace("kind: pool, amount: 100", "kind: bonus, of: revenue, at: 1, amount: 5")
    facts = checked(plan, "expect: {total: 5}").results[0].case.facts
    assert facts.members == ()
    members = checked(POOL, "expect: {total: 100}").results[0].case.facts.members
    assert [(one.person, one.window.end) for one in members] == [("ana", date(9999, 12, 30))]
