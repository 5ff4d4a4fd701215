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
    assert "mix (40 %) × target (₱100,000.00)" in text


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
