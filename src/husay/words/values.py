"""Values of answers as people read them: short in a sentence, in full in a table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext

from husay.basics.amount import DECIMALS, SCALE, round_half_away
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window, YearRule
from husay.measures.measure import Unit
from husay.words import dates
from husay.words.format import COINS, MINUS, NOTHING, Style, count, money, number, share
from husay.words.terms import dimension_term

_SECOND_TO_LAST = 2


def unit_style(unit: Unit | None, currency: str) -> Style:
    """How figures of a unit are written: in a chart, a sentence, and beside a goal."""
    if unit == "money":
        return Style("money", currency)
    if unit == "ratio":
        return Style("share")
    return Style(places=1) if unit == "days" else Style()


def short(value: object, unit: Unit | None, currency: str = "") -> str:
    """'₱742.6 M', '31,465', '42.0 %', '12.4 days': to be read at a glance; '–' for no value."""
    if value is None:
        return NOTHING
    if unit == "money":
        return money(int(str(value)), currency)
    if unit == "quantity":
        return number(int(str(value)))
    exact = Fraction(str(value))
    if unit == "ratio":
        return share(exact)
    if unit == "days":
        return gettext("%(number)s days") % {"number": number(_scaled(exact), COINS, places=1)}
    return count(int(exact)) if exact.denominator == 1 else number(_scaled(exact), places=1)


def _scaled(exact: Fraction) -> int:
    return round_half_away(exact * SCALE)


def figure_texts(
    values: Iterable[object], unit: Unit, *, signed: bool = False, coins: bool = False
) -> list[str]:
    """A whole column in full, every figure with as many decimals, so that they stand aligned.

    With `coins` no finer than the least that is shown of such figures. Money has no sign of its
    currency here: the column's heading has it.
    """
    known = [None if value is None else Fraction(str(value)) for value in values]
    if unit == "ratio":
        return [NOTHING if v is None else share(v, signed=signed) for v in known]
    if unit in ("count", "days"):
        known = [None if v is None else v * SCALE for v in known]
    whole = [None if v is None else round_half_away(v) for v in known]
    places = _LEAST_PLACES[unit] if coins else decimals(whole, _LEAST_PLACES[unit])
    places = min(places, _MOST_PLACES.get(unit, DECIMALS))
    return [NOTHING if v is None else _digits(v, places) for v in whole]


_LEAST_PLACES: dict[Unit, int] = {"money": 2, "quantity": 0, "count": 0, "days": 1}
_MOST_PLACES: dict[Unit, int] = {"days": 1, "count": 1}


def decimals(values: Iterable[int | None], least: int = 0) -> int:
    """How many decimals these ten-thousandths need so that nothing is rounded away."""
    needed = least
    for value in values:
        if value is not None:
            needed = max(needed, len(f"{abs(value) % SCALE:04d}".rstrip("0")))
    return needed


def _digits(value: int, places: int) -> str:
    scaled = round_half_away(Fraction(abs(value) * 10**places, SCALE))
    whole, rest = divmod(scaled, 10**places)
    text = f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"
    return f"{MINUS}{text}" if value < 0 and scaled else text


def period_text(key: str, rule: YearRule) -> str:
    """A period's key as people say it: 'November 2013', 'Q4 2013', 'week 5 of 2013', '2013'.

    A company's month that is no calendar month has its number: 'month 11 of 2013'.
    """
    year, _, part = key.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return gettext("Q%(quarter)s %(year)s") % {"quarter": part[1:], "year": year}
    if part.startswith("W"):
        return gettext("week %(week)s of %(year)s") % {"week": int(part[1:]), "year": year}
    if len(part) == _SECOND_TO_LAST:
        if rule.pattern != "calendar":
            return gettext("month %(month)s of %(year)s") % {"month": int(part), "year": year}
        return dates.month(date(int(year), int(part), 1))
    return dates.day(date.fromisoformat(key))


def window_text(window: Window) -> str:
    """A window as people say it: 'November 2025', '2025', '1–18 Nov 2026'."""
    return _whole(window) or dates.span(window.start, window.end)


def goal_window_text(window: Window, kind: str, calendar: BusinessCalendar) -> str:
    """What a goal's window is called, by its kind (a grain, or 'window' where it is no period):
    'November 2026', 'Q4 2026', '2026', '1–18 Nov 2026'."""
    if kind == "window":
        return dates.span(window.start, window.end)
    period = calendar.period_of(window.start, kind)  # type: ignore[arg-type]
    return period_text(period.key, calendar.year)


def months_text(window: Window) -> str:
    """Whole months, briefly: 'Nov 2025–Oct 2026', 'Nov–Dec 2026', '2026'."""
    if whole := _whole(window):
        return whole
    first, last = dates.month_short(window.start), dates.month_short(window.end)
    if window.start.year != window.end.year:
        first = f"{first} {window.start.year}"
    return f"{first}–{last} {window.end.year}"


def when(window: Window) -> str:
    """A window as part of a sentence: 'in November 2025', 'from 1 Jan to 18 Nov 2026'."""
    if window.start == window.end:
        return gettext("on %(day)s") % {"day": dates.day(window.end)}
    if whole := _whole(window):
        return gettext("in %(period)s") % {"period": whole}
    same = window.start.year == window.end.year
    start = dates.day_month(window.start) if same else dates.day(window.start)
    return gettext("from %(start)s to %(end)s") % {"start": start, "end": dates.day(window.end)}


def _whole(window: Window) -> str:
    """The calendar month or year that a window is, or ''."""
    start, end = window.start, window.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    after = date.fromordinal(end.toordinal() + 1)
    one_month = (start.year, start.month) == (end.year, end.month)
    return dates.month(start) if start.day == 1 and one_month and after.day == 1 else ""


def item_text(dimension: str, item: object, name: str | None = None) -> str:
    """One item of a dimension: its name, else its identifier, else that there is none."""
    if item is None or item == "":
        return gettext("no %(dimension)s") % {
            "dimension": str(dimension_term(dimension).label).lower()
        }
    return name or str(item)
