"""Dates and spans of time as people read them. The month names are data, like a currency's sign.

Django has no Filipino, so its own date formatting would give English months; names and word
order here follow CLDR.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from husay.words.format import NBSP


@dataclass(frozen=True)
class _Names:
    months: tuple[str, ...]
    short: tuple[str, ...]
    weekdays: tuple[str, ...]
    month_first: bool


_ENGLISH = _Names(
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    month_first=False,
)  # fmt: skip
_FILIPINO = _Names(
    months=(
        "Enero", "Pebrero", "Marso", "Abril", "Mayo", "Hunyo", "Hulyo", "Agosto", "Setyembre",
        "Oktubre", "Nobyembre", "Disyembre",
    ),
    short=("Ene", "Peb", "Mar", "Abr", "May", "Hun", "Hul", "Ago", "Set", "Okt", "Nob", "Dis"),
    weekdays=("Lunes", "Martes", "Miyerkules", "Huwebes", "Biyernes", "Sabado", "Linggo"),
    month_first=True,
)  # fmt: skip


def _names(language: str | None) -> _Names:
    """The names in `language`, or in the reader's where none is given."""
    code = language or get_language() or "en"
    return _FILIPINO if code.split("-")[0] == "fil" else _ENGLISH


def day(value: date, language: str | None = None) -> str:
    """'18 Nov 2026'; in Filipino 'Nob 18, 2026'."""
    return f"{_day_month(value, _names(language))}{_year(value, language)}"


def day_month(value: date, language: str | None = None) -> str:
    """'18 Nov'; in Filipino 'Nob 18'."""
    return _day_month(value, _names(language))


def _day_month(value: date, names: _Names) -> str:
    short = names.short[value.month - 1]
    return f"{short}{NBSP}{value.day}" if names.month_first else f"{value.day}{NBSP}{short}"


def _year(value: date, language: str | None) -> str:
    return f", {value.year}" if _names(language).month_first else f"{NBSP}{value.year}"


def weekday(value: date, language: str | None = None) -> str:
    """'Wednesday', 'Miyerkules'."""
    return _names(language).weekdays[value.weekday()]


def month_name(value: date, language: str | None = None) -> str:
    """'November', 'Nobyembre'."""
    return _names(language).months[value.month - 1]


def month(value: date, language: str | None = None) -> str:
    """'November 2026', 'Nobyembre 2026'."""
    return f"{month_name(value, language)}{NBSP}{value.year}"


def month_short(value: date, language: str | None = None) -> str:
    """'Nov', 'Nob': for an axis."""
    return _names(language).short[value.month - 1]


def span(start: date, end: date, language: str | None = None) -> str:
    """From `start` to `end`, both inclusive: '1–18 Nov 2026', '1 Nov – 3 Dec 2026'."""
    if start == end:
        return day(start, language)
    names = _names(language)
    if start.year != end.year:
        return f"{day(start, language)} – {day(end, language)}"
    if start.month != end.month:
        return f"{_day_month(start, names)} – {day(end, language)}"
    short, days = names.short[start.month - 1], f"{start.day}–{end.day}"
    together = f"{short}{NBSP}{days}" if names.month_first else f"{days}{NBSP}{short}"
    return f"{together}{_year(start, language)}"


def moment(value: datetime, language: str | None = None) -> str:
    """'18 Nov 2026, 06:10', in the time zone of the settings."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local.date(), language)}, {local:%H:%M}"
