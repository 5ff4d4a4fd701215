"""Spread: a goal over the days of its window, by season and working days.

A month is worth its seasonal weight (a working day of it beside a working day of the other months)
times its working days within the window. The goal is dealt to the months first, in whole steps
where asked, by largest remainder, and each month's part to its working days. A year, a quarter and
a week are sums of days, so that every grain sums to the goal to the last unit.

Only days on which the unit is open count: one closed in mid-year has nothing after its last day.
Where a stretch has no working day at all, its calendar days count instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Period, Window
from husay.basics.problem import Problem
from husay.basics.share import deal, deal_in_steps

FLAT = (1,) * 12
"""No season: every working day is worth the same."""


@dataclass(frozen=True)
class Season:
    """How a goal's days are worth.

    `weights` has what a working day of each month is worth, in whole numbers of which only the
    ratios matter: January to December, or, where the company's months are weeks, the first to the
    twelfth month of its year. `open` are the days on which there is somebody to sell (None: all),
    in windows that share none.
    """

    weights: Sequence[int] = FLAT
    open: tuple[Window, ...] | None = None

    def open_within(self, window: Window) -> tuple[Window, ...]:
        """The open days of a window."""
        if self.open is None:
            return (window,) if window.days else ()
        return tuple(part for some in self.open if (part := window.overlap(some)))


@dataclass(frozen=True)
class Part:
    """A period, the days of it that lie in the window, and what of the goal falls on them."""

    period: Period
    window: Window
    value: int


@dataclass(frozen=True)
class Spread:
    """A goal by day: `days` has every day of the window, in order. Nothing is lost: the days sum
    to the goal, except with an error among the problems, where they are empty."""

    window: Window
    days: Mapping[date, int]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def value(self) -> int:
        """The goal."""
        return sum(self.days.values())

    def by(self, grain: Grain, calendar: BusinessCalendar) -> tuple[Part, ...]:
        """The goal by period; the first and the last may lie in the window only in part."""
        parts = []
        for period in calendar.periods(self.window, grain) if self.days else ():
            within = period.window.overlap(self.window)
            assert within is not None, "a period of a window has a day in it"
            parts.append(Part(period, within, sum(self.days[day] for day in within.each_day)))
        return tuple(parts)


def spread(
    goal: int, window: Window, season: Season, calendar: BusinessCalendar, step: int = 1
) -> Spread:
    """A goal over its window; `step` is the whole amount in which months are dealt.

    Problems: errors `spread-no-days` (the window, or what of it is open, has no day) and
    `season-weights` (not twelve weights of zero or more); warning `season-empty` (no weight on the
    open days: they count alike).
    """
    table, problems = month_weights(window, season, calendar)
    if not table:
        return Spread(window, {}, problems)
    months = deal_in_steps(goal, [worth for _, worth in table], step)
    by_month = {part: value for (part, _), value in zip(table, months, strict=True)}
    return Spread(window, over_days(by_month, season, calendar), problems)


def month_weights(
    window: Window, season: Season, calendar: BusinessCalendar
) -> tuple[tuple[tuple[Window, int], ...], tuple[Problem, ...]]:
    """Each month's days within the window and what they are worth; () with an error."""
    here = season.open_within(window)
    if not here:
        return (), (_at("spread-no-days", window),)
    if len(season.weights) != 12 or min(season.weights) < 0:
        return (), (Problem(code="season-weights"),)
    months = calendar.periods(window, "month")
    inside = [month.window.overlap(window) or month.window for month in months]
    opened = [season.open_within(part) for part in inside]
    working = [sum(map(calendar.working_days, parts)) for parts in opened]
    if not any(working):
        working = [sum(part.days for part in parts) for parts in opened]
    worth = [
        days * season.weights[int(month.key[-2:]) - 1]
        for month, days in zip(months, working, strict=True)
    ]
    problems: tuple[Problem, ...] = ()
    if not any(worth):
        days = Window(here[0].start, here[-1].end)
        worth, problems = working, (_at("season-empty", days, "warning"),)
    return tuple(zip(inside, worth, strict=True)), problems


def over_days(
    by_month: Mapping[Window, int], season: Season, calendar: BusinessCalendar
) -> dict[date, int]:
    """What falls on each month's days, dealt to the working ones that are open."""
    found: dict[date, int] = {}
    for month, value in by_month.items():
        days = month.each_day
        found |= zip(days, deal(value, _day_weights(days, season, calendar)), strict=True)
    return found


def _day_weights(days: Sequence[date], season: Season, calendar: BusinessCalendar) -> list[int]:
    """1 for a day that counts; where none does, the open days do, and else all."""
    opened = [season.open is None or any(w.contains(day) for w in season.open) for day in days]
    working = [here and calendar.is_working(day) for day, here in zip(days, opened, strict=True)]
    for some in (working, opened):
        if any(some):
            return [int(day) for day in some]
    return [1] * len(days)


def _at(code: str, window: Window, severity: str = "error") -> Problem:
    said = (("first", window.start.isoformat()), ("last", window.end.isoformat()))
    return Problem(code=code, severity="warning" if severity == "warning" else "error", values=said)
