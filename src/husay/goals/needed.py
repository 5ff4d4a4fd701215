"""Needed: what is still to be sold on each working day that is left, to reach a goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window

Standing = Literal["reached", "open", "no-days-left", "over"]
"""reached: nothing is left to do; open: there are working days left; no-days-left: none is, though
the window is not over; over: the window is."""


@dataclass(frozen=True)
class Needed:
    """What is left of a goal (`rest`, never below zero) and the working days that are left.

    `a_day` is the rest by those days, rounded up to a whole `step` so that it is enough; None where
    the goal is reached or no day is left.
    """

    standing: Standing
    rest: int
    days_left: int
    a_day: int | None


def needed(
    goal: int,
    so_far: int,
    window: Window,
    known_until: Window,
    calendar: BusinessCalendar,
    step: int = 1,
) -> Needed:
    """What is needed a day after `known_until` (the window's beginning as far as results are known;
    empty before its first day: `Window.clip` makes it)."""
    left = Window(min(known_until.end, window.end) + DAY, window.end)
    days, rest = calendar.working_days(left), max(0, goal - so_far)
    if rest == 0:
        return Needed("reached", 0, days, None)
    if days == 0:
        return Needed("no-days-left" if left.days else "over", rest, 0, None)
    a_day = -(-rest // (days * step)) * step
    return Needed("open", rest, days, a_day)
