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
        "It is looked at over a quarter.",
    )


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
