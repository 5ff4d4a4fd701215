"""Calendars for tests, and random ones."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearPattern, YearRule

OFFICE = BusinessCalendar(YearRule(), frozenset(range(5)), frozenset())
"""Monday to Friday, no holidays, calendar years."""

calendars = st.builds(
    BusinessCalendar,
    st.builds(YearRule, st.integers(1, 12), st.sampled_from(get_args(YearPattern))),
    st.sampled_from([frozenset(range(5)), frozenset(range(6)), frozenset({2}), frozenset()]),
    st.frozensets(st.dates(date(2023, 12, 1), date(2024, 4, 30)), max_size=60),
)

windows = st.builds(
    lambda start, length: Window(start, start + timedelta(days=length - 1)),
    st.dates(date(2023, 6, 1), date(2025, 3, 1)),
    st.sampled_from([1, 2, 28, 31, 90, 180, 366, 500]),
)
"""Windows of a day to two years, in mid-month, over years and the leap day of 2024."""


def within(window: Window) -> st.SearchStrategy[Window]:
    """Days in a row of a window."""
    days = st.integers(0, window.days - 1)
    return st.tuples(days, days).map(
        lambda pair: Window(
            window.start + timedelta(days=min(pair)), window.start + timedelta(days=max(pair))
        )
    )
