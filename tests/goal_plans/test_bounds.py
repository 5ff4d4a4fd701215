"""How far managers may move goals: from what a planner last set, whatever managers did since."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from husay.goals.cascade import Cascaded, Weights
from husay.goals.plan import GoalPlan
from tests.goal_plans.small import AT, ONE, act, planned, viewed
from tests.goals.trees import set_by_hand
from tests.measures.making import Made


def at(minute: int) -> datetime:
    return AT + timedelta(minutes=minute)


@pytest.fixture
def number(made: Made) -> int:
    """An open plan: Ana 5,000, Ben 2,500 in N1, which Mia leads from N."""
    from husay.store.goal_plans import offer

    number = planned(made.company).row.number
    offer(made.company, number, AT)
    return number


def test_to_revise_a_goal_gives_no_more_room_to_move(made: Made, number: int) -> None:
    from husay.store.goal_plans import bounds_of, move

    mia = viewed(made.company, Role.MANAGER, "mia")
    room = {"N1/ana": (4_500 * ONE, 5_500 * ONE), "N1/ben": (2_250 * ONE, 2_750 * ONE)}
    assert bounds_of(mia, number, "N1") == room
    move(mia, number, 2, "N1", {"N1/ana": 4_750 * ONE, "N1/ben": 2_750 * ONE}, "x", at(1))
    act(mia, number, "N1/ben", "revise", "x", 2_751 * ONE, at(2))
    assert bounds_of(mia, number, "N1") == room
    with pytest.raises(Mistake) as refused:
        move(mia, number, 4, "N1", {"N1/ana": 4_749 * ONE, "N1/ben": 2_752 * ONE}, "x", at(3))
    assert [p.code for p in refused.value.problems] == ["move-beyond"]


def test_what_a_planner_sets_or_accepts_is_proposed_anew_and_nothing_else_with_it(
    made: Made, number: int
) -> None:
    """A planner's change elsewhere leaves what a manager moved unproposed; to undo it as well."""
    from husay.store.goal_plans import bounds_of, change, move, undo

    def dan(plan: GoalPlan, weights: Weights) -> Cascaded:
        return set_by_hand(plan, "S", 4_000 * ONE, weights)

    mia = viewed(made.company, Role.MANAGER, "mia")
    room = bounds_of(mia, number, "N1")
    move(mia, number, 2, "N1", {"N1/ana": 4_750 * ONE, "N1/ben": 2_750 * ONE}, "x", at(1))
    change(made.company, number, 3, "set", "", at(2), dan)
    assert bounds_of(mia, number, "N1") == room
    act(made.company, number, "N1/ben", "revise", "x", 3_000 * ONE, at(3))
    assert bounds_of(mia, number, "N1")["N1/ben"] == (2_700 * ONE, 3_300 * ONE)
    assert bounds_of(mia, number, "N1")["N1/ana"] == room["N1/ana"]
    undo(made.company, number, 5, at(4))
    assert bounds_of(mia, number, "N1") == room


@pytest.mark.parametrize(
    ("role", "person", "key", "code"),
    [
        (Role.SELLER, "ana", "company", "not-allowed"),
        (Role.COMPENSATION, None, "N1", "not-allowed"),
        (Role.MANAGER, "sam", "N1", "goal-unknown"),
        (Role.MANAGER, "mia", "company", "not-in-scope"),
    ],
)
def test_bounds_are_told_to_who_may_move(
    made: Made, number: int, role: Role, person: str | None, key: str, code: str
) -> None:
    from husay.store.goal_plans import bounds_of

    with pytest.raises(Mistake) as refused:
        bounds_of(viewed(made.company, role, person), number, key)
    assert [p.code for p in refused.value.problems] == [code]
