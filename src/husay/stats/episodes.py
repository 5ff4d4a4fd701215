"""The recursion of `husay.stats.detector`, period by period over all series, and its episodes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np

from husay.stats.baseline import Baseline
from husay.stats.calendar_terms import Array, Grain

Direction = Literal["fall", "rise"]
Level = Literal["amber", "red"]

SHARES = (0.95, 0.90, 0.85, 0.80, 0.70, 0.50, 0.25)
DIRECTIONS: tuple[Direction, Direction] = ("fall", "rise")
RATIOS = np.array([SHARES, [1 / share for share in SHARES]])
"""By direction: the seven sizes that are looked for."""
MOST_DEVIATIONS = 3.0
MOST_EVIDENCE = 1e9
LEAST_CHANGE = 1
"""The place of .9 among the sizes: an episode is held against at least that."""


@dataclass(frozen=True)
class Limits:
    """In periods: after how many, on average, chance alone reaches amber, red, and a recovery."""

    amber: float
    red: float
    recovery: float


LIMITS: dict[Grain, Limits] = {
    "day": Limits(500, 3650, 365),
    "week": Limits(500 / 7, 3650 / 7, 365 / 7),
    "month": Limits(60, 120, 12),
}


@dataclass(frozen=True)
class Alarm:
    """A series (its row) that left what was expected of it, on the day it was told."""

    series: int
    day: date
    direction: Direction
    level: Level
    evidence: float


@dataclass(frozen=True)
class Episode:
    """A fall or rise from its first alarm, the day it turned red, and the day it was over."""

    series: int
    direction: Direction
    opened: date
    red: date | None
    closed: date | None


def increments(baseline: Baseline, ratios: Array) -> Array:
    """ln of the likelihood ratios of each size, without limit: sizes by series by periods."""
    pull, due = baseline.pulls
    size = ratios[:, None, None]
    return np.asarray(pull * np.log(size) + due * due_of(size, baseline.logs))


def due_of(ratio: Array, logs: bool) -> Array:
    """What mu / D (of logs 1 / D) is multiplied with in l."""
    return np.asarray(-np.square(np.log(ratio)) / 2 if logs else 1 - ratio)


def held_pulls(baseline: Baseline) -> tuple[Array, Array, Array]:
    """The pulls held to three deviations for a fall and for a rise, and what is due; by period."""
    pull, due = baseline.pulls
    middle = np.zeros_like(due) if baseline.logs else due
    reach = MOST_DEVIATIONS * np.sqrt(due)
    return (
        np.ascontiguousarray(np.maximum(pull, middle - reach).T),
        np.ascontiguousarray(np.minimum(pull, middle + reach).T),
        np.ascontiguousarray(due.T),
    )


class Recursion:
    """The evidence of every direction, size and series, and which episodes are open."""

    def __init__(self, baseline: Baseline, limits: Limits) -> None:
        self.baseline, self.limits = baseline, limits
        count, periods = baseline.expected.shape
        falls, rises, self.due = held_pulls(baseline)
        self.pulls = np.stack([falls, rises], axis=1)  # period, direction, series
        known = ~(np.isnan(baseline.expected) | np.isnan(baseline.values))
        self.counts = np.ascontiguousarray(known.T) * 1.0
        self.logs = np.log(RATIOS)[:, :, None]
        self.dues = due_of(RATIOS, baseline.logs)[:, :, None]
        self.sums = np.zeros((2, RATIOS.shape[1], count))
        self.unreset = np.zeros_like(self.sums)
        self.back = np.zeros((2, count))
        self.size = np.ones((2, count))
        self.level = np.zeros((2, count), dtype=np.int8)  # 0 none, 1 amber, 2 red
        self.evidence = np.zeros((periods, 2, count))
        self.alarms: list[Alarm] = []
        self.episodes: list[Episode] = []
        self.open: dict[tuple[int, int], Episode] = {}

    def period(self, at: int) -> None:
        """One period more."""
        gains = np.exp(self.pulls[at][:, None] * self.logs + self.due[at] * self.dues)
        for sums in (self.sums, self.unreset):
            sums += self.counts[at]
            sums *= gains
            np.minimum(sums, MOST_EVIDENCE, out=sums)
        self.evidence[at] = self.unreset.mean(axis=1)
        reached = self.sums.mean(axis=1)
        if self.level.any():
            self._recover(at, reached)
        level = (reached >= self.limits.amber) * 1 + (reached >= self.limits.red) * 1
        for direction, series in np.argwhere(level > self.level):
            self._raise(at, int(direction), int(series), float(reached[direction, series]))

    def restart(self, at: int, series: int) -> None:
        """Forget what was seen of a series: its level is another one from here on."""
        for direction in range(2):
            if self.level[direction, series]:
                self._close(at, direction, series)
        self.sums[:, :, series] = self.unreset[:, :, series] = 0.0

    def _recover(self, at: int, reached: Array) -> None:
        """What speaks for the expected level; held the other way, as it is the other evidence."""
        lost = self.pulls[at][::-1] * np.log(self.size)
        lost += self.due[at] * due_of(self.size, self.baseline.logs)
        back = np.minimum((self.back + self.counts[at]) * np.exp(-lost), MOST_EVIDENCE)
        self.back = np.where(self.level > 0, back, 0.0)
        for direction, series in np.argwhere(self.back >= self.limits.recovery):
            self._close(at, int(direction), int(series))
            self.sums[direction, :, series] = reached[direction, series] = 0.0

    def _raise(self, at: int, direction: int, series: int, evidence: float) -> None:
        day = self._day(at)
        red = evidence >= self.limits.red
        level: Level = "red" if red else "amber"
        name = DIRECTIONS[direction]
        self.alarms.append(Alarm(series, day, name, level, evidence))
        episode = self.open.get((direction, series))
        if episode is None:
            sizes = self.sums[direction, :, series]
            self.size[direction, series] = RATIOS[direction, max(LEAST_CHANGE, int(sizes.argmax()))]
            self.back[direction, series] = 0.0
            episode = Episode(series, name, day, None, None)
        self.open[direction, series] = replace(episode, red=day) if red else episode
        self.level[direction, series] = 2 if red else 1

    def _close(self, at: int, direction: int, series: int) -> None:
        episode = self.open.pop((direction, series))
        self.episodes.append(replace(episode, closed=self._day(at)))
        self.level[direction, series] = 0
        self.back[direction, series] = 0.0

    def _day(self, at: int) -> date:
        day: date = self.baseline.dates[at].item()
        return day
