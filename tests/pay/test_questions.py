"""Questions about pay: what may be done when, when an answer is in time, and counts by hand."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import YearRule
from husay.pay.runs.questions import (
    ANSWERED_WITHIN,
    CAUSES,
    OUTCOMES,
    WAITING,
    Asked,
    QuestionAct,
    QuestionState,
    acts,
    after,
    counted,
    due_day,
    is_overdue,
)

CALENDAR = BusinessCalendar(
    YearRule(), frozenset(range(5)), frozenset({date(2026, 11, 30), date(2026, 12, 8)})
)
"""Monday to Friday; 30 November (a Monday) and 8 December (a Tuesday) are public holidays."""
STATES: tuple[QuestionState, ...] = get_args(QuestionState)
ACTS: tuple[QuestionAct, ...] = get_args(QuestionAct)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 27)),  # a Friday: the next one
        (date(2026, 11, 21), date(2026, 11, 27)),  # a Saturday: Monday is the first
        (date(2026, 11, 27), date(2026, 12, 7)),  # 1, 2, 3, 4 December, and the 7th
        (date(2026, 12, 1), date(2026, 12, 9)),  # 2, 3, 4, 7, and the 9th
    ],
)
def test_five_working_days_not_counting_the_first(asked: date, due: date) -> None:
    assert ANSWERED_WITHIN == 5
    assert due_day(asked, CALENDAR) == due


def test_where_nothing_is_ever_worked_days_are_days() -> None:
    idle = BusinessCalendar(YearRule(), frozenset(), frozenset())
    assert due_day(date(2026, 11, 20), idle) == date(2026, 11, 25)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_due_days_are_worked_and_five_of_them_later(asked: date) -> None:
    due = due_day(asked, CALENDAR)
    days = [asked + timedelta(n) for n in range(1, (due - asked).days + 1)]
    assert sum(map(CALENDAR.is_working, days)) == 5
    assert CALENDAR.is_working(due)


@pytest.mark.parametrize("state", STATES)
def test_overdue_begins_the_day_after_the_due_day(state: QuestionState) -> None:
    due = date(2026, 12, 7)
    found = [is_overdue(state, due, due + timedelta(days)) for days in (-1, 0, 1)]
    assert found == [False, False, state in WAITING]


def test_what_may_be_done_when() -> None:
    assert {state: acts(state) for state in STATES} == {
        "open": ("say", "take", "answer"),
        "looked-into": ("say", "take", "answer"),
        "answered": ("say", "settle", "reopen"),
        "closed": ("reopen",),
        "reopened": ("say", "take", "answer"),
    }
    assert {act: after("answered", act) for act in ACTS} == {
        "ask": None, "say": "answered", "take": None, "answer": None, "settle": "closed",
        "reopen": "reopened",
    }  # fmt: skip
    assert after("open", "take") == "looked-into"
    assert after("reopened", "answer") == "answered"


@given(st.sampled_from(STATES), st.lists(st.sampled_from(ACTS), max_size=20))
def test_whatever_is_tried_a_question_is_in_a_state(
    state: QuestionState, tried: list[QuestionAct]
) -> None:
    for act in tried:
        found = after(state, act)
        assert (found is not None) == (act in acts(state))
        state = found or state
        assert state in STATES
        assert acts(state)


def asked(
    cause: str, state: str, day: int, answered: int | None = None, outcome: str | None = None
) -> Asked:
    return Asked(
        cause, state, date(2026, 11, 10), date(2026, 11, day),  # type: ignore[arg-type]
        None if answered is None else date(2026, 11, answered), outcome,  # type: ignore[arg-type]
    )  # fmt: skip


def test_counts() -> None:
    """Of five, two wait, one of them beyond the tenth; answers took 0, 3, 4 and 9 days: the two in
    the middle are 3 and 4."""
    found = counted(
        [
            asked("split", "open", 3),
            asked("split", "closed", 1, 1, "corrected"),
            asked("rate", "answered", 2, 5, "explained"),
            asked("split", "closed", 2, 6, "explained"),
            asked("rate", "answered", 1, 10, "declined"),
        ],
        date(2026, 11, 11),
    )
    assert (found.asked, found.waiting, found.overdue) == (5, 1, 1)
    assert found.by_cause == (("split", 3), ("rate", 2))
    assert found.by_outcome == (("explained", 2), ("corrected", 1), ("declined", 1))
    assert found.median_days == Fraction(7, 2)
    assert counted([], date(2026, 11, 11)).median_days is None
    assert counted([asked("goal", "open", 3)], date(2026, 11, 10)).overdue == 0


_ASKED = st.builds(
    asked, st.sampled_from(CAUSES), st.sampled_from(STATES), st.integers(1, 5),
    st.one_of(st.none(), st.integers(5, 30)), st.one_of(st.none(), st.sampled_from(OUTCOMES)),
)  # fmt: skip


@given(st.lists(_ASKED, max_size=12))
def test_counts_lose_nothing(found: list[Asked]) -> None:
    total = counted(found, date(2026, 11, 20))
    assert sum(n for _cause, n in total.by_cause) == total.asked == len(found)
    assert sum(n for _outcome, n in total.by_outcome) == sum(
        one.outcome is not None for one in found
    )
    assert 0 <= total.overdue <= total.waiting <= total.asked
