"""What waits for somebody's answer, and the goals that are to come.

The company is `tests.goal_plans.small` on the last day of 2024: a plan for 2025, Ana 5,000, North
11,250. Mia leads North, Sam South.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from husay.access.role import Role
from tests.goal_plans.small import AT, ONE, act, planned, viewed
from tests.measures.making import Made

ANA = "N1/ana"


@pytest.fixture
def number(made: Made) -> int:
    from husay.store.goal_plans import offer

    opened = planned(made.company)
    offer(made.company, opened.row.number, AT)
    return opened.row.number


def test_a_draft_waits_for_nobody_and_an_open_plan_for_its_owners(made: Made) -> None:
    from husay.store.goal_plans import offer, waiting

    ana = viewed(made.company, Role.SELLER, "ana")
    draft = planned(made.company).row.number
    assert waiting(ana) == ()
    offer(made.company, draft, AT)
    (mine,) = waiting(ana)
    assert (mine.row.number, mine.keys, mine.own and mine.own.value) == (
        draft, (ANA,), 5_000 * ONE,
    )  # fmt: skip
    # Mia leads North: that goal is hers to agree to, those below it are not.
    (hers,) = waiting(viewed(made.company, Role.MANAGER, "mia"))
    assert (hers.keys, hers.own) == (("N",), None)
    assert waiting(viewed(made.company, Role.EXECUTIVE)) == ()
    assert waiting(viewed(made.company, Role.OPERATIONS)) == ()


def test_a_counter_proposal_waits_for_those_above_and_what_is_agreed_for_nobody(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import waiting

    ana, mia = viewed(made.company, Role.SELLER, "ana"), viewed(made.company, Role.MANAGER, "mia")
    act(ana, number, ANA, "counter", "too much", 4_800 * ONE, AT)
    assert waiting(ana) == ()
    assert [one.keys for one in waiting(mia)] == [("N", ANA)]
    assert [one.keys for one in waiting(viewed(made.company, Role.EXECUTIVE))] == [(ANA,)]
    assert [one.keys for one in waiting(viewed(made.company, Role.MANAGER, "sam"))] == [("S",)]
    act(mia, number, ANA, "accept", "", None, AT + timedelta(1))
    assert (waiting(ana), [one.keys for one in waiting(mia)]) == ((), [("N",)])


def test_a_plan_whose_days_are_over_waits_for_nobody(made: Made, number: int) -> None:
    from husay.store.goal_plans import waiting

    ana = viewed(made.company, Role.SELLER, "ana")
    assert waiting(replace(ana, today=date(2025, 12, 31)))
    assert waiting(replace(ana, today=date(2026, 1, 1))) == ()


def test_published_each_is_told_of_their_own_goal_until_it_begins(made: Made, number: int) -> None:
    from husay.store.goal_plans import coming, publish, waiting

    ana = viewed(made.company, Role.SELLER, "ana")
    assert coming(ana) == ()
    publish(made.company, number, 2, "go", AT)
    seen = {
        who: [(one.whole.scope, one.whole.item, one.value) for one in coming(of)]
        for who, of in {
            "ana": ana, "mia": viewed(made.company, Role.MANAGER, "mia"),
            "all": viewed(made.company, Role.EXECUTIVE),
            "operations": viewed(made.company, Role.OPERATIONS),
        }.items()
    }  # fmt: skip
    assert seen == {
        "ana": [("seller", "ana", 5_000 * ONE)], "mia": [("unit", "N", 11_250 * ONE)],
        "all": [("company", "", 15_000 * ONE)], "operations": [],
    }  # fmt: skip
    assert coming(replace(ana, today=date(2025, 1, 1))) == ()
    assert waiting(ana) == ()
