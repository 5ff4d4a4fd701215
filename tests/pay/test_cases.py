"""A file of cases: what is wrong with it, and how a case that does not come out is told."""

from __future__ import annotations

import pytest

from husay.pay.cases.check import Checked, check_texts
from tests.pay.made import terms

PLAN = terms("  c: {kind: rate, of: revenue, rate: 10 %}")


def check(body: str) -> Checked:
    return check_texts(
        PLAN, f"cases:\n  - case: one\n    from: 2026-01-01\n    to: 2026-01-31\n{body}"
    )


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


SALE = "    sales: [{sale: A, date: 2026-01-05, amount: 100}]\n"


def test_a_case_that_comes_out() -> None:
    checked = check(SALE + "    expect: {total: 10, paid: 10, lines: [{term: c, amount: 10}]}\n")
    assert (codes(checked), checked.usable) == ([], True)


@pytest.mark.parametrize(
    ("expect", "what", "came"),
    [
        ("{total: 11}", "total", "10.00"),
        ("{terms: {c: 11}}", "c", "10.00"),
        ("{paid: [10, 0]}", "paid", "10.00"),
        ("{measured: {revenue: 99}}", "measured revenue", "100.00"),
        ("{attainment: {revenue: 50 %}}", "revenue", "none"),
        ("{goals: {revenue: 5}}", "goals revenue", "none"),
        ("{lines: []}", "lines", "1"),
        ("{lines: [{term: c, sale: A, amount: 11}]}", "c A", "10.00"),
        ("{lines: [{term: x, amount: 10}]}", "line", "c A 10.00"),
        ("{problems: pay-no-goal}", "problems", "none"),
        ("{provisional: 5}", "provisional", "0.00"),
        ("{owed: 5}", "owed", "0.00"),
    ],
)
def test_what_came_otherwise_is_told_where_it_was_expected(
    expect: str, what: str, came: str
) -> None:
    checked = check(f"{SALE}    expect: {expect}\n")
    assert not checked.usable
    (problem,) = checked.results[0].problems
    assert (problem.code, problem.value, problem.file) == ("case-differs", "one", "cases.yaml")
    assert problem.line == 6
    assert (problem.says()["what"], problem.says()["came"]) == (what, came)


def test_a_problem_that_was_not_expected_is_told_itself() -> None:
    sale = "    sales: [{sale: A, date: 2026-01-05, amount: 100, currency: USD}]\n"
    checked = check(sale + "    expect: {total: 0}\n")
    told = [problem.code for problem in checked.results[0].problems]
    assert told == ["pay-no-rate", "case-differs"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("    expect: {totl: 5}\n", "plan-unknown-key"),
        ("    sales: [{sale: A, date: 2026-01-05}]\n    expect: {total: 5}\n", "plan-key-missing"),
        ("    sales: [{sale: A, date: 5, amount: 5}]\n    expect: {total: 5}\n", "plan-day"),
        ("    expect: {total: 0.00001}\n", "case-amount"),
        ("    expect: {total: 1e3}\n", "case-amount"),
        ("    expect: 5\n", "plan-not-mapping"),
        ("    sales: 5\n    expect: {total: 5}\n", "plan-not-list"),
        (SALE, "plan-key-missing"),
    ],
)
def test_what_is_wrong_with_a_case_is_told_with_its_line(body: str, code: str) -> None:
    checked = check(body)
    assert code in codes(checked)
    assert not checked.usable
    assert {problem.file for problem in checked.problems} == {"cases.yaml"}
    assert all(problem.line for problem in checked.problems)


def test_a_plan_without_a_case_is_not_usable() -> None:
    checked = check_texts(PLAN, "cases: []\n")
    assert (codes(checked), checked.usable) == (["plan-key-missing"], False)
    assert not check_texts(PLAN, "").usable


def test_days_that_end_before_they_begin() -> None:
    text = "cases: [{case: x, from: 2026-02-01, to: 2026-01-31, expect: {total: 0}}]\n"
    assert "plan-ends-before" in codes(check_texts(PLAN, text))


def shared(shares: str, seller: str = "ana") -> Checked:
    sale = f"    sales: [{{sale: A, date: 2026-01-10, amount: 900, credits: {{{shares}}}}}]\n"
    return check(f"    seller: {seller}\n{sale}    expect: {{total: 30.01}}\n")


def test_three_thirds_as_the_book_keeps_them_come_out() -> None:
    """33.34 % of 900 is 300.06, of which 10 % is 30.006."""
    assert shared("ana: 33.34 %, ben: 33.33 %, cara: 33.33 %").usable
    assert shared("ana: 0.3334, ben: 3333/10000, cara: 33.33 %").usable


@pytest.mark.parametrize("share", ["1/3", "33.3334 %", "0.33335", "0", "0 %", "-50 %", "half"])
def test_a_share_that_no_book_keeps_is_refused_where_it_stands(share: str) -> None:
    checked = shared(f"ana: {share}, ben: 50 %")
    (problem,) = [one for one in checked.problems if one.severity == "error"]
    assert (problem.code, problem.value, problem.line) == ("case-share", share, 6)
    assert problem.at == 69
    assert problem.says()["seller"] == "ana"


def test_a_hundredth_of_a_per_cent_is_a_share() -> None:
    """0.01 % of 900 is 0.09, of which 10 % is 0.009."""
    shares = "{ana: 0.01 %, b: 9999/10000}"
    sale = f"    sales: [{{sale: A, date: 2026-01-10, amount: 900, credits: {shares}}}]"
    assert check(f"    seller: ana\n{sale}\n    expect: {{total: 0.01}}\n").usable
