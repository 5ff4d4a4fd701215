"""What is said to whoever writes a plan: once, where it stands, with what would mend it."""

from __future__ import annotations

import pytest

from husay.pay.cases.read_cases import read_cases
from husay.words.problems import describe
from tests.pay.made import codes, found, plan_of, terms

RATE = "  c: {kind: rate, of: revenue, rate: 5 %"
FLAT = RATE + "}"


def told(text: str) -> list[str]:
    """Every sentence with its remedy."""
    return [f"{said.what} {said.remedy}" for said in map(describe, found(text))]


@pytest.mark.parametrize("amount", ["-90,000", "- 5", "−5", "–5 %"])
@pytest.mark.parametrize(
    "body",
    [
        "  b: {kind: bonus, of: revenue, at: 5, amount: VALUE}",
        "  b: {kind: bonus, of: revenue, at: VALUE, amount: 5}",
    ],
)
def test_a_number_below_nothing_is_told_to_be_that(amount: str, body: str, english: None) -> None:
    (said,) = told(terms(body.replace("VALUE", f'"{amount}"')))
    assert said.startswith(f"“{amount}” must not be negative. Write it without the minus sign")


@pytest.mark.parametrize("text", ["-", "-x", "--5", "5-"])
def test_what_is_no_number_either_way_is_not_told_to_be_negative(text: str) -> None:
    assert codes(terms(f'  b: {{kind: bonus, of: revenue, at: 5, amount: "{text}"}}')) == [
        "plan-figure"
    ]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("amount", "more: {of: amount}"),
        ("amount - cost", "more: {of: amount - cost}"),
        ("sales", "more: {counts: sales}"),
        ("least(amount, 5)", 'more: {of: "least(amount, 5)"}'),
    ],
)
def test_a_measure_without_braces_is_named_with_what_it_should_be(
    written: str, proposed: str, english: None
) -> None:
    plan = terms(FLAT).replace("  units:", f"  more: {written}\n  units:")
    assert told(plan) == [f"The measure “more” should have settings of its own. Write {proposed}"]
    assert codes(plan.replace(f"more: {written}", proposed)) == []


def test_a_measure_or_a_parameter_without_anything_is_named(english: None) -> None:
    plan = terms(FLAT, "parameters:\n  target: 5\n").replace("  units:", "  more:\n  units:")
    assert [said.partition(" should")[0] for said in told(plan)] == ["“target”", "“more”"]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("budget: 20,000", "20,000"),
        ("budget: 20,000.50", "20,000.50"),
        ("where: amount in (1, 2)", "amount in (1, 2)"),
    ],
)
def test_a_value_that_its_comma_cuts_is_told_whole(cut: str, said: str, english: None) -> None:
    key = cut.partition(":")[0]
    assert told(terms(f"{RATE}, {cut}}}"))[-1] == (
        f"“{said}” is cut in two at its comma (“{key}”). "
        "Within braces put a value with a comma in quotation marks."
    )


def test_a_number_with_two_commas_is_one_mistake(english: None) -> None:
    (said,) = told(terms(f"{RATE}, budget: 1,250,000}}"))
    assert said.startswith("“1,250” is cut in two")


def test_only_where_a_comma_is_commas_are_spoken_of(english: None) -> None:
    (unknown,) = told(terms(f"{RATE}, colour: red}}"))
    assert unknown.startswith("There is no setting “colour” here. Known here are: kind, title,")
    (syntax,) = told(terms(f"{RATE}, where: amount >}}"))
    assert "comma" not in unknown + syntax
    assert "quotation" not in unknown + syntax


def test_a_mistyped_key_without_a_value_is_still_named() -> None:
    assert codes(terms(f"{RATE}, budgt}}")) == ["plan-unknown-key"]


@pytest.mark.parametrize("setting", ["{currency_rate: average}", "{edge: uper}"])
def test_a_mistake_is_told_once(setting: str) -> None:
    assert codes(terms(FLAT, settings=setting)) == ["plan-choice"]


def test_a_mistake_of_a_measure_is_told_once() -> None:
    assert codes(terms("  b: {kind: bonus, of: revenu, at: 5, amount: 6}")) == ["plan-no-measure"]


def test_a_mistake_of_a_case_is_told_once() -> None:
    case = "cases:\n  - {case: x, from: 2026-01-32, to: 2026-01-31, expect: {total: 1,000}}\n"
    _, problems = read_cases(case, plan_of(terms(FLAT)))
    assert [problem.code for problem in problems] == ["plan-cut-at-comma", "plan-day"]
