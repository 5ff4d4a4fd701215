"""The run of the months: as they are, or as moving annual totals where months mislead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from husay.basics.period import Period, Window
from husay.goals.attainment import ask_with_goals
from husay.measures.asking import ask
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted
from husay.tracking.stand import MEASURE

MONTHS = 13
_YEAR = 12
Key = tuple[str | None, ...]
"""What a row is about: the values of the dimensions asked by."""


@dataclass(frozen=True)
class MonthTrend:
    """The last thirteen whole months, oldest first: a part of a month would look like a fall.

    `rolling`: each value is the total of the twelve months that end with it (a moving annual
    total), which a booking that slips over a month's end cannot shake; None where the book does
    not reach back a year. `last_year` is the same a year before, `goals` are the company's, where
    there are any for all of a month.
    """

    periods: tuple[Period, ...]
    values: tuple[int | None, ...]
    last_year: tuple[int | None, ...]
    goals: tuple[int | None, ...]
    rolling: bool


def month_trend(reader: SnapshotReader, as_of: date, rolling: bool) -> MonthTrend:
    """The company's trend up to a day."""
    periods = last_months(reader, as_of, 2 * MONTHS + _YEAR)
    question = _over(Question((MEASURE,), periods[0].window, as_of=as_of), periods)
    series = _series(reader, question, periods).get((), [None] * len(periods))
    if rolling:
        series = rolled(series)
    return MonthTrend(
        periods=periods[-MONTHS:],
        values=_amounts(series[-MONTHS:]),
        last_year=_amounts(series[-MONTHS - _YEAR : -_YEAR]),
        goals=(None,) * MONTHS if rolling else _goals(reader, periods[-MONTHS:]),
        rolling=rolling,
    )


def item_trends(
    reader: SnapshotReader, dimension: str, as_of: date, rolling: bool
) -> dict[str | None, tuple[int | None, ...]]:
    """The trend of every item of a dimension, for the small graphs of a table."""
    question, periods = trend_question(
        Question((MEASURE,), Window(as_of, as_of), (dimension,), as_of=as_of), rolling, reader
    )
    found = trends(reader, question, periods, rolling)
    return {key[0]: _amounts(values) for key, values in found.items()}


def trend_question(
    question: Question, rolling: bool, reader: SnapshotReader
) -> tuple[Question, tuple[Period, ...]]:
    """What has to be asked for the trends of a question's rows, and over which months.

    They end with the last whole month where a measure sums what happened, else with the last day:
    what stands open on a day, and a rate, are no less whole for a part of a month.
    """
    until = question.as_of or question.window.end
    sums = MEASURES[question.measures[0]].additivity in ("additive", "distinct")
    count = MONTHS + _YEAR - 1 if rolling else MONTHS
    periods = last_months(reader, until, count, whole=sums)
    asked = replace(
        question, measures=question.measures[:1], grain="month", compare=None,
        top=None, bottom=None, as_of=until,
    )  # fmt: skip
    return _over(asked, periods), periods


def trends(
    reader: SnapshotReader, question: Question, periods: Sequence[Period], rolling: bool
) -> dict[Key, tuple[object, ...]]:
    """The thirteen values of every row that a question (of `trend_question`) is about."""
    found = _series(reader, question, periods)
    roll = rolled if rolling else list
    return {key: tuple(roll(series)[-MONTHS:]) for key, series in found.items()}


def last_months(
    reader: SnapshotReader, as_of: date, count: int, *, whole: bool = True
) -> tuple[Period, ...]:
    """The last months, oldest first; of whole ones, one is over when no working day of it is
    left."""
    calendar = reader.calendar
    period = calendar.period_of(as_of, "month")
    left = calendar.working_days(period.window) > calendar.working_days(period.window.clip(as_of))
    if whole and left:
        period = calendar.previous(period)
    periods = [period]
    for _ in range(count - 1):
        period = calendar.previous(period)
        periods.append(period)
    return tuple(reversed(periods))


def rolled(series: Sequence[object]) -> list[object]:
    """Moving annual totals: each the sum of the twelve months that end with it, None where one of
    these is not known."""
    totals: list[object] = []
    for position in range(len(series)):
        year = [v for v in series[max(0, position - _YEAR + 1) : position + 1] if v is not None]
        totals.append(sum(int(str(v)) for v in year) if len(year) == _YEAR else None)
    return totals


def _over(question: Question, periods: Sequence[Period]) -> Question:
    window = Window(periods[0].window.start, periods[-1].window.end)
    return replace(question, window=window, grain="month")


def _series(
    reader: SnapshotReader, question: Question, periods: Sequence[Period]
) -> dict[Key, list[object]]:
    """The values of each row's months; None before the book begins, since nothing known is not
    nothing sold."""
    measure, answer = MEASURES[question.measures[0]], ask(question, reader)
    rows = answer.rows if "currency" in question.by else counted(answer.rows, reader.shape)
    months: dict[Key, dict[str, object]] = {}
    for row in rows:
        key = tuple(None if row[d] is None else str(row[d]) for d in question.by)
        months.setdefault(key, {})[str(row["month"])] = row[measure.name]
    return {
        key: [_known(reader, p, values, measure) for p in periods] for key, values in months.items()
    }


def _known(
    reader: SnapshotReader, period: Period, values: Mapping[str, object], measure: Measure
) -> object:
    first = reader.shape.first
    if first is None or period.window.end < first:
        return None
    return values.get(period.key, None if measure.additivity == "ratio" else 0)


def _amounts(values: Sequence[object]) -> tuple[int | None, ...]:
    return tuple(None if v is None else int(str(v)) for v in values)


def _goals(reader: SnapshotReader, periods: tuple[Period, ...]) -> tuple[int | None, ...]:
    window = Window(periods[0].window.start, periods[-1].window.end)
    question = Question((MEASURE,), window, grain="month", compare="goal")
    goals = {
        str(row["month"]): int(str(row[f"{MEASURE}_goal"]))
        for row in counted(ask_with_goals(question, reader).rows, reader.shape)
        if row.get(f"{MEASURE}_goal") is not None and row[f"{MEASURE}_toward_goal"] == row[MEASURE]
    }
    return tuple(goals.get(period.key) for period in periods)
