"""The organisation as a plan's tree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.goals.organised import PlacedPerson, PlacedUnit, of_items, organised, top_of
from husay.goals.plan import GoalPlan, Node
from husay.goals.tree import tree_mistakes
from tests.goals.trees import YEAR


def shape(nodes: tuple[Node, ...]) -> list[tuple[str, str | None, str, str]]:
    return [(n.key, n.parent, n.scope, n.level) for n in nodes]


def test_the_one_unit_above_all_others_is_the_company() -> None:
    units = [
        PlacedUnit("HQ", None, "company"),
        PlacedUnit("N", "HQ", "Division"),
        PlacedUnit("N1", "N", "team"),
        PlacedUnit("X", "N", None),
    ]
    people = [
        PlacedPerson("ana", "N1"), PlacedPerson("mia", "N", "manager"),
        PlacedPerson("boss", "HQ"), PlacedPerson("ivy", "N"), PlacedPerson("sue", "N1", "support"),
    ]  # fmt: skip
    assert top_of(units) == "HQ"
    assert shape(organised(units, people)) == [
        ("company", None, "company", "company"),
        ("company/boss", "company", "seller", "seller"),
        ("N", "company", "unit", "division"),
        ("N/ivy", "N", "seller", "seller"),
        ("N1", "N", "unit", "team"),
        ("X", "N", "unit", "business_unit"),
        ("N1/ana", "N1", "seller", "seller"),
    ]


def test_several_uppermost_units_stay_below_the_company() -> None:
    units = [PlacedUnit("A", None, "team"), PlacedUnit("B", None, "team")]
    assert top_of(units) is None
    nodes = organised(units, [PlacedPerson("ana", "A"), PlacedPerson("ana", "B")])
    assert [n.key for n in nodes] == ["company", "A", "B", "A/ana", "B/ana"]


def test_without_units_all_who_sell_hang_below_the_company() -> None:
    nodes = organised([], [PlacedPerson("ben", None), PlacedPerson("ana", "gone")])
    assert shape(nodes)[1:] == [
        ("company/ana", "company", "seller", "seller"),
        ("company/ben", "company", "seller", "seller"),
    ]


def test_circles_and_missing_parents_hang_below_the_company() -> None:
    units = [
        PlacedUnit("A", "B", "team"), PlacedUnit("B", "A", "team"), PlacedUnit("C", "A", "team"),
        PlacedUnit("D", "gone", "team"),
    ]  # fmt: skip
    parents = {n.key: n.parent for n in organised(units, [])}
    assert parents == {"company": None, "A": "company", "B": "company", "C": "A", "D": "company"}


def test_goods_hang_below_the_company() -> None:
    assert shape(of_items("product_line", ["tea", "rice", "tea"])) == [
        ("company", None, "company", "company"),
        ("company/rice", "company", "product_line", "product_line"),
        ("company/tea", "company", "product_line", "product_line"),
    ]


names = st.sampled_from(["company", "a", "a/b", "b", "%", "a%2Fb", "%company", "c"])


@given(
    st.dictionaries(names, st.one_of(st.none(), names), max_size=7),
    st.lists(st.tuples(names, st.one_of(st.none(), names)), max_size=8),
)
@settings(max_examples=150)
def test_any_units_and_people_make_one_tree_with_everybody_in_it(
    above: dict[str, str | None], placed: list[tuple[str, str | None]]
) -> None:
    """Whatever identifiers there are, each unit but the merged one and each place of a person has
    one node."""
    units = [PlacedUnit(unit, parent, "team") for unit, parent in above.items()]
    nodes = organised(units, [PlacedPerson(person, unit) for person, unit in placed])
    assert tree_mistakes(GoalPlan("revenue", YEAR, nodes)) == ()
    top = top_of(units)
    assert sorted(n.item for n in nodes if n.scope == "unit") == sorted(set(above) - {top})
    places = {(person, unit if unit in above and unit != top else None) for person, unit in placed}
    assert len([n for n in nodes if n.scope == "seller"]) == len(places)
