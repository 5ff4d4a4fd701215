"""What was agreed with somebody: the fair rule leaves it, and undoing brings it back.

The company is `tests.goal_plans.small`: 15,000 dealt by history, Ana 5,000, Ben 2,500, Cel 3,750,
Dan 1,250, Eve 2,500.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from husay.goals.agreed import Tally, tally
from husay.goals.cascade import set_all_by_hand
from tests.goal_plans.small import AT, ONE, act, planned, values, viewed
from tests.measures.making import Made

ANA, BEN = "N1/ana", "N1/ben"
LEAVES = (ANA, BEN, "N2/cel", "S/dan", "S/eve")


@pytest.fixture
def number(made: Made) -> int:
    from husay.store.goal_plans import offer

    opened = planned(made.company)
    offer(made.company, opened.row.number, AT)
    return opened.row.number


def codes(refused: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_the_fair_rule_leaves_what_is_agreed_and_deals_the_rest_of_the_total(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import change, entries, opened, take_proposal

    change(
        made.company, number, 2, "set", "", AT,
        lambda plan, weights: set_all_by_hand(plan, {ANA: 6_000 * ONE}, weights),
    )  # fmt: skip
    before = values(opened(made.company, number))
    act(viewed(made.company, Role.SELLER, "ana"), number, ANA, "agree", "", None, AT)
    done = take_proposal(made.company, number, 3, "", AT + timedelta(1))
    found = values(done)
    assert (before[ANA], before[BEN], found[ANA]) == (6_000, 1_500, 6_000)
    # The 9,000 that are left are dealt among those who bring 2,400, 3,600, 1,200 and 2,400.
    assert {key: found[key] for key in LEAVES[1:]} == {
        BEN: 2_250, "N2/cel": 3_375, "S/dan": 1_125, "S/eve": 2_250,
    }  # fmt: skip
    assert sum(found[key] for key in LEAVES) == found["company"] == 15_000
    assert entries(made.company, number, ANA).state == "agreed"
    assert {node.how for node in done.plan.lowest} == {"fair"}


def test_where_all_is_agreed_the_fair_rule_has_nothing_to_deal(made: Made, number: int) -> None:
    from husay.store.goal_plans import take_proposal

    for key in LEAVES:
        act(made.company, number, key, "decide", "so be it", None, AT)
    with pytest.raises(Mistake) as refused:
        take_proposal(made.company, number, 2, "why not", AT)
    assert codes(refused) == ["goal-proposal-held"]


def test_undoing_a_change_brings_the_agreement_back_unless_it_was_spoken_of_since(
    made: Made, number: int
) -> None:
    """Ana and Ben agreed, the planner changed both; Ben answers, Ana only asks, then it is undone:
    Ana's goal is agreed as before, and Ben's waits."""
    from husay.store.goal_plans import change, entries, opened, undo

    ana, ben = (viewed(made.company, Role.SELLER, who) for who in ("ana", "ben"))
    act(ana, number, ANA, "agree", "", None, AT)
    act(ben, number, BEN, "agree", "", None, AT)
    wanted = {ANA: 5_100 * ONE, BEN: 2_400 * ONE}
    change(
        made.company, number, 2, "set", "a new account", AT + timedelta(1),
        lambda plan, weights: set_all_by_hand(plan, wanted, weights),
    )  # fmt: skip
    assert {entries(made.company, number, key).state for key in (ANA, BEN)} == {"discussed"}
    act(ana, number, ANA, "comment", "whose?", None, AT + timedelta(2))
    act(ben, number, BEN, "counter", "less", 2_300 * ONE, AT + timedelta(2))
    undo(made.company, number, 3, AT + timedelta(3))
    theirs = entries(ana, number, ANA)
    assert (theirs.state, theirs.value, theirs.settled) == ("agreed", 5_000 * ONE, "agreed")
    assert [e.act for e in theirs.entries] == ["agree", "reopen", "comment", "restore"]
    still = entries(ben, number, BEN)
    assert (still.state, still.counter) == ("discussed", 2_300 * ONE)
    # What Ana committed to stands beside the goal again.
    assert opened(made.company, number).plan.by_key[ANA].proposed == 5_000 * ONE


def test_an_agreement_is_brought_back_by_undoing_alone(made: Made, number: int) -> None:
    from husay.store.goal_plans import acts

    act(made.company, number, ANA, "decide", "so be it", None, AT)
    act(made.company, number, ANA, "reopen", "after all not", None, AT)
    assert "restore" not in acts(made.company, number, ANA)
    with pytest.raises(Mistake) as refused:
        act(made.company, number, ANA, "restore", "", None, AT)
    assert codes(refused) == ["act-not-theirs"]


def test_published_it_is_told_how_many_agreed_and_how_many_were_decided(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import publish, talks

    act(viewed(made.company, Role.SELLER, "ana"), number, ANA, "agree", "", None, AT)
    found = talks(made.company, number)
    assert tally(found[key] for key in LEAVES) == Tally(1, 0, 5)
    publish(made.company, number, 2, "go", AT)
    found = talks(made.company, number)
    assert tally(found[key] for key in LEAVES) == Tally(1, 4, 5)
