"""The sentence with which "Where we stand" answers, and the smaller ones beneath it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.book.change import month_of
from husay.tracking.batches import Batches
from husay.tracking.stand import Stand
from husay.tracking.standing import Standing
from husay.words import dates
from husay.words.figure import Evidence, Figure, Part, Sentence, Tone, compose
from husay.words.format import (
    change_text,
    is_multiple,
    money,
    money_exact,
    multiple,
    part_text,
    share,
)
from husay.words.problems import describe
from husay.words.values import period_text

Explain = Callable[[Stand, str], Evidence | None]
"""Gives what stands behind a figure of a stand: 'value', 'goal', 'last-year'."""


def no_evidence(stand: Stand, part: str) -> Evidence | None:
    """For faces whose figures open nothing."""
    return None


def standing_sentence(
    standing: Standing, explain: Explain = no_evidence, who: str = ""
) -> Sentence:
    """Where a whole stands, in one sentence; `who` names a unit or a person other than oneself."""
    words = _Words(standing.currency, explain)
    if standing.lead == "goal-window" and standing.goal_windows:
        stand = standing.goal_windows.latest
        first = words.goal_window(stand, standing.goal_windows.scope, standing.goal_windows.holders)
    elif standing.lead == "year":
        first = words.period(standing.year, period_text(standing.year_key, standing.year_rule))
    else:
        first = words.period(standing.month, _month_name(standing))
    named = (_("%(who)s:") % {"who": who}, " ") if who else ()
    return Sentence((*named, *first), (words.beneath(standing),))


def _month_name(standing: Standing) -> str:
    """The month at the beginning of a sentence: 'November', 'Month 11 of 2026'."""
    if standing.year_rule.pattern == "calendar":
        return dates.month_name(standing.month.window.start)
    said = period_text(standing.month_key, standing.year_rule)
    return f"{said[:1].upper()}{said[1:]}"


def tone_of(stand: Stand) -> Tone:
    """Good when ahead of the goal's pace (or, without a goal, of last year)."""
    return "" if stand.ahead is None else "good" if stand.ahead else "bad"


class _Words:
    """The sentences of one page, in one currency."""

    def __init__(self, currency: str, explain: Explain) -> None:
        self.currency, self.explain = currency, explain

    def amount(self, value: int, stand: Stand, part: str) -> Figure:
        return Figure(
            text=money(value, self.currency),
            exact=money_exact(value, self.currency),
            evidence=self.explain(stand, part),
        )

    def period(self, stand: Stand, name: str) -> tuple[Part, ...]:
        value = self.amount(stand.value, stand, "value")
        if stand.goal is not None and stand.pace is not None:
            return self._against_goal(stand, name, value)
        if stand.change is not None:
            return compose(
                _("{name} stands at {value}, {change} the same working days last year."),
                name=name,
                value=value,
                change=moved(stand.change),
            )
        return compose(_("{name} stands at {value}."), name=name, value=value)

    def _against_goal(self, stand: Stand, name: str, value: Figure) -> tuple[Part, ...]:
        goal = self.amount(stand.goal or 0, stand, "goal")
        toward = Figure(
            text=money(stand.toward or 0, self.currency),
            exact=money_exact(stand.toward or 0, self.currency),
        )
        if stand.until >= stand.window.end:
            text = (
                _("{name} ended at {value}; on the days with a goal {toward} of {goal}, {part}.")
                if stand.in_part
                else _("{name} ended at {value} of {goal}, {part} of its goal.")
            )
            part = Figure(text=part_text(stand.attainment), tone=tone_of(stand))
            return compose(text, name=name, value=value, toward=toward, goal=goal, part=part)
        text = (
            _("{name} stands at {value}; on the days with a goal {toward} of {goal}, "
              "{pace} the pace for it.")
            if stand.in_part
            else _("{name} stands at {value} of {goal}, {pace} the pace for its goal.")
        )  # fmt: skip
        pace = self._pace(stand)
        return compose(text, name=name, value=value, toward=toward, goal=goal, pace=pace)

    def _pace(self, stand: Stand) -> Figure:
        pace = (Fraction(1) if stand.pace is None else stand.pace) - 1
        said = share(abs(pace))
        words = _("%(share)s ahead of") if pace >= 0 else _("%(share)s behind")
        figure = Figure(text=words % {"share": said}, tone="good" if pace >= 0 else "bad")
        if is_multiple(pace):
            figure = Figure(text=_("%(times)s of") % {"times": multiple(pace + 1)}, tone="good")
        if share(abs(pace)) == share(Fraction(0)):
            figure = Figure(text=_("right on"), tone="good")
        return figure

    def goal_window(self, stand: Stand, scope: str, holders: int) -> tuple[Part, ...]:
        people = (
            ngettext("%(n)s seller", "%(n)s sellers", holders)
            if scope == "seller"
            else ngettext("%(n)s unit", "%(n)s units", holders)
        ) % {"n": holders}
        ended = stand.until >= stand.window.end
        text = (
            _("From {span}, the {people} with a goal reached {value} of {goal}: {part}.")
            if ended
            else _("From {span}, the {people} with a goal stand at {value} of {goal}: {part}.")
        )
        part = Figure(text=part_text(stand.attainment), tone=tone_of(stand), word=goal_word(stand))
        return compose(
            text,
            span=dates.span(stand.window.start, stand.window.end),
            people=people,
            value=self.amount(stand.value, stand, "value"),
            goal=self.amount(stand.goal or 0, stand, "goal"),
            part=part,
        )

    def beneath(self, standing: Standing) -> tuple[Part, ...]:
        stand, year = standing.month, standing.year
        parts: list[Part] = []
        if standing.lead == "month":
            parts += [self._days(stand), " "]
            if stand.last_year is not None and stand.change is not None:
                parts += compose(
                    _("Same working days last year {last} ({change})."),
                    last=self.amount(stand.last_year, stand, "last-year"),
                    change=Figure(text=change_text(stand.change)),
                )
                parts.append(" ")
        if standing.lead != "year":
            parts += self._year(year)
        return tuple(parts)

    def _days(self, stand: Stand) -> str:
        return ngettext(
            "%(gone)s of %(all)s working day gone.",
            "%(gone)s of %(all)s working days gone.",
            stand.days_all,
        ) % {"gone": stand.days_gone, "all": stand.days_all}

    def _year(self, year: Stand) -> tuple[Part, ...]:
        value = self.amount(year.value, year, "value")
        if year.pace is not None:
            text = (
                _("Year to date {value}; on the days with a goal {part} of goal to date.")
                if year.in_part
                else _("Year to date {value}, {part} of goal to date.")
            )
            return compose(text, value=value, part=Figure(text=part_text(year.pace)))
        if year.change is not None:
            return compose(
                _("Year to date {value} ({change} on last year)."),
                value=value,
                change=Figure(text=change_text(year.change)),
            )
        return compose(_("Year to date {value}."), value=value)


def goal_word(stand: Stand, *, to_date: bool = False) -> str:
    """What a part of the goal (of the goal to date) is, and what its mark says, for ears."""
    if to_date:
        return _("of goal to date, ahead") if stand.ahead else _("of goal to date, behind")
    if stand.pace is None:
        return _("of goal")
    return _("of goal, ahead") if stand.ahead else _("of goal, behind")


def moved(change: Fraction) -> Figure:
    """'7.5 % more than', '3.1 % less than', 'level with'."""
    said = share(abs(change))
    if said == share(Fraction(0)):
        return Figure(text=_("level with"))
    if is_multiple(change):
        text = _("%(times)s as much as on") % {"times": multiple(change + 1)}
        return Figure(text=text, tone="good")
    if change > 0:
        return Figure(text=_("%(share)s more than on") % {"share": said}, tone="good")
    return Figure(text=_("%(share)s less than on") % {"share": said}, tone="bad")


def left_out_words(standing: Standing) -> str:
    """That sales in other currencies are in none of the figures; '' where there are none."""
    if not standing.left_out:
        return ""
    return _("Only sales in %(currency)s are counted here. Those in %(others)s stand apart.") % {
        "currency": standing.currency,
        "others": ", ".join(standing.left_out),
    }


def problem_words(standing: Standing) -> list[str]:
    """What the figures leave out or cannot know, each in a sentence."""
    return [describe(problem).what for problem in standing.problems]


def batch_words(batches: Batches, channel_name: str | None = None) -> str:
    """The warning that a channel's months say more about booking than about selling."""
    channel = channel_name or batches.channel or _("Sales without a channel")
    said = _(
        "%(channel)s is booked on one date a month (%(batched)s of %(months)s months), and that "
        "date slips over the month’s end. Single months mislead: read goal windows, or twelve "
        "months together."
    ) % {"channel": channel, "batched": batches.batched, "months": batches.months}
    if not batches.without:
        return said
    names = [dates.month(date(*month_of(m), 1)) for m in batches.without[-3:]]
    return (
        said
        + " "
        + _("Nearly empty for that reason alone: %(months)s.") % {"months": ", ".join(names)}
    )
