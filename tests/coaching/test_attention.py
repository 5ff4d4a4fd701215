"""Whose turn it is: never on noise, at most three, and in an order that can be explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.coaching.agenda import agenda
from husay.coaching.attention import (
    MOST,
    NamedGap,
    OpenSignal,
    PersonFacts,
    Reason,
    attention,
    chosen_by,
    reasons,
)

QUIET = {"since_visit": 10}


def facts(person: str = "ana", **more: Any) -> PersonFacts:
    return PersonFacts(person=person, **{**QUIET, **more})


@pytest.mark.parametrize(
    ("known", "codes"),
    [
        ({}, []),
        ({"signals": (OpenSignal(17, money=900),)}, ["signal"]),
        ({"gap": NamedGap("closing", 7_999)}, []),
        ({"gap": NamedGap("closing", 8_000)}, []),
        ({"gap": NamedGap("closing", 8_001)}, ["gap"]),
        ({"goal_chance": 3_501}, []),
        ({"goal_chance": 3_500}, []),
        ({"goal_chance": 3_499}, ["goal"]),
        ({"since_visit": 59}, []),
        ({"since_visit": 60}, ["visit"]),
        ({"since_visit": None}, ["never-visited"]),
        ({"overdue_actions": 2}, ["actions"]),
        ({"follow_up_due": True}, ["follow-up"]),
        ({"choke": "closing"}, ["choke"]),
        ({"choke": "closing", "plan": 3}, []),
    ],
)
def test_only_what_is_credible_is_a_reason(known: dict[str, Any], codes: list[str]) -> None:
    assert [reason.code for reason in reasons(facts(**known))] == codes
    assert [one.person for one in attention([facts(**known)])] == (["ana"] if codes else [])


def test_a_reason_tells_its_figure() -> None:
    signal, gap = OpenSignal(17, money=-900), NamedGap("price", 9_000, 400)
    found = reasons(facts(signals=(signal,), since_visit=75, overdue_actions=2, gap=gap))
    assert found == (
        Reason("signal", -900, "17", signal=signal), Reason("gap", 400, "price", gap=gap),
        Reason("visit", 75), Reason("actions", 2),
    )  # fmt: skip


def test_the_days_that_chose_somebody_go_from_the_first_to_the_last_of_signals_and_gap() -> None:
    def days(first: int, last: int) -> Window:
        return Window(date(2024, first, 1), date(2024, last, 28))

    both = facts(
        signals=(
            OpenSignal(1, days=days(3, 6)), OpenSignal(2, days=days(4, 7)),
        ),
        gap=NamedGap("closing", 9_000, days=days(2, 5)), goal_chance=10,
    )  # fmt: skip
    assert chosen_by(reasons(both)) == days(2, 7)
    unsure = replace(both, gap=NamedGap("closing", 8_000, days=days(2, 5)))
    assert chosen_by(reasons(unsure)) == days(3, 7)
    assert chosen_by(reasons(facts(goal_chance=10))) is None


def test_the_order_by_hand() -> None:
    found = attention(
        [
            facts("visit", since_visit=80),                                       # 2
            facts("goal", goal_chance=2_000, goal_short=500),                     # 2, 500 at stake
            facts("signal", signals=(OpenSignal(1),)),                            # 4
            facts("both", goal_chance=1_000, overdue_actions=9),                  # 2 + 1
        ],
        most=4,
    )  # fmt: skip
    assert [one.person for one in found] == ["signal", "both", "goal", "visit"]


def test_of_two_who_need_as_much_time_the_one_with_more_at_stake_by_one_reason_is_first() -> None:
    """700 by one signal is more than 400 and 300 of the same sales, which do not add."""
    one = facts("zoe", signals=(OpenSignal(1, money=-700),), goal_chance=100, goal_short=300)
    two = facts(
        "ana", signals=(OpenSignal(2, money=400), OpenSignal(3, money=300)),
        goal_chance=100, goal_short=699,
    )  # fmt: skip
    assert [a.person for a in attention([two, one])] == ["zoe", "ana"]
    likely = replace(one, goal_chance=9_000, goal_short=9_000, follow_up_due=True)
    assert [a.person for a in attention([replace(two, goal_short=701), likely])] == ["ana", "zoe"]


def test_who_is_not_here_is_not_listed() -> None:
    assert attention([facts(since_visit=None, here=False)]) == ()


PEOPLE = st.lists(
    st.builds(
        PersonFacts,
        person=st.text("abc", min_size=1, max_size=3),
        signals=st.lists(
            st.builds(OpenSignal, st.integers(1, 9), money=st.integers(-99, 99)),
            max_size=2,
        ).map(tuple),
        goal_chance=st.none() | st.integers(0, 10_000),
        since_visit=st.none() | st.integers(0, 400),
        overdue_actions=st.integers(0, 3),
        follow_up_due=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.person,
)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_who_is_asked_about_first(
    people: list[PersonFacts], random: Any
) -> None:
    mixed = list(people)
    random.shuffle(mixed)
    found = attention(people)
    assert attention(mixed) == found
    assert len(found) == min(MOST, sum(bool(reasons(one)) for one in people))
    assert all(one.reasons for one in found)


@given(PEOPLE)
def test_long_without_a_visit_always_counts(people: list[PersonFacts]) -> None:
    for one in people:
        codes = {reason.code for reason in reasons(one)}
        long = one.since_visit is None or one.since_visit >= 60
        assert bool(codes & {"visit", "never-visited"}) is long


def test_an_agenda_begins_with_what_went_well_and_ends_with_what_is_agreed() -> None:
    one = facts(goal_chance=100, overdue_actions=1)
    lines = agenda(
        one, reasons(one), strength="Asked.", work_on="Wait.", practice="next-step", open_actions=3
    )
    assert [(line.topic, line.text or line.count) for line in lines] == [
        ("went-well", "Asked."), ("actions", 3), ("reason", 0), ("work-on", "Wait."),
        ("practice", "next-step"), ("agree", 0),
    ]  # fmt: skip
