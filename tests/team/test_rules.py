"""Pairs, circles, meetings, thanks and help: rules worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.coaching.areas import STAGES
from husay.team import meeting, thanks
from husay.team.circle import (
    AHEAD,
    Circle,
    Member,
    Part,
    answer_mistakes,
    last_day,
    meeting_days,
    mistakes,
    state_of,
)
from husay.team.helped import Helped
from husay.team.pairing import Choice, Learner, Need, Proposal, proposals
from husay.team.recognition import of_help

TODAY = date(2024, 12, 31)  # a Tuesday


def circle(*learners: str, **more: object) -> Circle:
    fields: dict[str, object] = {"stage": "closing", "shower": "ana", "starts": TODAY, **more}
    return Circle(learners=learners, **fields)  # type: ignore[arg-type]


def codes(found: Circle) -> list[str]:
    return [problem.code for problem in mistakes(found, STAGES, TODAY)]


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (circle("ben"), []),
        (circle("ben", "cel", "dan", "eve"), []),
        (circle(), ["circle-size"]),
        (circle("ben", "cel", "dan", "eve", "fay"), ["circle-size"]),
        (circle("ben", shower=""), ["circle-size"]),
        (circle("ana"), ["circle-twice"]),
        (circle("ben", "ben"), ["circle-twice"]),
        (circle("ben", stage="luck"), ["circle-stage"]),
        (circle("ben", weeks=0), ["circle-weeks"]),
        (circle("ben", weeks=12), []),
        (circle("ben", weeks=13), ["circle-weeks"]),
        (circle("ben", starts=TODAY - timedelta(days=1)), ["circle-starts"]),
        (circle("ben", starts=TODAY + AHEAD), []),
        (circle("ben", starts=TODAY + AHEAD + timedelta(days=1)), ["circle-starts"]),
        (circle("ana", stage="luck", weeks=0, starts=date(1, 1, 1)),
         ["circle-stage", "circle-twice", "circle-weeks", "circle-starts"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_circle_is_told(found: Circle, wrong: list[str]) -> None:
    assert codes(found) == wrong


@pytest.mark.parametrize(
    ("shower", "learners", "state"),
    [("asked", ["joined"], "asked"), ("joined", ["asked"], "asked"),
     ("joined", ["declined", "joined"], "running"), ("joined", ["declined"], "asked"),
     ("declined", ["joined", "joined"], "asked"), ("joined", ["joined"], "running")],
)  # fmt: skip
def test_it_runs_once_who_shows_it_and_somebody_with_them_have_joined(
    shower: Part, learners: list[Part], state: str
) -> None:
    members = [Member("a", True, shower), *(Member("b", False, part) for part in learners)]
    assert state_of(members, over=False) == state
    assert state_of(members, over=True) == "ended"


def test_whoever_declines_says_why_and_whoever_joins_need_not() -> None:
    assert answer_mistakes(True, "") == ()
    assert [one.code for one in answer_mistakes(False, "  ")] == ["circle-without-why"]
    assert answer_mistakes(False, "x" * 500) == ()
    assert [one.code for one in answer_mistakes(False, "x" * 501)] == ["circle-why-too-long"]


def test_meetings_are_weekly_and_move_to_the_next_day_that_is_worked() -> None:
    off = {date(2025, 1, 7), date(2025, 1, 8)}
    days = meeting_days(TODAY, 3, lambda day: day.weekday() < 5 and day not in off)
    assert days == (TODAY, date(2025, 1, 9), date(2025, 1, 14))
    assert meeting_days(TODAY, 1, lambda day: False) == (TODAY,)
    assert last_day(TODAY, 4) == TODAY + timedelta(weeks=6)


def test_a_meeting_begins_with_writing_and_takes_an_hour_at_most() -> None:
    first = meeting.agenda(1, 4, 2)
    assert [(i.topic, i.minutes) for i in first] == [
        ("alone", 5), ("ask", 20), ("show", 10), ("try", 5),
    ]  # fmt: skip
    assert [i.topic for i in meeting.agenda(2, 4, 2)] == ["tried", "alone", "ask", "show", "try"]
    assert meeting.agenda(4, 4, 2)[-1].topic == "keep"
    assert [i.topic for i in meeting.agenda(1, 1, 2)] == ["alone", "ask", "show", "keep"]
    for people in range(2, 6):
        assert sum(i.minutes for i in meeting.agenda(2, 4, people)) <= 60


def test_what_is_wrong_with_a_page() -> None:
    def wrong(page: meeting.Page) -> list[str]:
        return [one.code for one in meeting.mistakes(page, "ben", {"ana", "ben"})]

    assert wrong(meeting.Page()) == ["page-blank"]
    assert wrong(meeting.Page(went_well=" ")) == ["page-blank"]
    assert wrong(meeting.Page(helped_by="ana")) == []
    assert wrong(meeting.Page(helped_by="ben")) == ["page-helper"]
    assert wrong(meeting.Page(helped_by="dan")) == ["page-helper"]
    assert wrong(meeting.Page(heard="x" * 1_000)) == []
    assert wrong(meeting.Page(heard="x" * 1_001, was_hard="y" * 1_001)) == ["page-too-long"] * 2


def test_what_is_wrong_with_thanks() -> None:
    def wrong(text: str, to: str = "ana", of_late: int = 0) -> list[str]:
        return [one.code for one in thanks.mistakes(text, to, "ben", {"ana"}, of_late)]

    assert wrong("For all.") == []
    assert wrong("x" * 280) == []
    assert wrong("x" * 281) == ["thanks-too-long"]
    assert wrong(" ") == ["thanks-blank"]
    assert wrong("x", "ben") == ["thanks-to-oneself"]
    assert wrong("x", "zoe") == ["thanks-to-nobody"]
    assert wrong("x", "") == ["thanks-to-nobody"]
    assert wrong("x", of_late=9) == []
    assert wrong("x", of_late=10) == ["thanks-too-many"]


def test_help_is_recognised_on_the_day_on_which_each_number_of_times_was_full() -> None:
    days = [TODAY - timedelta(days=n) for n in range(6)]
    given = [Helped("ana", f"p{n}", "closing", day) for n, day in enumerate(days)]
    found = of_help([*given, Helped("ben", "ana", "price", TODAY)])
    # Six times: the first is the oldest day, the fifth the fifth of six.
    assert [(one.item, one.times, one.day) for one in found] == [
        ("ana", 1, TODAY - timedelta(days=5)), ("ana", 5, TODAY - timedelta(days=1)),
        ("ben", 1, TODAY),
    ]  # fmt: skip


def test_help_of_the_same_two_counts_once_a_day_however_many_pages_name_it() -> None:
    """Ben names Ana on the pages of four meetings in one sitting, and once the day before: two."""
    before = TODAY - timedelta(days=1)
    given = [Helped("ana", "ben", "closing", TODAY) for _ in range(4)]
    given.append(Helped("ana", "ben", "closing", before))
    found = of_help(given)
    assert [(one.item, one.times, one.day) for one in found] == [("ana", 1, before)]
    others = [Helped("ana", f"p{n}", "price", TODAY) for n in range(3)]
    assert [one.times for one in of_help([*given, *others])] == [1, 5], "others count beside Ben"


# --- whom by whom ---


def need(person: str, *choices: str, chance: int = 9_000, free: int = 2) -> Need:
    return Need(person, "closing", chance, tuple(Choice(one, free, "team") for one in choices))


def test_whoever_has_the_fewest_to_choose_from_chooses_first() -> None:
    """Ben could be shown by Ana or Cel, Dan by Ana alone: Dan has Ana, Ben takes Cel."""
    found = proposals([need("ben", "ana", "cel"), need("dan", "ana")], 2)
    assert found == (
        Proposal("closing", "ana", (Learner("dan", "team", 9_000),), 0),
        Proposal("closing", "cel", (Learner("ben", "team", 9_000),), 0),
    )


def test_where_all_are_taken_a_circle_is_made_of_up_to_five() -> None:
    found = proposals([need(f"p{n}", "ana") for n in range(6)], 2)
    (one,) = found
    assert one.shower == "ana"
    assert [learner.person for learner in one.learners] == ["p0", "p1", "p2", "p3"]


def test_who_shows_it_to_two_already_is_not_asked_again() -> None:
    assert proposals([need("ben", "ana", free=0)], 2) == ()
    (one,) = proposals([need("ben", "ana", free=1)], 2)
    assert one.load == 1


_needs = st.lists(
    st.tuples(st.sampled_from(STAGES), st.lists(st.integers(0, 5), unique=True, max_size=4)),
    max_size=12,
)


@settings(max_examples=60)
@given(_needs, st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_nobody_is_asked_too_much_and_nobody_learns_twice(
    some: list[tuple[str, list[int]]], free: list[int]
) -> None:
    needs = [
        Need(f"p{n}", stage, 8_000, tuple(Choice(f"s{k}", free[k], "team") for k in choices))
        for n, (stage, choices) in enumerate(some)
    ]
    found = proposals(needs, 2)
    by_person = {one.person: one for one in needs}
    learners = [learner.person for one in found for learner in one.learners]
    assert len(learners) == len(set(learners))
    for k in range(6):
        assert sum(one.shower == f"s{k}" for one in found) <= free[k]
    for one in found:
        assert 1 <= len(one.learners) <= 4
        for learner in one.learners:
            wanted = by_person[learner.person]
            assert wanted.stage == one.stage
            assert one.shower in [choice.person for choice in wanted.choices]
