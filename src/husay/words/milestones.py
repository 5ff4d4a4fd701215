"""Milestones in words: what is reached, what is next, what is coming."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.measures.question import Whole
from husay.tracking.milestones import Ladder, Milestones, Step, Volume
from husay.words import dates
from husay.words.figure import Figure, Part, Sentence, compose
from husay.words.format import count, number, share
from husay.words.terms import measure_term
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.words.naming import Named

_MOST_NEWS = 4


def percent(part: Fraction) -> str:
    """'25 %'."""
    return share(part, 0)


def milestones_sentence(found: Milestones, calendar: BusinessCalendar) -> Sentence:
    """How far the company is, and what comes next."""
    company = [ladder for ladder in found.ladders if ladder.whole.scope == "company"]
    details = tuple((words,) for v in found.volumes if (words := volume_words(v)))
    if not company:
        return Sentence((_("The company has no goal for this year or quarter yet."),), details)
    return Sentence(_company(company[0], found.as_of, calendar), details)


def _company(ladder: Ladder, as_of: date, calendar: BusinessCalendar) -> tuple[Part, ...]:
    window = goal_window_text(ladder.window, ladder.kind, calendar)
    last = next((s for s in reversed(ladder.steps) if s.reached and s.holds), None)
    coming = next((s for s in ladder.steps if not (s.reached and s.holds)), None)
    parts: dict[str, Part] = {"window": window}
    if last is not None and last.reached is not None:
        parts |= {
            "reached": Figure(text=percent(last.share)),
            "since": dates.day_month(last.reached),
        }
    if coming is None:
        return compose(_("The goal of {window} is reached, since {since}."), **parts)
    parts["next"] = Figure(text=percent(coming.share))
    day = coming.expected
    if day is not None:
        parts["day"] = Figure(text=dates.day_month(day))
    if last is None and day is None:
        text = _("{next} of the goal of {window} is the first milestone; it is not in sight yet.")
    elif last is None:
        text = _("{next} of the goal of {window} is the first milestone, expected about {day}.")
    elif day is None:
        text = _("{reached} of the goal of {window} is reached, since {since}; as things go, "
                 "{next} is not reached in time.")  # fmt: skip
    else:
        text = _("{reached} of the goal of {window} is reached, since {since}; {next} is expected "
                 "about {day}.")  # fmt: skip
    return compose(text, **parts)


def step_figure(step: Step) -> Figure:
    """A step: the day on which it was reached, or is expected, or that it is not in sight."""
    if step.reached is not None and step.holds:
        return Figure(text=dates.day_month(step.reached), tone="good", word=_("reached"))
    if step.expected is not None:
        return Figure(text=_("about %(day)s") % {"day": dates.day_month(step.expected)})
    if step.reached is not None:
        return Figure(text=_("%(day)s, then lost") % {"day": dates.day_month(step.reached)})
    return Figure(text=_("not in sight"))


Reached = tuple[Whole, str, Window, Fraction, date]
"""Whose goal, of which kind of window and days, which share of it was reached, and when."""


def news_words(found: Milestones, company: Named, calendar: BusinessCalendar) -> list[str]:
    """What was reached of late."""
    rows = [
        (ladder.whole, ladder.kind, ladder.window, step.share, step.reached)
        for ladder, step in found.news
        if step.reached is not None
    ]
    return reached_words(rows, company, calendar)


def reached_words(
    rows: Iterable[Reached], company: Named, calendar: BusinessCalendar, most: int | None = None
) -> list[str]:
    """What was reached: a sentence for each step of a window, with who reached it when (of more
    than `most`, how many more); whole goals first, then the lower steps."""
    by_step: dict[tuple[str, Fraction], list[str]] = {}
    for whole, kind, days, share_of, reached_on in rows:
        words = {"who": whole_name(company, whole), "day": dates.day_month(reached_on)}
        window = goal_window_text(days, kind, calendar)
        by_step.setdefault((window, share_of), []).append(_("%(who)s (%(day)s)") % words)
    said = []
    steps = sorted(by_step.items(), key=lambda item: item[0][1], reverse=True)
    for (window, reached), who in steps[:_MOST_NEWS]:
        whole_text = _("The goal of %(window)s is reached: %(who)s.")
        part = _("%(share)s of the goal of %(window)s is reached: %(who)s.")
        words = {"share": percent(reached), "window": window, "who": _listed(who, most)}
        said.append((whole_text if reached == 1 else part) % words)
    return said


def _listed(who: Sequence[str], most: int | None) -> str:
    if most is None or len(who) <= most:
        return ", ".join(who)
    rest = len(who) - most
    more = ngettext("%(n)s more", "%(n)s more", rest) % {"n": count(rest)}
    return ", ".join([*who[:most], more])


def volume_words(volume: Volume) -> str:
    """What is to come in the next weeks."""
    weeks = len([week for week in volume.weeks if week.expected is not None])
    label = str(measure_term(volume.measure).label)
    words = {"n": weeks, "measure": label, "expected": number(volume.expected)}
    if volume.low is None or volume.high is None:
        return ngettext(
            "%(measure)s to come within %(n)s week: about %(expected)s.",
            "%(measure)s to come within %(n)s weeks: about %(expected)s.",
            weeks,
        ) % words  # fmt: skip
    words |= {"low": number(volume.low), "high": number(volume.high)}
    return (
        ngettext(
            "%(measure)s to come within %(n)s week: about %(expected)s (%(low)s to %(high)s).",
            "%(measure)s to come within %(n)s weeks: about %(expected)s (%(low)s to %(high)s).",
            weeks,
        )
        % words
    )


def kinds_of(ladders: Sequence[Ladder]) -> dict[str, list[Ladder]]:
    """The ladders by their kind of window, in order."""
    found: dict[str, list[Ladder]] = {}
    for ladder in ladders:
        found.setdefault(ladder.kind, []).append(ladder)
    return found
