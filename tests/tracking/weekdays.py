"""Companies that sell the same amount on every weekday, so that forecasts are counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.measures.making import NO_HOLIDAYS, Made, make

GOALS = "scope,item,measure,starts,ends,value,currency\n"


def weekdays(first: date, last: date) -> Iterator[date]:
    """Mondays to Fridays."""
    day = first
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


def count(first: date, last: date) -> int:
    """How many weekdays there are."""
    return sum(1 for _ in weekdays(first, last))


def sold(first: date, last: date, amount: int, seller: str = "ana") -> str:
    """One line of `amount` on every weekday."""
    return "".join(f"{seller}{d},1,{d},{seller},{amount}\n" for d in weekdays(first, last))


def company(folder: Path, lines: str, goals: str = "", **tables: str) -> Made:
    """A company that works Mondays to Fridays."""
    given = {"sale_lines": "sale,line,date,seller,amount\n" + lines, **tables}
    if goals:
        given["goals"] = GOALS + goals
    return make(folder, given, NO_HOLIDAYS)
