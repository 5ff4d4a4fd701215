"""A plan as prose: every term and setting has words, and conditions read back alike."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.problem import Mistake
from husay.pay.document.expression import Expression
from husay.pay.document.fields import FIELDS
from husay.pay.document.node import Place
from husay.pay.document.parsing import parse_expression
from husay.words.pay_expression import expression_text
from husay.words.pay_prose import prose
from tests.pay.made import plan_of
from tests.pay.test_reference import _examples

PLACE = Place("plan.yaml", 1, 1)


@pytest.mark.parametrize("name", _examples())
def test_every_example_of_the_reference_can_be_read_as_prose(name: str, english: None) -> None:
    for part in prose(plan_of(_examples()[name][0])):
        assert part.title
        for sentence in part.sentences:
            assert "%(" not in sentence
            assert sentence.endswith((".", ":")) or sentence.startswith("–"), sentence


def test_a_plan_reads_as_a_seller_would_sign_it(english: None) -> None:
    parts = prose(plan_of(_examples()["tiers-marginal"][0]))
    assert parts[0].sentences == (
        "This plan pays in PHP, every month.",
        "A line counts when it is sold.",
    )
    assert parts[2].sentences == (
        "It pays each part of revenue at the rate of its own tier:",
        "– from 0 % of the goal to 100 % of the goal: 5 %",
        "– from 100 % of the goal to 120 % of the goal: 8 %",
        "– from 120 % of the goal on: 10 %",
        "The rate of a tier is for what lies above its edge, and never for what is below.",
        "It is looked at over a quarter.",
    )


MEASURED = """name: x
currency: PHP
credits: direct, overlay
measures:
MEASURE
  deals: {counts: sales}
terms:
  c: {kind: each, of: deals, each: 5}
"""


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("{of: amount}", "the sum of the amount"),
        ("{of: amount, roles: direct}", "the sum of the amount, of what is credited as direct"),
        (
            "{of: amount, roles: [overlay, helper]}",
            "the sum of the amount, of what is credited as overlay, helper",
        ),
        ("{of: amount, whose: team}", "the sum of the amount, of the team"),
        (
            "{of: amount, whose: team, levels: 1}",
            "the sum of the amount, of the team, 1 level down",
        ),
        (
            "{of: amount, whose: team, levels: 2}",
            "the sum of the amount, of the team, 2 levels down",
        ),
        (
            "{of: case when discount > 20 % then amount / 2 else amount end}",
            "the sum of this: the amount ÷ 2 where the discount > 20 %; otherwise the amount",
        ),
        (
            "{of: case when cost is null then 0 end, unit: money, where: amount > 5}",
            "the sum of this: 0 where the cost is missing; otherwise nothing. All of it only where "
            "the amount > 5",
        ),
        (
            "{of: amount, where: (amount - cost) / amount >= 10 % and not (customer is null)}",
            "the sum of the amount, where (the amount − the cost) ÷ the amount ≥ 10 % and the "
            "customer is there",
        ),
        (
            "{of: amount, where: \"kind = 'a' or (product not in ('A', 'B') and cost > 1)\"}",
            "the sum of the amount, where the kind of line = 'a' or (the product is none of 'A', "
            "'B' and the cost > 1)",
        ),
        (
            '{of: "amount - coalesce(cost, 0)"}',
            "the sum of the amount − the cost (or 0 where it is missing)",
        ),
        (
            '{of: "least(amount, 500) * 2"}',
            "the sum of (the lowest of the amount, 500) × 2",
        ),
        (
            '{of: "greatest(abs(amount), cost)"}',
            "the sum of the highest of (the amount without its sign), the cost",
        ),
    ],
)
def test_what_is_counted_is_read_without_knowing_expressions(
    measure: str, said: str, english: None
) -> None:
    parts = prose(plan_of(MEASURED.replace("MEASURE", f"  m: {measure}")))
    assert parts[1].sentences[0] == f"– M: {said}"


def test_a_seller_reads_which_credits_count(english: None) -> None:
    plan = MEASURED.replace("MEASURE", "  m: {of: amount}")
    assert "What counts is credited as: direct, overlay." in prose(plan_of(plan))[0].sentences
    alone = plan.replace("credits: direct, overlay\n", "")
    assert not any("credited" in said for said in prose(plan_of(alone))[0].sentences)


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("kind: tiers, of: m, tiers: [{from: 0, rate: 5 %}]",
         "The rate of a tier is for what lies above its edge, and never for what is below."),
        ("kind: tiers, of: m, pays: whole, edge: lower, tiers: [{from: 0, rate: 5 %}]",
         "A value exactly on an edge belongs to the tier below it."),
        ("kind: tiers, of: m, pays: interpolated, tiers: [{from: 0, rate: 5 %}]",
         "A value exactly on an edge belongs to the tier above it."),
        ("kind: tiers, of: m, pays: step, tiers: [{from: 0, amount: 5}]",
         "A value exactly on an edge belongs to the tier above it."),
        ("kind: curve, of: m, target: 5, edge: lower, "
         "points: [{at: 50 %, pays: 0 %}, {at: 50 %, pays: 9 %}, {at: 99 %, pays: 99 %}]",
         "A value exactly at a jump is paid as what lies below it."),
        ("kind: curve, of: m, target: 5, "
         "points: [{at: 50 %, pays: 0 %}, {at: 50 %, pays: 9 %}, {at: 99 %, pays: 99 %}]",
         "A value exactly at a jump is paid as what lies above it."),
        ("kind: multiplier, of: m, rows: [{from: 0 %, times: 1}, {from: 9 %, times: 2}]",
         "A value exactly on an edge belongs to the row above it."),
        ("kind: multiplier, of: m, edge: lower, "
         "rows: [{from: 0 %, times: 1}, {from: 9 %, times: 2}]",
         "A value exactly on an edge belongs to the row below it."),
    ],
)  # fmt: skip
def test_what_is_exactly_on_an_edge_is_told(term: str, said: str, english: None) -> None:
    plan = MEASURED.replace("MEASURE", "  m: {of: amount}") + f"  t: {{{term}}}\n"
    assert said in next(p for p in prose(plan_of(plan)) if p.title == "T").sentences


def test_a_sellers_own_figures_stand_beside_their_names(english: None) -> None:

    plan = plan_of(_examples()["parameters"][0])
    own = {"target": Fraction(100_000), "mix": Fraction(2, 5), "own_rate": Fraction(1, 20)}
    text = " ".join(sentence for part in prose(plan, own) for sentence in part.sentences)
    assert "It pays own rate (5 %) of revenue." in text
    assert "mix (40 %) × target (₱100,000.00 a year)" in text


def read(text: str) -> Expression:
    return parse_expression(text, PLACE, FIELDS)


@pytest.mark.parametrize(
    "text",
    [
        "amount - (list_amount - cost)", "(amount - cost) * 15 %", "amount / quantity",
        "case when kind = 'it''s' then amount else amount * 1/3 end",
        "not (discount <= 15 % or customer is null) and product_line in ('A', 'B')",
        "product like 'X%' and date >= '2026-01-31'", "greatest(amount - cost, 0)",
        "discount between 5 % and 10 %", "amount > 1000.25",
    ],
)  # fmt: skip
def test_an_expression_written_and_read_again_is_the_same(text: str) -> None:
    assert read(expression_text(read(text))) == read(text)


_ATOMS = st.sampled_from(["amount", "cost", "list_amount - cost", "100", "12.5 %"])


@settings(max_examples=100, derandomize=True)
@given(st.recursive(_ATOMS, lambda x: st.tuples(x, st.sampled_from("+-*/"), x).map(
    lambda p: f"({p[0]}) {p[1]} ({p[2]})"), max_leaves=6))  # fmt: skip
def test_arithmetic_keeps_its_brackets(text: str) -> None:
    try:
        tree = read(text)
    except Mistake:
        return  # units that do not go together
    assert read(expression_text(tree)) == tree


HEAD = """name: x
currency: PHP
period: month
parameters: {t: {unit: money}, y: {unit: money, per: year}}
measures:
  revenue: {of: amount}
  own: {of: amount, goal: revenue}
  kept: {of: amount, goal: retained_sales}
  score: {entered: rate}
"""
TIERS = "{kind: tiers, of: revenue, KEY tiers: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 8 %}]}"
ROWS = "{kind: multiplier, of: score, KEY rows: [{from: 80 %, times: 1}]}"
CURVE = "{kind: curve, of: revenue, KEY target: 100, points: [{at: FIRST %, pays: 5 %}, "
CURVE += "{at: 100 %, pays: 100 %}]}"
GATE = "\n  g: {kind: gate, requires: [{of: score, at_least: 80 %}], withholds: accelerator}"
CONTEST = "{kind: contest, of: revenue, prizes: [100, 50] KEY}"
RATES = "{kind: rates, of: revenue, by: channel, rates: {Web: 5 %}, instead_of: b KEY}"
BASE = "\n  b: {kind: rate, of: revenue, rate: 1 %}"
FLAT = "{kind: rate, of: revenue, rate: 1 %}"
BELOW = "A value exactly on an edge belongs to the tier below it."
ABOVE = "A value exactly on an edge belongs to the tier above it."
UNDER, OVER = (
    f"A value exactly at a jump is paid as what lies {x} it." for x in ("below", "above")
)


def all_said(term: str, tail: str = "") -> list[str]:
    plan = plan_of(f"{HEAD}terms:\n  c: {term}\n{tail}")
    return [sentence for part in prose(plan) for sentence in part.sentences]


@pytest.mark.parametrize(
    ("term", "tail", "told", "not_told"),
    [
        (FLAT, "returns: {mode: pro_rata, months: 12}\n",
         "12 months are to be served; only whole months count.", "12 days are to be served."),
        (FLAT, "returns: {mode: pro_rata, months: 1}\n",
         "1 month is to be served; only whole months count.", "1 day is to be served."),
        (FLAT, "returns: {mode: pro_rata, served_days: 90}\n", "90 days are to be served.",
         "90 months are to be served; only whole months count."),
        (CONTEST.replace("KEY", ", at_least: 100"), "", "Who has less than ₱100.00 has no place.",
         "Who has less than ₱0.00 has no place."),
        (TIERS.replace("KEY", "edge: lower,"), "", BELOW, ABOVE),
        (TIERS.replace("KEY", ""), "settings: {edge: lower}\n",
         "A value exactly on an edge is not beyond it yet, unless a term says otherwise.", ABOVE),
        (TIERS.replace("KEY", "pays_on: own,"), "", ABOVE, BELOW),
        (CURVE.replace("KEY", "edge: lower,").replace("FIRST", "50"), "", UNDER, OVER),
        (CURVE.replace("KEY", "").replace("FIRST", "50"), "", OVER, UNDER),
        (f"{FLAT}\n  m: {ROWS.replace('KEY', 'edge: lower,')}", "",
         "A value exactly on an edge belongs to the row below it.", BELOW),
        (TIERS.replace("KEY", "accelerates_from: 0 %,"), "",
         "Accelerators begin at 0 % of the goal.", "Accelerators begin at 100 % of the goal."),
        (TIERS.replace("KEY", "") + GATE, "", "Accelerators begin at 100 % of the goal.", BELOW),
        (CURVE.replace("KEY", "accelerates_from: 50 %,").replace("FIRST", "0"), "",
         "Accelerators begin at 50 % of the goal.", OVER),
        (RATES.replace("KEY", "") + BASE, "",
         "For the lines that one of its rules fits it stands instead of b.",
         "For these lines it stands instead of b."),
        (RATES.replace("KEY", ", otherwise: 2 %") + BASE, "",
         "For these lines it stands instead of b.",
         "For the lines that one of its rules fits it stands instead of b."),
        (FLAT, "", "– Y: an amount a year, as agreed with each person",
         "– T: an amount a year, as agreed with each person"),
        (FLAT, "", "– Own: the sum of the amount. It is held against the goals of revenue",
         "– Revenue: the sum of the amount. It is held against the goals of revenue"),
        (FLAT, "",
         "– Kept: the sum of the amount. It is held against the goals of retained sales",
         "– Score: entered by hand, with evidence and approval. It is held against the goals of "
         "score"),
    ],
)  # fmt: skip
def test_what_decides_pay_is_told(
    term: str, tail: str, told: str, not_told: str, english: None
) -> None:
    said = all_said(term, tail)
    assert told in said
    assert not_told not in said


def test_what_decides_nothing_is_not_told(english: None) -> None:
    """Marginal tiers pay alike on an edge; a curve from 0 has no jump; nothing is withheld."""
    plain = all_said(TIERS.replace("KEY", ""))
    plain += all_said(CURVE.replace("KEY", "").replace("FIRST", "0"))
    plain += all_said(CONTEST.replace("KEY", ""))
    silent = ("exactly on an edge", "exactly at a jump", "Accelerators", "Who has less", "served")
    assert [s for s in plain if any(part in s for part in silent)] == []
