"""The rally board in words: how far we are together, what it takes, what moved, who helped whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import SCALE
from husay.basics.calendar import BusinessCalendar
from husay.team.board import Board, Help, Thanked
from husay.team.climb import Climb, Takes
from husay.tracking.milestones import Step
from husay.words import dates
from husay.words.figure import Figure, Part, Sentence, compose
from husay.words.format import count, share
from husay.words.milestones import percent, reached_words
from husay.words.pay_titles import within
from husay.words.team import recognised_text, stage_text
from husay.words.team_report import is_alone
from husay.words.values import goal_window_text, window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.store.team.board import Called
    from husay.store.team.shared_pay import SharedSeen
    from husay.words.naming import Named


def board_sentence(found: Board, calendar: BusinessCalendar) -> Sentence:
    """How far all are together, and what the next step takes."""
    first = next(iter(found.company), None)
    if first is None and found.climbs:
        return Sentence((_("The company has no goal yet that all climb together; units have."),))
    if first is None:
        return Sentence((_("There is no goal yet that we climb together."),))
    details: list[tuple[Part, ...]] = []
    if coming := next_words(first):
        details.append((coming,))
    if first.takes is not None:
        details.append((takes_words(first.takes),))
    return Sentence(_company(first, calendar), tuple(details))


def _company(climb: Climb, calendar: BusinessCalendar) -> tuple[Part, ...]:
    window = goal_window_text(climb.window, climb.kind, calendar)
    so_far = Figure(text=share(climb.so_far, 0))
    parts: dict[str, Part] = {"window": window, "share": so_far}
    if climb.reached:
        return compose(_("Together we have reached the goal of {window}: {share} of it."), **parts)
    if climb.over:
        text = _("{window} ends at {share} of the goal; the next one begins.")
        return compose(text, **parts)
    parts["days"] = Figure(text=count(climb.days))
    text = ngettext(
        "Together we are at {share} of the goal of {window}, with {days} working day left.",
        "Together we are at {share} of the goal of {window}, with {days} working days left.",
        climb.days,
    )
    return compose(text, **parts)


def next_words(climb: Climb) -> str:
    """Which step comes next, and about when; '' where none does, or nothing can be said of it."""
    step = climb.next
    if step is None or climb.over or step.expected is None:
        return ""
    words = {"step": percent(step.share), "day": dates.day_month(step.expected)}
    if step.share == 1:
        return _("As things go, the whole goal is reached about %(day)s.") % words
    return _("As things go, %(step)s is reached about %(day)s.") % words


def takes_words(takes: Takes) -> str:
    """What a step takes of all together."""
    number, per = takes.rate
    text = {
        "day": ngettext(
            "It takes about %(n)s order a working day from all of us to reach %(step)s.",
            "It takes about %(n)s orders a working day from all of us to reach %(step)s.",
            number,
        ),
        "week": ngettext(
            "It takes about %(n)s order a week from all of us to reach %(step)s.",
            "It takes about %(n)s orders a week from all of us to reach %(step)s.", number,
        ),
        "all": ngettext(
            "It takes about %(n)s more order from all of us to reach %(step)s.",
            "It takes about %(n)s more orders from all of us to reach %(step)s.", number,
        ),
    }  # fmt: skip
    return text[per] % {"n": count(number), "step": _step(takes)}


def brief_takes(takes: Takes) -> str:
    """The same in few words, beside a unit's name: '12 orders a day to 75 %'."""
    number, per = takes.rate
    text = {
        "day": ngettext("%(n)s order a day to %(step)s", "%(n)s orders a day to %(step)s", number),
        "week": ngettext(
            "%(n)s order a week to %(step)s", "%(n)s orders a week to %(step)s", number
        ),
        "all": ngettext(
            "%(n)s more order to %(step)s", "%(n)s more orders to %(step)s", number
        ),
    }  # fmt: skip
    return text[per] % {"n": count(number), "step": _step(takes)}


def _step(takes: Takes) -> str:
    return _("the goal") if takes.share == 1 else percent(takes.share)


def stands_words(climb: Climb) -> str:
    """Where a climb stands, in few words: reached, what it takes, or which step is next."""
    if climb.reached:
        day = climb.steps[-1].reached
        return _("goal reached on %(day)s") % {"day": dates.day_month(day)} if day else ""
    if climb.over:
        return _("a new goal begins")
    if climb.takes is not None:
        return brief_takes(climb.takes)
    step = climb.next
    return _("next: %(step)s") % {"step": percent(step.share)} if step else ""


def step_words(step: Step) -> str:
    """When a step was reached or is expected; '' where neither is known."""
    if step.holds and step.reached:
        return dates.day_month(step.reached)
    if step.expected is not None:
        return _("about %(day)s") % {"day": dates.day_month(step.expected)}
    return ""


def news(
    found: Board, company: Named, calendar: BusinessCalendar, most: int | None = None
) -> list[str]:
    """What moved: steps reached (by at most so many who are named), units that rise, and what the
    last seven days brought."""
    rows = [
        (climb.whole, climb.kind, climb.window, step.share, step.reached)
        for climb, step in found.reached
        if step.reached is not None
    ]
    said = reached_words(rows, company, calendar, most)
    units = company.names("unit", [rise.unit for rise in found.rises])
    for rise in found.rises:
        words = {"unit": units.get(rise.unit, rise.unit), "day": dates.day_month(rise.since)}
        said.append(_("%(unit)s has been rising since about %(day)s.") % words)
    return [*said, *_week(found, company)]


def _week(found: Board, company: Named) -> list[str]:
    week, said = found.week, list[str]()
    if week.won:
        text = ngettext(
            "%(n)s deal won in the last seven days", "%(n)s deals won in the last seven days",
            week.won,
        ) % {"n": count(week.won)}  # fmt: skip
        parts = [(whole_name(company, one), n) for one, n in week.won_by if n > 0]
        where = ", ".join(f"{name} {count(n)}" for name, n in parts)
        said.append(f"{text}: {where}." if where else f"{text}.")
    if week.orders > 0:
        said.append(
            ngettext(
                "%(n)s order in the last seven days.", "%(n)s orders in the last seven days.",
                week.orders,
            ) % {"n": count(week.orders)}
        )  # fmt: skip
    return said


def recognised(found: Board, named: Called, calendar: BusinessCalendar) -> list[str]:
    """What is recognised, of whom: that it happened, without its figure."""
    some = found.recognised
    return [
        recognised_text(one, named.people, named, calendar, is_alone(one, some)) for one in some
    ]


def help_words(one: Help, people: Mapping[str, str]) -> str:
    """Who helped whom with what."""
    words = {
        "helper": people.get(one.helper, one.helper),
        "helped": people.get(one.helped, one.helped),
        "stage": stage_text(one.stage),
    }
    return _("%(helper)s helped %(helped)s with %(stage)s.") % words


def thanks_words(one: Thanked, people: Mapping[str, str]) -> str:
    """Who thanked whom."""
    words = {
        "by": people.get(one.by, _("A colleague")),
        "to": people.get(one.to, one.to),
    }
    return _("%(by)s to %(to)s") % words


def shared_words(one: SharedSeen) -> str:
    """How far a team is on the way to a bonus that it shares: no amount of it."""
    words = {
        "share": share(one.share, 0),
        "name": within(one),
        "window": window_text(one.window),
    }
    if one.share >= SCALE:
        return _("The team has what its shared bonus asks for: %(name)s, %(window)s.") % words
    text = _("%(share)s of the way to the team’s shared bonus: %(name)s, %(window)s.")
    return text % words


def sharers_words(one: SharedSeen) -> str:
    """Who shares it: 'You share it with 4 others'."""
    n = one.members - one.own
    if one.own:
        return ngettext(
            "You share it with %(n)s other.", "You share it with %(n)s others.", n
        ) % {"n": count(n)}  # fmt: skip
    return ngettext("%(n)s person shares it.", "%(n)s people share it.", n) % {"n": count(n)}


def as_of_words(day: date) -> str:
    """From when the figures are."""
    return _("Figures to the end of %(day)s") % {"day": dates.day(day)}
