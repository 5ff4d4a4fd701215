"""Reading a plan: every mistake at once, with line and column; what is harmful is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from husay.pay.document.read_plan import read_plan
from husay.words.problems import describe, place
from tests.pay.made import codes, found, terms

WRONG = """name: A plan with mistakes
currency: pesos
period: monthly
measures:
  revenue: {of: amout}
  odd: {of: amount * amount}
terms:
  one: {kind: spiff, of: revenue, each: 5}
  two:
    kind: tiers
    of: revenu
    tiers:
      - {from: 0, to: 100, rate: 5 %}
      - {from: 90, rate: 500}
  three: {kind: rate, of: revenue, rate: 5 %, form: 2026-01-01}
"""


def test_every_mistake_is_told_at_once_with_line_and_column() -> None:
    plan, problems = read_plan(WRONG)
    assert plan is None
    assert [(p.code, p.line, p.at) for p in problems] == [
        ("plan-currency", 2, 11),
        ("plan-choice", 3, 9),
        ("expression-field", 5, 17),
        ("expression-units", 6, 13),
        ("plan-kind", 8, 15),
        ("plan-no-measure", 11, 9),
        ("plan-tier-overlap", 14, 16),
        ("plan-rate-beyond", 14, 26),
        ("plan-unknown-key", 15, 47),
    ]
    assert {p.file for p in problems} == {"plan.yaml"}


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("plan-choice", "month"), ("expression-field", "amount"), ("plan-kind", "each"),
        ("plan-no-measure", "revenue"), ("plan-unknown-key", "from"),
    ],
)  # fmt: skip
def test_a_likely_word_is_offered(code: str, meant: str, english: None) -> None:
    (problem,) = (p for p in found(WRONG) if p.code == code)
    assert problem.says()["nearest"] == meant
    assert describe(problem).remedy == f"Did you mean “{meant}”?"


def test_the_place_is_told_in_words(english: None) -> None:
    assert place(found(WRONG)[0]) == "plan.yaml · line 2, column 11"


def test_two_terms_that_claim_the_same_money_are_cited_both() -> None:
    twice = terms(
        "  a: {kind: rate, of: revenue, rate: 5 %}\n  b: {kind: rate, of: revenue, rate: 3 %}"
    )
    (problem,) = found(twice)
    assert (problem.code, problem.value, problem.line) == ("plan-same-money", "b", 8)
    assert problem.says() == {"other": "a", "first": "7"}
    assert codes(twice.replace("3 %", "3 %, adds_to: a")) == []
    assert codes(twice.replace("3 %", "3 %, instead_of: a")) == []


EXCEPTIONS = """  base: {kind: rate, of: revenue, rate: 1 %}
  a: {kind: rate, of: revenue, where: "WHERE_A", rate: 5 %, instead_of: base}
  b: {kind: rate, of: revenue, where: "WHERE_B", rate: 3 %, instead_of: base}"""


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("product_line = 'A'", "product_line = 'B'", []),
        ("product_line = 'A'", "channel = 'B'", ["plan-same-money"]),
        ("product_line = 'A'", "product_line in ('A', 'B')", ["plan-same-money"]),
        ("product_line in ('A', 'B')", "not product_line in ('A', 'B', 'C')", []),
        ("product_line = 'A'", "product_line <> 'A'", []),
        ("amount < 100", "amount >= 100", []),
        ("amount <= 100", "amount >= 100", ["plan-same-money"]),
        ("amount > 100", "amount < 50 and channel = 'X'", []),
        ("customer is null", "customer = 'C1'", []),
        ("amount > 100 or channel = 'X'", "not (amount > 100 or channel = 'X')", []),
    ],
)
def test_exceptions_to_one_term_must_be_for_other_lines(
    first: str, second: str, told: list[str]
) -> None:
    body = EXCEPTIONS.replace("WHERE_A", first).replace("WHERE_B", second)
    assert codes(terms(body)) == told


def test_conditions_of_measures_keep_exceptions_apart() -> None:
    body = EXCEPTIONS.replace('where: "WHERE_A", ', "").replace('where: "WHERE_B", ', "")
    text = terms(body.replace("b: {kind: rate, of: revenue", "b: {kind: rate, of: other"))
    other = "measures:\n  other: {of: amount, where: KIND}\n"
    assert codes(text.replace("measures:\n", other.replace("KIND", "kind = 'x'"))) == [
        "plan-same-money"
    ]
    both = text.replace("measures:\n", other.replace("KIND", "kind = 'x'"))
    assert codes(both.replace("{of: amount}", "{of: amount, where: kind = 'y'}")) == []


def test_a_rate_out_of_range_is_refused() -> None:
    """erp-18: 101 % and -1 %."""
    for rate in ("101 %", "-1 %", "-1", "1.01"):
        assert codes(terms(f"  c: {{kind: rate, of: revenue, rate: {rate}}}")) in (
            ["plan-rate-beyond"],
            ["plan-negative"],
        )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-empty"),
        ("# nothing\n", "yaml-empty"),
        ("a: &x 1\nb: *x\n", "yaml-not-plain"),
        ("a: !!python/object:os.system x\n", "yaml-not-plain"),
        ("a: !tag x\n", "yaml-not-plain"),
        ("a: 1\n---\nb: 2\n", "yaml-not-plain"),
        ("a: [\n", "yaml-syntax"),
        ("\tname: x\n", "yaml-syntax"),
        ("a: {b: [1, 2}\n", "yaml-syntax"),
        ("a: [x] y\n", "yaml-syntax"),
        ("a: {where: kind in ('x', 'y')}\n", "yaml-quotes"),
        ("a: {where: 'x' = kind}\n", "yaml-quotes"),
        ("a: {where: \"kind\" <> 'x'}\n", "yaml-quotes"),
        ("a: [least(amount, '5')]\n", "yaml-quotes"),
        ("a:\n  where: 'x' = kind\n", "yaml-quotes"),
        ("{[a]: b}\n", "yaml-key-not-text"),
        ("a: " + "[" * 40 + "]" * 40, "yaml-too-deep"),
        ("a: x\u202ey\n", "yaml-odd-character"),
        ("a: x\u200by\n", "yaml-odd-character"),
        ("a: \x00\n", "yaml-odd-character"),
        ("a: " + "x" * 200_001, "yaml-too-long"),
        ("a: [" + "1, " * 25_000 + "]", "yaml-too-many"),
        ("- a\n- b\n", "plan-not-mapping"),
        ("just text", "plan-not-mapping"),
    ],
)
def test_what_is_no_plain_document_is_refused(text: str, code: str) -> None:
    plan, problems = read_plan(text)
    assert plan is None
    assert code in [problem.code for problem in problems]


def test_a_bomb_of_aliases_is_refused_before_it_opens() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert codes("\n".join(lines)) == ["yaml-not-plain"]


def test_a_key_said_twice_is_told_with_its_first_line() -> None:
    text = terms("\n".join(["  c: {kind: rate, of: revenue, rate: 5 %}"] * 2))
    (problem,) = found(text)
    assert (problem.code, problem.line, problem.says()["first"]) == ("yaml-key-twice", 8, "7")


@pytest.mark.parametrize(
    "text", ["no", "off", "1e3", "0x10", "1_000", "1:30", "~", ".5", "٣", "12,50"]
)
def test_what_yaml_would_make_a_number_of_is_no_rate(text: str) -> None:
    body = f'  c: {{kind: rate, of: revenue, rate: "{text}"}}'
    assert codes(terms(body))[0] in ("plan-figure", "plan-parameter")


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("{edge: uper}", "plan-choice"),
        ("{rouding: half_up}", "plan-unknown-key"),
        ("{currency_rate: fixed}", "plan-fixed-rates"),
        ("{fixed_rates: {USD: 50}}", "plan-fixed-rates"),
        ("{currency_rate: fixed, fixed_rates: {dollar: 50}}", "plan-currency"),
        ("{prorates: [goal, targets]}", "plan-choice"),
        ("half_up", "plan-not-mapping"),
    ],
)
def test_a_wrong_setting_is_told(setting: str, code: str) -> None:
    assert code in codes(terms("  c: {kind: rate, of: revenue, rate: 5 %}", settings=setting))


WRONG_TERMS = """
plan-measure-units      {kind: rate, of: units, rate: 5 %}
plan-measure-units      {kind: each, of: revenue, each: 5}
plan-key-missing        {kind: rate, rate: 5 %}
plan-key-missing        {of: revenue, rate: 5 %}
plan-day                {R, from: 2026-02-30}
plan-ends-before        {R, from: 2026-02-01, to: 2026-01-31}
expression-no-condition {R, where: amount}
plan-no-term            {R, instead_of: x}
plan-no-term            {R, instead_of: c}
plan-edge-units         {T tiers: [{from: 0 %, rate: 5 %}, {from: 80, rate: 6 %}]}
plan-edge-units         {T in: quantity, tiers: [{from: 0, rate: 5 %}]}
plan-tier-order         {T tiers: [{from: 5, rate: 5 %}, {from: 5, rate: 6 %}]}
plan-tier-pays          {T tiers: [{from: 5, rate: 5 %, each: 6}]}
plan-tier-key           {T tiers: [{from: 0, each: 6}]}
plan-tier-key           {T pays: step, tiers: [{from: 0, rate: 6 %}]}
plan-tier-base          {T tiers: [{from: 0, times: 2}]}
plan-points-few         {kind: curve, of: revenue, target: 5, points: [{at: 0 %, pays: 0 %}]}
plan-weights-whole      {S [{of: revenue, weight: 90 %}]}
plan-pool-amount        {kind: pool, amount: 5, rate: 5 %, of: revenue}
plan-pool-amount        {kind: pool, amount: 5, of: revenue}
plan-pool-amount        {kind: pool, rate: 5 %, at_least: 100 %}
plan-pool-above         {kind: pool, amount: 5, of: revenue, above: 100 %}
plan-pool-least         {kind: pool, amount: 5, at_least: 100 %}
plan-pool-weight        {kind: pool, amount: 5, share: rule}
plan-no-term            {kind: gate, requires: [{of: revenue, at_least: 5}], on: c}
plan-draw-amount        {kind: draw}
plan-advance-amount     {kind: draw, style: advance, amount: 5}
plan-cap-carried        {kind: cap, most: 5, per: transaction, excess: carried}
plan-override-rates     {kind: override, of: revenue}
plan-override-levels    {kind: override, of: revenue, rates: [3 %, 1 %], levels: 3}
plan-override-levels    {kind: override, of: revenue, rates: [3 %, 1 %], levels: 1}
plan-rules-by           {kind: rates, of: revenue, by: colour, rates: {red: 5 %}}
plan-not-mapping        5
"""
SHORT = {
    "{T ": "{kind: tiers, of: revenue, ",
    "{R": "{kind: rate, of: revenue, rate: 5 %",
    "{S ": "{kind: scorecard, target: 5, objectives: ",
}


@pytest.mark.parametrize("told", WRONG_TERMS.strip().splitlines())
def test_a_wrong_term_is_told(told: str) -> None:
    code, _, body = told.partition(" ")
    body = body.strip()
    for short, long in SHORT.items():
        body = body.replace(short, long)
    assert code in codes(terms(f"  c: {body}"))


def test_a_term_is_not_called_what_other_lines_are() -> None:
    assert codes(terms("  rounding: {kind: rate, of: revenue, rate: 5 %}")) == ["plan-name"]


def test_terms_in_a_circle_are_told() -> None:
    body = """  a: {kind: rate, of: revenue, rate: 5 %, instead_of: b}
  b: {kind: rate, of: revenue, rate: 3 %, instead_of: a}"""
    assert "plan-instead-circle" in codes(terms(body))


def test_a_gate_without_an_accelerator_to_withhold_is_told() -> None:
    body = """  c: {kind: rate, of: revenue, rate: 5 %}
  g: {kind: gate, on: c, requires: [{of: revenue, at_least: 5}], withholds: accelerator}"""
    assert codes(terms(body)) == ["plan-no-accelerator"]


def test_one_draw_and_one_ramp() -> None:
    body = """  c: {kind: rate, of: revenue, rate: 5 %}
  d: {kind: draw, amount: 5}
  e: {kind: draw, amount: 6}"""
    (problem,) = found(terms(body))
    assert (problem.code, problem.value, problem.says()["first"]) == ("plan-one-of", "e", "8")


def test_a_first_tier_above_zero_is_a_warning_that_says_where_pay_begins() -> None:
    (problem,) = found(terms("  c: {kind: tiers, of: revenue, tiers: [{from: 500, rate: 5 %}]}"))
    assert (problem.code, problem.severity) == ("plan-first-tier", "warning")
    assert problem.says() == {"start": "500.00"}


def test_where_selling_more_may_pay_less_is_a_warning() -> None:
    rows = "tiers: [{from: 0, rate: 8 %}, {from: 100, rate: 5 %}]"
    (problem,) = found(terms(f"  c: {{kind: tiers, of: revenue, pays: interpolated, {rows}}}"))
    assert (problem.code, problem.severity) == ("plan-falls", "warning")
    assert codes(terms(f"  c: {{kind: tiers, of: revenue, {rows}}}")) == []


def test_a_cliff_in_per_cent_of_goal_names_both_shares_of_the_goal() -> None:
    rows = "tiers: [{from: 0 %, rate: 5 %}, {from: 80 %, rate: 10 %}]"
    (problem,) = found(terms(f"  c: {{kind: tiers, of: revenue, pays: whole, {rows}}}"))
    assert problem.says() == {"at": "80 %", "before": "4 %", "after": "8 %"}


def test_no_plan_beside_the_tests_is_misread_when_a_line_is_lost(tmp_path: Path) -> None:
    """Whatever line is lost, reading answers with a plan or with problems, never otherwise."""
    text = terms("""  c:
    kind: tiers
    of: revenue
    tiers:
      - {from: 0, rate: 5 %}
      - from: 10
        rate: 6 %""")
    lines = text.splitlines()
    for number in range(len(lines)):
        plan, problems = read_plan("\n".join(lines[:number] + lines[number + 1 :]))
        assert plan is not None or problems


@pytest.mark.parametrize(("on", "also"), [("commission", []), ("comission", ["plan-no-term"])])
def test_a_term_with_a_mistake_is_not_told_to_be_missing(on: str, also: list[str]) -> None:
    wrong = terms(
        "  commission: {kind: rate, of: revenue, rate: 5 %, colour: red}\n"
        f"  most: {{kind: cap, on: {on}, most: 100}}"
    )
    problems = found(wrong)
    assert sorted(p.code for p in problems) == sorted(["plan-unknown-key", *also])
    assert [p.says()["nearest"] for p in problems if p.code == "plan-no-term"] == [
        "commission" for _ in also
    ]


@pytest.mark.parametrize("levels", ["", ", levels: 2", ", levels: all"])
def test_levels_beside_several_rates_are_theirs_or_go_on(levels: str) -> None:
    assert codes(terms(f"  o: {{kind: override, of: revenue, rates: [3 %, 1 %]{levels}}}")) == []
