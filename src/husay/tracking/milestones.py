"""Milestones: the steps of the published goals of the company and its uppermost units, and what is
coming, week by week.

They are for everybody, operations and support first of all. So there is no amount of money in
them and nobody by name: shares of goals, days, and how many orders and pieces to expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.basics.period import DAY, Window
from husay.goals.milestone import milestones as steps_of
from husay.goals.milestone import progress, volumes
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader
from husay.stats.counts import no_surer
from husay.stats.outlook import Outlook, nearest
from husay.stats.pace import forecast
from husay.tracking.course import ahead
from husay.tracking.history import YEARS_BACK, Steps, histories
from husay.tracking.outlook import MEASURE, GoalOutlook, Kind, Outlooks, Seen, outlooks

WEEKS = 8
NEWS_DAYS = 14
"""So long a step that was reached is announced."""
VOLUMES = ("orders", "quantity")
FEWEST_SELLERS = 3
"""Of fewer no milestones of their unit are told."""
_YEAR = 364


@dataclass(frozen=True)
class Step:
    """A share of a goal: the day on which it was `reached`, else is `expected` (None: not within
    the goal's window); `holds`: the results stand at it or above now."""

    share: Fraction
    reached: date | None
    expected: date | None
    holds: bool


@dataclass(frozen=True)
class Ladder:
    """The steps of one goal; `so_far` and `due` are shares of it, in ten-thousandths, down
    to whole per cents."""

    whole: Whole
    kind: Kind
    window: Window
    so_far: int
    due: int | None
    steps: tuple[Step, ...]

    def new(self, day: date) -> tuple[Step, ...]:
        """The steps that were reached of late, and hold."""
        since = day - timedelta(days=NEWS_DAYS)
        return tuple(s for s in self.steps if s.holds and s.reached and s.reached > since)


@dataclass(frozen=True)
class Week:
    """A week, Monday to Sunday; counts in ten-thousandths.

    `sold` is known of weeks that are over; of the others `expected` is what they will come to, with
    what this one has already. `last_year` is the same week's, 52 weeks before.
    """

    window: Window
    sold: int | None
    expected: int | None
    last_year: int | None


@dataclass(frozen=True)
class Volume:
    """A measure of counts by week, the last ones and those to come. `expected` is what is to come
    after today, in all, and `low` to `high` where that lies in eight cases of ten; None without an
    earlier forecast to learn from."""

    measure: str
    weeks: tuple[Week, ...]
    expected: int
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Milestones:
    """All ladders, the company's first, and the volumes to come, at the end of a day."""

    as_of: date
    snapshot: int
    ladders: tuple[Ladder, ...]
    volumes: tuple[Volume, ...]

    @property
    def news(self) -> tuple[tuple[Ladder, Step], ...]:
        """What was reached of late, the newest first."""
        found = [(ladder, step) for ladder in self.ladders for step in ladder.new(self.as_of)]
        return tuple(sorted(found, key=lambda one: one[1].reached or date.min, reverse=True))


def milestones_on(
    everything: SnapshotReader,
    of_unit: Callable[[str], SnapshotReader],
    on: date | None = None,
) -> Milestones | None:
    """The milestones at the end of a day (default: the last with a sale); None before the book.

    `of_unit` reads what was sold in a unit and below it.
    """
    first, last = everything.shape.first, everything.shape.last
    if first is None or last is None or (on is not None and on < first):
        return None
    seen = Seen(everything, on or last)
    wholes = [Whole(), *(Whole("unit", unit) for unit in uppermost(everything, seen.as_of))]
    ladders = []
    for whole in wholes:
        reader = of_unit(whole.item) if whole.item else everything
        ladders += _ladders(seen, reader, outlooks(seen, reader, whole))
    order = {"year": 0, "quarter": 1}
    ladders.sort(key=lambda ladder: order[ladder.kind])
    coming = tuple(v for name in VOLUMES if (v := volume(everything, name, seen.as_of)))
    return Milestones(seen.as_of, everything.number, tuple(ladders), coming)


def uppermost(reader: SnapshotReader, day: date) -> tuple[str, ...]:
    """The units right below the top of the tree on a day; where there are several tops, those."""
    rows = reader.run(
        "SELECT unit, parent FROM unit_spans\n"
        f"WHERE DATE '{day}' BETWEEN first AND last ORDER BY unit"
    )
    tops = [str(unit) for unit, parent in rows if parent is None]
    if len(tops) != 1:
        return tuple(tops)
    return tuple(str(unit) for unit, parent in rows if parent == tops[0])


def told_apart(reader: SnapshotReader, window: Window) -> frozenset[str]:
    """The units of which something may be told: those in which, or below which, at least three
    people had a place as a seller on some day of a window."""
    rows = reader.run(
        "SELECT l.ancestor FROM assignments AS a\n"
        "JOIN lineage AS l ON l.unit = a.unit JOIN org_pieces AS o ON o.piece = l.piece\n"
        "WHERE COALESCE(a.role, 'seller') = 'seller'\n"
        f"  AND GREATEST(a.valid_from, o.first, DATE '{window.start}')\n"
        f"    <= LEAST(COALESCE(a.valid_to, o.last), o.last, DATE '{window.end}')\n"
        f"GROUP BY 1 HAVING COUNT(DISTINCT a.person) >= {FEWEST_SELLERS}"
    )
    return frozenset(str(unit) for (unit,) in rows)


def _ladders(seen: Seen, reader: SnapshotReader, found: Outlooks) -> list[Ladder]:
    """The ladders of a whole's goals of this year and quarter.

    A unit has one where at least three people have sold in it in the goal's window so far: what a
    unit of one lacks is what the person lacks, and of two each knows the other's.
    """
    chosen = [goal for goal in found.goals if goal.kind in ("year", "quarter")]
    told = [goal for goal in chosen if _many(seen, goal)]
    return [ladder for goal in told if (ladder := _ladder(seen, reader, goal))]


def _many(seen: Seen, goal: GoalOutlook) -> bool:
    if goal.whole.scope == "company":
        return True
    return goal.whole.item in told_apart(seen.everything, goal.window.clip(seen.as_of))


def _ladder(seen: Seen, reader: SnapshotReader, goal: GoalOutlook) -> Ladder | None:
    steps = steps_of(goal.goal)
    if not isinstance(steps, tuple):
        return None
    told = progress(steps, _sold(seen, reader, goal), _expected(seen, reader, goal))
    made = tuple(
        Step(one.milestone.share or Fraction(1), one.reached, one.expected, one.holds)
        for one in told
    )
    due = None if goal.due is None else share_told(goal.due, goal.goal)
    return Ladder(goal.whole, goal.kind, goal.window, share_told(goal.so_far, goal.goal), due, made)


def share_told(part: int, whole: int) -> int:
    """A share in ten-thousandths, down to a whole per cent: a finer one, day after day, would tell
    the amounts that were sold. What came back beyond what was sold is no part of it."""
    return max(part, 0) * 100 // whole * (SCALE // 100)


def _sold(seen: Seen, reader: SnapshotReader, goal: GoalOutlook) -> list[tuple[date, int]]:
    """What was sold by the end of each day of the window so far."""
    gone = goal.window.clip(seen.as_of)
    spans = tuple(Window(day, day) for day in gone.each_day)
    line = histories(reader, MEASURE, Steps(spans, 1, 1, 1))[None]
    curve, total = [], 0
    for span, sold in zip(spans, line, strict=True):
        total += sold
        curve.append((span.end, total))
    return curve


def _expected(seen: Seen, reader: SnapshotReader, goal: GoalOutlook) -> list[tuple[date, int]]:
    """What is expected by the end of each day that is left."""
    if goal.forecast is None:
        return []
    parts = ahead(seen, reader, goal)
    whole, gone, rest = sum(parts.values()), 0, goal.forecast.expected - goal.so_far
    curve = []
    for day in sorted(parts):
        gone += parts[day]
        curve.append((day, goal.so_far + (rest * gone // whole if gone < whole else rest)))
    return curve


def volume(reader: SnapshotReader, measure: str, as_of: date) -> Volume | None:
    """What is expected of a measure in this week and the next ones; None where the history cannot
    say. The weeks have the parts of it that the same weeks of last year had."""
    first = reader.shape.first
    if measure == "quantity" and "quantity" not in reader.shape.present:
        return None
    if first is None or (as_of - first).days <= _YEAR:
        return None
    monday = as_of - as_of.weekday() * DAY
    window = Window(as_of + DAY, monday + timedelta(days=7 * WEEKS - 1))
    oldest = max(first, as_of - timedelta(days=YEARS_BACK * _YEAR))
    days = Window(oldest, as_of).each_day
    steps = Steps(tuple(Window(day, day) for day in days), _YEAR, window.days, 0)
    line = Seen(reader, as_of, measure).lines(reader, steps, None)[""]
    told = forecast({"": line}, 0, length=window.days, cycle=_YEAR)[""]
    if not isinstance(told, Outlook):
        return None
    sold = dict(zip(days, line, strict=True))
    before = {day: sold.get(day - timedelta(days=_YEAR), 0) for day in window.each_day}
    whole = nearest(told.median, SCALE) // SCALE
    parts = {p.window.start: p.value for p in volumes(whole, window, before, reader.calendar)}
    low, high = _range(told, whole)
    mondays = [monday + timedelta(days=7 * n) for n in range(-WEEKS, WEEKS)]
    weeks = tuple(_week(start, sold, parts, as_of) for start in mondays if start >= first)
    return Volume(measure, weeks, whole * SCALE, low, high)


def _range(told: Outlook, expected: int) -> tuple[int | None, int | None]:
    """Where a count to come lies in eight cases of ten, whole, in ten-thousandths."""
    if told.low is None or told.high is None:
        return None, None
    low, high = no_surer(told.low, told.high, max(expected, 0) * SCALE, SCALE)
    return nearest(low, SCALE), nearest(high, SCALE)


def _week(monday: date, sold: Mapping[date, int], parts: Mapping[date, int], as_of: date) -> Week:
    window = Window(monday, monday + 6 * DAY)
    days = window.each_day
    so_far = sum(sold.get(day, 0) for day in days)
    before = [sold.get(day - timedelta(days=_YEAR)) for day in days]
    last_year = None if None in before else sum(amount or 0 for amount in before)
    if window.end <= as_of:
        return Week(window, so_far, None, last_year)
    rest = parts.get(max(monday, as_of + DAY), 0) * SCALE
    return Week(window, None, so_far + rest, last_year)
