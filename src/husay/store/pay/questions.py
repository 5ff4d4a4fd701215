"""Asking about pay, and answering: each step one transaction, written down for good.

Whoever does something names what was said last when they looked (`seen`): of two who answer at once
one does, and the other is told to look again. The log has identifiers and states, and no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.runs.questions import CAUSES, OUTCOMES, QuestionAct, after, due_day
from husay.pay.runs.states import CLOSED
from husay.store.coaching.people import Leading
from husay.store.pay.files import read_lines
from husay.store.pay.questions_seen import may_act, owners, question_row, state_of
from husay.store.pay.seen import check_any, may_see
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import (
    PayManual,
    PayPlanVersion,
    PayQuestion,
    PayQuestionEntry,
    PayStatement,
)

if TYPE_CHECKING:
    from husay.store.company import Company

LONGEST = 2_000
"""Characters of what is said at once."""

ACTIONS = {
    "ask": "pay-asked", "say": "pay-question-said", "take": "pay-question-taken",
    "answer": "pay-question-answered", "settle": "pay-question-settled",
    "reopen": "pay-question-reopened",
}  # fmt: skip
"""What the audit log calls each act."""
_REFUSED = {"take": "pay-question-own", "answer": "pay-question-own"}
"""The code with which somebody is told that an act is not theirs to do."""


@dataclass(frozen=True)
class Answer:
    """What became of a question: the outcome, what the cause was found to be, and what it led to:
    the number of an amount by hand, or of a version of the run's plan."""

    outcome: str
    found: str
    manual: int | None = None
    version: int | None = None


def ask(
    company: Company, run: int, person: str, line: int | None, cause: str, words: str, at: datetime
) -> PayQuestion:
    """Ask about a line of a released statement, or about all of it (`line` None).

    Whose pay it is asks, or compensation for them. Raises Mistake `pay-statement-unknown` (none
    that the viewer may see), `pay-question-theirs`, or with all that is wrong of
    `pay-question-early`, `pay-line-unknown`, `pay-question-cause`, `pay-question-words`,
    `pay-question-already`.
    """
    check_any(company)
    row = (
        PayStatement.objects.filter(run=run, person=person)
        .select_related("run__plan", "run__version")
        .first()
    )
    if row is None or not may_see(company, row.run, person, Leading(company, Right.LEAD_PAY)):
        raise mistake("pay-statement-unknown", value=person, run=run)
    check_may_ask(company, person)
    problems = list(_against_asking(company, row, line, cause, words))
    if problems:
        raise Mistake(*problems)
    with alone():
        waiting = PayQuestion.objects.filter(run=run, person=person, line=line)
        known = waiting.exclude(state__in=("answered", "closed")).first()
        if known is not None:
            raise mistake("pay-question-already", value=known.pk)
        made = PayQuestion.objects.create(
            run=row.run, person=person, line=line, cause=cause, due=_due(company),
            by=company.author, at=at,
        )  # fmt: skip
        _say(company, made, "ask", words, at)
    return made


def may_ask(company: Company, person: str) -> bool:
    """Whether the viewer may ask about a person's pay: it is theirs, or they make pay runs."""
    viewer = company.viewer
    own = viewer.may(Right.OWN_PAY) and viewer.person == person
    return own or viewer.may(Right.ANSWER_PAY)


def check_may_ask(company: Company, person: str) -> None:
    """Raise Mistake `pay-question-theirs` for who may not ask about a person's pay."""
    if not may_ask(company, person):
        raise mistake("pay-question-theirs")


def _against_asking(
    company: Company, row: PayStatement, line: int | None, cause: str, words: str
) -> Iterator[Problem]:
    if row.run.state not in CLOSED:
        yield Problem(code="pay-question-early")
    elif line is not None:
        found = read_lines(company.home, row.run.lines, row.person, number=line)
        if not found:
            yield Problem(code="pay-line-unknown", value=f"{row.run.pk}:{line}")
    if cause not in CAUSES:
        yield Problem(code="pay-question-cause", value=cause[:40])
    yield from _against_words("ask", words)


def say(company: Company, number: int, seen: int | None, words: str, at: datetime) -> PayQuestion:
    """Say something more about a question. Raises what `_act` does."""
    return _act(company, number, seen, "say", words, at)


def take(
    company: Company, number: int, seen: int | None, at: datetime, *,
    owner: int | None = None, due: date | None = None, words: str = "",
) -> PayQuestion:  # fmt: skip
    """Look into a question, or have another user do so (`owner`), by another day if need be.

    Raises Mistake besides: `pay-question-owner` (nobody who makes pay runs), `pay-question-due`
    (a day that is over).
    """
    problems = []
    if owner is not None and owner not in {user.pk for user in owners(company)}:
        problems.append(Problem(code="pay-question-owner", value=str(owner)))
    if due is not None and due < company.today and due != question_row(company, number).due:
        problems.append(Problem(code="pay-question-due", value=due.isoformat()))
    values: dict[str, object] = {"owner_id": owner or _own_number(company)}
    if due is not None:
        values["due"] = due
    return _act(company, number, seen, "take", words, at, values, problems)


def answer(
    company: Company, number: int, seen: int | None, given: Answer, words: str, at: datetime
) -> PayQuestion:
    """Answer a question.

    Raises Mistake besides, all at once: `pay-question-outcome`, `pay-question-cause`,
    `pay-question-manual` and `pay-question-version` (what it led to is missing, or not theirs).
    """
    row = question_row(company, number)
    values: dict[str, object] = {
        "outcome": given.outcome, "found": given.found, "answered": at,
        "manual_id": given.manual if given.outcome == "adjusted" else None,
        "version": _version(row, given) if given.outcome == "plan-changed" else None,
    }  # fmt: skip
    if row.owner_id is None:
        values["owner_id"] = _own_number(company)
    return _act(
        company, number, seen, "answer", words, at, values, tuple(_against_answer(row, given))
    )


def settle(company: Company, number: int, seen: int | None, at: datetime) -> PayQuestion:
    """Say that a question is settled. Raises what `_act` does."""
    return _act(company, number, seen, "settle", "", at)


def reopen(
    company: Company, number: int, seen: int | None, words: str, at: datetime
) -> PayQuestion:
    """Open a question again, and say why; it has a new due day. Raises what `_act` does."""
    values: dict[str, object] = {
        "due": _due(company), "outcome": "", "found": "", "manual": None, "version": None,
        "answered": None,
    }  # fmt: skip
    return _act(company, number, seen, "reopen", words, at, values)


def _act(
    company: Company,
    number: int,
    seen: int | None,
    act: QuestionAct,
    words: str,
    at: datetime,
    values: dict[str, object] | None = None,
    problems: Sequence[Problem] = (),
) -> PayQuestion:
    """Do something with a question; `seen` is the number of what was said last (None: of whatever).

    Raises Mistake: `pay-question-unknown`, `pay-question-theirs`, `pay-question-own`,
    `pay-question-changed`, `pay-question-step`, `pay-question-words`, `pay-question-long`.
    """
    question_row(company, number)
    with alone():
        row = PayQuestion.objects.select_related("run__plan").get(pk=number)
        if not may_act(company, row, act):
            raise mistake(_REFUSED.get(act, "pay-question-theirs"))
        if seen is not None and seen != row.newest:
            raise mistake("pay-question-changed", value=number)
        state = after(state_of(row), act)
        if state is None:
            raise mistake("pay-question-step", value=number)
        wrong = [*problems, *_against_words(act, words)]
        if wrong:
            raise Mistake(*wrong)
        for name, value in (values or {}).items():
            setattr(row, name, value)
        row.state = state
        _say(company, row, act, words, at)
    return row


def _against_words(act: QuestionAct, words: str) -> Iterator[Problem]:
    if not words.strip() and act not in ("take", "settle"):
        yield Problem(code="pay-question-words")
    if len(words.strip()) > LONGEST:
        yield Problem(code="pay-question-long", value=str(LONGEST))


def _against_answer(row: PayQuestion, given: Answer) -> Iterator[Problem]:
    if given.outcome not in OUTCOMES:
        yield Problem(code="pay-question-outcome", value=given.outcome[:40])
    if given.found not in CAUSES:
        yield Problem(code="pay-question-cause", value=given.found[:40])
    if given.outcome == "adjusted":
        theirs = PayManual.objects.filter(pk=given.manual or 0, person=row.person)
        if not theirs.exists():
            yield Problem(code="pay-question-manual", value=_text(given.manual))
    if given.outcome == "plan-changed" and _version(row, given) is None:
        values = (("plan", row.run.plan.name),)
        yield Problem(code="pay-question-version", value=_text(given.version), values=values)


def _version(row: PayQuestion, given: Answer) -> PayPlanVersion | None:
    found = PayPlanVersion.objects.filter(plan=row.run.plan, number=given.version or 0)
    return found.first()


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _due(company: Company) -> date:
    """The due day of what is asked today."""
    year = company.today.year
    return due_day(company.today, company.home.read_settings().calendar(year, year + 1))


def _own_number(company: Company) -> int | None:
    """The number of the user who acts; None for who runs commands in the company's folder."""
    kind, _colon, number = company.author.partition(":")
    return int(number) if kind == "user" else None


def _say(company: Company, row: PayQuestion, act: QuestionAct, words: str, at: datetime) -> None:
    """Write down what was said or done, and note it."""
    row.newest += 1
    row.save()
    PayQuestionEntry.objects.create(
        question=row, number=row.newest, act=act, words=words.strip(), by=company.author, at=at
    )
    note(
        company.viewer, ACTIONS[act], at=at, place=company.place, kind="pay-question",
        item=str(row.pk),
        after={"run": row.run_id, "person": row.person, "line": row.line, "state": row.state,
               "outcome": row.outcome or None, "owner": row.owner_id},
    )  # fmt: skip
