"""Messages of the team in sentences: each as it stands in the inbox, and as it leaves the
application, without the names and the words of others (`husay.words.letters`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.measures.question import Whole
from husay.store.team.circles import circle_of
from husay.words import dates
from husay.words.coaching import joined
from husay.words.format import count
from husay.words.team import circle_text, stage_text
from husay.words.terms import measure_term
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.records.models import Message, TeamMember, TeamThanks
    from husay.team.recognition import Recognised
    from husay.words.letters import Told, Words


def recognition_told(words: Words, message: Message) -> Told:
    """Thanks, or what was recognised of the reader or their unit; of neither a figure."""
    found = words.about
    if "thanks" in message.what:
        row = found.thanks[message.what["thanks"]]
        return _thanks(row, found.authors[row.by])
    one = found.recognised[message.what["recognised"]]
    unit = whole_name(found, Whole("unit", one.item)) if one.scope == "unit" else ""
    said = _recognised(one, unit, found.calendar)
    return said, said


def circle_told(words: Words, message: Message) -> Told:
    """That the reader is asked to a pair or circle, meets it soon, or that somebody wrote a page;
    what they meet about stays inside."""
    found, what = words.about, message.what
    row, names = found.circles[what["circle"]], found.people
    if what["of"] == "asked":
        asked = ngettext(
            "You are asked to meet colleagues: say whether you join.",
            "You are asked to %(n)s pairs or circles: say whether you join.",
            1,
        ) % {"n": count(1)}  # fmt: skip
        told = {"what": circle_text(circle_of(row), names)}
        return _("You are asked to join: %(what)s.") % told, asked
    if what["of"] == "page":
        page = found.pages[what["page"]]
        told = {"who": names[page.person], "number": count(page.meeting.number)}
        inside = _("%(who)s wrote a page of your meeting %(number)s.") % told
        return inside, _("A colleague wrote a page of a meeting that you share.")
    met = date.fromisoformat(what["day"])
    day = f"{dates.weekday(met)}, {dates.day(met)}"
    others = _others(row.members.all(), words.company.viewer.person)
    inside = _("You meet {others} on {day} about {stage}.").format(
        others=joined([names[one] for one in others]), day=day, stage=stage_text(row.stage)
    )
    return inside, _("You meet colleagues on %(day)s.") % {"day": day}


def _others(members: Iterable[TeamMember], person: str | None) -> list[str]:
    """Whom somebody meets: who has joined besides them."""
    return [one.person for one in members if one.part == "joined" and one.person != person]


def _thanks(row: TeamThanks, who: str) -> Told:
    told = {"who": who, "words": row.words}
    return _("%(who)s thanked you: “%(words)s”") % told, _("A colleague thanked you.")


def _recognised(one: Recognised, unit: str, calendar: BusinessCalendar) -> str:
    told = {
        "unit": unit,
        "window": goal_window_text(one.window, one.grain, calendar) if one.window else "",
        "measure": str(measure_term(one.measure).label).lower() if one.measure else "",
    }  # fmt: skip
    if one.scope == "unit":
        return _("Your unit, %(unit)s, reached the goal of %(window)s.") % told
    if one.kind == "helped":
        return ngettext(
            "A colleague said that you helped them.",
            "Colleagues said %(n)s times that you helped them.",
            one.times,
        ) % {"n": count(one.times)}  # fmt: skip
    if one.kind == "best":
        month = _("You had your best month so far in %(measure)s: %(window)s.")
        quarter = _("You had your best quarter so far in %(measure)s: %(window)s.")
        return (month if one.grain == "month" else quarter) % told
    if one.basis == "potential":
        said = _("You are among those who improved most against your own potential, %(window)s.")
    else:
        said = _("You are among those who improved most against your own year before, %(window)s.")
    return said % told
