"""Windows as people write them at the head of a column: 2026-11, Nov 2026, Enero 2026, 2026-Q4,
2026-10-12/2026-12-31."""

from __future__ import annotations

import re
from datetime import date

from husay.basics.period import Window, YearRule, parse_period
from husay.basics.problem import Problem
from husay.book.mapping.reading import MONTHS

_NAMED = re.compile(r"(?P<name>[a-z]{3,10})\.?[-/ ,]*(?P<year>\d{4})")
_BETWEEN = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:/|\.\.|–|to)\s*(\d{4}-\d{2}-\d{2})")


def window_of(text: str, year: YearRule) -> Window | Problem:
    """The window that a text names, under the company's year.

    A month by its name is the calendar month, and where the company's months are no calendar
    months it is not read. Problems: those of `parse_period`.
    """
    plain = text.strip().lower()
    if between := _BETWEEN.fullmatch(plain):
        try:
            return Window(*map(date.fromisoformat, between.groups()))
        except ValueError:
            return Problem(code="period-unreadable", value=text)
    named = _NAMED.fullmatch(plain)
    if named and named["name"] in MONTHS and year.pattern == "calendar":
        month = MONTHS.index(named["name"]) % 12 + 1
        plain = f"{named['year']}-{month:02d}"
    return parse_period(plain, year)
