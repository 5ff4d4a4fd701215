"""Newcomers in a plan: the same person is taken for the same wherever the plan looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from husay.goals.plan import GoalPlan, Node
from husay.stats.year_ahead import together, years_ahead
from tests.goal_plans.small import A_MONTH, ASSIGNMENTS, AT, ONE, planned, small
from tests.measures.making import Made

if TYPE_CHECKING:
    from pathlib import Path

WITH_FAY = ASSIGNMENTS + "fay, S, 2024-12-01, , seller\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder: Path = tmp_path_factory.mktemp("newcomers")
    return small(folder, WITH_FAY)


def months(*who: str) -> list[list[float]]:
    return [[float(A_MONTH.get(one, 0) * ONE)] * (24 if one in A_MONTH else 0) for one in who]


def test_a_newcomer_is_expected_what_the_siblings_distribution_says(made: Made) -> None:
    from husay.store.goal_plans import weights

    plan = planned(made.company, "weights").plan
    found = weights(made.company, plan).history
    expected = [round(y.expected) for y in years_ahead(months("dan", "eve", "fay"), None)]
    assert [found[f"S/{one}"] for one in ("dan", "eve", "fay")] == expected
    assert expected[0] < expected[2] < expected[1]


def test_a_units_chance_is_of_its_goal_and_all_its_people(made: Made) -> None:
    """Fay's goal is in South's, so is what she will bring."""
    from husay.store.goal_plans import opened, prospect

    number = planned(made.company, "chances").row.number
    seen = opened(made.company, number)
    found = prospect(made.company, seen)
    who = ("ana", "ben", "cel", "dan", "eve", "fay")
    ahead = dict(zip(who, years_ahead(months(*who), None), strict=True))
    by_key = seen.plan.by_key
    south = together([ahead[one] for one in ("dan", "eve", "fay")])
    assert found.chances["S"] == pytest.approx(south.chance_of(by_key["S"].value))
    whole = together(list(ahead.values()))
    assert found.company_chance == pytest.approx(whole.chance_of(seen.plan.root.value))


def test_taking_the_proposal_gives_the_newcomer_a_goal(made: Made) -> None:
    from husay.store.goal_plans import proposal, take_proposal

    number = planned(made.company, "taken").row.number
    proposed = {g.item: g.goal for g in proposal(made.company, number).proposed.goals}
    taken = take_proposal(made.company, number, 2, "", AT).plan
    assert 0 < proposed["S/fay"] == taken.by_key["S/fay"].value


def test_where_a_goal_is_of_nobody_known_no_chance_is_told() -> None:
    """An empty team with a goal: what the others bring is not set against its part as well."""
    from husay.goals.proposal import Candidate, prospects
    from husay.store.goal_plans.prospect import _chances
    from tests.goal_plans.small import YEAR

    def of(value: int) -> dict[str, float]:
        nodes = (
            Node("all", "company", "all", "company", None, value=200 + value),
            Node("ana", "seller", "ana", "seller", "all", value=100),
            Node("ben", "seller", "ben", "seller", "all", value=100),
            Node("N9", "unit", "N9", "team", "all", value=value),
        )
        known = [
            Candidate("ana", (9, 11) * 12), Candidate("ben", (9, 11) * 12),
            Candidate("N9", (), sells=False),
        ]  # fmt: skip
        return _chances(GoalPlan("revenue", YEAR, nodes, "PHP"), prospects(known))

    assert set(of(100)) == {"ana", "ben"}
    assert set(of(0)) == {"all", "ana", "ben"}
