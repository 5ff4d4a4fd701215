"""The course of a goal's window: what was sold, what is asked, and what is expected from here on.

What is expected to come is laid over the days that are left as the same stretch of last year sold:
each half month has the part that it had then, its working days alike. The interval opens in the
same measure, from nothing today to what it is at the window's end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Grain, Window
from husay.basics.share import deal
from husay.goals.aim import aim
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_goals
from husay.tracking.history import Steps, day_of_share, histories, share_gone
from husay.tracking.outlook import GoalOutlook, Seen

_FEW_DAYS, _FEW_WEEKS = 40, 130


@dataclass(frozen=True)
class Course:
    """Points in time, in order, each the end of a day; amounts are cumulative, in ten-thousandths.

    `actual` is known until today, and so is the first point of what is expected; None elsewhere.
    """

    days: tuple[date, ...]
    actual: tuple[int | None, ...]
    goal: tuple[int | None, ...]
    expected: tuple[int | None, ...]
    low: tuple[int | None, ...]
    high: tuple[int | None, ...]


def course(seen: Seen, reader: SnapshotReader, outlook: GoalOutlook) -> Course:
    """The course of one goal of a reader's whole."""
    days = points(outlook.window, outlook.until, reader.calendar)
    sold = sold_by(seen, reader, outlook.window, days, outlook.until)
    goals = counted_goals(reader, outlook.measure, outlook.window).all
    aims = [
        aim(seen.known, goals, outlook.window, outlook.window.clip(d), reader.calendar)
        for d in days
    ]
    parts = ahead(seen, reader, outlook)
    told = outlook.forecast

    def toward(end: int | None) -> tuple[int | None, ...]:
        return tuple(
            None if end is None or day < outlook.until
            else part_way(outlook.so_far, end, parts, day)
            for day in days
        )  # fmt: skip

    return Course(
        days=days,
        actual=tuple(sold.get(day) for day in days),
        goal=tuple(None if found is None else found.to_date for found in aims),
        expected=toward(told.expected if told else None),
        low=toward(told.low if told else None),
        high=toward(told.high if told else None),
    )


def points(window: Window, until: date, calendar: BusinessCalendar) -> tuple[date, ...]:
    """The days at whose end a course is told: each working day of a month, each week's end of a
    quarter, each month's end of a year; and today."""
    if window.days <= _FEW_DAYS:
        ends = {day for day in window.each_day if calendar.is_working(day)}
        # Days off count with the day before them: the last point is the window's end.
        ends -= {max(ends)} if ends and max(ends) > until else set()
    else:
        grain: Grain = "week" if window.days <= _FEW_WEEKS else "month"
        ends = {min(p.window.end, window.end) for p in calendar.periods(window, grain)}
    return tuple(sorted(ends | {window.end, min(until, window.end)}))


def sold_by(
    seen: Seen, reader: SnapshotReader, window: Window, days: Sequence[date], until: date
) -> dict[date, int]:
    """What was sold in a window by the end of each of these days, as far as it is known."""
    ends = [day for day in days if day <= until]
    starts = [window.start, *(day + DAY for day in ends)]
    spans = tuple(Window(start, day) for start, day in zip(starts, ends, strict=False))
    if not spans:
        return {}
    line = histories(reader, seen.measure, Steps(spans, 1, 1, 1))[None]
    return dict(zip(ends, accumulate(line), strict=True))


def ahead(seen: Seen, reader: SnapshotReader, outlook: GoalOutlook) -> dict[date, int]:
    """How much of what is still to come falls on each day that is left, as last year sold (in parts
    of which only the ratios matter)."""
    window, calendar = outlook.window, reader.calendar
    left = Window(min(outlook.until, window.end) + DAY, window.end)
    steps = seen.steps(window)
    spans = [left] if steps is None else _left(steps, window, outlook.until, calendar)
    line = seen.lines(reader, steps, None)[""] if steps else []
    before = steps.last_year if steps else range(0)
    sold = [max(0, line[at]) for at in before if at >= 0]
    if len(sold) != len(spans) or not any(sold):
        sold = [calendar.working_days(span) for span in spans]
    found: dict[date, int] = {}
    for span, amount in zip(spans, sold, strict=True):
        found |= _over_days(span, amount, calendar)
    return found


def part_way(start: int, end: int, parts: Mapping[date, int], day: date) -> int:
    """How far it is from one amount to another at the end of a day."""
    whole = sum(parts.values())
    gone = sum(part for when, part in parts.items() if when <= day)
    return end if not whole or gone == whole else start + (end - start) * gone // whole


def _left(steps: Steps, window: Window, until: date, calendar: BusinessCalendar) -> list[Window]:
    """What is left of a window, cut as its past is: the steps that last year's stand for."""
    months = [m.window for m in calendar.periods(window, "month") if m.window.end > until]
    if steps.a_year not in (12, 24):
        return [Window(day, day) for day in Window(until + DAY, window.end).each_day]
    if steps.a_year == 12:
        return months
    now, gone = months[0], share_gone(months[0], until, calendar)
    spans = [Window(until + DAY, now.end)]
    for month in months[1:]:
        cut = day_of_share(month, gone, calendar)
        spans += [Window(month.start, cut), Window(cut + DAY, month.end)]
    return spans


def _over_days(span: Window, amount: int, calendar: BusinessCalendar) -> dict[date, int]:
    days = span.each_day
    working = [int(calendar.is_working(day)) for day in days]
    return (
        dict(zip(days, deal(amount, working if any(working) else [1] * len(days)), strict=True))
        if days
        else {}
    )
