"""What the team knows of somebody: handed out without others' words, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from husay.store.records.models import (
    TeamCircle,
    TeamMember,
    TeamPage,
    TeamRecognition,
    TeamThanks,
)
from husay.store.records.theirs import TAKEN_OUT
from husay.team.circle import last_day
from husay.team.meeting import WORDS


def team_of_person(person: str) -> Mapping[str, object]:
    """What is known of a person, as JSON values: their own words at meetings, in which circles they
    are, who they said helped them, what was recognised of them, and thanks that they were given.
    What the others of their circles wrote stays in the circle."""
    if not person:
        return {}
    pages = TeamPage.objects.filter(person=person).select_related("meeting")
    return {
        "circles": [
            {"circle": m.circle_id, "stage": m.circle.stage, "shows": m.shows, "part": m.part,
             "why": m.why}
            for m in TeamMember.objects.filter(person=person).select_related("circle")
        ],
        "pages": [
            {"circle": p.meeting.circle_id, "meeting": p.meeting.number, "at": p.at.isoformat(),
             "helped_by": p.helped_by, **{word: getattr(p, word) for word in WORDS}}
            for p in pages
        ],
        "named_as_helper": TeamPage.objects.filter(helped_by=person).count(),
        "recognised": [
            {"kind": r.kind, "day": r.day.isoformat(), "measure": r.measure, "times": r.times}
            for r in TeamRecognition.objects.filter(scope="seller", item=person, withdrawn=None)
        ],
        "thanks": [
            {"at": t.at.isoformat(), "by": t.by, "words": t.words}
            for t in TeamThanks.objects.filter(to=person, withdrawn=None)
        ],
    }  # fmt: skip


def forget_team(person: str, at: datetime) -> None:
    """Take the words of somebody, and those about them, out of the team's records: what they wrote
    at meetings, what others wrote that they had from them, why they declined or a circle of theirs
    was ended, thanks to them and what was recognised of them. They leave what is open. That there
    were circles and meetings stays, with identifiers: what circles did is measured over them."""
    if not person:
        return
    _leave(person, at)
    pages = TeamPage.objects.filter(person=person)
    for word in WORDS:
        pages.exclude(**{word: ""}).update(**{word: TAKEN_OUT})
    of_them = TeamPage.objects.filter(helped_by=person)
    of_them.exclude(heard="").update(heard=TAKEN_OUT)
    of_them.update(helped_by="", credited=None)
    parts = TeamMember.objects.filter(person=person)
    parts.exclude(why="").update(why=TAKEN_OUT)
    theirs = TeamCircle.objects.filter(pk__in=parts.values("circle"))
    theirs.exclude(why_ended="").update(why_ended=TAKEN_OUT)
    TeamRecognition.objects.filter(scope="seller", item=person).delete()
    TeamThanks.objects.filter(to=person).delete()


def _leave(person: str, at: datetime) -> None:
    """Have somebody leave the circles that are open. One in which nobody is left to show it, or to
    learn, ends with it."""
    today = timezone.localdate(at)
    parts = TeamMember.objects.filter(person=person, circle__ended=None).exclude(part="declined")
    for part in parts.select_related("circle"):
        circle = part.circle
        if today > last_day(circle.starts, circle.weeks):
            continue
        part.part, part.answered = "declined", at
        part.save(update_fields=["part", "answered"])
        left = circle.members.exclude(part="declined")
        if not (left.filter(shows=True).exists() and left.filter(shows=False).exists()):
            circle.ended, circle.why_ended = today, TAKEN_OUT
            circle.save(update_fields=["ended", "why_ended"])
