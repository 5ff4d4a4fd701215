"""What somebody carries of a full goal in the year in which they come, go or change teams.

Part of the answer key, and so worked out apart from the rules of goals: day by day, in plain
decimals. The rule is working days of presence: the days that the company works (Monday to Saturday
but for public holidays) from the first day to the last, as a part of all of the year's.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from husay.basics.holidays_of import public_holidays
from husay.basics.problem import Problem
from husay.demo.timeline import DAY

FULL_GOAL = Decimal("1200000.00")
"""A full goal for a year, in pesos."""

RAMP_PERCENT = (25, 50, 75)
"""What is asked of a new seller in each of the first months of service."""

_UNIT = Decimal("0.0001")


def joiners_part(hired: date) -> dict[str, str | int]:
    """What a joiner carries of a full goal in their first year, at once and with a ramp."""
    days = _working_days(hired.year)
    here = [day for day in days if day >= hired]
    ramped = sum(_percent(day, hired) for day in here)
    return _counts(days, here) | {
        "ramp_percent": ", ".join(map(str, RAMP_PERCENT)),
        "goal_carried_ramped": str(_part(ramped, 100 * len(days))),
    }


def leavers_part(left: date) -> dict[str, str | int]:
    """What a leaver carries of a full goal in their last year; the last day counts."""
    days = _working_days(left.year)
    return _counts(days, [day for day in days if day <= left])


def movers_parts(moved: date) -> dict[str, str | int]:
    """What a seller carries in the old team and in the new one, whose first day is `moved`."""
    days = _working_days(moved.year)
    before = sum(1 for day in days if day < moved)
    carried = _part(before, len(days))
    return {
        "full_goal": str(FULL_GOAL),
        "working_days": len(days),
        "days_before_the_move": before,
        "goal_carried_before": str(carried),
        "goal_carried_after": str(FULL_GOAL - carried),
    }


def _counts(days: list[date], here: list[date]) -> dict[str, str | int]:
    carried = _part(len(here), len(days))
    return {
        "full_goal": str(FULL_GOAL),
        "working_days": len(days),
        "days_present": len(here),
        "goal_carried": str(carried),
        "goal_freed": str(FULL_GOAL - carried),
    }


def _part(days: int, of: int) -> Decimal:
    return (FULL_GOAL * days / of).quantize(_UNIT, ROUND_HALF_UP)


def _working_days(year: int) -> list[date]:
    """The days of a year that the demo company works."""
    off = public_holidays("PH", None, range(year, year + 1))
    assert not isinstance(off, Problem), "the Philippines have public holidays"
    days = [
        date(year, 1, 1) + i * DAY for i in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    return [day for day in days if day.weekday() <= 5 and day not in off]


def _percent(day: date, hired: date) -> int:
    """What the ramp asks for on a day. A month of service begins on the day of the month of the
    first one, or on a shorter month's last."""
    months = (day.year - hired.year) * 12 + day.month - hired.month
    is_last_of_month = (day + DAY).month != day.month
    if day.day < hired.day and not is_last_of_month:
        months -= 1
    return RAMP_PERCENT[months] if months < len(RAMP_PERCENT) else 100
