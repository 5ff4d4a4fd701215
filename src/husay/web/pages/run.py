"""The periods of an answer: which are shown, and the short words that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from husay.basics.period import Grain, Period, YearRule
from husay.store.warehouse.reading import Snapshot
from husay.tracking.explore import Exploration
from husay.words import dates
from husay.words.values import period_text


def shown_periods(exploration: Exploration, snapshot: Snapshot) -> list[Period]:
    """The answer's periods, in order; days off on which nothing happened are left out."""
    grain: Grain = exploration.period or "month"  # type: ignore[assignment]
    calendar = snapshot.calendar
    periods = list(calendar.periods(exploration.answer.window, grain))
    if grain != "day":
        return periods
    seen = {str(row["day"]) for row in exploration.answer.rows}
    return [p for p in periods if p.key in seen or calendar.is_working(p.window.start)]


def short_names(periods: Sequence[Period], until: date, rule: YearRule) -> tuple[str, ...]:
    """Short words for an axis or for headings; the year stands where it begins, and a period
    that goes on after `until`, the last day that counts, is marked as unfinished."""
    made, year = [], ""
    for period in periods:
        text = _short(period, rule, said=period.key[:4] == year)
        made.append(f"{text} …" if period.window.end > until else text)
        year = period.key[:4]
    return tuple(made)


def full_name(period: Period, until: date, rule: YearRule) -> str:
    """A period in words: 'November 2026, so far'."""
    text = period_text(period.key, rule)
    return _("%(period)s, so far") % {"period": text} if period.window.end > until else text


def _short(period: Period, rule: YearRule, *, said: bool) -> str:
    key, start = period.key, period.window.start
    if period.grain == "year":
        return key
    if period.grain == "day":
        return dates.day_month(start) if said else dates.day(start)
    text = short_month(period, rule) if period.grain == "month" else key[5:]
    return text if said else f"{text} {key[:4]}"


def short_month(period: Period, rule: YearRule) -> str:
    """A month in the fewest letters: 'Nov'; its number where it is no calendar month."""
    number = int(period.key[5:])
    return dates.month_short(date(2000, number, 1)) if rule.pattern == "calendar" else str(number)
