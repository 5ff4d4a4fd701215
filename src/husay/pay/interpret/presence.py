"""How much of a window a person is there for, by the plan's rule for part periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Window, merged
from husay.pay.document.settings import PartPeriods
from husay.pay.interpret.windows import windows_in


def counted_days(window: Window, rule: PartPeriods, calendar: BusinessCalendar) -> list[date]:
    """The days of a window that a rule counts: all of them, or those worked (all where none is)."""
    days = window.each_day
    if rule == "working_days":
        return [day for day in days if calendar.is_working(day)] or days
    return days


def presence(
    there: Sequence[Window], window: Window, rule: PartPeriods, calendar: BusinessCalendar
) -> Fraction:
    """The part of a window for which somebody is there; `there` are the days of their assignment.

    `calendar_days`: days there of days. `calendar_days_after_first`: the same, the first day of an
    assignment that begins within the window not counted. `working_days`: worked days there of
    worked days. `whole_months`: months there from first day to last, of the months that the window
    has days in: half a month is whole if its month is.
    `none`: all, for whoever is there for any day of it.
    """
    here = [part for one in merged(there) if (part := one.overlap(window)) is not None]
    if not here:
        return Fraction(0)
    if rule == "none":
        return Fraction(1)
    if rule == "whole_months":
        months = list(windows_in(window, "month", calendar))
        spans = merged(there)
        whole = [m for m in months if any(s.start <= m.start and m.end <= s.end for s in spans)]
        return Fraction(len(whole), len(months))
    counted = counted_days(window, rule, calendar)
    days = sum(1 for day in counted if any(part.contains(day) for part in here))
    if rule == "calendar_days_after_first":
        days -= sum(1 for part in here if part.start > window.start)
    return Fraction(days, len(counted))


def ramp_share(hired: date, steps: Sequence[Fraction], days: Sequence[date]) -> Fraction:
    """The mean, over days from the start of service on, of what a ramp asks for."""
    if not days:
        return Fraction(1)
    return sum((_step(hired, steps, day) for day in days), Fraction(0)) / Fraction(len(days))


def _step(hired: date, steps: Sequence[Fraction], day: date) -> Fraction:
    for number, share in enumerate(steps, start=1):
        if day < months_after(hired, number):
            return share
    return Fraction(1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - DAY).day))


def months_served(since: date, until: date) -> int:
    """How many whole months lie between two days."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months if months_after(since, max(months, 0)) <= until else months - 1)
