"""Where we stand: the month and the year against goal and last year, and who is ahead or behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from husay.basics.period import Window, YearRule, period_of
from husay.basics.problem import Problem
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader
from husay.tracking.batches import Batches, find_batches
from husay.tracking.currency import counted_currency, other_currencies
from husay.tracking.dividing import MOST_SHOWN, divided
from husay.tracking.goal_windows import GoalWindows, goal_windows
from husay.tracking.pace import PaceLine, pace_line
from husay.tracking.stand import Stand, stands, unique
from husay.tracking.trend import MonthTrend, item_trends, month_trend


@dataclass(frozen=True)
class StandingRow:
    """One item of a breakdown: the leading period, the year, and the run of the months."""

    item: str | None
    lead: Stand
    year: Stand
    trend: tuple[int | None, ...]


@dataclass(frozen=True)
class Breakdown:
    """The standing by one dimension, largest month first; `more` items were left out."""

    dimension: str
    rows: tuple[StandingRow, ...]
    more: int

    def unpaced(self) -> Breakdown:
        """The breakdown where sales are booked in batches (see `Stand.unpaced`)."""
        rows = (replace(row, lead=row.lead.unpaced(), year=row.year.unpaced()) for row in self.rows)
        return replace(self, rows=tuple(rows))


@dataclass(frozen=True)
class Standing:
    """Everything that the page "Where we stand" answers, as of one day.

    `lead` is the period that the page leads with: "month", or "goal-window" where sales are
    booked in batches and goals have windows of their own, or "year" where they have not.
    `left_out` are currencies of sales that no figure here has; `batches` warns where a month's
    figure is the booking's, not the selling's; `problems` are what else the figures cannot know.
    `year_rule` names the periods; `whole` says who stands there.
    """

    as_of: date
    snapshot: int
    currency: str
    left_out: tuple[str, ...]
    lead: Literal["month", "goal-window", "year"]
    month: Stand
    year: Stand
    goal_windows: GoalWindows | None
    pace: PaceLine
    trend: MonthTrend
    breakdowns: tuple[Breakdown, ...]
    batches: tuple[Batches, ...]
    year_rule: YearRule
    whole: Whole
    problems: tuple[Problem, ...] = ()

    @property
    def month_key(self) -> str:
        """The key of the month."""
        return period_of(self.month.window.start, "month", self.year_rule).key

    @property
    def year_key(self) -> str:
        """The key of the year."""
        return period_of(self.year.window.start, "year", self.year_rule).key


def standing(
    reader: SnapshotReader, on: date | None = None, people: SnapshotReader | None = None
) -> Standing | None:
    """Where a whole stands at the end of a day (default: the last day with a sale): the company,
    or the unit or the person that is the whole of `reader` (`Shape.whole`).

    `people` has all that a unit's people sold, wherever they did: each is held against a goal of
    their own, which is for all of it. None when the book has no sale up to that day.
    """
    shape, calendar = reader.shape, reader.calendar
    if shape.last is None or shape.first is None or (on is not None and on < shape.first):
        return None
    as_of = on or shape.last
    month = calendar.period_of(as_of, "month").window
    year = calendar.period_of(as_of, "year").window
    batches = find_batches(reader, Window(max(shape.first, _years_back(as_of)), as_of))
    this_month = stands(reader, month, as_of)[None]
    windows = None if this_month.goal else goal_windows(reader, as_of)
    lead, window, baseline = _lead(batches, windows, month, year)
    rolling = bool(batches)
    this_year = stands(reader, year, as_of)[None]
    breakdowns = tuple(
        _breakdown(
            people if d == "seller" and people else reader,
            d, window, baseline, year, as_of, rolling,
        )
        for d in divided(reader)
    )  # fmt: skip
    if batches:
        this_month, this_year = this_month.unpaced(), this_year.unpaced()
        breakdowns = tuple(b.unpaced() for b in breakdowns)
        windows = windows and replace(windows, stands=tuple(s.unpaced() for s in windows.stands))
    return Standing(
        as_of=as_of,
        snapshot=reader.number,
        currency=counted_currency(shape),
        left_out=other_currencies(shape),
        lead=lead,
        month=this_month,
        year=this_year,
        goal_windows=windows,
        pace=pace_line(reader, month, as_of),
        trend=month_trend(reader, as_of, rolling),
        breakdowns=breakdowns,
        batches=batches,
        year_rule=calendar.year,
        whole=shape.whole or Whole(),
        problems=_problems(this_month, this_year, windows, breakdowns),
    )


def _problems(
    month: Stand, year: Stand, windows: GoalWindows | None, breakdowns: Iterable[Breakdown]
) -> tuple[Problem, ...]:
    """What there is to say of any figure on the page, each once."""
    shown = [month, year, *((windows.latest,) if windows else ())]
    shown += [stand for b in breakdowns for row in b.rows for stand in (row.lead, row.year)]
    return unique(problem for stand in shown for problem in stand.problems)


def _lead(
    batches: tuple[Batches, ...], windows: GoalWindows | None, month: Window, year: Window
) -> tuple[Literal["month", "goal-window", "year"], Window, Window | None]:
    """What to lead with, its window and what that is compared with (None: last year's)."""
    if not batches:
        return "month", month, None
    if windows is None:
        return "year", year, None
    return "goal-window", windows.latest.window, windows.latest.compared


def _years_back(day: date) -> date:
    return day - timedelta(days=3 * 365)


def _breakdown(
    reader: SnapshotReader,
    dimension: str,
    lead: Window,
    baseline: Window | None,
    year: Window,
    as_of: date,
    rolling: bool,
) -> Breakdown:
    leads = stands(reader, lead, as_of, dimension, baseline)
    years = stands(reader, year, as_of, dimension)
    trend = item_trends(reader, dimension, as_of, rolling)
    nothing = _nothing(reader, lead, as_of), _nothing(reader, year, as_of)
    found = {i: (leads.get(i, nothing[0]), years.get(i, nothing[1])) for i in {**years, **leads}}
    items = sorted(found, key=lambda i: (i is None, -found[i][1].value, i or ""))
    rows = [StandingRow(item, *found[item], trend.get(item, ())) for item in items[:MOST_SHOWN]]
    return Breakdown(dimension, tuple(rows), max(0, len(items) - MOST_SHOWN))


def _nothing(reader: SnapshotReader, window: Window, as_of: date) -> Stand:
    """The stand of what sold nothing in these days, nor in those they are compared with."""
    calendar = reader.calendar
    gone = calendar.working_days(window.clip(as_of))
    return Stand(window, min(as_of, window.end), 0, gone, calendar.working_days(window))
