"""Amounts that are stated for a month, a quarter, half a year or a year, over any window."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.pay.document.measure import Parameter
from husay.pay.document.settings import Period
from husay.pay.interpret.windows import months_in, window_of, windows_in


def made_up_of(
    parameters: Sequence[Parameter], window: Window, calendar: BusinessCalendar
) -> list[Window]:
    """The windows for which an amount is stated, where they make up a longer one; else that one
    itself."""
    per = [one.per for one in parameters if one.per is not None]
    if len(per) != 1:
        return [window]
    parts = list(windows_in(window, per[0], calendar))
    return parts if (parts[0].start, parts[-1].end) == (window.start, window.end) else [window]


def part_of(
    parameter: Parameter, window: Window, period: Period, calendar: BusinessCalendar
) -> Fraction:
    """Which part a window is of what an amount is stated for; half a month, where that is the pay
    `period`, is half of one."""
    if parameter.per is None:
        return Fraction(1)
    whole = window_of(window.start, parameter.per, calendar)
    months, of = (months_in(one, calendar) for one in (window, whole))
    if months is not None and of is not None:
        return Fraction(months, of)
    if period == "half_month" and window == window_of(window.start, period, calendar):
        return Fraction(1, 2 * (of or 1))
    return Fraction(window.days, whole.days)
