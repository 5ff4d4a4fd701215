"""What pay knows of a person, handed out: that there is something, and for which days.

What is handed out goes through an administrator's hands, and pay is none of an administrator's
business: amounts are read, and copied, by the person on My pay. What was paid is never changed, and
holds an identifier and no name; so nothing of it goes when a person is forgotten. Of questions
about their pay the words go, whoever wrote them; that there were some, and what became of them,
stays.
"""

from __future__ import annotations

from collections.abc import Mapping

from husay.store.records.models import (
    PayAcceptance,
    PayAssignment,
    PayHold,
    PayInput,
    PayQuestion,
    PayQuestionEntry,
    PayStatement,
)
from husay.store.records.theirs import TAKEN_OUT


def pay_of(person: str) -> Mapping[str, object]:
    """What is known of a person, as JSON values: plans, days and periods, without amounts."""
    if not person:
        return {}
    return {
        "plans": [
            {"plan": one.plan.name, "from": one.starts.isoformat(), "out": one.out,
             "to": one.ends.isoformat() if one.ends else None}
            for one in PayAssignment.objects.filter(person=person).select_related("plan")
        ],
        "accepted": [
            {"plan": one.version.plan.name, "version": one.version.number, "at": one.at.isoformat()}
            for one in PayAcceptance.objects.filter(person=person).select_related("version__plan")
        ],
        "statements": [
            {"plan": one.run.plan.name, "from": one.run.starts.isoformat(),
             "to": one.run.ends.isoformat(), "state": one.run.state}
            for one in PayStatement.objects.filter(person=person).select_related("run__plan")
        ],
        "questions": [
            {"run": one.run_id, "cause": one.cause, "state": one.state,
             "asked": one.at.date().isoformat()}
            for one in PayQuestion.objects.filter(person=person)
        ],
        "inputs": [
            {"plan": one.plan.name, "kind": one.kind, "from": one.starts.isoformat(),
             "to": one.ends.isoformat()}
            for one in PayInput.objects.filter(person=person).select_related("plan")
        ],
        "holds": [
            {"kind": one.kind, "at": one.at.isoformat(), "lifted": one.lifts_id is not None}
            for one in PayHold.objects.filter(item=person).exclude(kind="sale")
        ],
    }  # fmt: skip


def forget_questions(person: str) -> None:
    """Take out what was said of questions about a person's pay."""
    if person:
        said = PayQuestionEntry.objects.filter(question__person=person).exclude(words="")
        said.update(words=TAKEN_OUT)
