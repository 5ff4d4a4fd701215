"""The history of a measure in steps that fit a window of which a part is known.

A month that is known in part must be compared with months of which as much was known: two fifths
of its working days say nothing of a month that sells half of its amount in the last week. So each
month of the past is cut where this one is, by the share of its working days that are gone, and
has two steps: as far as this one is known, and its rest. A window of whole months is whole steps
then, and nothing has to be taken to come in evenly.

Windows of other days (a promotion from the 10th to the 24th) are counted day by day, with years of
52 weeks, so that weekdays stay weekdays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from husay.basics.amount import SCALE
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Period, Window
from husay.measures.measure import MEASURES, Measure
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_currency

YEARS_BACK = 9
"""So far back a history is looked at: six years of forecasts, each from two years of its own."""
_MONTHS, _WEEKS = 12, 52
_DAYS = 7 * _WEEKS


@dataclass(frozen=True)
class Steps:
    """How the past is cut: `spans` are the steps, oldest first, the last one ends with what is
    known; `a_year` of them make a year. Of a window, `length` steps in all, `known` have gone."""

    spans: tuple[Window, ...]
    a_year: int
    length: int
    known: int

    @property
    def last_year(self) -> range:
        """The places of the steps that were, a year ago, what is left of the window now."""
        start = len(self.spans) - self.a_year
        return range(start, start + self.length - self.known)


def steps_for(window: Window, until: date, first: date, calendar: BusinessCalendar) -> Steps | None:
    """The steps for a window, seen at the end of a day in it (or the day before it); `first` is the
    first day that the book knows. None for a window of more than a year."""
    oldest = min(window.start, max(first, until - timedelta(days=YEARS_BACK * 366)))
    months = calendar.periods(window, "month")
    aligned = months[0].window.start == window.start and months[-1].window.end == window.end
    if aligned and len(months) <= _MONTHS and until >= window.start:
        return _by_months(months, until, oldest, calendar)
    if window.days > _DAYS:
        return None
    spans = tuple(Window(day, day) for day in Window(oldest, until).each_day)
    return Steps(spans, _DAYS, window.days, max(0, (until - window.start).days + 1))


def _by_months(
    months: Sequence[Period], until: date, oldest: date, calendar: BusinessCalendar
) -> Steps:
    """Each month in two steps, cut as the present one is; in one where that is over."""
    now = calendar.period_of(until, "month").window
    past = calendar.periods(
        Window(calendar.period_of(oldest, "month").window.start, until), "month"
    )
    before = sum(month.window.end < now.start for month in months)
    if until == now.end:
        return Steps(tuple(month.window for month in past), _MONTHS, len(months), before + 1)
    gone, spans = share_gone(now, until, calendar), tuple[Window, ...]()
    for month in past[:-1]:
        cut = day_of_share(month.window, gone, calendar)
        spans += (Window(month.window.start, cut), Window(cut + DAY, month.window.end))
    return Steps((*spans, Window(now.start, until)), 2 * _MONTHS, 2 * len(months), 2 * before + 1)


def share_gone(window: Window, until: date, calendar: BusinessCalendar) -> Fraction:
    """The share of a window's working days that are gone at the end of a day; of its days, where
    none is worked."""
    gone, days = calendar.working_days(window.clip(until)), calendar.working_days(window)
    return Fraction(gone, days) if days else Fraction(window.clip(until).days, window.days)


def day_of_share(window: Window, share: Fraction, calendar: BusinessCalendar) -> date:
    """The last day of a window at whose end no more than a share of its working days is gone (the
    day before it where the first day is too much already); for all of them the last that is
    worked, since sales of the days off that follow are still to come."""
    days = calendar.working_days(window)
    if not days:
        return window.start + (floor(share * window.days) - 1) * DAY
    gone = floor(share * days)
    found = calendar.nth_working_day(window, min(gone + 1, days))
    assert found is not None, "the window has so many"
    return found if gone == days else found - DAY


def histories(
    reader: SnapshotReader,
    measure: str,
    steps: Steps,
    by: str | None = None,
    where: str | None = None,
) -> dict[str | None, list[int]]:
    """What a measure came to in each step: of every item of a dimension, or of it all under None.

    In ten-thousandths, whatever the measure counts in; amounts in the counted currency alone.
    """
    found: dict[str | None, list[int]] = {}
    chosen = MEASURES[measure]
    for (item, step), parts in _sums(reader, chosen, steps, by, where).items():
        value = chosen.value({name: parts.get(name, 0) for name in chosen.parts})
        line = found.setdefault(item, [0] * len(steps.spans))
        line[step] = int(value or 0) * (SCALE if chosen.unit == "count" else 1)
    if by is None:
        found.setdefault(None, [0] * len(steps.spans))
    return found


def _sums(
    reader: SnapshotReader, measure: Measure, steps: Steps, by: str | None, where: str | None
) -> Mapping[tuple[str | None, int], Mapping[str, int]]:
    """The sums that a measure is made of, by item and step."""
    window = Window(steps.spans[0].start, steps.spans[-1].end)
    currencies = reader.shape.currencies if measure.in_money else ()
    apart = ("currency",) if len(currencies) > 1 else ()
    dimensions = (*((by,) if by else ()), *apart)
    question = Question(
        (measure.name,), window, dimensions, grain="day", where=where, as_of=window.end
    )
    plan = understand(question, reader.shape)
    listed = ", ".join(
        f"({at}, DATE '{span.start}', DATE '{span.end}')"
        for at, span in enumerate(steps.spans)
        if span.days
    )
    item = f'CAST(f."{by}" AS VARCHAR)' if by else "NULL"
    only = f"WHERE f.currency = '{counted_currency(reader.shape)}'\n" if apart else ""
    found: dict[tuple[str | None, int], dict[str, int]] = {}
    for fetch in fetches(plan, window, reader.calendar):
        sums = ", ".join(f"CAST(SUM(f.{part}) AS HUGEINT)" for part in fetch.parts)
        rows = reader.run(
            f"SELECT {item}, s.step, {sums}\nFROM ({fetch.sql}) AS f\n"
            f"JOIN (VALUES {listed}) AS s(step, first, last)\n"
            f"  ON f.bucket BETWEEN s.first AND s.last\n{only}GROUP BY 1, 2"
        )
        for key, step, *values in rows:
            at = (None if key is None else str(key), int(str(step)))
            sums_there = found.setdefault(at, {})
            sums_there |= {
                part: int(str(value or 0)) for part, value in zip(fetch.parts, values, strict=True)
            }
    return found
