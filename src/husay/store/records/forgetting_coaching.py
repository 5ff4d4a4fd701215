"""What coaching knows of a seller: handed out without others' words, and forgotten.

What is handed out goes through an administrator's hands, and notes are none of an administrator's
business: it says that there are some. Their words are read, and copied, by the seller on My plan
and by whoever wrote them. What somebody wrote of others is on the list of `theirs`.
"""

from __future__ import annotations

from collections.abc import Mapping

from husay.store.records.models import (
    CoachingAction,
    CoachingDate,
    CoachingNote,
    CoachingPlanRow,
    CoachingVisit,
    PracticeRow,
)
from husay.store.records.theirs import TAKEN_OUT

_VISIT_WORDS = ("strength", "work_on", "next_step")


def coaching_of(person: str) -> Mapping[str, object]:
    """What is known of a person, as JSON values: days, scores, stages and states."""
    if not person:
        return {}
    return {
        "visits": [
            {"day": v.day.isoformat(), "kind": v.kind, "by": v.by, "customer": v.customer,
             "scores": v.scores}
            for v in CoachingVisit.objects.filter(seller=person)
        ],
        "plans": [
            {"stage": p.stage, "practice": p.practice, "state": p.state, "by": p.by,
             "from": p.starts.isoformat(), "to": p.ends.isoformat(),
             "actions": p.actions.count()}
            for p in CoachingPlanRow.objects.filter(seller=person)
        ],
        "notes": CoachingNote.objects.filter(seller=person).count(),
        "practices": [row.key for row in PracticeRow.objects.filter(from_seller=person)],
    }  # fmt: skip


def forget_coaching(person: str) -> None:
    """Take the words about somebody out. That there were visits and plans stays, with scores and
    identifiers: others' figures rest on them."""
    if not person:
        return
    CoachingNote.objects.filter(seller=person).delete()
    visits = CoachingVisit.objects.filter(seller=person)
    for word in _VISIT_WORDS:
        visits.exclude(**{word: ""}).update(**{word: TAKEN_OUT})
    plans = CoachingPlanRow.objects.filter(seller=person)
    CoachingAction.objects.filter(plan__in=plans).update(text=TAKEN_OUT)
    for word in ("agenda", "why_stopped"):
        plans.exclude(**{word: ""}).update(**{word: TAKEN_OUT})
    CoachingDate.objects.filter(seller=person).delete()
    CoachingPlanRow.objects.filter(shower=person).update(shower="")
    learned = PracticeRow.objects.filter(from_seller=person)
    learned.update(from_seller="", seen="", seen_by="", agreed=None)
