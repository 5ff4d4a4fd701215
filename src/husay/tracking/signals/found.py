"""What a sweep finds: signals, each one a series that has left what was expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from husay.stats.calendar_terms import Grain
from husay.tracking.signals.series import Direction, Series

Level = Literal["amber", "red"]


@dataclass(frozen=True)
class Curve:
    """What was seen and what was expected, the last point ending with the last known day: weeks of
    a series that is watched by day, else its own periods. In ten-thousandths; None: not known.

    Eight of ten points lie between `low` and `high` while nothing changes.
    """

    starts: tuple[date, ...]
    seen: tuple[int | None, ...]
    expected: tuple[int | None, ...]
    low: tuple[int | None, ...]
    high: tuple[int | None, ...]


@dataclass(frozen=True)
class Signal:
    """An episode, as it is known at the end of a day.

    `opened` is the day of the first alarm, `red` the day on which it was sure enough to be pushed,
    `closed` when it was back at what was expected. `since` is the likeliest first day of the
    change, within `earliest` and `latest` in eight cases of ten; `ratio` is what is left (8000: a
    fifth less), within `low` and `high`; `chance` that there is such a change at all (all in
    ten-thousandths). `missed` is what it came to so far and `a_month` what it comes to if it goes
    on: what fell short or, of a rise, came beyond; ten-thousandths of the currency or of a thing.
    `evidence` is never reset; `pushed` is its place in the list that is put before people, from 1.
    """

    series: Series
    direction: Direction
    opened: date
    red: date | None
    closed: date | None
    since: date
    earliest: date
    latest: date
    ratio: int
    low: int
    high: int
    chance: int
    missed: int
    a_month: int
    evidence: float
    grain: Grain
    curve: Curve
    pushed: int | None = None
    within: tuple[Series, Direction] | None = None
    """The signal that this one is part of, or that says where it sits."""
    where: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """Where inside it sits: by dimension, items and their part of the gap, largest first."""

    @property
    def level(self) -> Level:
        """Amber is to be watched, red is sure."""
        return "red" if self.red else "amber"

    @property
    def bad(self) -> bool:
        """Whether it is something to be warned of, and no good news."""
        return self.series.bad(self.direction)

    @property
    def key(self) -> tuple[Series, Direction]:
        """What tells episodes that are open at one time apart."""
        return self.series, self.direction


@dataclass(frozen=True)
class Rate:
    """How many episodes of a measure chance alone opens in two years, on this company's history,
    per series: in thousandths, with an 80 % interval; `red`, how many of them turn red."""

    measure: str
    series: int
    falls: int
    low: int
    high: int
    red: int


@dataclass(frozen=True)
class Flat:
    """Growth of one whole's measure that has stopped: what it grew by in a year, and what it grows
    by now, each with an interval (ten-thousandths; 500 is 5 % a year)."""

    series: Series
    before: int
    now: int
    low: int
    high: int
    days: int
    leading: bool


@dataclass(frozen=True)
class Swept:
    """What a sweep over a snapshot has found at the end of a day.

    `watched` has the number of series by measure and grain, `learning` of those that cannot be
    watched yet.
    """

    snapshot: int
    as_of: date
    signals: tuple[Signal, ...]
    watched: Mapping[str, int]
    learning: Mapping[str, int]
    grains: Mapping[str, Grain]
    rates: tuple[Rate, ...]
    flat: tuple[Flat, ...]
