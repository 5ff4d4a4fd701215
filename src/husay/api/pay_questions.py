"""The calls of questions about pay: which there are, asking one, and answering."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from husay.access.role import Right
from husay.api.company import company
from husay.api.leading_shapes import Compared
from husay.api.paging import compared
from husay.api.shapes import Paged, Problems
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay import questions as store
from husay.store.pay.questions_seen import counts, question_seen, questions_seen
from husay.store.pay.seen import check_any
from husay.words.pay_questions import question_report, questions_report

router = Router()
_WRONG = {401: Problems, 403: Problems, 404: Problems, 409: Problems, 422: Problems}
_MOST = 2**31
_About = Literal["credit", "amount", "rate", "goal", "split", "return", "other"]


class QuestionNumber(Schema):
    """Which question."""

    number: int = Field(ge=1, lt=_MOST, description="The question’s number.")


class AskedQuestions(Paged):
    """About whose pay."""

    person: str | None = Field(None, max_length=255, description="Only of this person.")


class GivenQuestion(Schema):
    """A question about a line of a released statement, or about all of it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    run: int = Field(ge=1, lt=_MOST, description="The run’s number.")
    line: int | None = Field(
        None, ge=1, lt=_MOST, description="The line’s number in the run; none: the whole statement."
    )
    person: str | None = Field(
        None, max_length=255, description="Whose pay; your own unless you say so."
    )
    about: _About
    words: str = Field(min_length=1, max_length=store.LONGEST)


class GivenAnswer(Schema):
    """What became of a question."""

    model_config = ConfigDict(extra="forbid", strict=True)

    seen: int = Field(
        ge=1, lt=_MOST, description="The number of what was said last when you looked."
    )
    outcome: Literal["explained", "corrected", "adjusted", "plan-changed", "declined"]
    found: _About
    manual: int | None = Field(
        None, ge=1, lt=_MOST, description="The amount by hand, where it was adjusted by one."
    )
    version: int | None = Field(
        None, ge=1, lt=_MOST, description="The version of the plan, where that was changed."
    )
    words: str = Field(min_length=1, max_length=store.LONGEST)


@router.get("/pay/questions", response={200: Compared, **_WRONG}, summary="Questions about pay")
def questions(request: HttpRequest, asked: Query[AskedQuestions]) -> dict[str, Any]:
    """The questions about pay that you may see, what waits for an answer first."""
    home = company(request)
    found = questions_seen(home, person=asked.person)
    names = names_of(row.person for row in found)
    return compared(questions_report(found, counts(home, found), names, home.today), asked)


@router.get(
    "/pay/questions/{number}", response={200: Compared, **_WRONG}, summary="A question about pay"
)
def question(
    request: HttpRequest, which: Path[QuestionNumber], asked: Query[Paged]
) -> dict[str, Any]:
    """A question with all that was said."""
    return _told(company(request), which.number, asked)


@router.post("/pay/questions", response={200: Compared, **_WRONG}, summary="Ask about pay")
def ask(request: HttpRequest, given: GivenQuestion, asked: Query[Paged]) -> dict[str, Any]:
    """Ask about your own pay, or for somebody where you make pay runs."""
    home = company(request)
    check_any(home)
    person = given.person or home.viewer.person or ""
    made = store.ask(home, given.run, person, given.line, given.about, given.words, timezone.now())
    return _told(home, made.pk, asked)


@router.post(
    "/pay/questions/{number}/answer", response={200: Compared, **_WRONG}, summary="Answer about pay"
)
def answer(
    request: HttpRequest, given: GivenAnswer, which: Path[QuestionNumber], asked: Query[Paged]
) -> dict[str, Any]:
    """Answer a question; nothing happens where something was said since the one `seen` (409).

    Wants a token with the right to answer questions about pay.
    """
    home = company(request)
    home.viewer.check(Right.ANSWER_PAY)
    said = store.Answer(given.outcome, given.found, given.manual, given.version)
    store.answer(home, which.number, given.seen, said, given.words, timezone.now())
    return _told(home, which.number, asked)


def _told(home: Company, number: int, asked: Paged) -> dict[str, Any]:
    """A question as its reader sees it. Whoever said something is a key (`user:7`), as in plans."""
    seen = question_seen(home, number, timezone.now())
    names = names_of([seen.row.person])
    return compared(question_report(seen, names, {}, home.today), asked)
