"""Like for like: which days to compare with which, and the change between them.

A part month is compared with as much of the other month: the same number of elapsed working
days. Whole periods stay whole, and their change is taken per working day, so 22 working days
against 20 is no growth by itself. Growth from nothing is no comparison, never 100 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.basics.calendar import BusinessCalendar, same_day_last_year
from husay.basics.period import DAY, Grain, Period, Window

Against = Literal["previous", "last-year"]

_COARSEST_FIRST: tuple[Grain, ...] = ("year", "quarter", "month", "week")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two windows to compare, and the working days of each.

    `partial` says that `current` was cut short at the day it was looked at. Either window may
    be empty (`Window.days` is 0) where nothing has elapsed.
    """

    current: Window
    baseline: Window
    current_days: int
    baseline_days: int
    partial: bool


def compare_windows(
    window: Window, against: Against, as_of: date, calendar: BusinessCalendar
) -> Comparison:
    """What `window`, seen at the end of the day `as_of`, is fairly compared with.

    * A whole period, or several in a row, has the period or periods before, or as many from the
      same period of the year before on. Where a window is whole in several grains the coarsest
      decides (February 2021 is a month, not four weeks).
    * Any other window has as many days just before it, or the same dates a year before
      (28 February for 29 February). A "month to date" is better asked as the whole month.
    * Where `as_of` is before the window's end, the window ends there, and the baseline ends on
      its n-th working day, n being the working days elapsed. Where `as_of` is a day off, it ends
      on the day before the next working day, so that weekend sales count on both sides. A
      baseline with too few working days stays whole.
    * Before the window's first working day n is 0: the baseline has only its own leading days
      off, if any. Before the window's first day both are empty.
    """
    return compare_with(window, _baseline(window, against, calendar), as_of, calendar)


def compare_with(
    window: Window, baseline: Window, as_of: date, calendar: BusinessCalendar
) -> Comparison:
    """The same with a baseline of one's own choice, which is cut as `compare_windows` cuts."""
    current = window.clip(as_of)
    partial = as_of < window.end
    if partial:
        baseline = _cut(baseline, current, calendar)
    return Comparison(
        current=current,
        baseline=baseline,
        current_days=calendar.working_days(current),
        baseline_days=calendar.working_days(baseline),
        partial=partial,
    )


def change(current: int, baseline: int, comparison: Comparison) -> Fraction | None:
    """The relative change per working day, exactly: 1/10 is ten per cent up.

    None means no comparison: the baseline is zero or negative, or one side has no working day.
    """
    if baseline <= 0 or comparison.current_days == 0 or comparison.baseline_days == 0:
        return None
    per_day = Fraction(current * comparison.baseline_days, baseline * comparison.current_days)
    return per_day - 1


def _baseline(window: Window, against: Against, calendar: BusinessCalendar) -> Window:
    """What the whole of `window` is compared with."""
    if window.days == 0:
        return window
    periods = _whole_periods(window, calendar)
    if periods:
        return _periods_baseline(periods, against, calendar)
    if against == "previous":
        return Window(window.start - window.days * DAY, window.start - DAY)
    return Window(same_day_last_year(window.start), same_day_last_year(window.end))


def _whole_periods(window: Window, calendar: BusinessCalendar) -> tuple[Period, ...]:
    """The periods that `window` exactly consists of, of the coarsest grain; () if of none."""
    for grain in _COARSEST_FIRST:
        first = calendar.period_of(window.start, grain).window
        last = calendar.period_of(window.end, grain).window
        if (first.start, last.end) == (window.start, window.end):
            return calendar.periods(window, grain)
    return ()


def _periods_baseline(
    periods: tuple[Period, ...], against: Against, calendar: BusinessCalendar
) -> Window:
    """As many periods just before, or from the first one's year before on."""
    if against == "previous":
        first = periods[0]
        for _ in periods:
            first = calendar.previous(first)
        return Window(first.window.start, periods[0].window.start - DAY)
    first = last = calendar.year_before(periods[0])
    for _ in periods[1:]:
        last = calendar.period_of(last.window.end + DAY, last.grain)
    return Window(first.window.start, last.window.end)


def _cut(baseline: Window, current: Window, calendar: BusinessCalendar) -> Window:
    """The part of `baseline` that had elapsed after as many working days as `current` has."""
    if current.days == 0:
        return baseline.clip(baseline.start - DAY)
    elapsed = calendar.working_days(current)
    if calendar.is_working(current.end):
        last = calendar.nth_working_day(baseline, elapsed)
    else:
        following = calendar.nth_working_day(baseline, elapsed + 1)
        last = following and following - DAY
    return baseline.clip(last) if last else baseline
