"""The outlook of goals: what each will come to, how likely it is reached, what is needed a day.

For a whole (the company, a unit, a person) and each window with a goal that a day lies in: the
goal, what was sold toward it, the expected result with its interval and the probability that the
goal is reached (`stats.pace`; what open deals say is weighed in), and what is needed on each
working day that is left. How wrong such forecasts were is learned from the whole's siblings
together (all sellers, all units of its level, the company with its uppermost units): a short
history of one's own is no excuse. Only what the reader has is given of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.book.sql import literal
from husay.goals.aim import Aim, aim
from husay.goals.goal import Goal
from husay.goals.needed import Needed, needed
from husay.goals.so_far import a_day_so_far
from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Whole, WholeScope
from husay.measures.reader import SnapshotReader
from husay.org.placement import level_name
from husay.stats.open_deals import Worth, weighed, worth
from husay.stats.outlook import Outlook, TooShort, nearest
from husay.stats.pace import forecast
from husay.tracking.currency import counted_currency, counted_goals
from husay.tracking.history import Steps, histories, steps_for
from husay.tracking.open_deals import OpenDeals, amounts_open, rests_of_past

Kind = Literal["month", "quarter", "year", "window"]
KINDS: tuple[Literal["month", "quarter", "year"], ...] = ("month", "quarter", "year")
MEASURE = "revenue"
_LATELY = 4
"""Siblings that sold nothing in the last quarter of a year have left, and teach nothing."""
_MONTHS = 12
Lines = dict[str, list[int]]


@dataclass(frozen=True)
class Forecast:
    """What a window will come to, in ten-thousandths, to the unit: nothing finer is known. It is
    as likely above `expected` as below, in eight cases of ten from `low` to `high`, at the goal or
    above with a `chance` (in ten-thousandths).

    `errors` earlier forecasts stand behind it, `own_errors` of them this whole's own; with none
    there is an expected result alone. `deals` are open deals, where they were weighed in;
    `by_history` is what would be expected without them.
    """

    expected: int
    low: int | None
    high: int | None
    chance: int | None
    errors: int
    own_errors: int
    deals: OpenDeals | None = None
    by_history: int | None = None


@dataclass(frozen=True)
class Unsaid:
    """Why there is no forecast: `short` (months of history, of which more than twelve are wanted),
    `empty` (nothing was sold a year ago in what is left now), `long` (more than a year)."""

    why: Literal["short", "empty", "long"]
    months: int = 0


@dataclass(frozen=True)
class GoalOutlook:
    """One goal of one whole, seen at the end of a day. Amounts are in ten-thousandths, whatever the
    measure counts in. `due` is what the goal asks for by now; None where it has no pace.
    `days_gone` are the window's working days up to then."""

    whole: Whole
    measure: str
    kind: Kind
    window: Window
    until: date
    goal: int
    so_far: int
    due: int | None
    needed: Needed
    forecast: Forecast | None
    unsaid: Unsaid | None = None
    days_gone: int = 0

    @property
    def sold_a_day(self) -> int | None:
        """What came in on each working day that is gone."""
        return a_day_so_far(self.so_far, self.days_gone)

    @property
    def chance(self) -> int | None:
        """The probability that it is reached, in ten-thousandths."""
        return self.forecast.chance if self.forecast else None

    @property
    def gap(self) -> int:
        """How far it is ahead of what was due by now; without a pace, of the goal."""
        return self.so_far - (self.goal if self.due is None else self.due)


@dataclass(frozen=True)
class Outlooks:
    """The outlooks of one whole at the end of a day: month, quarter and year as far as there are
    goals for all of them, then windows of goals of their own, the shortest first."""

    whole: Whole
    measure: str
    as_of: date
    snapshot: int
    currency: str
    goals: tuple[GoalOutlook, ...]

    def chosen(self, kind: str = "") -> GoalOutlook | None:
        """The goal of a kind of window, else the first."""
        return next((g for g in self.goals if g.kind == kind), next(iter(self.goals), None))


@dataclass
class Seen:
    """From where outlooks are seen: `everything` is the whole snapshot, whose siblings teach how
    wrong forecasts are, at the end of a day. What was read for one window serves the others."""

    everything: SnapshotReader
    as_of: date
    measure: str = MEASURE
    _steps: dict[Window, Steps | None] = field(default_factory=dict)
    _lines: dict[tuple[object, ...], Lines] = field(default_factory=dict)
    _open: dict[tuple[object, ...], Mapping[str, tuple[int, ...]]] = field(default_factory=dict)
    _worth: dict[int, Worth | None] = field(default_factory=dict)

    @property
    def known(self) -> Measure:
        """The measure."""
        return MEASURES[self.measure]

    def steps(self, window: Window) -> Steps | None:
        """How the past is cut for a window; None for one that is longer than a year."""
        if window not in self._steps:
            first, calendar = self.everything.shape.first, self.everything.calendar
            assert first is not None, "the book has sales"
            self._steps[window] = steps_for(window, self.as_of, first, calendar)
        return self._steps[window]

    def lines(
        self, reader: SnapshotReader, steps: Steps, by: str | None, where: str | None = None
    ) -> Lines:
        """The histories of a dimension's items, or of all that a reader has under ''."""
        key = (id(reader), steps.spans, by, where)
        if key not in self._lines:
            found = histories(reader, self.measure, steps, by, where)
            self._lines[key] = {item or "": line for item, line in found.items() if item or not by}
        return dict(self._lines[key])

    def siblings(self, steps: Steps, dimension: str | None) -> Lines:
        """The histories of a dimension's items in all the company, of those that still sell."""
        if dimension is None:
            return {}
        lately = steps.a_year // _LATELY
        found = self.lines(self.everything, steps, dimension)
        return {item: line for item, line in found.items() if any(line[-lately:])}

    def open_amounts(self, reader: SnapshotReader, by: str | None) -> Mapping[str, tuple[int, ...]]:
        """The deals that are open now; of revenue alone they tell."""
        key = (id(reader), by)
        if key not in self._open:
            told = self.measure == MEASURE
            self._open[key] = amounts_open(reader, self.as_of, by) if told else {}
        return self._open[key]

    def worth(self, days: int) -> Worth | None:
        """What deals that are open now are worth in so many days."""
        if days not in self._worth:
            self._worth[days] = worth(rests_of_past(self.everything, self.as_of, days))
        return self._worth[days]


def outlooks(seen: Seen, reader: SnapshotReader, whole: Whole) -> Outlooks:
    """The outlooks of a whole, of which `reader` has what it sold."""
    pool, found = _pool(seen, whole), list[GoalOutlook]()
    for kind, window in windows_of(seen, reader):
        goals = {whole.item: counted_goals(reader, seen.measure, window).all}
        found += _Window(seen, reader, kind, window, whole.scope, pool).outlooks(goals, None)
    currency = counted_currency(reader.shape)
    return Outlooks(whole, seen.measure, seen.as_of, reader.number, currency, tuple(found))


def rows_of(
    seen: Seen, reader: SnapshotReader, dimension: str, kind: Kind, window: Window
) -> tuple[GoalOutlook, ...]:
    """The outlook of each item of a dimension (sellers, or the units of a level) that has a goal
    for all of a window: who is furthest behind what was due first."""
    goals = counted_goals(reader, seen.measure, window, dimension)
    by_item = {item: some for (_, item, _), some in goals.by_key.items() if item}
    scope: WholeScope = "seller" if dimension == "seller" else "unit"
    made = _Window(seen, reader, kind, window, scope, dimension)
    found = made.outlooks(by_item, dimension, goals.wide)
    return tuple(sorted(found, key=lambda one: (one.gap, one.whole.item)))


def windows_of(seen: Seen, reader: SnapshotReader) -> tuple[tuple[Kind, Window], ...]:
    """The month, the quarter and the year of the day, and windows of goals of their own."""
    calendar, day = reader.calendar, seen.as_of
    usual: list[tuple[Kind, Window]] = [
        (kind, calendar.period_of(day, kind).window) for kind in KINDS
    ]
    goals = counted_goals(reader, seen.measure, Window(day, day)).all
    own = {goal.window for goal in goals} - {window for _, window in usual}
    in_order = sorted(own, key=lambda window: (window.days, window.start))
    return (*usual, *(("window", window) for window in in_order))


def _pool(seen: Seen, whole: Whole) -> str | None:
    """By which dimension a whole's siblings are found."""
    reader = seen.everything
    if whole.scope == "seller":
        return "seller"
    if whole.scope == "company":
        return next((level for level in reader.shape.levels if level != "company"), None)
    rows = reader.run(
        f"SELECT kind FROM unit_spans WHERE unit = {literal(whole.item)}\n"
        f"  AND first <= DATE '{seen.as_of}' ORDER BY first DESC LIMIT 1"
    )
    level = level_name(str(rows[0][0])) if rows and rows[0][0] else ""
    return level if level in reader.shape.levels else None


@dataclass(frozen=True)
class _Window:
    """The outlooks over one window, of a reader's items or of all that it has."""

    seen: Seen
    reader: SnapshotReader
    kind: Kind
    window: Window
    scope: WholeScope
    pool: str | None

    def outlooks(
        self,
        goals: Mapping[str, Sequence[Goal]],
        by: str | None,
        wide: frozenset[str] = frozenset(),
    ) -> list[GoalOutlook]:
        """Of each item that is asked for something on all days: what is sold on days without a
        goal counts toward nothing. `wide` are units that are more than their row."""
        aims = {item: found for item, some in goals.items() if (found := self._aim(some))}
        if not aims or not self.seen.known.grows_with_days:
            return []
        steps = self.seen.steps(self.window)
        told = steps or Steps((self.window.clip(self.seen.as_of),), 1, 1, 1)
        lines = self.seen.lines(self.reader, told, by)
        for item in wide & aims.keys():
            where = f"within({literal(item)})"
            lines[item] = self.seen.lines(self.reader, told, None, where)[""]
        nothing = [0] * len(told.spans)
        own = {item: lines.get(item if by else "", nothing) for item in aims}
        said = self._said(steps, own, aims, by) if steps else {}
        unsaid = Unsaid("long")
        return [
            self._outlook(item, found, sum(own[item][len(told.spans) - told.known :]),
                          said.get(item, unsaid))
            for item, found in aims.items()
        ]  # fmt: skip

    def _aim(self, goals: Sequence[Goal]) -> Aim | None:
        gone = self.window.clip(self.seen.as_of)
        found = aim(self.seen.known, goals, self.window, gone, self.reader.calendar)
        return None if found is None or found.days_open else found

    def _said(
        self, steps: Steps, own: Lines, aims: Mapping[str, Aim], by: str | None
    ) -> dict[str, Forecast | Unsaid]:
        """What is forecast for some items, with errors pooled over all their siblings."""
        series = self.seen.siblings(steps, self.pool) | own
        targets = {item: found.goal for item, found in aims.items()}
        told = forecast(
            series, steps.known, length=steps.length, cycle=steps.a_year, targets=targets
        )
        return {item: self._told(told[item], steps, item, by) for item in own}

    def _told(
        self, told: Outlook | TooShort, steps: Steps, item: str, by: str | None
    ) -> Forecast | Unsaid:
        if isinstance(told, TooShort):
            months = int(told.months) * _MONTHS // steps.a_year
            return Unsaid("empty" if told.nothing_to_go_by else "short", months)
        amounts = self.seen.open_amounts(self.reader, by).get(item if by else "", ())
        value = self.seen.worth((self.window.end - self.seen.as_of).days) if amounts else None
        with_deals = weighed(told, amounts, value) if value else told
        deals = OpenDeals(len(amounts), sum(amounts)) if with_deals is not told else None
        low, high, chance = with_deals.low, with_deals.high, with_deals.chance
        return Forecast(
            expected=nearest(with_deals.median, SCALE),
            low=None if low is None else nearest(low, SCALE),
            high=None if high is None else nearest(high, SCALE),
            chance=None if chance is None else nearest(chance * SCALE),
            errors=told.errors,
            own_errors=told.own_errors,
            deals=deals,
            by_history=nearest(told.median, SCALE),
        )

    def _outlook(self, item: str, found: Aim, so_far: int, said: Forecast | Unsaid) -> GoalOutlook:
        gone, calendar = self.window.clip(self.seen.as_of), self.reader.calendar
        return GoalOutlook(
            whole=Whole(self.scope, item),
            measure=self.seen.measure,
            kind=self.kind,
            window=self.window,
            until=min(self.seen.as_of, self.window.end),
            goal=found.goal,
            so_far=so_far,
            due=found.to_date,
            needed=needed(found.goal, so_far, self.window, gone, calendar, SCALE),
            forecast=said if isinstance(said, Forecast) else None,
            unsaid=said if isinstance(said, Unsaid) else None,
            days_gone=calendar.working_days(gone),
        )
