"""The standing in the windows that goals are really set for, where these are not months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from husay.basics.calendar import same_day_last_year
from husay.basics.period import Window
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
    """The windows of the units' goals, else of the sellers', that had begun by a day."""
    for scope in ("unit", "seller"):
        windows = _windows(reader, scope, as_of)
        held = [_held(reader, scope, w, windows, as_of) for w in windows[-_SHOWN:]]
        made = [stand for stand in map(together, held) if stand is not None]
        if made:
            return GoalWindows(scope, len(held[-1]), tuple(made))
    return None


def _windows(reader: SnapshotReader, scope: str, as_of: date) -> tuple[Window, ...]:
    rows = reader.run(
        "SELECT starts, ends FROM goals\n"
        f"WHERE scope = '{scope}' AND measure = '{MEASURE}' AND starts <= DATE '{as_of}'\n"
        "GROUP BY starts, ends ORDER BY starts, ends"
    )
    return tuple(Window(row[0], row[1]) for row in rows)  # type: ignore[arg-type]


def _held(
    reader: SnapshotReader, scope: str, window: Window, windows: tuple[Window, ...], as_of: date
) -> list[Stand]:
    """The stand of each item that has a goal over exactly this window."""
    holders = {
        str(row[0])
        for row in reader.run(
            "SELECT DISTINCT item FROM goals\n"
            f"WHERE scope = '{scope}' AND measure = '{MEASURE}'\n"
            f"  AND starts = DATE '{window.start}' AND ends = DATE '{window.end}'"
        )
    }
    found = stands(reader, window, as_of, scope, _year_before(window, windows))
    return [stand for item, stand in found.items() if item in holders]


def _year_before(window: Window, windows: tuple[Window, ...]) -> Window | None:
    """The window of a year earlier, which need not begin on the same day."""
    wanted = same_day_last_year(window.start)
    near = [w for w in windows if abs((w.start - wanted).days) <= _NEAR_DAYS]
    return min(near, key=lambda w: abs((w.start - wanted).days), default=None)
