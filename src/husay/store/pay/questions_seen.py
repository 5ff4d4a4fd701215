"""Questions about pay as somebody sees them: those about pay that they may see, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from husay.access.role import Right, rights_of
from husay.basics.problem import mistake
from husay.pay.runs.questions import (
    WAITING,
    Asked,
    Counted,
    Outcome,
    QuestionAct,
    QuestionCause,
    QuestionState,
    acts,
    counted,
    is_overdue,
)
from husay.pay.runs.statement import StatementLine
from husay.store.coaching.people import Leading
from husay.store.pay.seen import check_any, may_see, note_seen, told_line
from husay.store.records.audit import actor
from husay.store.records.models import PayQuestion, PayQuestionEntry, User

if TYPE_CHECKING:
    from husay.store.company import Company

_OF_COMPENSATION: frozenset[QuestionAct] = frozenset({"take", "answer"})


@dataclass(frozen=True)
class QuestionSeen:
    """A question as somebody sees it: the line that it is about (None: all of the statement), what
    was said, and what the viewer may do."""

    row: PayQuestion
    line: StatementLine | None
    entries: tuple[PayQuestionEntry, ...]
    overdue: bool
    may: tuple[QuestionAct, ...]


def questions_seen(
    company: Company, *, run: int | None = None, person: str | None = None
) -> tuple[PayQuestion, ...]:
    """The questions that a viewer may see, of a run or of a person or all: those that wait for
    compensation first, by due day, then the others, the newest first. Raises Mistake without any
    right to pay."""
    check_any(company)
    rows = PayQuestion.objects.select_related("run__plan", "run__version", "owner", "version")
    if run is not None:
        rows = rows.filter(run=run)
    if person is not None:
        rows = rows.filter(person=person)
    elif not (company.viewer.may(Right.SEE_PAY) or company.viewer.may(Right.LEAD_PAY)):
        rows = rows.filter(person=company.viewer.person or "")
    leading = Leading(company, Right.LEAD_PAY)
    found = [row for row in rows if may_see(company, row.run, row.person, leading)]
    return tuple(sorted(found, key=_order))


def _order(row: PayQuestion) -> tuple[bool, date, int]:
    waits = state_of(row) in WAITING
    return not waits, row.due if waits else date.min, row.pk if waits else -row.pk


def question_seen(company: Company, number: int, at: datetime) -> QuestionSeen:
    """A question with its conversation.

    Raises Mistake `pay-question-unknown` where there is none that the viewer may see.
    """
    row = question_row(company, number)
    if company.viewer.person != row.person:
        note_seen(company, row.run, row.person, at)
    line = None
    if row.line is not None:
        line = told_line(company, row.run, row.person, row.line)
    return QuestionSeen(
        row, line, tuple(row.entries.all()), overdue(company, row),
        tuple(act for act in acts(state_of(row)) if may_act(company, row, act)),
    )  # fmt: skip


def question_row(company: Company, number: int) -> PayQuestion:
    """A question that the viewer may see; raises Mistake `pay-question-unknown`."""
    check_any(company)
    row = (
        PayQuestion.objects.filter(pk=number)
        .select_related("run__plan", "run__version", "owner", "manual", "version__plan")
        .first()
    )
    if row is None or not may_see(company, row.run, row.person, Leading(company, Right.LEAD_PAY)):
        raise mistake("pay-question-unknown", value=number)
    return row


def may_act(company: Company, row: PayQuestion, act: QuestionAct) -> bool:
    """Whether it is the viewer's to do something with a question, whatever its state.

    Compensation answers, but nobody about their own pay; whose pay it is settles and reopens, or
    who asked for them.
    """
    viewer = company.viewer
    if viewer.operator:
        return True
    own = viewer.may(Right.OWN_PAY) and viewer.person == row.person
    sees_to_it = viewer.may(Right.ANSWER_PAY) and viewer.person != row.person
    if act in _OF_COMPENSATION:
        return sees_to_it
    if act == "say":
        return own or sees_to_it
    return own or (sees_to_it and row.by == company.author)


def waits_for(company: Company, row: PayQuestion) -> bool:
    """Whether a question waits for the viewer's answer: it is theirs to answer, and none of the
    others who answer sees to it."""
    if state_of(row) not in WAITING or not may_act(company, row, "answer"):
        return False
    owner = row.owner
    return owner is None or actor(owner) == company.author or not (
        owner.is_active and answers(owner)
    )  # fmt: skip


def owners(company: Company) -> tuple[User, ...]:
    """The users who can see to a question: whoever answers them, and is let in."""
    company.viewer.check(Right.SEE_PAY)
    users = User.objects.filter(is_active=True, forgotten=None).prefetch_related("grants")
    return tuple(user for user in users if answers(user))


def answers(user: User) -> bool:
    """Whether a user answers questions about pay, by the roles that they have now."""
    roles = [grant.role for grant in user.grants.all() if grant.until is None]
    return Right.ANSWER_PAY in rights_of(roles)  # type: ignore[arg-type]


def counts(company: Company, rows: Iterable[PayQuestion]) -> Counted:
    """Questions counted, by today."""
    return counted((_asked(row) for row in rows), company.today)


def overdue(company: Company, row: PayQuestion) -> bool:
    """Whether a question waits for compensation longer than it should."""
    return is_overdue(state_of(row), row.due, company.today)


def state_of(row: PayQuestion) -> QuestionState:
    """What a question is."""
    state: QuestionState = row.state  # type: ignore[assignment]
    return state


def _asked(row: PayQuestion) -> Asked:
    cause: QuestionCause = row.found or row.cause  # type: ignore[assignment]
    outcome: Outcome | None = row.outcome or None  # type: ignore[assignment]
    answered = timezone.localdate(row.answered) if row.answered else None
    return Asked(cause, state_of(row), row.due, timezone.localdate(row.at), answered, outcome)
