"""Questions about pay: asked, to whoever must answer; answered, to who asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import Message, PayQuestion, PayQuestionEntry, User
from husay.store.records.users import number_signed

if TYPE_CHECKING:
    from husay.store.company import Company

_TOLD = ("ask", "say", "answer", "reopen")
_WAITS = ("open", "looked-into", "reopened")


class Questions:
    """What one side says the other is told; of what one said oneself nobody needs a message."""

    kind: Kind = "question"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What was said since."""
        rows = PayQuestionEntry.objects.filter(at__gte=since, act__in=_TOLD)
        for entry in rows.select_related("question"):
            for user in _reached(entry, people):
                what = {"question": entry.question_id, "act": entry.act,
                        "due": entry.question.due.isoformat()}  # fmt: skip
                yield Found(user, str(entry.pk), what | {"asks": _asks(entry)})

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """What asks, while it waits for an answer of somebody who may give it; what answers, while
        the pay that it is about is the user's to see."""
        rows = PayQuestion.objects.in_bulk([one.what["question"] for one in told])
        for one in told:
            row = rows.get(one.what["question"])
            if row is not None and _may_see(company, row, bool(one.what["asks"])):
                yield one


def _asks(entry: PayQuestionEntry) -> bool:
    """Whether it waits for compensation: it was said by whose pay it is, or who asked for them."""
    row = entry.question
    number = number_signed(entry.by)
    theirs = User.objects.filter(pk=number, person=row.person).exclude(person="").exists()
    return entry.act in ("ask", "reopen") or (entry.act == "say" and (theirs or entry.by == row.by))


def _reached(entry: PayQuestionEntry, people: People) -> Iterator[User]:
    row, said_by = entry.question, number_signed(entry.by)
    if _asks(entry):
        for user, own in people.with_right(Right.RUN_PAY):
            mine = row.owner_id in (None, user.pk)
            if mine and user.pk != said_by and own.viewer.person != row.person:
                yield user
        return
    asked_by = number_signed(row.by)
    for user, viewer in people.all:
        own_pay = viewer.may(Right.OWN_PAY) and viewer.person == row.person
        if user.pk != said_by and (own_pay or (user.pk == asked_by and viewer.may(Right.RUN_PAY))):
            yield user


def _may_see(company: Company, row: PayQuestion, asks: bool) -> bool:
    viewer = company.viewer
    if asks:
        answers = viewer.may(Right.RUN_PAY) and viewer.person != row.person
        return answers and row.state in _WAITS
    own = viewer.may(Right.OWN_PAY) and viewer.person == row.person
    return own or viewer.may(Right.SEE_PAY)
