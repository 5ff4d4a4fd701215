"""The words of the team: pairs and circles, their meetings, what is recognised, and thanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from husay.measures.question import Whole
from husay.words import dates
from husay.words.coaching import NEAR, STAGES, joined
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import Style, count, money, share
from husay.words.milestones import percent
from husay.words.outlook import odds_share
from husay.words.terms import measure_term
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.coaching.attention import NamedGap
    from husay.store.team.circles import CircleSeen
    from husay.store.team.proposing import Proposed
    from husay.team.circle import Circle, CircleState, Part
    from husay.team.meeting import Item, Topic
    from husay.team.pairing import Learner, Proposal
    from husay.team.recognition import Kind, Recognised
    from husay.words.naming import Named
    from husay.words.term import Text

Names = Mapping[str, str]

CIRCLE_STATES: Mapping[CircleState, Text] = {
    "asked": pgettext_lazy("circle", "asked"),
    "running": pgettext_lazy("circle", "meeting"),
    "ended": pgettext_lazy("circle", "over"),
}
CIRCLE_MARKS: Mapping[CircleState, str] = {"asked": "late", "running": "wait", "ended": "good"}
"""The shape beside a state's word."""
PARTS: Mapping[Part, Text] = {
    "asked": gettext_lazy("is asked"),
    "joined": gettext_lazy("joined"),
    "declined": gettext_lazy("declined"),
}
KINDS: Mapping[Kind, Text] = {
    "team-goal": gettext_lazy("Goal reached"),
    "milestone": gettext_lazy("Milestone"),
    "improved": gettext_lazy("Most improved"),
    "best": gettext_lazy("Personal best"),
    "helped": gettext_lazy("Help given"),
}

_TOPICS: Mapping[Topic, Text] = {
    "tried": gettext_lazy("Each tells what they tried since last time, and what came of it."),
    "alone": gettext_lazy(
        "Each writes alone: what went well, and what was hard? Nobody talks yet."
    ),
    "ask": gettext_lazy(
        "In turn: one reads out what was hard. The others ask first, then say how they do it."
    ),
    "show": gettext_lazy("%(name)s shows one real case of %(stage)s, step by step."),
    "try": gettext_lazy("Each writes what they will try until next time, and who helped them."),
    "keep": gettext_lazy("Each writes what they will keep doing, and who helped them."),
}


def stage_text(stage: str) -> str:
    """What a stage of selling is called."""
    return str(STAGES.get(stage, stage))  # type: ignore[call-overload]


def item_text(item: Item, name: str, stage: str) -> str:
    """A part of a meeting: '5 min: Each writes alone …'."""
    said = str(_TOPICS[item.topic]) % {"name": name, "stage": stage_text(stage)}
    return _("%(n)s min: %(what)s") % {"n": count(item.minutes), "what": said}


def size_text(people: int) -> str:
    """'Pair', or 'Circle of 4'."""
    return _("Pair") if people == 2 else _("Circle of %(n)s") % {"n": count(people)}


def circle_text(circle: Circle, names: Names) -> str:
    """What a pair or circle is: 'Ana shows closing to Ben and Cel'."""
    return _("%(who)s shows %(stage)s to %(others)s") % {
        "who": names.get(circle.shower, circle.shower),
        "stage": stage_text(circle.stage),
        "others": joined([names.get(one, one) for one in circle.learners]),
    }


def circle_sentence(seen: CircleSeen, names: Names) -> Sentence:
    """What the page of a pair or circle says first."""
    said = _("%(what)s.") % {"what": circle_text(seen.circle, names)}
    coming, missed = seen.next, seen.missed
    held = sum(one.held is not None for one in seen.meetings)
    if seen.state == "ended":
        text = ngettext(
            "It is over; %(held)s of %(n)s meeting was held.",
            "It is over; %(held)s of %(n)s meetings were held.",
            len(seen.meetings),
        ) % {"held": count(held), "n": count(len(seen.meetings))}
    elif seen.state == "asked":
        text = _("It runs once who shows it has joined, and somebody with them.")
    elif coming is None and missed is not None:
        text = _("Meeting %(number)s of %(n)s was planned for %(day)s: it counts as held once "
                 "somebody writes their page of it.") % {
            "number": count(missed.number), "n": count(len(seen.meetings)),
            "day": dates.day(missed.day),
        }  # fmt: skip
    elif coming is None:
        text = _("All its meetings were held.")
    else:
        text = _("Meeting %(number)s of %(n)s is on %(day)s.") % {
            "number": count(coming.number), "n": count(len(seen.meetings)),
            "day": f"{dates.weekday(coming.day)}, {dates.day(coming.day)}",
        }  # fmt: skip
    return Sentence((said,), ((text,),))


def team_sentence(seen: Sequence[CircleSeen], names: Names) -> Sentence:
    """What the page Team says first: what one is asked, else whom one meets next."""
    asked = [one for one in seen if one.asked]
    if asked:
        text = ngettext(
            "You are asked to meet colleagues: say whether you join.",
            "You are asked to %(n)s pairs or circles: say whether you join.",
            len(asked),
        )
        return Sentence((text % {"n": count(len(asked))},))
    mine = [
        (one.next.day, one)
        for one in seen
        if one.mine is not None
        and one.mine.part == "joined"
        and one.state == "running"
        and one.next
    ]
    if not mine:
        return Sentence((_("This is what your colleagues did well lately, and whom they thank."),))
    day, circle = min(mine, key=lambda found: found[0])
    me = circle.mine.person if circle.mine else ""
    others = joined([names.get(p, p) for p in circle.joined if p != me])
    text = _("You meet {others} on {day} about {stage}.")
    return Sentence(
        compose(
            text, others=Figure(text=others), day=Figure(text=dates.day(day)),
            stage=stage_text(circle.circle.stage),
        )
    )  # fmt: skip


def recognised_text(
    one: Recognised, names: Names, company: Named, calendar: BusinessCalendar, alone: bool = True
) -> str:
    """What is recognised, as everybody reads it: no figure of a person. `alone` says that nobody
    else improved as much."""
    window = goal_window_text(one.window, one.grain, calendar) if one.window else ""
    told = {
        "who": _who(one, names, company), "window": window,
        "share": percent(one.share) if one.share is not None else "",
        "measure": str(measure_term(one.measure).label).lower() if one.measure else "",
    }  # fmt: skip
    if one.kind == "helped":
        text = ngettext(
            "A colleague said that %(who)s helped them.",
            "Colleagues said %(n)s times that %(who)s helped them.",
            one.times,
        )
        return text % (told | {"n": count(one.times)})
    if one.kind == "best":
        month = _("%(who)s had their best month so far in %(measure)s: %(window)s.")
        quarter = _("%(who)s had their best quarter so far in %(measure)s: %(window)s.")
        return (month if one.grain == "month" else quarter) % told
    if one.kind == "improved":
        return _improved(one, alone) % told
    whole = _("%(who)s reached the goal of %(window)s.")
    part = _("%(who)s reached %(share)s of the goal of %(window)s.")
    return (whole if one.share == 1 else part) % told


def _improved(one: Recognised, alone: bool) -> str:
    if one.basis == "potential":
        if alone:
            return _("%(who)s improved most against their own potential, %(window)s.")
        return _(
            "%(who)s is among those who improved most against their own potential, %(window)s."
        )
    if alone:
        return _("%(who)s improved most against their own year before, %(window)s.")
    return _("%(who)s is among those who improved most against their own year before, %(window)s.")


def together_text(one: Recognised, calendar: BusinessCalendar) -> str:
    """What was recognised of several alike: a head above their names."""
    told = {
        "window": goal_window_text(one.window, one.grain, calendar) if one.window else "",
        "share": percent(one.share) if one.share is not None else "",
        "measure": str(measure_term(one.measure).label).lower() if one.measure else "",
    }
    texts = {
        "team-goal": _("The goal of %(window)s reached:"),
        "milestone": _("%(share)s of the goal of %(window)s reached:"),
        "helped": _("Colleagues said that they helped:"),
        "improved": _("Improved most against their own potential, %(window)s:")
        if one.basis == "potential"
        else _("Improved most against their own year before, %(window)s:"),
        "best": _("Their best month so far in %(measure)s, %(window)s:")
        if one.grain == "month"
        else _("Their best quarter so far in %(measure)s, %(window)s:"),
    }
    return texts[one.kind] % told


def together_names(
    some: Sequence[Recognised], names: Names, company: Named, currency: str
) -> list[tuple[str, str]]:
    """Those of whom it was recognised, by alphabet, which is no order of merit; each with its
    figures for who may see them."""
    return sorted((_who(other, names, company), figure_text(other, currency)) for other in some)


def figure_text(one: Recognised, currency: str) -> str:
    """The figures of something recognised, for who may see them; '' where there are none."""
    if one.figure is None:
        return ""
    if one.kind == "improved":
        told = {"own": share(one.figure, signed=True), "all": share(one.before or 0, signed=True)}
        return _("likely %(own)s, all together %(all)s") % told
    before = one.before or 0
    style = Style("money", currency) if one.measure == "revenue" else Style()
    style = style.telling([one.figure, before, one.figure - before])
    told = {"now": style.text(one.figure), "before": style.text(before)}
    return _("%(now)s, the best before %(before)s") % told


def _who(one: Recognised, names: Names, company: Named) -> str:
    if one.scope == "seller":
        return names.get(one.item, one.item)
    return whole_name(company, Whole(one.scope, one.item))


def proposals_sentence(found: Proposed) -> Sentence:
    """What the page of proposals says first."""
    details = []
    if found.unmet:
        text = ngettext(
            "%(n)s other needs something that nobody free in your team clearly does better.",
            "%(n)s others need something that nobody free in your team clearly does better.",
            len(found.unmet),
        )
        details.append((text % {"n": count(len(found.unmet))},))
    if not found.found:
        text = _("Nobody in your team can be said to need what a colleague clearly does better.")
        return Sentence((text,), tuple(details))
    n = sum(len(one.learners) for one in found.found)
    text = ngettext(
        "{n} of your people could be brought along by a colleague.",
        "{n} of your people could be brought along by colleagues.",
        n,
    )
    return Sentence(compose(text, n=Figure(text=count(n))), tuple(details))


def proposal_text(one: Proposal, names: Names) -> str:
    """'Ana could show closing to Ben.'"""
    return _("%(who)s could show %(stage)s to %(others)s.") % {
        "who": names.get(one.shower, one.shower), "stage": stage_text(one.stage),
        "others": joined([names.get(learner.person, learner.person) for learner in one.learners]),
    }  # fmt: skip


def learner_reason(
    one: Learner, stage: str, gap: NamedGap | None, names: Names, currency: str
) -> str:
    """Why somebody is proposed to learn."""
    told = {
        "who": names.get(one.person, one.person), "stage": stage_text(stage),
        "odds": odds_share(one.chance), "money": money(abs((gap and gap.money) or 0), currency),
    }  # fmt: skip
    if gap is None:
        return _("Visits show that %(who)s is held up in %(stage)s.") % told
    if gap.money is None:
        return _("Figures show that %(who)s is held up in %(stage)s (%(odds)s sure).") % told
    return _("Figures show that %(who)s is held up in %(stage)s (%(odds)s sure): %(money)s a month "
             "less than usual.") % told  # fmt: skip


def shower_reason(one: Proposal, names: Names) -> str:
    """Why somebody is proposed to show it: they do it clearly better, are near, and have time."""
    near = {learner.near for learner in one.learners}
    where = joined(sorted(str(NEAR[place]) for place in near))  # type: ignore[index]
    told = {"who": names.get(one.shower, one.shower), "where": where, "n": count(one.load)}
    if not one.load:
        return _("%(who)s does it clearly better, is %(where)s, and shows nothing to anybody yet."
                 ) % told  # fmt: skip
    text = ngettext(
        "%(who)s does it clearly better, is %(where)s, and shows something to %(n)s other.",
        "%(who)s does it clearly better, is %(where)s, and shows something to %(n)s others.",
        one.load,
    )
    return text % told
