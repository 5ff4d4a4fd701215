"""What sellers read instead of names: titles in their language, else the name as words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files

import pytest

from husay.basics.problem import Problem
from husay.pay.document.fields import FIELDS
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import read_plan
from husay.pay.document.title import MOST_TITLE
from husay.words.pay_kept import parameters_text
from husay.words.pay_prose import prose
from husay.words.pay_titles import (
    Named,
    field_title,
    measure_title,
    parameter_title,
    readable,
    term_title,
)
from husay.words.pay_versions import PartChange, changes
from tests.pay.made import plan_of

DOCUMENT = """
name: Sellers
currency: PHP
parameters:
  own_rate: {{unit: rate, default: 5 %, title: your own rate, title_fil: sarili mong rate}}
measures:
  kept_sales: {{of: amount, title: sales that are kept, title_fil: bentang hindi naibalik}}
  big-deals: {{counts: sales}}
terms:
  commission: {{kind: rate, of: kept_sales, rate: own_rate, title_fil: komisyon}}
  quarter_bonus: {{kind: bonus, of: big-deals, at: 3, amount: 100{more}}}
"""


def made(more: str = "") -> Plan:
    return plan_of(DOCUMENT.format(more=more))


def problems(more: str) -> tuple[Problem, ...]:
    return read_plan(DOCUMENT.format(more=more))[1]


@pytest.fixture
def filipino() -> Iterator[None]:
    from django.utils import translation

    with translation.override("fil"):
        yield


def test_a_title_is_read_with_a_capital_where_it_stands_alone(english: None) -> None:
    plan = made()
    assert measure_title(plan, "kept_sales") == "Sales that are kept"
    assert parameter_title(plan, "own_rate") == "Your own rate"
    # The other language stands in for one that is not given.
    assert term_title(plan, "commission") == "Komisyon"


def test_without_a_title_the_name_is_read_as_words(english: None) -> None:
    plan = made()
    assert term_title(plan, "quarter_bonus") == "Quarter bonus"
    assert measure_title(plan, "big-deals") == "Big deals"
    # A term of another version, which this one does not have.
    assert term_title(plan, "old_spif") == "Old spif"
    assert term_title(plan, "rounding") == "Rounding"
    assert term_title(plan, "by-hand") == "Added by hand"


def test_titles_are_in_the_readers_language(filipino: None) -> None:
    plan = made()
    assert measure_title(plan, "kept_sales") == "Bentang hindi naibalik"
    assert term_title(plan, "commission") == "Komisyon"
    assert term_title(plan, "quarter_bonus") == "Quarter bonus"


def test_prose_says_titles_as_they_are_typed_and_no_name(english: None) -> None:
    plan = made()
    parts = prose(plan, {"own_rate": Fraction(7, 100)})
    text = " ".join(sentence for part in parts for sentence in (part.title, *part.sentences))
    assert "It pays your own rate (7 %) of sales that are kept." in text
    assert "when big deals reaches 3" in text
    assert "– Sales that are kept: the sum of the amount" in text
    assert not [name for name in ("own_rate", "kept_sales", "quarter_bonus") if name in text]


def test_a_seller_without_a_figure_of_their_own_reads_the_plans(english: None) -> None:
    def said(own: dict[str, Fraction] | None) -> str:
        return prose(made(), own)[3].sentences[0]

    assert said({}) == "It pays your own rate (5 %) of sales that are kept."
    assert said(None) == "It pays your own rate of sales that are kept."
    assert parameters_text(made(), {"own_rate": Fraction(7, 100)}) == "Your own rate 7 %"


@pytest.mark.parametrize(("length", "wrong"), [(MOST_TITLE, []), (MOST_TITLE + 1, ["long"])])
def test_a_title_fits_a_statement(length: int, wrong: list[str]) -> None:
    found = problems(f", title: {'t' * length}")
    assert [p.code.rpartition("-")[2] for p in found if p.severity == "error"] == wrong


@pytest.mark.parametrize("title", ["commission", "KOMISYON"])
def test_two_terms_are_not_called_the_same_in_either_language(title: str) -> None:
    found = problems(f", title: {title}, title_fil: bonus")
    twice = [p for p in found if p.code == "plan-title-twice"]
    # In English “commission” is read as its Filipino title, for it has no other.
    assert [p.values for p in twice] == ([] if title == "commission" else [(("first", "10"),)])


@pytest.mark.parametrize("name", ["field-sales", "team-override"])
def test_the_demos_plans_have_titles_in_both_languages(name: str) -> None:
    text = (files("husay.demo") / "plans" / name / "plan.yaml").read_text(encoding="utf-8")
    plan = plan_of(text)
    parts: list[Named] = [*plan.parameters, *plan.measures, *plan.terms]
    for part in parts:
        assert part.title.english, part.name
        assert part.title.filipino, part.name
        assert part.title.english != part.title.filipino, part.name


PART = (
    "Of an amount a month, a quarter, a half year or a year a term takes the part that the days it "
    "looks at are of it."
)


def test_what_is_agreed_with_each_person_is_told_with_their_figures(english: None) -> None:
    head = "parameters:\n  target: {unit: money, per: year}\n"
    plan = plan_of(DOCUMENT.format(more="").replace("parameters:\n", head))

    def said(own: dict[str, Fraction] | None) -> tuple[str, ...]:
        return next(part.sentences for part in prose(plan, own) if part.key == "parameters")

    assert said(None) == (
        "– Target: an amount a year, as agreed with each person",
        "– Your own rate: 5 %, unless something else is agreed",
        PART,
    )
    own = {"target": Fraction(120_000), "own_rate": Fraction(1, 50)}
    assert said(own) == ("– Target: ₱120,000.00 a year", "– Your own rate: 2 %", PART)


def test_what_is_only_called_otherwise_is_no_change(english: None) -> None:
    before, after = made(), made(", title: the big bonus")
    assert changes(before, after) == ()
    raised = plan_of(DOCUMENT.format(more=", title: the big bonus").replace("100", "200"))
    assert changes(before, raised) == (
        PartChange(
            "The big bonus",
            ("It pays ₱100.00 when big deals reaches 3.",),
            ("It pays ₱200.00 when big deals reaches 3.",),
        ),
    )
    assert [part.title for part in changes(raised, before)] == ["Quarter bonus"]


def test_conditions_name_fields_as_words_and_every_field_has_some(english: None) -> None:
    body = "where: product_line = 'Software' and discount <= 15 % and not deal_size <> 'big'"
    plan = plan_of(
        "name: x\ncurrency: PHP\nfields: {deal_size: text}\nmeasures:\n"
        f"  margin:\n    of: amount - cost * 2\n    {body}\n"
        "terms:\n  pay: {kind: rate, of: margin, rate: 5 %}\n"
    )
    assert prose(plan)[1].sentences == (
        "– Margin: the sum of the amount − (the cost × 2), where the product line = 'Software' "
        "and the discount ≤ 15 % and not (deal size ≠ 'big')",
    )
    assert {name for name in FIELDS if field_title(name) == readable(name)} == set()
