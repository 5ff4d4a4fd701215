"""Expressions: what may be said, in which units, and what it comes to for a line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from husay.basics.problem import Mistake, Problem
from husay.pay.document.expression import Expression
from husay.pay.document.fields import FIELDS
from husay.pay.document.node import Place
from husay.pay.document.parsing import parse_expression
from husay.pay.interpret.evaluate import Value, evaluate

PLACE = Place("plan.yaml", 1, 1)
ROW: dict[str, Value] = {
    "amount": Fraction(900), "list_amount": Fraction(1000), "quantity": Fraction(3), "cost": None,
    "discount": Fraction(1, 10), "date": date(2026, 3, 31), "product_line": "Software",
    "customer": None, "kind": "sale", "seller": "ana",
}  # fmt: skip


def read(text: str) -> Expression:
    return parse_expression(text, PLACE, FIELDS)


def code(text: str) -> str:
    with pytest.raises(Mistake) as caught:
        read(text)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("amount", Fraction(900)),
        ("amount - cost", None),
        ("amount - coalesce(cost, 0)", Fraction(900)),
        ("greatest(amount - cost, 0)", None),
        ("greatest(amount - 1000, 0)", Fraction(0)),
        ("least(amount, list_amount)", Fraction(900)),
        ("abs(amount - list_amount)", Fraction(100)),
        ("amount * 15 %", Fraction(135)),
        ("amount * (1 - discount)", Fraction(810)),
        ("amount / quantity * 2", Fraction(600)),
        ("-amount + 1", Fraction(-899)),
        ("amount - (list_amount - 100)", Fraction(0)),
        ("amount / (quantity - 3)", None),
        ("case when kind = 'sale' then amount else amount * 50 % end", Fraction(900)),
        ("case when kind = 'other' then amount end", None),
        ("product_line = 'Software' and discount <= 15 %", True),
        ("product_line = 'Software' and discount < 10 %", False),
        ("discount between 10 % and 0.2", True),
        ("PRODUCT_LINE in ('Hardware', 'Software')", True),
        ("product_line = 'software'", False),
        ("product_line like 'Soft%' and not product_line like '_'", True),
        ("customer is null", True),
        ("customer is not null", False),
        ("customer = 'C1'", False),
        ("customer <> 'C1'", True),
        ("not customer = 'C1'", True),
        ("cost < 5", False),
        ("not cost < 5", True),
        ("customer in ('C1')", False),
        ("customer not in ('C1')", True),
        ("date >= '2026-03-31' and date < '2026-04-01'", True),
        ("date - '2026-03-01' = 30", True),
        ("product_line = 'it''s 15 %'", False),
        ("amount >= 900 or amount / 0 > 1", True),
    ],
)
def test_what_an_expression_comes_to(text: str, value: Value) -> None:
    assert evaluate(read(text), ROW) == value


@pytest.mark.parametrize(
    "text",
    [
        "amount * amount", "amount + quantity", "amount + discount", "amount > 'x'", "kind > 5",
        "date + 5", "amount = date", "quantity * quantity", "kind + 1", "least(kind, 'x')",
        "amount > (kind = 'sale')", "case when kind = 'sale' then amount else kind end",
        "coalesce(cost, 'x')", "date > 5",
    ],
)  # fmt: skip
def test_units_that_do_not_go_together(text: str) -> None:
    assert code(text) == "expression-units"


@pytest.mark.parametrize(
    "text",
    [
        "(select 1)", "sum(amount)", "cast(amount as text)", "*", "amount::int", "random()",
        "amount in (select amount)", "now()", "read_csv('x')", "amount % 5", "product_line || 'x'",
        "amount[1]", "$1", "@x", "amount over ()", "exists (select 1)", "hundredths(amount)",
        "case kind when 'sale' then 1 end", "amount is true", "sale_lines.amount", "array[1]",
        "interval 1 day", "kind like amount", "lambda x: x", "true", "null",
    ],
)  # fmt: skip
def test_nothing_else_gets_through(text: str) -> None:
    assert code(text).startswith("expression-")


@pytest.mark.parametrize(
    "text",
    [
        "amount; drop table x", "amount from sale_lines", "amount, cost", "amount as x", "",
        "amount where 1 = 1", "amount -- x\n, cost", "distinct amount", "amount limit 1", "((((",
        "amount union select 1", "'", "amount qualify 1 = 1",
    ],
)  # fmt: skip
def test_more_than_one_expression_is_refused(text: str) -> None:
    assert code(text).startswith("expression-")


def test_what_is_too_long_or_too_deep_is_refused() -> None:
    assert code("amount + " * 150 + "1") == "expression-too-long"
    assert code("(" * 30 + "amount" + ")" * 30) == "expression-too-deep"
    assert code("(" * 400 + "1" + ")" * 400) in ("expression-too-deep", "expression-syntax")
    assert code("not " * 200 + "kind = 'x'") in ("expression-too-deep", "expression-syntax")
    assert code("1e400 * amount") == "expression-number"
    assert code("amount > 1234567890123456789") == "expression-number"


def test_a_field_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(Mistake) as caught:
        read("amont > 5")
    assert caught.value.problems[0].says() == {"nearest": "amount"}
    assert code("__import__ > 5") == "expression-field"


def test_a_day_that_there_is_not() -> None:
    assert code("date >= '2026-02-30'") == "expression-day"


@settings(max_examples=200)
@example(",")
@example("amount,")
@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_a_mistake(text: str) -> None:
    found = list[Problem]()
    try:
        evaluate(read(text), ROW)
    except Mistake as error:
        found += error.problems
    assert all(problem.code.startswith("expression-") for problem in found)


_SIMPLE = st.sampled_from(
    ["amount > 500", "cost < 5", "customer = 'C1'", "kind in ('sale')", "discount <= 10 %"]
)


@given(
    st.recursive(
        _SIMPLE,
        lambda inner: st.one_of(
            inner.map(lambda one: f"not ({one})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
                lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"
            ),
        ),
        max_leaves=5,
    )
)
@settings(max_examples=100)
def test_a_condition_and_its_opposite_share_out_everything(text: str) -> None:
    assert evaluate(read(text), ROW) is not evaluate(read(f"not ({text})"), ROW)
