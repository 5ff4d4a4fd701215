"""The standing in the windows that goals are really set for, where these are not months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from husay.basics.calendar import same_day_last_year
from husay.basics.period import Window
from husay.book.schema import EARLIEST
from husay.book.sql import literal
from husay.measures.dimension import dimensions
from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_goals
from husay.tracking.stand import MEASURE, Stand, stands, together

_SHOWN = 8
_NEAR_DAYS = 31
"""Irregular windows of two years belong together when they begin within a month of each other."""


@dataclass(frozen=True)
class GoalWindows:
    """The last windows of goals, oldest first: those who have a goal in each, taken together.

    `scope` says whose goals they are, `holders` how many have one in the latest window.
    """

    scope: str
    holders: int
    stands: tuple[Stand, ...]

    @property
    def latest(self) -> Stand:
        """The newest window."""
        return self.stands[-1]


def goal_windows(reader: SnapshotReader, as_of: date) -> GoalWindows | None:
    """The windows of the units' goals, else of the sellers', that had begun by a day.

    Of the units', those of the highest level that has any: a division's goal holds its teams'.
    """
    known = dimensions("sales", reader.shape)  # a company may have no sellers
    for dimension in (d for d in (*reader.shape.levels, "seller") if d in known):
        goals = counted_goals(reader, MEASURE, Window(EARLIEST, as_of), dimension)
        windows = sorted({goal.window for goal in goals.all}, key=lambda w: (w.start, w.end))
        held = [_held(reader, dimension, w, windows, as_of) for w in windows[-_SHOWN:]]
        made = [(len(parts), stand) for parts in held if (stand := together(parts)) is not None]
        if made:
            scope = "seller" if dimension == "seller" else "unit"
            return GoalWindows(scope, made[-1][0], tuple(stand for _, stand in made))
    return None


def _held(
    reader: SnapshotReader, dimension: str, window: Window, windows: Iterable[Window], as_of: date
) -> list[Stand]:
    """The stand of each item that has a goal over exactly this window and lies below no other."""
    goals = counted_goals(reader, MEASURE, window, dimension)
    holders = goals.topmost(goal.item for goal in goals.all if goal.window == window)
    before = _year_before(window, windows)
    found = stands(reader, window, as_of, dimension, before)
    held = [(item, found[item]) for item in found if item in holders]
    return [
        _whole_unit(reader, str(item), stand, as_of, before) if item in goals.wide else stand
        for item, stand in held
    ]


def _whole_unit(
    reader: SnapshotReader, unit: str, stand: Stand, as_of: date, before: Window | None
) -> Stand:
    """The stand of a unit with all that lies below it, which is what its goal is for."""
    within = f"within({literal(unit)})"
    whole = stands(reader, stand.window, as_of, None, before, within)[None]
    return replace(stand, value=whole.value, last_year=whole.last_year, change=whole.change)


def _year_before(window: Window, windows: Iterable[Window]) -> Window | None:
    """The window of a year earlier, which need not begin on the same day; None where no window of
    about the same length began about then."""
    wanted = same_day_last_year(window.start)
    near = [w for w in windows if abs((w.start - wanted).days) <= _NEAR_DAYS and _alike(w, window)]
    return min(near, key=lambda w: abs((w.start - wanted).days), default=None)


def _alike(one: Window, other: Window) -> bool:
    """Whether neither is more than a quarter longer than the other: a month of five weeks is like
    one of four, a quarter is like no month."""
    shorter, longer = sorted((one.days, other.days))
    return 4 * longer <= 5 * shorter
