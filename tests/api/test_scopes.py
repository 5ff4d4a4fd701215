"""Each caller receives what is theirs, and no more."""

from decimal import Decimal

import pytest

from tests.api.asking import Caller
from tests.api.test_calls import LINES

GOALS = {
    "executive": ["", "north", "s1", "s2", "s4"],
    "compensation": ["", "north", "s1", "s2", "s4"],
    "administrator": ["", "north", "s1", "s2", "s4"],
    "manager": ["north", "s1"],  # team2 went over to the south in March, and s2 with it
    "seller": ["s1"],
}
PEOPLE = {
    "executive": ["m1", "s1", "s2", "s3", "s4"],
    "manager": ["m1", "s1"],
    "seller": ["s1"],
    "operations": [],
}


@pytest.mark.parametrize("who", GOALS)
def test_goals(call: Caller, who: str) -> None:
    page = call(who, "goals")
    assert sorted(row["item"] for row in page["rows"]) == GOALS[who]
    assert page["count"] == len(GOALS[who])


@pytest.mark.parametrize("who", PEOPLE)
def test_people_and_their_names(call: Caller, who: str) -> None:
    rows = call(who, "organisation/people", on="2024-04-01")["rows"]
    assert [row["person"] for row in rows] == PEOPLE[who]
    assert all(row["person_name"] for row in rows)


def test_the_tree_of_units_is_everybodys_and_of_its_day(call: Caller) -> None:
    for who in call.tokens:
        before = call(who, "organisation/units", on="2024-02-29")["rows"]
        after = call(who, "organisation/units", on="2024-03-01")["rows"]
        assert {row["unit"]: row["parent"] for row in before}["team2"] == "north"
        assert {row["unit"]: row["parent"] for row in after}["team2"] == "south"


def test_goals_are_filtered_by_whose_what_and_when(call: Caller) -> None:
    def found(**asked: str) -> list[str]:
        return [row["item"] for row in call("executive", "goals", **asked)["rows"]]

    assert found(scope="seller") == ["s1", "s2", "s4"]
    assert found(scope="seller", item="s2") == ["s2"]
    assert found(measure="orders") == ["s4"]
    assert found(to="2024-01-31") == [""]
    assert found(from_="2024-03-31") == ["", "s1", "s2", "s4"]
    assert found(from_="2024-04-01") == [""]
    assert found(from_="2025-01-01") == []


def test_goals_are_exact(call: Caller) -> None:
    values = {row["item"]: row["value"] for row in call("executive", "goals")["rows"]}
    assert values == {
        "": "9000000.50", "north": "400000.00", "s1": "120000.2501", "s2": "80000.00", "s4": "12",
    }  # fmt: skip


def test_a_seller_sees_only_lines_with_a_part_of_theirs(call: Caller) -> None:
    mine = call("seller", "show", by="seller")["rows"]
    assert [row["seller"] for row in mine] == ["s1"]
    (theirs,) = [r for r in call("executive", "show", by="seller")["rows"] if r["seller"] == "s1"]
    assert mine == [theirs]
    assert call("seller", "rows", limit=1000)["count"] < len(LINES)


def test_nobody_else_is_found_by_a_condition(call: Caller) -> None:
    for word in ("s2", "Bayani Cruz"):
        answer = call.answer("seller", "show", where=f"seller = '{word}'")
        told = answer.json()
        assert all(Decimal(row["revenue"]) == 0 for row in told.get("rows", []))
        assert call.answer("seller", "standing", of=f"seller:{word}").status_code == 404


def test_operations_see_counts_and_no_money(call: Caller) -> None:
    assert call("operations", "show", measures="orders")["rows"][0]["orders"] > 0
    assert [c["name"] for c in call("operations", "show")["columns"]] == ["orders"]
    for path in ("show", "rows"):
        refused = call.refused("operations", path, measures="revenue")
        assert refused == (403, ["measure-not-open"])
    assert call.refused("operations", "goals") == (403, ["not-allowed"])
    assert call.refused("operations", "standing") == (403, ["nothing-of-your-own"])
    names = [row["measure"] for row in call("operations", "measures")["rows"]]
    assert "orders" in names
    assert "revenue" not in names
