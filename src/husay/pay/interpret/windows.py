"""Which window a day lies in: pay periods, and the windows over which terms read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, numbered
from husay.pay.document.settings import Period

MIDDLE = 15
"""The last day of a month's first half."""


def window_of(day: date, period: Period, calendar: BusinessCalendar) -> Window:
    """The pay period of a kind that a day lies in, by the company's own year.

    A half month ends on the 15th and on the month's last day; a half year has two quarters; a week
    is an ISO week. No two adjoin with a day between or a day twice.
    """
    if period == "half_month":
        month = calendar.period_of(day, "month").window
        middle = month.start + (MIDDLE - 1) * DAY
        return Window(month.start, middle) if day <= middle else Window(middle + DAY, month.end)
    if period == "half":
        quarter = calendar.period_of(day, "quarter")
        name, _, number = quarter.key.partition("-Q")
        first = 1 if int(number) <= 2 else 3
        ends = [numbered("quarter", int(name), first + i, calendar.year).window for i in (0, 1)]
        return Window(ends[0].start, ends[1].end)
    return calendar.period_of(day, period).window


def windows_in(days: Window, period: Period, calendar: BusinessCalendar) -> Iterator[Window]:
    """The pay periods with a day in these days, whole and in order."""
    day = days.start
    while day <= days.end:
        window = window_of(day, period, calendar)
        yield window
        day = window.end + DAY


def months_in(window: Window, calendar: BusinessCalendar) -> int | None:
    """How many whole months a window is; None where it is not made of whole months."""
    months = list(windows_in(window, "month", calendar))
    whole = months[0].start == window.start and months[-1].end == window.end
    return len(months) if whole else None
