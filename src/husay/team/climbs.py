"""Reads the goals that all climb together: of the company, its uppermost units and its teams.

A team is a unit of the lowest level. What is told follows the rules of `tracking.milestones`: whole
per cents of goals, no amounts, and nothing of a unit in which fewer than three people sell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.book.sql import literal
from husay.goals.milestone import milestones as steps_of
from husay.goals.milestone import progress
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader
from husay.team.climb import Climb, Lately, Level, takes
from husay.tracking.history import Steps, histories
from husay.tracking.milestones import Ladder, Step, share_told, told_apart, uppermost
from husay.tracking.outlook import MEASURE, GoalOutlook, Kind, Seen, outlooks, rows_of

KINDS: tuple[Kind, ...] = ("quarter", "year", "month")
"""The windows to rally around: the first of which anybody has a goal. Of months it is told only
where there is nothing longer: the milestones of all are those of quarters and years."""

LATELY = timedelta(days=8 * 7)
"""By what was sold so long it is said what a step takes."""

DAYS = 7
"""What moved in so many days is this week's."""


@dataclass(frozen=True)
class Week:
    """What the last seven days brought: orders, deals won (None: the book has no deals), and deals
    won by division, in the order of the divisions."""

    window: Window
    orders: int
    won: int | None
    won_by: tuple[tuple[Whole, int], ...]


def climbs(seen: Seen, ladders: Iterable[Ladder] = ()) -> tuple[Climb, ...]:
    """The climbs at the end of a day: the company's of the quarter and the year, then each division
    with its teams after it, of the first kind of window of which there is any.

    `ladders` are the milestones: of the same goals they know when steps are expected.
    """
    known = {(one.whole, one.kind): one.steps for one in ladders}
    reading = _Reading(seen)
    chosen: list[_Chosen] = [(goal, "company", "") for goal in _of_company(seen)]
    chosen += next((found for kind in KINDS if (found := reading.units(kind))), [])
    made = (reading.climb(goal, level, within) for goal, level, within in chosen)
    return tuple(
        replace(climb, steps=known.get((climb.whole, climb.kind), climb.steps))
        for climb in made
        if climb is not None
    )


def _of_company(seen: Seen) -> list[GoalOutlook]:
    """The company's goals, the one to rally around first."""
    goals = {goal.kind: goal for goal in outlooks(seen, seen.everything, Whole()).goals}
    found = [goals[kind] for kind in KINDS if kind in goals]
    return [goal for goal in found if goal.kind != "month"] or found


def week(seen: Seen, divisions: Iterable[Whole]) -> Week:
    """What the last seven days brought."""
    window = Window(seen.as_of - timedelta(days=DAYS - 1), seen.as_of)
    reader, steps = seen.everything, Steps((window,), 1, 1, 1)
    orders = histories(reader, "orders", steps)[None][0] // SCALE
    if "deals" not in reader.shape.tables:
        return Week(window, orders, None, ())

    def won(where: str | None) -> int:
        return histories(reader, "deals_won", steps, None, where)[None][0] // SCALE

    by = tuple((one, won(_within(one.item))) for one in divisions)
    return Week(window, orders, won(None), by)


_Chosen = tuple[GoalOutlook, Level, str]
"""A goal, of what level its whole is, and the division that it is in."""


def _within(unit: str) -> str:
    return f"within({literal(unit)})"


@dataclass
class _Reading:
    """Reads climbs at the end of a day."""

    seen: Seen

    @cached_property
    def reader(self) -> SnapshotReader:
        """All of the company."""
        return self.seen.everything

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The uppermost units."""
        return uppermost(self.reader, self.seen.as_of)

    def units(self, kind: Kind) -> list[_Chosen]:
        """The goals of divisions, each with those of its teams after it, of a kind of window."""
        window = self.reader.calendar.period_of(self.seen.as_of, kind).window  # type: ignore[arg-type]
        told = told_apart(self.reader, window.clip(self.seen.as_of))
        levels = [level for level in self.reader.shape.levels if level != "company"]
        rows = {
            level: {g.whole.item: g for g in rows_of(self.seen, self.reader, level, kind, window)}
            for level in levels
        }
        everything = {item: goal for some in rows.values() for item, goal in some.items()}
        teams = rows[levels[-1]] if levels else {}
        above = self._tops_of(teams)
        found: list[_Chosen] = []
        for top in self.tops:
            if top in everything and top in told:
                found.append((everything[top], "division", ""))
            inside = sorted(t for t in teams if above.get(t) == top and t in told and t != top)
            found += [(teams[team], "team", top) for team in inside]
        return found

    def _tops_of(self, units: Iterable[str]) -> Mapping[str, str]:
        """The uppermost unit above each of some units."""
        listed, tops = ", ".join(map(literal, units)), ", ".join(map(literal, self.tops))
        if not listed or not tops:
            return {}
        rows = self.reader.run(
            "SELECT l.unit, l.ancestor FROM lineage AS l\n"
            "JOIN org_pieces AS o ON o.piece = l.piece\n"
            f"WHERE DATE '{self.seen.as_of}' BETWEEN o.first AND o.last\n"
            f"  AND l.unit IN ({listed}) AND l.ancestor IN ({tops})"
        )
        return {str(unit): str(top) for unit, top in rows}

    def climb(self, goal: GoalOutlook, level: Level, within: str) -> Climb | None:
        """A goal as it is climbed; None for one that has no steps."""
        steps = steps_of(goal.goal)
        if not isinstance(steps, tuple):
            return None
        told = progress(steps, self._sold(goal))
        made = tuple(
            Step(one.milestone.share or Fraction(1), one.reached, None, one.holds) for one in told
        )
        days = goal.needed.days_left
        shares = [step.share for step in made]
        taken = takes(goal.goal, goal.so_far, shares, days, self._lately(goal.whole))
        so_far = share_told(goal.so_far, goal.goal)
        return Climb(
            goal.whole, level, goal.kind, goal.window, so_far, made, days, taken, within
        )  # fmt: skip

    def _sold(self, goal: GoalOutlook) -> list[tuple[date, int]]:
        """What was sold by the end of each day of the window so far."""
        days = goal.window.clip(self.seen.as_of).each_day
        line = self._line(goal.whole, MEASURE, tuple(Window(day, day) for day in days))
        curve, total = [], 0
        for day, sold in zip(days, line, strict=True):
            total += sold
            curve.append((day, total))
        return curve

    def _lately(self, whole: Whole) -> Lately:
        """What a whole did in the last eight weeks, or since the book begins."""
        first, as_of = self.reader.shape.first, self.seen.as_of
        window = Window(max(first or as_of, as_of - LATELY + timedelta(days=1)), as_of)
        orders, sold = (self._line(whole, name, (window,))[0] for name in ("orders", MEASURE))
        return Lately(orders // SCALE, sold, self.reader.calendar.working_days(window))

    def _line(self, whole: Whole, measure: str, spans: tuple[Window, ...]) -> list[int]:
        where = _within(whole.item) if whole.item else None
        return histories(self.reader, measure, Steps(spans, 1, 1, 1), None, where)[None]
