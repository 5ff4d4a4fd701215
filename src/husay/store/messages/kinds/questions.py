"""Questions about pay: asked, to whoever must answer; answered, to who asked.

Whoever answers questions is told what is asked, until one of them sees to it: then it is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.pay.questions_seen import waits_for
from husay.store.records.models import Message, PayQuestion, PayQuestionEntry, User
from husay.store.records.users import number_signed

if TYPE_CHECKING:
    from husay.store.company import Company

_TOLD = ("ask", "say", "take", "answer", "reopen")
_TURNS = ("take", "answer", "reopen")


class Questions:
    """What one side says the other is told; of what one said oneself nobody needs a message."""

    kind: Kind = "question"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What was said since; but what asked and was taken on, answered or asked anew since then
        is no news to who is told only now."""
        said = PayQuestionEntry.objects.filter(at__gte=since, act__in=_TOLD).order_by("pk")
        rows = list(said.select_related("question__owner"))
        turned = {entry.question_id: entry.pk for entry in rows if entry.act in _TURNS}
        for entry in rows:
            if _asks(entry) and entry.pk < turned.get(entry.question_id, 0):
                continue
            for user in _reached(entry, people):
                what = {"question": entry.question_id, "act": entry.act,
                        "due": entry.question.due.isoformat()}  # fmt: skip
                yield Found(user, str(entry.pk), what | {"asks": _asks(entry)})

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """What asks, while it waits for an answer of somebody who may give it; what answers, while
        the pay that it is about is the user's to see."""
        rows = PayQuestion.objects.select_related("owner").in_bulk(
            [one.what["question"] for one in told]
        )
        for one in told:
            row = rows.get(one.what["question"])
            if row is not None and _may_see(company, user, row, one):
                yield one


def _asks(entry: PayQuestionEntry) -> bool:
    """Whether it waits for compensation: it was said by whose pay it is, or who asked for them."""
    row = entry.question
    number = number_signed(entry.by)
    theirs = User.objects.filter(pk=number, person=row.person).exclude(person="").exists()
    return entry.act in ("ask", "take", "reopen") or (
        entry.act == "say" and (theirs or entry.by == row.by)
    )


def _reached(entry: PayQuestionEntry, people: People) -> Iterator[User]:
    row, said_by = entry.question, number_signed(entry.by)
    if _asks(entry):
        for user, own in people.with_right(Right.ANSWER_PAY):
            if user.pk != said_by and _must_answer(own, user, row, entry.act):
                yield user
        return
    asked_by = number_signed(row.by)
    for user, viewer in people.all:
        own_pay = viewer.may(Right.OWN_PAY) and viewer.person == row.person
        for_them = user.pk == asked_by and viewer.may(Right.ANSWER_PAY)
        if user.pk != said_by and (own_pay or for_them):
            yield user


def _must_answer(company: Company, user: User, row: PayQuestion, act: str) -> bool:
    """Whether a question waits for a user, of whom it was asked by an act; that somebody is
    to see to it is told to them alone."""
    theirs = act != "take" or row.owner_id in (None, user.pk)
    return theirs and waits_for(company, row)


def _may_see(company: Company, user: User, row: PayQuestion, told: Message) -> bool:
    viewer = company.viewer
    if told.what["asks"]:
        return _must_answer(company, user, row, told.what["act"])
    own = viewer.may(Right.OWN_PAY) and viewer.person == row.person
    return own or viewer.may(Right.SEE_PAY)
