"""A `where` taken apart, and what a snapshot offers to ask."""

import pytest

from husay.measures.conditions import Condition, conditions_of, held, together
from husay.measures.measure import MEASURES
from husay.measures.offered import missing, offered_dimensions, offered_measures
from husay.measures.question import Shape

SHAPE = Shape(tables=frozenset({"sale_lines"}), present=frozenset({"product", "quantity"}))


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ()),
        ("  ", ()),
        ("seller = 'ana'", (Condition("seller = 'ana'", "seller", ("ana",)),)),
        ("Seller = 275", (Condition("Seller = 275", "seller", ("275",)),)),
        ("seller IS NULL", (Condition("seller IS NULL", "seller", (None,)),)),
        ("seller IN ('a', 'b')", (Condition("seller IN ('a', 'b')", "seller", ("a", "b")),)),
        ("(a = 'x' OR b = 'y')", (Condition("(a = 'x' OR b = 'y')"),)),
        ("seller LIKE 'a%'", (Condition("seller LIKE 'a%'"),)),
        ("((", (Condition("(("),)),
        ("seller IN (SELECT 1)", (Condition("seller IN (SELECT 1)"),)),
    ],
)
def test_a_condition_is_taken_apart(where: str | None, expected: tuple[Condition, ...]) -> None:
    assert conditions_of(where) == expected


def test_what_and_joins_comes_one_by_one_and_goes_together_again() -> None:
    parts = conditions_of("(seller = 'a' AND (unit IS NULL)) AND within('x') AND seller = 'a'")
    assert [part.dimension for part in parts] == ["seller", "unit", "unit"]
    assert parts[-1].within
    assert conditions_of(together(parts)) == parts
    assert together(()) is None


def test_an_or_stays_together_when_more_is_asked() -> None:
    parts = (*conditions_of("a = 'x' OR b = 'y'"), held("c", "it's"))
    assert together(parts) == "(a = 'x' OR b = 'y') AND c = 'it''s'"


def test_a_condition_may_be_long_without_breaking() -> None:
    assert len(conditions_of(" AND ".join(f"seller = '{n}'" for n in range(300)))) == 300
    deep = "(" * 3_000 + "seller = 'a'" + ")" * 3_000
    assert len(conditions_of(deep)) == 1


def test_only_what_the_book_can_tell_is_offered() -> None:
    names = {measure.name for measure in offered_measures(SHAPE)}
    assert {"revenue", "quantity"} <= names
    assert {"customers", "deals_won", "visits"}.isdisjoint(names)
    assert missing(MEASURES["revenue_per_visit"], SHAPE) == ("activities",)


def test_measures_of_two_families_share_their_dimensions() -> None:
    shape = Shape(tables=frozenset({"deals"}), present=frozenset({"seller", "channel"}))
    both = offered_dimensions([MEASURES["revenue"], MEASURES["deals_won"]], shape)
    assert "seller" in both
    assert "channel" not in both
    assert "stage" not in both
