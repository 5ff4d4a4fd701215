"""What the team knows of somebody: handed out without others' words, and forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from husay.store.records.models import TeamMember, TeamPage, TeamRecognition, TeamThanks
from husay.store.records.theirs import TAKEN_OUT

_WORDS = ("went_well", "was_hard", "heard", "will_try")


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
             "helped_by": p.helped_by, **{word: getattr(p, word) for word in _WORDS}}
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


def forget_team(person: str) -> None:
    """Take the words of somebody, and those about them, out of the team's records: what they wrote
    at meetings, what others wrote that they had from them, why they declined, thanks to them and
    what was recognised of them. That there were circles and meetings stays, with identifiers: what
    circles did is measured over them."""
    if not person:
        return
    pages = TeamPage.objects.filter(person=person)
    for word in _WORDS:
        pages.exclude(**{word: ""}).update(**{word: TAKEN_OUT})
    of_them = TeamPage.objects.filter(helped_by=person)
    of_them.exclude(heard="").update(heard=TAKEN_OUT)
    of_them.update(helped_by="", credited=None)
    TeamMember.objects.filter(person=person).exclude(why="").update(why=TAKEN_OUT)
    TeamRecognition.objects.filter(scope="seller", item=person).delete()
    TeamThanks.objects.filter(to=person).delete()
