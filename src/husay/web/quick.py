"""The windows that people ask for again and again, counted from the last day with a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Grain, Window
from husay.words.values import period_text, window_text

_MONTHS = 12


@dataclass(frozen=True)
class Quick:
    """One choice: its key in an address, its label, its days."""

    key: str
    label: str
    window: Window


def quick_windows(
    calendar: BusinessCalendar, last: date, first: date | None = None
) -> tuple[Quick, ...]:
    """The choices. `last` stands for today: figures never depend on when they are looked at."""
    made = [
        _period(calendar, last, "month", "this-month", _("This month")),
        _before(calendar, last, "month", "last-month", _("Last month")),
        _period(calendar, last, "quarter", "this-quarter", _("This quarter")),
        _period(calendar, last, "year", "this-year", _("This year")),
        Quick("12-months", _("Last 12 months"), last_months(calendar, last)),
        _before(calendar, last, "year", "last-year", _("Last year")),
    ]
    if first is not None:
        whole = Window(first, last)
        made.append(Quick("everything", _labelled(_("Everything"), window_text(whole)), whole))
    return tuple(made)


def last_months(calendar: BusinessCalendar, last: date) -> Window:
    """The twelve months up to the one that `last` lies in, that one whole."""
    period = calendar.period_of(last, "month")
    end = period.window.end
    for _step in range(_MONTHS - 1):
        period = calendar.previous(period)
    return Window(period.window.start, end)


def _period(calendar: BusinessCalendar, last: date, grain: Grain, key: str, name: str) -> Quick:
    period = calendar.period_of(last, grain)
    return Quick(key, _labelled(name, period_text(period.key, calendar.year)), period.window)


def _before(calendar: BusinessCalendar, last: date, grain: Grain, key: str, name: str) -> Quick:
    period = calendar.previous(calendar.period_of(last, grain))
    return Quick(key, _labelled(name, period_text(period.key, calendar.year)), period.window)


def _labelled(name: str, period: str) -> str:
    return _("%(name)s: %(period)s") % {"name": name, "period": period}
