"""A file of cases: what is wrong with it, and how a case that does not come out is told."""

from __future__ import annotations

import pytest

from husay.pay.cases.check import Checked, check_texts
from husay.words.problems import describe
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
        ("{goals: {revenue: 5}}", "goals revenue", "none"),
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


def came(checked: Checked) -> list[tuple[str, str, str]]:
    """What differs in the one case: what, what was expected, what came."""
    said = [problem.says() for problem in checked.results[0].problems]
    return [(one["what"], one["expected"], one["came"]) for one in said]


THREE = """    sales:
      - {sale: A, date: 2026-01-05, amount: 100}
      - {sale: A, line: 2, date: 2026-01-05, amount: 200}
      - {sale: B, date: 2026-01-06, amount: 300}
"""


def test_lines_that_were_not_expected_are_shown() -> None:
    checked = check(THREE + "    expect: {lines: [{term: c, sale: A, amount: 10}]}\n")
    assert came(checked) == [
        ("lines", "1", "3"), ("line", "none", "c A/2 20.00"), ("line", "none", "c B 30.00"),
    ]  # fmt: skip


def test_lines_that_were_expected_and_did_not_come_are_shown() -> None:
    rows = "{term: c, sale: A, amount: 10}, {term: c, line: 2, amount: 20}, {term: x, amount: 5}"
    more = "{term: c, sale: B, amount: 30}, {term: c, sale: B, amount: 31}"
    checked = check(f"{THREE}    expect: {{lines: [{rows}, {more}]}}\n")
    assert came(checked) == [
        ("lines", "5", "3"), ("line", "x 5.00", "none"), ("line", "c B 31.00", "none"),
    ]  # fmt: skip


def test_a_line_of_another_number_or_day_is_told_by_that() -> None:
    rows = "{term: c, sale: A, line: 2, amount: 10}, {term: c, sale: A, amount: 20}"
    last = "{term: c, sale: B, date: 2026-01-07, amount: 30}"
    checked = check(f"{THREE}    expect: {{lines: [{rows}, {last}]}}\n")
    assert came(checked) == [
        ("line", "c A/2 10.00", "c A/1 10.00"),
        ("line", "c B 2026-01-07 30.00", "c B 2026-01-06 30.00"),
    ]


def test_an_attainment_without_a_goal_says_so(english: None) -> None:
    checked = check(SALE + "    expect: {attainment: {revenue: 50 %}}\n")
    (problem,) = checked.results[0].problems
    assert problem.code == "case-no-attainment"
    assert describe(problem).what == (
        "“one”: “revenue” has no attainment from 2026-01-01 to 2026-01-31, for there is no goal "
        "for it."
    )


GOALS = "    goals: [{measure: %s, from: 2026-01-01, to: 2026-01-31, value: 200}]\n"


def test_an_attainment_with_a_goal_is_compared() -> None:
    assert check(SALE + GOALS % "revenue" + "    expect: {attainment: {revenue: 50 %}}\n").usable
    checked = check(SALE + GOALS % "revenue" + "    expect: {attainment: {revenue: 51 %}}\n")
    assert came(checked) == [("revenue", "51 %", "50 %")]


@pytest.mark.parametrize(
    ("rows", "code", "near"),
    [
        (GOALS % "revenu", "plan-no-measure", "revenue"),
        (GOALS.replace("goals", "scores") % "unit", "plan-no-measure", "units"),
        ("    parameters: [{name: target, value: 5}]\n", "plan-parameter", ""),
    ],
)
def test_facts_of_what_the_plan_has_not_are_told(rows: str, code: str, near: str) -> None:
    checked = check(SALE + rows + "    expect: {total: 10}\n")
    (problem,) = checked.problems
    assert (problem.code, problem.says()["nearest"], problem.line) == (code, near, 6)
    assert not checked.results


@pytest.mark.parametrize(
    ("body", "code", "line", "values"),
    [
        (SALE + "    payments: [{payment: P, sale: Z, date: 2026-01-06, amount: 5}]\n",
         "case-payment-unknown", 6, {}),
        (SALE.replace("01-05", "02-01"), "case-sale-later", 5, {"end": "2026-01-31"}),
        (SALE.replace("100}", "100, seller: ana}"), "case-seller-absent", 2, {"others": "ana"}),
    ],
)  # fmt: skip
def test_what_counts_for_nothing_is_a_warning(
    body: str, code: str, line: int, values: dict[str, str]
) -> None:
    checked = check(body + "    expect: {measured: {revenue: 0}}\n")
    (problem,) = checked.problems
    assert (problem.code, problem.severity, problem.line) == (code, "warning", line)
    assert problem.says() == values


@pytest.mark.parametrize(
    "body",
    [
        SALE + "    payments: [{payment: P, sale: A, date: 2026-01-06, amount: 5}]\n",
        SALE.replace("01-05", "01-31"),
        "    seller: ben\n" + SALE.replace("100}", "100, seller: ana}"),
    ],
)
def test_what_counts_or_is_said_to_is_no_warning(body: str) -> None:
    assert codes(check(body + "    expect: {terms: {}}\n")) == []


def test_shares_that_do_not_sum_are_told_once_with_their_role(english: None) -> None:
    sale = "{sale: A, date: 2026-01-05, amount: 5, role: hunter, credits: {ana: 60 %}}"
    rest = "    expect: {total: 0}\n    also: {ben: {total: 0}, cara: {total: 0}}\n"
    checked = check(f"    sales: [{sale}]\n{rest}")
    told = [p for p in checked.results[0].problems if p.code == "pay-shares-not-whole"]
    assert [describe(one).remedy for one in told] == [
        "Let those of the role “hunter” sum to 100 %, or mark what is beside them as an overlay."
    ]


def test_a_case_that_cannot_be_read_is_not_run() -> None:
    """A row with a mistake is left out, so that what came without it would be false."""
    good = "  - {case: two, from: 2026-01-01, to: 2026-01-31, expect: {total: 0}}\n"
    checked = check(SALE.replace("01-05", "1-5") + "    expect: {total: 10}\n" + good)
    assert (codes(checked), checked.usable) == (["plan-day"], False)
    assert [result.case.name for result in checked.results] == ["two"]


def test_mistakes_of_plan_and_cases_are_told_together() -> None:
    wrong = PLAN.replace("rate: 10 %", "rate: 500")
    cases = "cases: [{case: x, from: 2026-01-32, to: 2026-01-31, expect: {total: 0}}]\n"
    told = [(one.code, one.file) for one in check_texts(wrong, cases).problems]
    assert told == [("plan-rate-beyond", "plan.yaml"), ("plan-day", "cases.yaml")]


@pytest.mark.parametrize("period", ["[month]", "{a: b}", "fortnight", "5"])
def test_cases_are_read_beside_a_plan_whose_period_is_none(period: str) -> None:
    wrong = PLAN.replace("currency", f"period: {period}\ncurrency")
    cases = "cases: [{case: x, from: 2026-01-32, to: 2026-01-31, expect: {total: 0}}]\n"
    told = [one.file for one in check_texts(wrong, cases).problems]
    assert told == ["plan.yaml", "cases.yaml"]
