"""What pay knows of a person, handed out: that there is something, and for which days.

What is handed out goes through an administrator's hands, and pay is none of an administrator's
business: amounts are read, and copied, by the person on My pay. What was paid is never changed, and
holds an identifier and no name; so nothing of it goes when a person is forgotten. Of what was said
about their pay the words go, whoever wrote them: why and by what evidence they have a plan, a score
or an amount by hand, why something was held or differed, their questions. That there was something,
and what became of it, stays. The audit log cannot lose a word without its chain breaking: what is
done to a person's pay is noted there without any, by the number of what has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from husay.store.records.models import (
    PayAcceptance,
    PayAssignment,
    PayHold,
    PayInput,
    PayManual,
    PayParallelNote,
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
             "asked": timezone.localdate(one.at).isoformat()}
            for one in PayQuestion.objects.filter(person=person)
        ],
        "inputs": [
            {"plan": one.plan.name, "kind": one.kind, "from": one.starts.isoformat(),
             "to": one.ends.isoformat()}
            for one in PayInput.objects.filter(person=person).select_related("plan")
        ],
        "holds": [
            {"kind": one.kind, "at": one.at.isoformat(), "lifted": hasattr(one, "lifted")}
            for one in _holds(person).filter(lifts=None).select_related("lifted")
        ],
    }  # fmt: skip


def forget_pay(person: str) -> None:
    """Take out the words that were said about a person's pay."""
    if not person:
        return
    said: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (PayAssignment.objects.filter(person=person), ("reason",)),
        (PayInput.objects.filter(person=person), ("evidence",)),
        (PayManual.objects.filter(person=person), ("reason", "evidence")),
        (_holds(person), ("reason",)),
        (PayParallelNote.objects.filter(person=person), ("reason",)),
        (PayQuestionEntry.objects.filter(question__person=person), ("words",)),
    )
    for rows, columns in said:
        for column in columns:
            rows.exclude(**{column: ""}).order_by().update(**{column: TAKEN_OUT})


def _holds(person: str) -> QuerySet[PayHold]:
    """Holds on a person's pay, and what lifted them."""
    return PayHold.objects.filter(item=person).exclude(kind="sale")
