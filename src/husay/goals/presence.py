"""Presence: how much of a window a person is there to carry a goal, by a stated day count.

The rule is *working days of presence*: of the window's working days, those on which the person is
in the unit and not on leave, each counted by the part of their time that is the unit's, and, while
they are new, by the step of their ramp that the day falls on. All of it is exact fractions of days.
A window without any working day is counted by its calendar days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, merged

Rule = Literal["working-days", "calendar-days"]


@dataclass(frozen=True)
class Ramp:
    """What is asked of somebody new: from `starts` on, month by month of their service, a share of
    the full goal (1/4, 1/2, 3/4), and all of it afterwards."""

    starts: date
    steps: tuple[Fraction, ...]

    def share_on(self, day: date) -> Fraction:
        """The share that is asked for on a day."""
        for number, share in enumerate(self.steps, start=1):
            if day < _months_after(self.starts, number):
                return share
        return Fraction(1)


@dataclass(frozen=True)
class Stay:
    """A person's time in a unit: its first and last day, and the part of their time that is its."""

    unit: str
    window: Window
    share: Fraction = Fraction(1)


@dataclass(frozen=True)
class Presence:
    """A stay by the rule: `present` of `of` days of the window, leave taken out, which count as
    `counted` days with the part of their time and the ramp."""

    rule: Rule
    unit: str
    present: int
    of: int
    counted: Fraction


def presence(
    stay: Stay,
    window: Window,
    calendar: BusinessCalendar,
    leaves: Sequence[Window] = (),
    ramp: Ramp | None = None,
) -> Presence:
    """How much of the window a stay is."""
    whole, rule = counting_days(window, calendar)
    here = [
        day
        for day in whole
        if stay.window.contains(day) and not any(leave.contains(day) for leave in leaves)
    ]
    counted = sum((ramp.share_on(day) if ramp else Fraction(1) for day in here), Fraction(0))
    return Presence(rule, stay.unit, len(here), len(whole), counted * stay.share)


def days_there(stay: Stay, window: Window, leaves: Sequence[Window]) -> tuple[Window, ...]:
    """The days of a window on which somebody is there, leave taken out, in as few windows as can
    be."""
    here = stay.window.overlap(window)
    rest = [here] if here else []
    for leave in leaves:
        sides = [
            side
            for days in rest
            for side in (days.clip(leave.start - DAY), _after(days, leave.end))
        ]
        rest = list(merged(sides))
    return tuple(rest)


def _after(window: Window, day: date) -> Window:
    """A window's days after a day; an empty window where there are none."""
    start = max(window.start, day + DAY)
    return Window(start, max(window.end, start - DAY))


def counting_days(window: Window, calendar: BusinessCalendar) -> tuple[list[date], Rule]:
    """The days of a window that are counted, and by which rule."""
    days = window.each_day
    working = [day for day in days if calendar.is_working(day)]
    return (working, "working-days") if working else (days, "calendar-days")


def _months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))
