"""The standing in the windows that goals are really set for, where these are not months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from husay.basics.calendar import same_day_last_year
from husay.basics.period import Window
from husay.book.schema import EARLIEST
from husay.goals.reading import goals_for
from husay.measures.dimension import dimensions
from husay.measures.query import understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
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
        holders = _holders(reader, dimension, as_of)
        windows = tuple(sorted(holders, key=lambda w: (w.start, w.end)))
        held = [_held(reader, dimension, w, holders, as_of) for w in windows[-_SHOWN:]]
        made = [stand for stand in map(together, held) if stand is not None]
        if made:
            scope = "seller" if dimension == "seller" else "unit"
            return GoalWindows(scope, len(held[-1]), tuple(made))
    return None


def _holders(reader: SnapshotReader, dimension: str, as_of: date) -> dict[Window, set[str]]:
    """Who has a goal of their own, by its window."""
    plan = understand(Question((MEASURE,), Window(EARLIEST, as_of), (dimension,)), reader.shape)
    found: dict[Window, set[str]] = {}
    for goal in goals_for(plan, dimension, reader).all:
        found.setdefault(goal.window, set()).add(goal.item)
    return found


def _held(
    reader: SnapshotReader,
    dimension: str,
    window: Window,
    holders: Mapping[Window, set[str]],
    as_of: date,
) -> list[Stand]:
    """The stand of each item that has a goal over exactly this window."""
    found = stands(reader, window, as_of, dimension, _year_before(window, tuple(holders)))
    return [stand for item, stand in found.items() if item in holders[window]]


def _year_before(window: Window, windows: tuple[Window, ...]) -> Window | None:
    """The window of a year earlier, which need not begin on the same day."""
    wanted = same_day_last_year(window.start)
    near = [w for w in windows if abs((w.start - wanted).days) <= _NEAR_DAYS]
    return min(near, key=lambda w: abs((w.start - wanted).days), default=None)
