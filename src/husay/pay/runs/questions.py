"""Questions about pay: what may be done with one, until when it is to be answered, and counts.

Somebody asks about a line of their statement, or about all of it. Compensation takes the question
on, answers it with an outcome and with what the cause was found to be, and whoever asked settles
it, or reopens it. What waits for compensation has a due day; what is answered waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window

QuestionState = Literal["open", "looked-into", "answered", "closed", "reopened"]
QuestionAct = Literal["ask", "say", "take", "answer", "settle", "reopen"]
QuestionCause = Literal["credit", "amount", "rate", "goal", "split", "return", "other"]
Outcome = Literal["explained", "corrected", "adjusted", "plan-changed", "declined"]

CAUSES: tuple[QuestionCause, ...] = (
    "credit", "amount", "rate", "goal", "split", "return", "other"
)  # fmt: skip
"""What a question may be about: a credit that is missing, a wrong amount or rate, a goal, how
something is split, a return, or something else."""
OUTCOMES: tuple[Outcome, ...] = ("explained", "corrected", "adjusted", "plan-changed", "declined")
"""How a question may be answered: explained; what the book says was corrected, so that the next
run adjusts it; an amount added by hand; the plan changed; declined with a reason."""
WAITING: frozenset[QuestionState] = frozenset({"open", "looked-into", "reopened"})
"""The states in which a question waits for compensation."""
ANSWERED_WITHIN = 5
"""Working days that compensation has, not counting the day of the question."""

_AFTER: Mapping[QuestionAct, Mapping[QuestionState, QuestionState]] = {
    "say": {state: state for state in ("open", "looked-into", "answered", "reopened")},
    "take": dict.fromkeys(WAITING, "looked-into"),
    "answer": dict.fromkeys(WAITING, "answered"),
    "settle": {"answered": "closed"},
    "reopen": {"answered": "reopened", "closed": "reopened"},
}

_SEARCHED = timedelta(days=400)


def after(state: QuestionState, act: QuestionAct) -> QuestionState | None:
    """What a question is after something was done with it; None where that cannot be done."""
    return _AFTER.get(act, {}).get(state)


def acts(state: QuestionState) -> tuple[QuestionAct, ...]:
    """What may be done with a question as it stands."""
    return tuple(act for act, states in _AFTER.items() if state in states)


def due_day(asked: date, calendar: BusinessCalendar) -> date:
    """The last day on which an answer is in time: `ANSWERED_WITHIN` working days after the day of
    the question. Where hardly anything is worked, as many days later."""
    days = Window(asked + DAY, asked + _SEARCHED)
    return calendar.nth_working_day(days, ANSWERED_WITHIN) or asked + ANSWERED_WITHIN * DAY


def is_overdue(state: QuestionState, due: date, today: date) -> bool:
    """Whether a question waits for compensation longer than it should: after its due day."""
    return state in WAITING and today > due


@dataclass(frozen=True)
class Asked:
    """A question as it is counted. `cause` is what it was found to be, or what was asked about as
    long as nothing was found; `answered` the day of its last answer."""

    cause: QuestionCause
    state: QuestionState
    due: date
    asked: date
    answered: date | None
    outcome: Outcome | None


@dataclass(frozen=True)
class Counted:
    """Questions counted. `waiting` of all `asked` wait for compensation, `overdue` of them too
    long; by cause and by outcome the most frequent come first; `median_days` from question to
    answer, of what was answered (None: nothing was)."""

    asked: int
    waiting: int
    overdue: int
    by_cause: tuple[tuple[QuestionCause, int], ...]
    by_outcome: tuple[tuple[Outcome, int], ...]
    median_days: Fraction | None


def counted(found: Iterable[Asked], today: date) -> Counted:
    """How many questions there are, about what, and what became of them."""
    every = tuple(found)
    causes = {cause: sum(one.cause == cause for one in every) for cause in CAUSES}
    outcomes = {name: sum(one.outcome == name for one in every) for name in OUTCOMES}
    days = sorted((one.answered - one.asked).days for one in every if one.answered is not None)
    return Counted(
        asked=len(every),
        waiting=sum(one.state in WAITING for one in every),
        overdue=sum(is_overdue(one.state, one.due, today) for one in every),
        by_cause=tuple((c, n) for c, n in sorted(causes.items(), key=lambda x: -x[1]) if n),
        by_outcome=tuple((o, n) for o, n in sorted(outcomes.items(), key=lambda x: -x[1]) if n),
        median_days=_median(days),
    )


def _median(days: list[int]) -> Fraction | None:
    """The middle one, or half way between the two in the middle."""
    if not days:
        return None
    half = len(days) // 2
    return Fraction(days[half] + days[-half - 1], 2)
