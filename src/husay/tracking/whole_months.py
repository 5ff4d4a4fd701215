"""Windows of whole months: what ranks, gaps and prices are judged by.

A month of which working days are still to come says less than one that is over, so that nothing
that judges people begins or ends within one.
"""

from __future__ import annotations

from datetime import date

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window
from husay.measures.reader import SnapshotReader


def last_whole_months(
    reader: SnapshotReader, months: int, until: date | None = None
) -> Window | None:
    """The last `months` whole months of a book up to a day (default: the last with a sale), or as
    many as the book knows; None where it knows none."""
    first, last = reader.shape.first, until or reader.shape.last
    if first is None or last is None or last < first:
        return None
    end, calendar = last_whole_day(last, reader.calendar), reader.calendar
    start = calendar.period_of(first, "month").window.start
    if end < start:
        return None
    known = calendar.periods(Window(start, end), "month")[-months:]
    return Window(known[0].window.start, known[-1].window.end)


def last_whole_day(day: date, calendar: BusinessCalendar) -> date:
    """The last day of the last month that is over at the end of a day: no working day is left."""
    month = calendar.period_of(day, "month").window
    left = Window(day + DAY, month.end) if day < month.end else None
    over = left is None or not calendar.working_days(left)
    return month.end if over else month.start - DAY


def reaches_back(reader: SnapshotReader, window: Window) -> bool:
    """Whether the book has sales as early as in a window's first month."""
    first = reader.shape.first
    return (
        first is not None and window.start >= reader.calendar.period_of(first, "month").window.start
    )


def months_of(window: Window, calendar: BusinessCalendar) -> tuple[Window, ...]:
    """The months of a window of whole months."""
    return tuple(period.window for period in calendar.periods(window, "month"))


def year_before(window: Window, calendar: BusinessCalendar) -> Window:
    """The same months a year before."""
    months = calendar.periods(window, "month")
    first, last = calendar.year_before(months[0]), calendar.year_before(months[-1])
    return Window(first.window.start, last.window.end)
