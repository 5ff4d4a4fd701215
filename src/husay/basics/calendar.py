"""The company's calendar: which days are worked, and which period a day lies in.

Public holidays are given as dates (`husay.basics.holidays_of`), so a calendar is a plain value:
equal calendars answer alike, on any machine and in any year.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from husay.basics.period import DAY, WEEK, Grain, Period, Window, YearRule, numbered, period_of

__all__ = ["BusinessCalendar", "DayRow", "Period"]

DayRow = tuple[date, bool, str, str, str, str, int]
"""(day, working, week_key, month_key, quarter_key, year_key, working_index)."""


@dataclass(frozen=True)
class BusinessCalendar:
    """The company's year, the weekdays it works (0 is Monday), and the days it does not.

    `holidays` are the days off besides the weekends: public holidays and the company's own.
    """

    year: YearRule
    working_weekdays: frozenset[int]
    holidays: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether the company works on `day`."""
        return day.weekday() in self.working_weekdays and day not in self.holidays

    def working_days(self, window: Window) -> int:
        """How many days of `window` are worked."""
        weeks, rest = divmod(window.days, 7)
        first = window.start.weekday()
        odd_days = sum((first + i) % 7 in self.working_weekdays for i in range(rest))
        off = self._holidays_missed
        missed = bisect_right(off, window.end) - bisect_left(off, window.start)
        return weeks * len(self.working_weekdays) + odd_days - missed

    def nth_working_day(self, window: Window, n: int) -> date | None:
        """The `n`-th (from 1) worked day of `window`, or None where it has fewer."""
        assert n >= 1, "working days are counted from 1"
        day, worked = window.start, 0
        while day <= window.end:
            worked += self.is_working(day)
            if worked == n:
                return day
            day += DAY
        return None

    def period_of(self, day: date, grain: Grain) -> Period:
        """The period that `day` lies in."""
        return period_of(day, grain, self.year)

    def periods(self, window: Window, grain: Grain) -> tuple[Period, ...]:
        """Every period with a day in `window`, in order and whole.

        Adjoining and never overlapping: each day of `window` is in exactly one. The first and
        the last may reach beyond the window; `period.window.overlap(window)` is the part within.
        """
        return tuple(self._walk(window, grain))

    def previous(self, period: Period) -> Period:
        """The period of the same grain just before."""
        return self.period_of(period.window.start - DAY, period.grain)

    def year_before(self, period: Period) -> Period:
        """The same period of the year before: same quarter, month, week number or date.

        29 February has 28 February. No two years in a row have a 53rd week: it has the week 52
        weeks earlier (2020-W53, which holds New Year's Day, has 2020-W01, which holds the last).
        """
        start, grain = period.window.start, period.grain
        if grain == "day":
            return self.period_of(same_day_last_year(start), grain)
        if period.key.endswith("W53"):
            return self.period_of(start - 52 * WEEK, grain)
        name, _, number = period.key.partition("-")
        return numbered(grain, int(name) - 1, int(number.strip("QW") or 1), self.year)

    def day_rows(self, window: Window) -> list[DayRow]:
        """One row for each day of `window`, for a table of days.

        `working_index` counts the worked days from the window's first day to this one, both
        included: the worked days after day a, up to day b, are index(b) - index(a).
        """
        days = window.each_day
        working = [self.is_working(day) for day in days]
        keys = [self._keys(window, grain) for grain in _KEYED]
        return list(zip(days, working, *keys, accumulate(map(int, working)), strict=True))

    @cached_property
    def _holidays_missed(self) -> list[date]:
        """In order, the holidays that fall on a day otherwise worked."""
        return sorted(day for day in self.holidays if day.weekday() in self.working_weekdays)

    def _walk(self, window: Window, grain: Grain) -> Iterator[Period]:
        """The periods that touch `window`, one after the other."""
        day = window.start
        while day <= window.end:
            period = self.period_of(day, grain)
            yield period
            day = period.window.end + DAY

    def _keys(self, window: Window, grain: Grain) -> list[str]:
        """The key of each day's period: worked out once a period, not once a day."""
        keys: list[str] = []
        for period in self._walk(window, grain):
            part = period.window.overlap(window)
            assert part is not None, "a period that was walked to has a day in the window"
            keys += [period.key] * part.days
        return keys


_KEYED: tuple[Grain, ...] = ("week", "month", "quarter", "year")


def same_day_last_year(day: date) -> date:
    """The same date one year earlier; 28 February for 29 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
