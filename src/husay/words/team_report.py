"""The team as sheets: pairs and circles, what was written at their meetings, proposals, what is
recognised, and thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.words.document import Report
from husay.words.format import count
from husay.words.sheet import Sheet, SheetColumn
from husay.words.team import (
    CIRCLE_STATES,
    KINDS,
    PARTS,
    learner_reason,
    proposals_sentence,
    recognised_text,
    shower_reason,
    stage_text,
    team_sentence,
)

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.team.circles import CircleSeen
    from husay.store.team.meetings import PageSeen
    from husay.store.team.proposing import Proposed
    from husay.store.team.thanks import ThanksSeen
    from husay.team.recognition import Recognised
    from husay.words.naming import Named

Names = Mapping[str, str]


def circles_report(found: Sequence[CircleSeen], names: Names) -> Report:
    """The pairs and circles that a viewer sees: one person of one circle a row."""
    rows = [
        {
            "circle": one.number, "stage": one.circle.stage,
            "stage_name": stage_text(one.circle.stage), "person": member.person,
            "name": names.get(member.person), "shows": _("yes") if member.shows else None,
            "part": member.part, "part_name": str(PARTS[member.part]), "why": member.why or None,
            "state": one.state, "state_name": str(CIRCLE_STATES[one.state]),
            "next": one.next.day if one.next and one.state != "ended" else None,
            "held": sum(m.held is not None for m in one.meetings), "meetings": len(one.meetings),
        }
        for one in found
        for member in one.members
    ]  # fmt: skip
    columns = (
        SheetColumn(name="circle", label=_("Circle"), kind="count"),
        SheetColumn(name="stage", label=pgettext("topic", "About"), named="stage_name"),
        SheetColumn(name="stage_name", label=pgettext("topic", "About"), shown=False),
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="shows", label=_("Shows it")),
        SheetColumn(name="part", label=pgettext("circle", "Answer"), named="part_name"),
        SheetColumn(name="part_name", label=pgettext("circle", "Answer"), shown=False),
        SheetColumn(name="why", label=_("Why"), weight=3),
        SheetColumn(name="state", label=_("State"), named="state_name"),
        SheetColumn(name="state_name", label=_("State"), shown=False),
        SheetColumn(name="next", label=_("Next meeting"), kind="day"),
        SheetColumn(name="held", label=_("Held"), kind="count", weight=2),
        SheetColumn(name="meetings", label=_("Meetings"), kind="count", weight=2),
    )
    return Report(sheet=Sheet(columns, rows), sentence=team_sentence(found, names).text)


def log_report(found: Sequence[PageSeen], names: Names) -> Report:
    """What was written at a circle's meetings, as far as the viewer may read it."""
    rows = [
        {
            "meeting": one.meeting, "person": one.person, "name": names.get(one.person),
            "went_well": one.page.went_well or None, "was_hard": one.page.was_hard or None,
            "heard": one.page.heard or None, "will_try": one.page.will_try or None,
            "helped_by": one.page.helped_by or None,
        }
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="meeting", label=_("Meeting"), kind="count"),
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="went_well", label=_("What went well")),
        SheetColumn(name="was_hard", label=_("What was hard")),
        SheetColumn(name="heard", label=_("What I heard"), weight=2),
        SheetColumn(name="will_try", label=_("What I will try")),
        SheetColumn(name="helped_by", label=_("Who helped"), weight=3),
    )
    text = ngettext("%(n)s page was written.", "%(n)s pages were written.", len(found))
    return Report(sheet=Sheet(columns, rows), sentence=text % {"n": count(len(found))})


def proposals_report(found: Proposed, names: Names, currency: str) -> Report:
    """Proposals: one who learns a row."""
    rows = [
        {
            "proposal": n, "stage": one.stage, "stage_name": stage_text(one.stage),
            "shower": one.shower, "shower_name": names.get(one.shower),
            "learner": learner.person, "learner_name": names.get(learner.person),
            "near": learner.near, "load": one.load,
            "why": learner_reason(
                learner, one.stage, found.gaps.get(learner.person), names, currency
            ),
            "why_shower": shower_reason(one, names),
        }
        for n, one in enumerate(found.found, start=1)
        for learner in one.learners
    ]  # fmt: skip
    columns = (
        SheetColumn(name="proposal", label=_("Proposal"), kind="count"),
        SheetColumn(name="stage", label=pgettext("topic", "About"), named="stage_name"),
        SheetColumn(name="stage_name", label=pgettext("topic", "About"), shown=False),
        SheetColumn(name="shower", label=_("Who shows it"), named="shower_name"),
        SheetColumn(name="shower_name", label=_("Name"), shown=False),
        SheetColumn(name="learner", label=_("Who learns"), named="learner_name"),
        SheetColumn(name="learner_name", label=_("Name"), shown=False),
        SheetColumn(name="near", label=_("How near"), weight=4),
        SheetColumn(name="load", label=_("Shows already"), kind="count", weight=3),
        SheetColumn(name="why", label=_("Why"), weight=1),
        SheetColumn(name="why_shower", label=_("Why by them"), weight=2),
    )
    sentence = proposals_sentence(found)
    unmet = [{"person": person, "stage": stage} for person, stage in found.unmet]
    return Report(
        sheet=Sheet(columns, rows), sentence=sentence.text, more={"unmet": unmet},
        notes=tuple("".join(map(str, line)) for line in sentence.details),
    )  # fmt: skip


def recognition_report(
    found: Sequence[Recognised], names: Names, company: Named, calendar: BusinessCalendar,
    currency: str,
) -> Report:  # fmt: skip
    """What was recognised, one a row; `figure` and `before` stand where the viewer may see them."""
    rows = [
        {
            "day": one.day, "kind": one.kind, "kind_name": str(KINDS[one.kind]),
            "scope": one.scope, "item": one.item or None,
            "said": recognised_text(one, names, company, calendar, is_alone(one, found)),
            "measure": one.measure or None, "share": one.share, "times": one.times or None,
            "figure": one.figure, "before": one.before,
        }
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="day", label=_("Day"), kind="day"),
        SheetColumn(name="kind", label=_("Recognised"), named="kind_name"),
        SheetColumn(name="kind_name", label=_("Recognised"), shown=False),
        SheetColumn(name="scope", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="said", label=_("What happened"), weight=0),
        SheetColumn(name="measure", label="", shown=False),
        SheetColumn(name="share", label="", kind="ratio", shown=False),
        SheetColumn(name="times", label="", kind="count", shown=False),
        SheetColumn(name="figure", label="", shown=False),
        SheetColumn(name="before", label="", shown=False),
    )
    text = ngettext("%(n)s thing to be glad of.", "%(n)s things to be glad of.", len(found))
    return Report(
        sheet=Sheet(columns, rows), sentence=text % {"n": count(len(found))}, currency=currency
    )


def is_alone(one: Recognised, found: Sequence[Recognised]) -> bool:
    """Whether nobody else improved as much over the same days."""
    return not any(
        other.kind == one.kind == "improved" and other.window == one.window
        and other.item != one.item
        for other in found
    )  # fmt: skip


def thanks_report(found: Sequence[ThanksSeen], names: Names, authors: Names) -> Report:
    """Thanks, the newest first."""
    rows = [
        {
            "number": one.number, "at": one.day, "by": authors.get(one.by, one.by),
            "to": one.to, "name": names.get(one.to), "words": one.words,
            "stage": one.stage or None, "stage_name": stage_text(one.stage) if one.stage else None,
        }
        for one in found
    ]  # fmt: skip
    columns = (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="at", label=_("Day"), kind="day"),
        SheetColumn(name="by", label=pgettext("thanks", "From")),
        SheetColumn(name="to", label=pgettext("thanks", "To"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="words", label=_("Thanks")),
        SheetColumn(name="stage", label=pgettext("topic", "About"), named="stage_name", weight=2),
        SheetColumn(name="stage_name", label=pgettext("topic", "About"), shown=False),
    )
    text = ngettext("%(n)s thanks.", "%(n)s thanks.", len(found))
    return Report(sheet=Sheet(columns, rows), sentence=text % {"n": count(len(found))})


def names_wanted(found: Sequence[Recognised]) -> list[str]:
    """Whose names a list of what was recognised needs."""
    return [one.item for one in found if one.scope == "seller"]
