"""How much is sold on which day: the Philippine year, week and payday, and some weather.

Everything is whole numbers (permille or finer), so that every machine finds the same company.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from husay.basics.holidays_of import public_holidays
from husay.basics.problem import Problem
from husay.demo.chance import Chance
from husay.demo.timeline import DAY

WEEKDAYS = (1070, 1030, 1000, 1010, 1060, 760, 30)
"""Monday to Sunday, in permille."""

YEAR = (870, 900, 955, 960, 995, 1030, 985, 975, 1030, 1110, 1215, 1280)
"""The middle of each month, in permille: school opens in June, Christmas builds from September."""

HOLIDAY, GREAT_HOLIDAY = 180, 15
"""What a public holiday leaves of a day, in permille, and what the greatest ones do."""

NOISE = 85
"""A unit's daily weather: how far it can jump in a day, in permille."""

DRIFT = 11
"""How far a unit's slow drift can go in a day, in permille."""


@cache
def _holidays(year: int) -> dict[date, str]:
    """The Philippine public holidays of a year."""
    found = public_holidays("PH", None, range(year, year + 1))
    assert not isinstance(found, Problem), "the Philippines have public holidays"
    return found


@cache
def day_weight(day: date) -> int:
    """What a day is worth to any unit: about 1000 for a common one."""
    weight = _of_year(day) * WEEKDAYS[day.weekday()] // 1000
    weight = weight * _payday(day) // 1000
    return weight * _holiday(day) // 1000


def _of_year(day: date) -> int:
    """The season, drawn straight from the middle of one month to the next; a quiet year's end."""
    if day.month == 12 and day.day > 20:
        return 1200 - 50 * (day.day - 20)
    back = day.day < 15
    here = (day.month - 2 if back else day.month - 1) % 12
    passed = day.day + 15 if back else day.day - 15
    following = YEAR[(here + 1) % 12]
    # January begins quietly: nothing of December is carried into it.
    start = YEAR[0] if here == 11 and day.month == 1 else YEAR[here]
    return start + (following - start) * min(passed, 30) // 30


def _payday(day: date) -> int:
    """Shops stock up for the 15th and the 30th, and sellers push before a month ends."""
    last = ((day.replace(day=28) + 4 * DAY).replace(day=1) - DAY).day
    if day.day in (13, 14, 15):
        return 1090
    if day.day > last - 4:
        return 1160
    return 1030 if day.day in (16, 30) else 975


def _holiday(day: date) -> int:
    """Public holidays, and the quiet days of Holy Week before them."""
    name = _holidays(day.year).get(day)
    if name is not None:
        great = (day.month, day.day) in ((12, 25), (1, 1)) or "Good Friday" in name
        return GREAT_HOLIDAY if great else HOLIDAY
    for ahead, left in ((1, 620), (2, 780), (3, 850)):
        if "Maundy" in _holidays(day.year).get(day + timedelta(days=ahead), ""):
            return left
    return 1000


def unit_days(
    start: date, until: date, growth: int, seed: int, name: str
) -> list[tuple[date, int]]:
    """Each day with what it is worth to a unit that grows by `growth` permille a year.

    On top of the season lies the unit's own weather: a daily one, half of which is gone the
    next day, and a slow drift with a half-life of two months.
    """
    chance = Chance(seed, f"weather of {name}")
    noise = drift = 0
    days = []
    day = start
    while day <= until:
        # Millionths, so that a drift that fades by a hundredth a day does not stand still.
        noise = noise * 55 // 100 + chance.around(0, NOISE) * 1000
        drift = drift * 988 // 1000 + chance.around(0, DRIFT) * 1000
        trend = 1_000_000 + growth * 1000 * (day - start).days // 365
        weather = 1_000_000 + noise + drift
        weight = day_weight(day) * trend * weather // 10**12
        days.append((day, max(1, weight)))
        day += DAY
    return days
