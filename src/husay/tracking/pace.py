"""The pace of a month: how far ahead of or behind the goal's pace, working day by working day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from husay.basics.calendar import BusinessCalendar
from husay.basics.comparison import compare_windows
from husay.basics.period import DAY, Window
from husay.goals.aim import aim
from husay.goals.goal import Goal
from husay.measures.asking import ask
from husay.measures.measure import MEASURES
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted, counted_goals
from husay.tracking.stand import MEASURE


@dataclass(frozen=True)
class PaceLine:
    """One point for each working day of a month, in order; amounts are cumulative.

    `actual` ends at the last day that counts; `goal` and `last_year` run to the month's end.
    `goal` is empty without a goal for the whole month, `last_year` where the book does not reach
    back.
    """

    days: tuple[date, ...]
    actual: tuple[int, ...]
    goal: tuple[int, ...]
    last_year: tuple[int, ...]


def pace_line(reader: SnapshotReader, month: Window, as_of: date) -> PaceLine:
    """The pace of a month seen at the end of a day."""
    calendar = reader.calendar
    before = compare_windows(month, "last-year", month.end, calendar).baseline
    days = _working_days(reader, month)
    goals = counted_goals(reader, MEASURE, month).all
    return PaceLine(
        days=days,
        actual=_cumulative(reader, month, days, min(as_of, month.end)),
        goal=_goal_line(goals, month, days, calendar),
        last_year=_last_year(reader, before, len(days)),
    )


def _working_days(reader: SnapshotReader, window: Window) -> tuple[date, ...]:
    return tuple(d for d in window.each_day if reader.calendar.is_working(d))


def _goal_line(
    goals: tuple[Goal, ...], month: Window, days: tuple[date, ...], calendar: BusinessCalendar
) -> tuple[int, ...]:
    """What the month's goal asks for by the end of each working day; () without a goal for all
    of them, since what is sold on the others is in `actual` too."""
    measure = MEASURES[MEASURE]
    aims = [aim(measure, goals, month, Window(month.start, day), calendar) for day in days]
    known = [found for found in aims if found is not None and not found.days_open]
    return tuple(found.to_date or 0 for found in known)


def _by_day(reader: SnapshotReader, window: Window, as_of: date) -> dict[date, int]:
    answer = ask(Question((MEASURE,), window, grain="day", as_of=as_of), reader)
    found: dict[date, int] = {}
    for row in counted(answer.rows, reader.shape):
        day = date.fromisoformat(str(row["day"]))
        found[day] = found.get(day, 0) + int(str(row[MEASURE]))
    return found


def _cumulative(
    reader: SnapshotReader, window: Window, days: tuple[date, ...], until: date
) -> tuple[int, ...]:
    """What was sold by the end of each working day, days off counting with the day before."""
    sold = _by_day(reader, window, until)
    line = []
    for position, day in enumerate(days):
        if day > until:
            break
        last = position == len(days) - 1 or days[position + 1] > until
        through = until if last else days[position + 1] - DAY
        line.append(sum(amount for d, amount in sold.items() if d <= through))
    return tuple(line)


def _last_year(reader: SnapshotReader, before: Window, length: int) -> tuple[int, ...]:
    first = reader.shape.first
    if first is None or before.end < first:
        return ()
    days = _working_days(reader, before)
    line = _cumulative(reader, before, days, before.end)
    return line[:length]
