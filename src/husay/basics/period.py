"""Periods: a day, week, month, quarter or year by its key, under the company's year rule.

A key says one thing: '2013', '2013-Q4', '2013-11', '2013-W05', '2013-11-05'. The rules:

* A **year** is named by the calendar year in which it ends, or, where it begins with January,
  by that January's year. With start_month 7, '2013' is July 2012 to June 2013 and '2013-Q4' is
  April to June 2013.
* With a **week pattern** the year begins on the `week_start` nearest to the first of
  `start_month` (three days before to three days after, so there is never a tie), and lasts 52
  or 53 whole weeks. A quarter has three months of 4, 4 and 5 weeks (or 4-5-4, 5-4-4); a 53rd
  week goes to the last month. '2013-11' is then the eleventh month of the company's year 2013.
* With the pattern 'calendar', '2013-11' is always calendar November 2013, whatever the year's
  first month. Such months still lie whole within the company's quarters and years.
* A **week** is an ISO week, Monday to Sunday, named by the ISO year: 31 December 2018 is in
  2019-W01. Weeks never depend on the year rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from husay.basics.problem import Problem

Grain = Literal["day", "week", "month", "quarter", "year"]
YearPattern = Literal["calendar", "4-4-5", "4-5-4", "5-4-4"]

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

FIRST_YEAR = 1900
LAST_YEAR = 2999

_WEEKS_OF: dict[YearPattern, tuple[int, int, int]] = {
    "4-4-5": (4, 4, 5),
    "4-5-4": (4, 5, 4),
    "5-4-4": (5, 4, 4),
}

_KEY = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-Q(?P<quarter>\d)|-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `start` to `end`, both included.

    An empty window ends the day before it starts: "nothing has elapsed yet" is an answer, and
    a query between its two ends finds no row. ValueError where `end` lies earlier still.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse a window that runs backwards."""
        if self.end < self.start and self.start - self.end != DAY:
            raise ValueError(f"a window from {self.start} cannot end on {self.end}")

    @property
    def days(self) -> int:
        """How many calendar days; 0 for an empty window."""
        return (self.end - self.start).days + 1

    @property
    def each_day(self) -> list[date]:
        """Its days, in order."""
        return [self.start + number * DAY for number in range(self.days)]

    def contains(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.start <= day <= self.end

    def overlap(self, other: Window) -> Window | None:
        """The days that both have, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start <= end else None

    def clip(self, end: date) -> Window:
        """Its days up to and including `end`; an empty window where `end` is before the start."""
        return Window(self.start, max(min(self.end, end), self.start - DAY))


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same days in as few windows as can be, in order; empty windows left out."""
    found = list[Window]()
    for window in sorted((w for w in windows if w.days), key=lambda w: w.start):
        if found and window.start <= found[-1].end + DAY:
            found[-1] = Window(found[-1].start, max(found[-1].end, window.end))
        else:
            found.append(window)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class YearRule:
    """When the company's year begins and how it is divided (see the module's text).

    `start_month` is 1 to 12. `week_start` (0 is Monday, 6 is Sunday) is the weekday on which a
    week-pattern year begins; it means nothing under 'calendar'. ValueError for anything else.
    """

    start_month: int = 1
    pattern: YearPattern = "calendar"
    week_start: int = 0

    def __post_init__(self) -> None:
        """Refuse a rule that names no month, weekday or pattern."""
        if self.start_month not in range(1, 13):
            raise ValueError(f"start_month is 1 to 12, not {self.start_month!r}")
        if self.week_start not in range(7):
            raise ValueError(f"week_start is 0 to 6, not {self.week_start!r}")
        if self.pattern != "calendar" and self.pattern not in _WEEKS_OF:
            raise ValueError(f"no such year pattern: {self.pattern!r}")


@dataclass(frozen=True, slots=True)
class Period:
    """One whole period: its grain, its key, and the days it has."""

    grain: Grain
    key: str
    window: Window


def parse_period(text: str, year: YearRule) -> Window | Problem:
    """The days of the period that `text` names; spaces around it and small letters are fine.

    Problems: `period-unreadable` where the text has no known form; `period-absent` where there
    is no such period (week 53 of a 52-week year, 30 February, a year before 1900 or after 2999),
    whose values `first` and `last` name the keys that could have been meant.
    """
    match = _KEY.fullmatch(text.strip().upper())
    if match is None:
        return Problem(code="period-unreadable", value=text)
    name = int(match["year"])
    if not FIRST_YEAR <= name <= LAST_YEAR:
        return _absent(text, str(FIRST_YEAR), str(LAST_YEAR))
    if match["quarter"]:
        return _one_of("quarter", int(match["quarter"]), 4, name, year, text)
    if match["week"]:
        return _one_of("week", int(match["week"]), weeks_in_iso_year(name), name, year, text)
    if match["day"]:
        return _day(name, int(match["month"]), int(match["day"]), text)
    if match["month"]:
        return _one_of("month", int(match["month"]), 12, name, year, text)
    return numbered("year", name, 1, year).window


def period_of(day: date, grain: Grain, year: YearRule) -> Period:
    """The period of `grain` that `day` lies in. ValueError before year 2 or after 9997."""
    if grain == "day":
        return Period("day", day.isoformat(), Window(day, day))
    if grain == "week":
        iso_year, week, _ = day.isocalendar()
        return numbered("week", iso_year, week, year)
    if grain == "month" and year.pattern == "calendar":
        return numbered("month", day.year, day.month, year)
    name = year_name(day, year)
    month = bisect_right(month_starts(name, year), day)
    number = {"month": month, "quarter": (month + 2) // 3, "year": 1}[grain]
    return numbered(grain, name, number, year)


def numbered(grain: Grain, name: int, number: int, year: YearRule) -> Period:
    """The `number`-th week, month or quarter, counted from 1, of year `name`, or that year.

    `name` is the ISO year for a week, the calendar year for a calendar month, otherwise the
    company's year. The caller answers for `number`.
    """
    if grain == "week":
        monday = date.fromisocalendar(name, number, 1)
        return Period(grain, f"{name:04d}-W{number:02d}", Window(monday, monday + WEEK - DAY))
    if grain == "month":
        # A calendar month is the same whatever month the company's year begins with.
        rule = YearRule() if year.pattern == "calendar" else year
        return Period(grain, f"{name:04d}-{number:02d}", _months(name, number, 1, rule))
    if grain == "quarter":
        return Period(grain, f"{name:04d}-Q{number}", _months(name, 3 * number - 2, 3, year))
    assert grain == "year", "a day has no number within its year"
    return Period(grain, f"{name:04d}", _months(name, 1, 12, year))


@lru_cache(maxsize=2048)
def month_starts(name: int, year: YearRule) -> tuple[date, ...]:
    """The first days of the twelve months of the company's year `name`, and of the year after."""
    begins_in = name if year.start_month == 1 else name - 1
    if year.pattern == "calendar":
        months = range(year.start_month - 1, year.start_month + 12)
        return tuple(date(begins_in + month // 12, month % 12 + 1, 1) for month in months)
    first = _nearest_week_start(date(begins_in, year.start_month, 1), year.week_start)
    after = _nearest_week_start(date(begins_in + 1, year.start_month, 1), year.week_start)
    starts = [first + week * WEEK for week in accumulate(_WEEKS_OF[year.pattern] * 4, initial=0)]
    starts[12] = after  # the twelfth month takes a 53rd week
    return tuple(starts)


def year_name(day: date, year: YearRule) -> int:
    """The name of the company's year that `day` lies in."""
    name = day.year if year.start_month == 1 or day.month < year.start_month else day.year + 1
    starts = month_starts(name, year)
    if day < starts[0]:  # only a week pattern strays, by three days at most
        return name - 1
    return name + 1 if day >= starts[12] else name


def weeks_in_iso_year(iso_year: int) -> int:
    """52 or 53: 28 December always lies in the last week."""
    return date(iso_year, 12, 28).isocalendar().week


def _months(name: int, first: int, count: int, year: YearRule) -> Window:
    """`count` months of the company's year `name`, from its `first`-th on."""
    starts = month_starts(name, year)
    return Window(starts[first - 1], starts[first - 1 + count] - DAY)


def _nearest_week_start(day: date, week_start: int) -> date:
    """The day nearest to `day` that falls on the weekday `week_start`."""
    days_past = (day.weekday() - week_start) % 7
    return day - days_past * DAY if days_past <= 3 else day + (7 - days_past) * DAY


def _one_of(
    grain: Grain, number: int, last: int, name: int, year: YearRule, text: str
) -> Window | Problem:
    """The window of a numbered period, or the problem that there are only `last` of them."""
    if 1 <= number <= last:
        return numbered(grain, name, number, year).window
    keys = [numbered(grain, name, edge, year).key for edge in (1, last)]
    return _absent(text, *keys)


def _day(name: int, month: int, day: int, text: str) -> Window | Problem:
    """The window of one calendar day, or the problem that there is no such month or day."""
    if not 1 <= month <= 12:
        return _absent(text, f"{name}-01", f"{name}-12")
    of_month = numbered("month", name, month, YearRule()).window
    if not 1 <= day <= of_month.days:
        return _absent(text, of_month.start.isoformat(), of_month.end.isoformat())
    return Window(date(name, month, day), date(name, month, day))


def _absent(text: str, first: str, last: str) -> Problem:
    """There is no such period: those from `first` to `last` there are."""
    return Problem(code="period-absent", value=text, values=(("first", first), ("last", last)))
