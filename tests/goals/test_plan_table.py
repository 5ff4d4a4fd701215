"""A table of goals read into a plan: the same by every face."""

from __future__ import annotations

import pytest

from husay.basics.period import YearRule
from husay.goals.cascade import cascade
from husay.goals.plan_table import grid_of, read_table
from tests.goals.trees import ONE, WEIGHTS, YEAR, company

PLAN = cascade(company(2_610_000 * ONE), WEIGHTS).plan
NAMES = {node.key: f"Name of {node.key}" for node in PLAN.nodes}


@pytest.mark.parametrize(
    "text",
    [
        # As the plan's own file has it, columns and all.
        "goal_of,name,level,under,last_year,goal,how\nana,Name of ana,seller,n1,,500000,by-hand\n",
        "ana\t500000\nben\t261000",
        "Whose,Goal\nname OF  ana,500000\n",
        "\t2026\nana\t500000",
    ],
)
def test_every_way_of_writing_the_same_changes_the_same(text: str) -> None:
    found = read_table(text, PLAN, NAMES, YearRule())
    assert found.problems == ()
    assert [(c.key, c.after) for c in found.changes] == [(("ana", YEAR), 500_000 * ONE)]


def test_mistakes_are_told_by_the_rows_that_were_given() -> None:
    found = read_table("ana\t1\nnobody\t2", PLAN, NAMES, YearRule())
    assert [(p.code, p.row) for p in found.problems] == [("grid-item-unknown", 2)]
    found = read_table("goal_of,goal\nana,x\n", PLAN, NAMES, YearRule())
    assert [(p.code, p.row) for p in found.problems] == [("amount-unreadable", 2)]


def test_a_goal_is_called_by_key_identifier_or_name() -> None:
    from dataclasses import replace

    nodes = tuple(replace(n, item="E-9") if n.key == "ana" else n for n in PLAN.nodes)
    grid = grid_of(replace(PLAN, nodes=nodes), NAMES)
    for text in ("ana", " ana ", "e-9", "Name  of ANA"):
        assert grid.called(text) == ["ana"]
    assert grid.called("E-8") == []
    same = grid_of(replace(PLAN, nodes=nodes), dict.fromkeys(NAMES, "Same"))
    assert len(same.called("same")) == len(PLAN.nodes)
