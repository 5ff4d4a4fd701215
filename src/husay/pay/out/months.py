"""Months of the company's own year as running numbers, so that they can be counted on."""

from __future__ import annotations

from datetime import date

from husay.basics.period import Window, YearRule, numbered, period_of

_IN_A_YEAR = 12


def month_number(day: date, year: YearRule) -> int:
    """The running number of the month that a day lies in."""
    name, _, month = period_of(day, "month", year).key.partition("-")
    return int(name) * _IN_A_YEAR + int(month) - 1


def month_window(number: int, year: YearRule) -> Window:
    """The days of a month."""
    name, month = divmod(number, _IN_A_YEAR)
    return numbered("month", name, month + 1, year).window
