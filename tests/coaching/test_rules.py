"""What a practice, a visit and a plan must be; every mistake is told at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from husay.basics.period import Window
from husay.coaching import plan as plans
from husay.coaching import practice as practices
from husay.coaching import visit as visits
from husay.coaching.areas import AREA_OF, AREAS, STAGE_OF, STAGES
from husay.coaching.plan import STATES, Action, CoachingPlan, refused
from husay.coaching.practice import Behaviour, Practice, Said, with_behaviours
from husay.coaching.starter import STARTER
from husay.coaching.visit import Scored, Visit

TODAY = date(2026, 11, 18)
PLAN = CoachingPlan(seller="ana", stage="closing", starts=TODAY, ends=TODAY + timedelta(days=1))


def codes(problems: Any) -> list[str]:
    return [problem.code for problem in problems]


def test_the_starter_playbook_is_whole_in_both_languages() -> None:
    assert Counter(p.area for p in STARTER) == dict.fromkeys(AREAS, 2)
    assert len({p.key for p in STARTER}) == len(STARTER)
    for practice in STARTER:
        assert practices.mistakes(practice) == ()
        for said in (practice.title, practice.what, *(b.said for b in practice.behaviours)):
            assert said.en
            assert said.fil
            assert said.en != said.fil


def test_every_stage_has_an_area_and_every_area_a_stage() -> None:
    assert set(AREA_OF) == set(STAGES)
    assert set(STAGE_OF) == set(AREAS)
    assert all(AREA_OF[STAGE_OF[area]] == area for area in AREAS)


def test_a_text_that_is_missing_in_one_language_is_shown_in_the_other_and_said_so() -> None:
    both, one = Said("Ask", "Magtanong"), Said("Ask")
    assert (both.text("fil"), both.is_other("fil")) == ("Magtanong", False)
    assert (one.text("fil"), one.is_other("fil"), one.is_other("en")) == ("Ask", True, False)
    assert not Said().is_other("fil")


def practice(*texts: str) -> Practice:
    seen = tuple(Behaviour(f"b{n}", Said(text)) for n, text in enumerate(texts, start=1))
    return Practice("p1", "closing", Said("t"), Said("w"), seen)


@pytest.mark.parametrize(("count", "wrong"), [(2, True), (3, False), (5, False), (6, True)])
def test_a_practice_has_three_to_five_behaviours(count: int, wrong: bool) -> None:
    found = codes(practices.mistakes(practice(*(f"x{n}" for n in range(count)))))
    assert found == (["practice-behaviours"] if wrong else [])


def test_all_that_is_wrong_with_a_practice_is_told() -> None:
    bad = replace(
        practice("a", "a", "a"), area="nowhere", title=Said(), what=Said("w" * 1_001)  # type: ignore[arg-type]
    )  # fmt: skip
    assert codes(practices.mistakes(bad)) == [
        "practice-area", "practice-without-title", "practice-too-long", "practice-twice",
    ]  # fmt: skip


def test_a_behaviour_keeps_its_key_and_a_new_one_gets_none_that_ever_was() -> None:
    before = practice("a", "b", "c")
    after = with_behaviours(
        before, [("b1", Said("A")), ("b2", Said()), ("b3", Said("c")), ("", Said("new"))], {"b4"}
    )
    assert [(b.key, b.said.en) for b in after.behaviours] == [
        ("b1", "A"), ("b3", "c"), ("b5", "new"),
    ]  # fmt: skip
    twice = with_behaviours(before, [("b1", Said("A")), ("b1", Said("B"))])
    assert [(b.key, b.said.en) for b in twice.behaviours] == [("b1", "A"), ("b4", "B")]


def visit(**more: Any) -> Visit:
    scores = tuple(Scored("p", 0, f"b{n}", "closing", 2) for n in range(2))
    given: dict[str, Any] = {
        "key": "k", "seller": "ana", "by": "user:1", "day": TODAY, "kind": "visit",
        "scores": scores,
    }  # fmt: skip
    return Visit(**given | more)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"seller": ""}, ["visit-without-seller"]),
        ({"kind": "mail"}, ["visit-kind"]),
        ({"day": TODAY + timedelta(days=1)}, ["visit-to-come"]),
        ({"scores": (Scored("p", 0, "b", "closing", 0),) * 2},
         ["visit-twice", *["visit-score"] * 2]),
        ({"scores": (Scored("p", 0, "b", "closing", None),)}, ["visit-behaviours"]),
        ({"scores": tuple(Scored("p", 0, f"b{n}", "closing", 4) for n in range(8))}, []),
        ({"scores": tuple(Scored("p", 0, f"b{n}", "closing", 5) for n in range(9))},
         ["visit-behaviours", *["visit-score"] * 9]),
        ({"day": date(1900, 1, 1)}, []),
        ({"day": date(1899, 12, 31)}, ["date-beyond-belief"]),
        ({"strength": "x" * 500}, []),
        ({"strength": "x" * 501}, ["visit-too-long"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_visit(more: dict[str, Any], expected: list[str]) -> None:
    assert codes(visits.mistakes(visit(**more), TODAY)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"ends": TODAY}, ["coaching-days"]),
        ({"stage": "charm"}, ["coaching-stage"]),
        ({"selected": Window(TODAY - timedelta(days=90), TODAY - timedelta(days=1))}, []),
        ({"selected": Window(TODAY - timedelta(days=90), TODAY)}, ["coaching-selected"]),
        ({"follow_up": TODAY}, []),
        ({"follow_up": TODAY - timedelta(days=1)}, ["coaching-follow-up"]),
        ({"ends": date(2199, 12, 31)}, []),
        ({"ends": date(2200, 1, 1)}, ["date-beyond-belief"]),
        ({"starts": date(202, 11, 1)}, ["date-beyond-belief"]),
        ({"follow_up": date(9999, 12, 31)}, ["date-beyond-belief"]),
        ({"selected": Window(date(1, 1, 1), date(2, 1, 1))}, ["date-beyond-belief"] * 2),
        ({"shower": "ana"}, ["coaching-shower"]),
        ({"agenda": "x" * 2_001, "seller": ""}, ["coaching-without-seller", "coaching-too-long"]),
    ],
)
def test_what_is_wrong_with_a_plan(more: dict[str, Any], expected: list[str]) -> None:
    assert codes(plans.mistakes(replace(PLAN, **more))) == expected


def test_a_plan_goes_on_and_never_back() -> None:
    free = {(a, b) for a, b in product(STATES, STATES) if not refused(a, b, "why")}
    assert free == {
        ("planned", "running"), ("planned", "stopped"), ("running", "done"),
        ("running", "stopped"),
    }  # fmt: skip
    assert codes(refused("running", "stopped", "  ")) == ["coaching-without-why"]


@pytest.mark.parametrize(("due", "late"), [(-1, True), (0, False), (1, False)])
def test_an_action_is_overdue_from_the_day_after_its_day(due: int, late: bool) -> None:
    action = Action(number=1, text="t", who="seller", due=TODAY + timedelta(days=due))
    assert action.overdue(TODAY) is late
    assert not replace(action, done=TODAY).overdue(TODAY)


def test_what_is_wrong_with_an_action() -> None:
    assert codes(plans.action_mistakes(" ", "boss", TODAY)) == ["action-without-text", "action-who"]
    assert codes(plans.action_mistakes("x" * 301, "manager", TODAY)) == ["action-too-long"]
    assert codes(plans.action_mistakes("x", "seller", date(26, 11, 1))) == ["date-beyond-belief"]
