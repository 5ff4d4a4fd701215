"""Steps of a planner, by hand on a tree of two teams: from one plan to the next."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.goals import steps
from husay.goals.cascade import Weights, cascade
from husay.goals.differences import differences
from husay.goals.plan import GoalPlan, Node, OverAssignment, Reserve

YEAR = Window(date(2025, 1, 1), date(2025, 12, 31))
NONE = Weights()


def plan(total: int = 1_200) -> GoalPlan:
    """1,200 among A (a1, a2) and B (b1, b2), equally."""
    nodes = [Node("company", "company", "", "company", None, total, "by-hand")]
    nodes += [Node(k, "unit", k, "team", "company") for k in ("A", "B")]
    nodes += [Node(k, "seller", k, "seller", k[0].upper()) for k in ("a1", "a2", "b1", "b2")]
    return cascade(GoalPlan("revenue", YEAR, tuple(nodes), "PHP"), NONE).plan


def values(of: GoalPlan) -> dict[str, int]:
    return {node.key: node.value for node in of.nodes}


def typed(of: GoalPlan, **goals: int) -> GoalPlan:
    """With goals typed by hand."""
    return steps.after_typed(goals, lambda plan, _: steps.as_it_is(plan))(of, NONE).plan


EVEN = {"company": 1_200, "A": 600, "B": 600, "a1": 300, "a2": 300, "b1": 300, "b2": 300}


def test_a_held_goal_stands_when_others_are_dealt() -> None:
    held = steps.hold(plan(), "a1").plan
    assert values(held) == EVEN
    more = steps.with_total(held, 2_000).plan
    assert values(more) == EVEN | {"company": 2_000}
    dealt = steps.deal_below(more, "company", NONE).plan
    assert values(dealt) == {"company": 2_000, "A": 1_000, "B": 1_000, "a1": 300, "a2": 700,
                             "b1": 500, "b2": 500}  # fmt: skip


def test_dealing_below_lets_go_of_what_is_set_by_hand_only_when_asked() -> None:
    set_ = typed(plan(), a1=500)
    assert values(set_) == EVEN | {"a1": 500, "a2": 100}
    assert values(steps.deal_below(set_, "A", NONE, "equal").plan) == values(set_)
    assert values(steps.deal_below(set_, "A", NONE, free=True).plan) == EVEN
    assert values(steps.deal_below(set_, "company", NONE, free=True).plan) == EVEN


def test_a_goal_is_summed_up_with_what_is_kept_at_it_and_those_beside_it_follow() -> None:
    """a1 and a2 carry 500: A is 500 and B has the other 700."""
    set_ = typed(plan(), a1=300, a2=200)
    summed = steps.sum_up(set_, "A", NONE).plan
    assert {k: values(summed)[k] for k in ("company", "A", "B", "b1")} == {
        "company": 1_200, "A": 500, "B": 700, "b1": 350,
    }  # fmt: skip
    top = steps.with_reserve(plan(), Reserve("r", "mia", 200), NONE).plan
    assert values(steps.sum_up(top, "company", NONE).plan)["company"] == 500 + 500 + 200


def test_all_is_added_up_from_the_lowest_with_what_is_kept_and_not_where_more_is_asked() -> None:
    """a1 and a2 carry 500, b1 and b2 600, of which 40 of A are unassigned and 100 a reserve."""
    from dataclasses import replace

    set_ = typed(plan(), a1=300, a2=200)
    set_ = set_.with_nodes({"A": replace(set_.by_key["A"], unassigned=40)})
    kept = replace(set_, reserve=Reserve("r", "mia", 100))
    added = steps.add_up(kept)
    assert values(added.plan) == {"company": 1_240, "A": 540, "B": 600, "a1": 300, "a2": 200,
                                  "b1": 300, "b2": 300}  # fmt: skip
    assert added.changed == {"company", "A"}
    assert differences(added.plan) == ()
    over = replace(plan(), over=OverAssignment("team", Fraction(4, 100)))
    assert [p.code for p in steps.add_up(over).problems] == ["goal-proposal-over"]


def test_what_is_missing_is_left_unassigned_and_counts_when_the_goal_is_summed_up() -> None:
    set_ = typed(plan(), a1=300, a2=200)
    assert [p.code for p in differences(set_)] == ["goals-short"]
    left = steps.leave_unassigned(set_, "A").plan
    assert left.by_key["A"].unassigned == 100
    assert differences(left) == ()
    assert values(steps.sum_up(left, "A", NONE).plan)["A"] == 600


def test_a_reserve_and_an_over_assignment_are_dealt_around_and_taken_away_again() -> None:
    """200 of 1,200 kept: 500 each. 4 % over at teams: 24 on 600,
    624 for the two of each."""
    kept = steps.with_reserve(plan(), Reserve("r", "mia", 200), NONE).plan
    assert (values(kept)["A"], values(kept)["a1"]) == (500, 250)
    assert values(steps.with_reserve(kept, None, NONE).plan) == EVEN
    over = steps.with_over(plan(), OverAssignment("team", Fraction(4, 100)), NONE).plan
    assert (values(over)["A"], values(over)["a1"]) == (600, 312)
    assert values(steps.with_over(over, None, NONE).plan) == EVEN


@pytest.mark.parametrize("key", ["nobody", "a1"])
def test_where_nobody_is_below_nothing_is_done(key: str) -> None:
    """a1 is a leaf; to hold it, or deal below it, is allowed and changes nothing."""
    for done in (steps.sum_up(plan(), key, NONE), steps.leave_unassigned(plan(), key)):
        assert [p.code for p in done.problems] == ["goal-unknown"]
        assert values(done.plan) == EVEN
    known = () if key == "a1" else ("goal-unknown",)
    for done in (steps.hold(plan(), key), steps.deal_below(plan(), key, NONE)):
        assert tuple(p.code for p in done.problems) == known
        assert values(done.plan) == EVEN


def test_after_a_mistake_in_what_was_typed_the_step_is_not_taken() -> None:
    how = steps.after_typed({"nobody": 5}, lambda plan, _: steps.with_total(plan, 7))
    done = how(plan(), NONE)
    assert [p.code for p in done.problems] == ["goal-unknown"]
    assert values(done.plan) == EVEN


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    goals=st.dictionaries(st.sampled_from(["a1", "a2", "b1", "b2"]), st.integers(-50, 500)),
    reserve=st.integers(0, 90), unassigned=st.integers(0, 90),
)  # fmt: skip
def test_sums_above_add_up_with_what_is_kept(
    goals: dict[str, int], reserve: int, unassigned: int
) -> None:
    """The company's sum is everybody's goals, the reserve and what is unassigned, once each."""
    from dataclasses import replace

    start = plan()
    kept = start.with_nodes({"A": replace(start.by_key["A"], unassigned=unassigned)})
    kept = replace(kept, reserve=Reserve("r", "mia", reserve))
    found = steps.sums_above(kept, goals)
    assert found["company"] == sum(goals.values()) + reserve + unassigned
    assert found["A"] == goals.get("a1", 0) + goals.get("a2", 0) + unassigned
    assert found["b1"] == goals.get("b1", 0)
