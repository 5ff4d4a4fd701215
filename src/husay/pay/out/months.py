"""Months of the company's own year as running numbers, so that they can be counted on."""

from __future__ import annotations

from datetime import date

from husay.basics.period import Window, YearRule, numbered, period_of

_IN_A_YEAR = 12
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def month_number(day: date, year: YearRule) -> int:
    """The running number of the month that a day lies in."""
    name, _, month = period_of(day, "month", year).key.partition("-")
    return int(name) * _IN_A_YEAR + int(month) - 1


def months_asked(
    first: date | None, last: date | None, year: YearRule
) -> tuple[int | None, int | None]:
    """The first and the last month of days that were asked for (None: no end); a day beyond all
    that calendars count is as good as the nearest that they do."""

    def number(day: date | None) -> int | None:
        return None if day is None else month_number(min(max(day, _FIRST_DAY), _LAST_DAY), year)

    return number(first), number(last)


def month_window(number: int, year: YearRule) -> Window:
    """The days of a month."""
    name, month = divmod(number, _IN_A_YEAR)
    return numbered("month", name, month + 1, year).window
