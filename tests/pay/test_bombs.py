"""What is pasted into a plan to make a small text a large one is refused, and soon."""

from __future__ import annotations

import pytest

from husay.pay.cases.check import check_texts
from husay.pay.cases.read_cases import MOST_CASES, MOST_PERIODS

PLAN = """
name: Sellers
currency: PHP
period: {period}
measures:
  revenue: {{of: amount}}
terms:
  commission: {{kind: rate, of: revenue, rate: 5 %}}
"""
CASE = """
  - case: c{number}
    from: {first}
    to: {last}
    sales: [{{sale: A, date: {sold}, amount: 100}}]
    expect: {{total: 5}}
"""


def codes(plan: str, cases: str) -> list[str]:
    return [problem.code for problem in check_texts(plan, cases).problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &a [x, x]\nb: [*a, *a]\n", "yaml-not-plain"),
        ("[" * 100_000, "yaml-too-deep"),
        ("- " * 90_000, "yaml-too-deep"),
        ("a: {" * 1_000, "yaml-too-deep"),
        ("x" * 200_001, "yaml-too-long"),
        ("x\n" * 5_000_000, "yaml-too-long"),
        ("{" + ",".join(f"k{n}: 1" for n in range(20_000)) + "}", "yaml-too-many"),
        ("a: !!python/object/apply:os.system [true]", "yaml-not-plain"),
    ],
    ids=lambda value: str(value)[:8],
)
def test_a_bomb_is_one_problem_of_the_plan_and_of_the_cases(text: str, code: str) -> None:
    assert codes(text, "") == [code]
    assert codes(PLAN.format(period="month"), text) == [code]


def case(number: int = 1, first: str = "2026-01-01", last: str = "2026-01-31", **sold: str) -> str:
    return CASE.format(number=number, first=first, last=last, sold=sold.get("sold", "2026-01-05"))


def test_there_are_two_hundred_cases_at_most() -> None:
    plan = PLAN.format(period="month")
    many = [case(number) for number in range(MOST_CASES + 1)]
    assert check_texts(plan, "cases:" + "".join(many[:-1])).usable
    checked = check_texts(plan, "cases:" + "".join(many))
    assert [problem.code for problem in checked.problems] == ["plan-too-many"]
    assert not checked.usable


@pytest.mark.parametrize(
    ("period", "last", "sold", "wrong"),
    [
        ("week", "2029-01-25", "2026-01-05", []),  # 1,120 days later: 160 weeks
        ("week", "2029-01-26", "2026-01-05", ["case-too-long"]),
        ("month", "2026-01-31", "2013-10-26", []),  # 4,480 days earlier: 160 times 28 days
        ("month", "2026-01-31", "2013-10-25", ["case-too-long"]),
        ("year", "9998-12-31", "2026-01-05", ["case-too-long"]),
    ],
)
def test_a_case_runs_over_so_many_periods_from_its_first_fact_on(
    period: str, last: str, sold: str, wrong: list[str]
) -> None:
    assert MOST_PERIODS == 160
    found = codes(PLAN.format(period=period), "cases:" + case(last=last, sold=sold))
    assert found == wrong


def test_a_check_that_is_cut_short_says_what_it_left_and_lets_nothing_be_used() -> None:
    answers = iter([False, True])
    checked = check_texts(
        PLAN.format(period="month"), "cases:" + case(1) + case(2) + case(3), lambda: next(answers)
    )
    assert (len(checked.results), checked.left, checked.usable) == (1, 2, False)
