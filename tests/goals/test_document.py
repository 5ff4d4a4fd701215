"""A plan as data: exact there and back, through JSON, and damage told at its place."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from husay.basics.problem import Problem
from husay.goals.cascade import Weights
from husay.goals.document import as_data, read_plan
from husay.goals.plan import GoalPlan, OverAssignment, Reserve
from tests.goals.trees import ONE, company, plans


@given(plans())
@settings(max_examples=100)
def test_what_is_written_is_read_back_equal_through_json(drawn: tuple[GoalPlan, Weights]) -> None:
    plan = drawn[0]
    assert read_plan(json.loads(json.dumps(as_data(plan)))) == plan


def test_a_proposed_value_a_reserve_and_a_share_are_exact() -> None:
    plan = company(10**18 + 1, reserve=Reserve("risk", "P1", 3), step=7 * ONE)
    plan = replace(plan, over=OverAssignment("team", Fraction(1, 30)))
    plan = plan.with_nodes({"ana": replace(plan.by_key["ana"], proposed=-5)})
    data = json.loads(json.dumps(as_data(plan)))
    assert data["over"] == {"level": "team", "share": "1/30"}
    assert data["nodes"][0]["value"] == 10**18 + 1
    assert read_plan(data) == plan


def broken(**changed: object) -> Any:
    return json.loads(json.dumps(as_data(company()))) | changed


def damaged(at: str, value: object) -> Any:
    """The company's plan with one value of its third node replaced."""
    data = broken()
    data["nodes"][2][at] = value
    return data


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (None, ["", "from", "to", "nodes", "measure", "step"]),
        (broken(step=1.0), ["step"]),
        (broken(step=True), ["step"]),
        (broken(**{"from": "2026-13-01"}), ["from"]),
        (broken(to="2025-12-31"), ["to"]),
        (broken(over={"level": "team", "share": 0.05}), ["over.share"]),
        (broken(reserve={"name": "x", "owner": "y"}), ["reserve.value"]),
        (broken(nodes=[]), ["nodes"]),
        (damaged("value", "100"), ["nodes[2].value"]),
        (damaged("how", "by-magic"), ["nodes[2].how"]),
        (damaged("key", ""), ["nodes[2].key"]),
        (damaged("proposed", 1.5), ["nodes[2].proposed"]),
    ],
)  # fmt: skip
def test_damage_is_told_at_its_place(data: object, places: list[str]) -> None:
    found = read_plan(data)
    assert isinstance(found, tuple)
    assert [(p.code, p.column) for p in found] == [("goal-document", place) for place in places]


def test_nodes_that_are_no_tree_are_told() -> None:
    found = read_plan(damaged("parent", "nobody"))
    values = (("parent", "nobody"),)
    assert found == (Problem(code="goal-parent-unknown", value="south", values=values),)
