"""Proration: what joiners, leavers, movers and those on leave carry of a goal, by `goals.presence`.

A person's *full goal* is for the whole window, all of their time, fully ramped. Each stay in a unit
carries its counted days' part of it, by largest remainder; what no stay carries is freed. A unit's
goal does not change when people come and go: what its people do not carry is its *unassigned* part,
so that people and unassigned part always sum to the unit's goal. A negative one says how much more
its people carry than the unit was asked for, and is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm

from husay.basics.amount import amount_text, ratio_text
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.basics.share import deal_in_steps
from husay.goals.presence import Presence, Ramp, Stay, counting_days, days_there, presence


@dataclass(frozen=True)
class Seat:
    """A person with a full goal, and when they are there for it."""

    person: str
    full_goal: int
    stays: tuple[Stay, ...]
    leaves: tuple[Window, ...] = ()
    ramp: Ramp | None = None


@dataclass(frozen=True)
class Carried:
    """What a person carries in one unit, the days of the window on which they are in it and not on
    leave, and the day count behind it."""

    person: str
    windows: tuple[Window, ...]
    value: int
    presence: Presence

    @property
    def unit(self) -> str:
        """The unit whose goal it is part of."""
        return self.presence.unit


@dataclass(frozen=True)
class Prorated:
    """A full goal in its parts: with `freed` they sum to it. With problems there are no parts, and
    all is freed."""

    parts: tuple[Carried, ...]
    freed: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Settled:
    """Units' goals in parts: for each unit, what its people carry and `unassigned` sum to it."""

    parts: tuple[Carried, ...]
    unassigned: Mapping[str, int]
    problems: tuple[Problem, ...]


def prorate(seat: Seat, window: Window, calendar: BusinessCalendar, step: int = 1) -> Prorated:
    """A seat's full goal, dealt to its stays by counted days; stays outside the window have none.

    Problems, errors all: `stays-too-much` (on some day more than all of somebody's time),
    `stay-share` (a part of their time that is none), `ramp-share` (a step below 0 or above 1).
    """
    problems = tuple(_mistakes(seat, window))
    if problems:
        return Prorated((), seat.full_goal, problems)
    if window.days == 0:
        return Prorated((), seat.full_goal)
    inside = [stay for stay in seat.stays if stay.window.overlap(window)]
    counts = [presence(stay, window, calendar, seat.leaves, seat.ramp) for stay in inside]
    whole = Fraction(len(counting_days(window, calendar)[0]))
    counted = [count.counted for count in counts]
    weights = _whole_numbers([*counted, whole - sum(counted)])
    *values, freed = deal_in_steps(seat.full_goal, weights, step)
    parts = tuple(
        Carried(seat.person, days_there(stay, window, seat.leaves), value, count)
        for stay, value, count in zip(inside, values, counts, strict=True)
    )
    return Prorated(parts, freed)


def settle(
    unit_goals: Mapping[str, int],
    seats: Iterable[Seat],
    window: Window,
    calendar: BusinessCalendar,
    step: int = 1,
) -> Settled:
    """Each unit's goal in what its people carry and what is left unassigned.

    Problems: those of `prorate`, with the person as value; error `stay-unit-unknown` (a stay in a
    unit without a goal here: its part is listed and is of no unit); warning `unit-beyond` (a
    unit's people carry more than its goal).
    """
    parts, problems = list[Carried](), list[Problem]()
    for seat in seats:
        prorated = prorate(seat, window, calendar, step)
        parts += prorated.parts
        problems += prorated.problems
    unassigned = dict(unit_goals)
    for part in parts:
        if part.unit in unassigned:
            unassigned[part.unit] -= part.value
        else:
            said = (("unit", part.unit), ("amount", amount_text(part.value)))
            problems.append(Problem(code="stay-unit-unknown", value=part.person, values=said))
    for unit, left in unassigned.items():
        if left * unit_goals[unit] < 0 or (unit_goals[unit] == 0 and left):
            said = (("by", amount_text(abs(left))), ("goal", amount_text(unit_goals[unit])))
            problems.append(
                Problem(code="unit-beyond", severity="warning", value=unit, values=said)
            )
    return Settled(tuple(parts), unassigned, tuple(problems))


def _mistakes(seat: Seat, window: Window) -> Iterator[Problem]:
    """What is wrong with a seat."""
    for stay in seat.stays:
        if not 0 < stay.share <= 1:
            said = (("unit", stay.unit), ("share", ratio_text(stay.share * 100)))
            yield Problem(code="stay-share", value=seat.person, values=said)
    for step in seat.ramp.steps if seat.ramp else ():
        if not 0 <= step <= 1:
            share = ratio_text(step * 100)
            yield Problem(code="ramp-share", value=seat.person, values=(("share", share),))
    day = _overfull_day([s for s in seat.stays if s.window.overlap(window)], window)
    if day is not None:
        found = (("day", day.isoformat()),)
        yield Problem(code="stays-too-much", value=seat.person, values=found)


def _overfull_day(stays: Sequence[Stay], window: Window) -> date | None:
    """The first day of the window on which the stays take more than all of somebody's time: it is
    one on which some stay begins."""
    for day in sorted({max(stay.window.start, window.start) for stay in stays}):
        if sum(stay.share for stay in stays if stay.window.contains(day)) > 1:
            return day
    return None


def _whole_numbers(parts: Sequence[Fraction]) -> list[int]:
    """The same proportions in whole numbers."""
    common = lcm(*(part.denominator for part in parts))
    return [int(part * common) for part in parts]
