"""The run of the months: as they are, or as moving annual totals where months mislead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from husay.basics.period import Period, Window
from husay.goals.attainment import ask_with_goals
from husay.measures.asking import ask
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted
from husay.tracking.stand import MEASURE

MONTHS = 13
_YEAR = 12


@dataclass(frozen=True)
class MonthTrend:
    """The last thirteen whole months, oldest first: a part of a month would look like a fall.

    `rolling`: each value is the total of the twelve months that end with it (a moving annual
    total), which a booking that slips over a month's end cannot shake; None where the book does
    not reach back a year. `last_year` is the same a year before, `goals` are the company's, where
    there are any.
    """

    periods: tuple[Period, ...]
    values: tuple[int | None, ...]
    last_year: tuple[int | None, ...]
    goals: tuple[int | None, ...]
    rolling: bool


def month_trend(reader: SnapshotReader, as_of: date, rolling: bool) -> MonthTrend:
    """The company's trend up to a day."""
    periods = _periods(reader, as_of, 2 * MONTHS + _YEAR)
    sold = _by_item(reader, periods, as_of, None).get(None, {})
    series = [_known(reader, p, sold) for p in periods]
    if rolling:
        series = _rolled(series)
    return MonthTrend(
        periods=periods[-MONTHS:],
        values=tuple(series[-MONTHS:]),
        last_year=tuple(series[-MONTHS - _YEAR : -_YEAR]),
        goals=(None,) * MONTHS if rolling else _goals(reader, periods[-MONTHS:]),
        rolling=rolling,
    )


def item_trends(
    reader: SnapshotReader, dimension: str, as_of: date, rolling: bool
) -> dict[str | None, tuple[int | None, ...]]:
    """The trend of every item of a dimension, for the small graphs of a table."""
    periods = _periods(reader, as_of, MONTHS + _YEAR if rolling else MONTHS)
    found = {}
    for item, sold in _by_item(reader, periods, as_of, dimension).items():
        series = [_known(reader, p, sold) for p in periods]
        found[item] = tuple((_rolled(series) if rolling else series)[-MONTHS:])
    return found


def _periods(reader: SnapshotReader, as_of: date, count: int) -> tuple[Period, ...]:
    """The last whole months: one is over when no working day of it is left."""
    calendar = reader.calendar
    period = calendar.period_of(as_of, "month")
    if calendar.working_days(period.window) > calendar.working_days(period.window.clip(as_of)):
        period = calendar.previous(period)
    periods = [period]
    for _ in range(count - 1):
        period = calendar.previous(period)
        periods.append(period)
    return tuple(reversed(periods))


def _by_item(
    reader: SnapshotReader, periods: tuple[Period, ...], as_of: date, dimension: str | None
) -> dict[str | None, dict[str, int]]:
    window = Window(periods[0].window.start, periods[-1].window.end)
    by = (dimension,) if dimension else ()
    question = Question((MEASURE,), window, by, grain="month", as_of=as_of)
    found: dict[str | None, dict[str, int]] = {}
    for row in counted(ask(question, reader).rows, reader.shape):
        value = row[dimension] if dimension else None
        months = found.setdefault(None if value is None else str(value), {})
        key = str(row["month"])
        months[key] = months.get(key, 0) + int(str(row[MEASURE]))
    return found


def _known(reader: SnapshotReader, period: Period, sold: dict[str, int]) -> int | None:
    """A month's sales; None before the book begins (nothing known is not nothing sold)."""
    first = reader.shape.first
    if first is None or period.window.end < first:
        return None
    return sold.get(period.key, 0)


def _rolled(series: list[int | None]) -> list[int | None]:
    rolled: list[int | None] = []
    for position in range(len(series)):
        year = [v for v in series[max(0, position - _YEAR + 1) : position + 1] if v is not None]
        rolled.append(sum(year) if len(year) == _YEAR else None)
    return rolled


def _goals(reader: SnapshotReader, periods: tuple[Period, ...]) -> tuple[int | None, ...]:
    window = Window(periods[0].window.start, periods[-1].window.end)
    question = Question((MEASURE,), window, grain="month", compare="goal")
    goals = {
        str(row["month"]): int(str(row[f"{MEASURE}_goal"]))
        for row in counted(ask_with_goals(question, reader).rows, reader.shape)
        if row.get(f"{MEASURE}_goal") is not None
    }
    return tuple(goals.get(period.key) for period in periods)
