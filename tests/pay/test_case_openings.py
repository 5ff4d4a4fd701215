"""In a case, an opening is of the seller whom it names, of the case's own where it names none; who
has none starts from nothing. Pay worked out by hand."""

from __future__ import annotations

import pytest

from husay.pay.cases.check import Checked, check_texts

PLAN = "name: p\ncurrency: PHP\nperiod: month\nmeasures: {revenue: {of: amount}}\nterms:\n"
TIERS = (
    "  c: {kind: tiers, of: revenue, window: quarter, "
    "tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: 10 %}]}\n"
)
DRAW = (
    "  c: {kind: rate, of: revenue, rate: 10 %}\n"
    "  d: {kind: draw, style: recoverable, amount: 100, keeps_draw: no}\n"
)
CONTEST = "  x: {kind: contest, of: revenue, prizes: [100, 50], window: quarter}\n"
BUDGET = "  s: {kind: rate, of: revenue, rate: 10 %, budget: 100}\nreturns: {mode: original_rate}\n"
BOTH = (
    "    sales: [{sale: A, date: 2026-02-05, amount: 100, seller: ana}, "
    "{sale: B, date: 2026-02-05, amount: 100, seller: ben}]\n"
)


def checked(terms: str, first: str, last: str, rows: str) -> Checked:
    head = f"cases:\n  - case: c\n    seller: ana\n    from: {first}\n    to: {last}\n"
    return check_texts(PLAN + terms, head + rows)


def attained(value: int, seller: str = "") -> str:
    named = f"seller: {seller}, " if seller else ""
    return (
        f"{{{named}date: 2026-02-01, "
        f"attained: [{{measure: revenue, from: 2026-01-01, value: {value}}}]}}"
    )


@pytest.mark.parametrize(
    ("opening", "ana", "ben"),
    [
        (attained(1000), 10, 5),  # ana is above 1,000 and ben is not
        (attained(1000, "ana"), 10, 5),
        (attained(1000, "ben"), 5, 10),
        (f"[{attained(1000)}, {attained(950, 'ben')}]", 10, "7.50"),
        (f"[{attained(1000)}, {attained(1000, 'ben')}]", 10, 10),
    ],
)
def test_what_a_window_had_is_only_its_sellers(opening: str, ana: object, ben: object) -> None:
    rows = f"{BOTH}    opening: {opening}\n    expect: {{total: {ana}}}\n"
    rows += f"    also: {{ben: {{total: {ben}}}}}\n"
    assert checked(TIERS, "2026-02-01", "2026-02-28", rows).usable


def test_what_somebody_owes_is_not_owed_by_others() -> None:
    """Both earn 200; ana owes 300, of which that recovers 200."""
    sales = BOTH.replace("2026-02-05, amount: 100", "2026-07-05, amount: 2000")
    rows = (
        f"{sales}    opening: {{date: 2026-07-01, owed: 300}}\n"
        "    expect: {paid: [0], owed: [100]}\n    also: {ben: {paid: [200], owed: [0]}}\n"
    )
    assert checked(DRAW, "2026-07-01", "2026-07-31", rows).usable


def test_a_contest_counts_what_its_seller_had() -> None:
    rows = (
        "    sales: [{sale: B, date: 2026-02-05, amount: 300, seller: ben}]\n"
        f"    opening: {attained(700)}\n"
        "    expect: {paid: [0, 100]}\n    also: {ben: {paid: [0, 50]}}\n"
    )
    assert checked(CONTEST, "2026-02-01", "2026-03-31", rows).usable


def test_who_is_named_by_an_opening_alone_takes_part() -> None:
    rows = (
        "    sales: [{sale: A, date: 2026-02-05, amount: 300, seller: ana}]\n"
        f"    opening: {attained(700, 'ben')}\n    expect: {{paid: [0, 50]}}\n"
    )
    assert checked(CONTEST, "2026-02-01", "2026-03-31", rows).usable


def test_a_budget_that_one_used_comes_back_of_that_one_and_is_free_for_another() -> None:
    """70 of 100 are used; ana has 20 of July, 10 come back in August, and ben has the last 20."""
    rows = (
        "    opening: {date: 2026-07-01, earned: [{term: s, sale: M, date: 2026-05-05, "
        "amount: 70, value: 700}]}\n    sales:\n"
        "      - {sale: A, date: 2026-07-05, amount: 200, seller: ana}\n"
        "      - {sale: B, date: 2026-08-06, amount: 400, seller: ben}\n"
        "      - {sale: CN, date: 2026-08-01, amount: -100, seller: ana, returns: M}\n"
        "    expect: {paid: [20, -10]}\n    also: {ben: {paid: [0, 20]}}\n"
    )
    assert checked(BUDGET, "2026-07-01", "2026-08-31", rows).usable


@pytest.mark.parametrize("second", ["", "ana"])
def test_two_openings_of_one_seller_are_a_mistake(second: str) -> None:
    rows = f"{BOTH}    opening: [{attained(1)}, {attained(2, second)}]\n    expect: {{total: 5}}\n"
    found = checked(TIERS, "2026-02-01", "2026-02-28", rows)
    assert [(p.code, p.value) for p in found.problems] == [("case-opening-twice", "ana")]
