"""Which signals are one: a fall of all is told once, and a unit's that sits in one line as that.

Of a measure and direction, a pushed signal and a series that it is part of (the company's unit, a
unit's seller or line, a line's product) are looked at over the same days, from the earlier of the
two changes on:

* the part **explains** the whole if 70 to 150 % of the whole's gap is the part's: then the whole is
  told beneath the part. Of several that explain one whole and may overlap (a seller's fall and a
  line's, in one unit), the one of which least was expected stands, for there it sits closest, and
  the others are told beneath it;
* else the part is **shared** with the whole if its own ratio may be the whole's (its 80 % interval
  reaches it), or is at most half as large again (in logarithms): its share has not fallen to speak
  of, and it is told beneath the whole;
* else both stand, for there is more in the part than the whole has.

Each stays an episode of its own; only where it is told changes. Orders of an item whose revenue is
told too are left to `husay.tracking.signals.sweep`, which has them all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import log

import numpy as np

from husay.basics.amount import SCALE
from husay.measures.reader import SnapshotReader
from husay.stats.detector import Watch
from husay.tracking.signals.found import Signal
from husay.tracking.signals.series import Direction, Series
from husay.tracking.signals.watched import Array, Watched

EXPLAINED, AT_MOST = 0.7, 1.5
MUCH_MORE = 1.5
Above = Mapping[str, frozenset[str]]
Key = tuple[Series, Direction]


def grouped(
    signals: Sequence[Signal], table: Watched, found: Watch, contains: Containing
) -> list[Signal]:
    """The signals of one measure, those that are told beneath another with which one."""
    if sum(signal.pushed is not None for signal in signals) < 2:
        return list(signals)
    grouping = Grouping(signals, table, found, contains)
    heads = grouping.heads()
    return [replace(s, within=heads.get(s.key)) if s.pushed else s for s in signals]


class Grouping:
    """The open signals of one measure, and what they lack since when."""

    def __init__(
        self, signals: Sequence[Signal], table: Watched, found: Watch, contains: Containing
    ) -> None:
        self.open = [signal for signal in signals if signal.closed is None]
        self.pushed = [signal for signal in self.open if signal.pushed]
        self.table, self.baseline, self.contains = table, found.baseline, contains
        self.rows = {series: at for at, series in enumerate(table.series)}

    def heads(self) -> dict[Key, Key]:
        """The signal beneath which each is told, where it is."""
        found: dict[Key, Key] = {}
        for whole in sorted(self.open, key=lambda s: -self._expected(s, s.since)):
            explaining = self._explaining(whole)
            if not explaining:
                continue
            best = min(explaining, key=lambda s: (self._expected(s, whole.since), s.series))
            others = [p for p in explaining if p is not best and not self._apart(p, best)]
            for one in (whole, *others):
                found[one.key] = best.key
        for part in self.pushed:
            if part.key not in found:
                sharing = [whole for whole in self.pushed if self._shares(part, whole)]
                if sharing:
                    widest = max(sharing, key=lambda s: (self._expected(s, s.since), s.series))
                    found[part.key] = widest.key
        return found

    def _explaining(self, whole: Signal) -> list[Signal]:
        """The parts that explain a whole, but none of one of them that does not explain that one:
        where all units give more away on one line, it is the line's."""
        found = [part for part in self.pushed if self._explains(part, whole)]
        return [
            part
            for part in found
            if not any(
                self.contains(other.series, part.series) and not self._explains(part, other)
                for other in found
            )
        ]

    def _explains(self, part: Signal, whole: Signal) -> bool:
        if part.direction != whole.direction or not self.contains(whole.series, part.series):
            return False
        since = min(part.since, whole.since)
        all_of_it = self._gap(whole, since)
        share = self._gap(part, since) / all_of_it if all_of_it else 0.0
        return EXPLAINED <= share <= AT_MOST

    def _shares(self, part: Signal, whole: Signal) -> bool:
        same = part.direction == whole.direction and self.contains(whole.series, part.series)
        return same and not self._explains(part, whole) and _reaches(part, whole)

    def _apart(self, a: Signal, b: Signal) -> bool:
        """Whether two signals can have nothing in common."""
        first, second = a.series, b.series
        if self.contains(first, second) or self.contains(second, first):
            return False
        if first.scope == second.scope:
            return first.scope != "unit" or not {first.part, second.part} & {""}
        return False

    def _expected(self, signal: Signal, since: date) -> float:
        return self._sum(signal, self.baseline.expected, since)

    def _gap(self, signal: Signal, since: date) -> float:
        return self._sum(signal, self.baseline.expected - self.baseline.values, since)

    def _sum(self, signal: Signal, values: Array, since: date) -> float:
        first = int(np.searchsorted(self.baseline.dates, np.datetime64(since)))
        row = self.rows[signal.series]
        return float(np.nansum(values[row, first:]) * self.table.units[row])


def _reaches(part: Signal, whole: Signal) -> bool:
    """Whether a part has changed no more than the whole has, or not much more."""
    near = part.high >= whole.ratio if part.direction == "fall" else part.low <= whole.ratio
    sizes = [abs(log(signal.ratio / SCALE)) for signal in (part, whole)]
    return near or sizes[0] <= MUCH_MORE * sizes[1]


class Containing:
    """Which item is part of which, by the organisation and the goods of a day."""

    def __init__(self, reader: SnapshotReader, day: date) -> None:
        tables = reader.shape.tables
        units: dict[str, set[str]] = {}
        for unit, ancestor in reader.run("SELECT unit, ancestor FROM lineage_now"):
            units.setdefault(str(unit), set()).add(str(ancestor))
        self.units: Above = {unit: frozenset(above) for unit, above in units.items()}
        self.places: Mapping[str, str] = {}
        if "assignments" in tables:
            sql = f"SELECT person, unit FROM person_spans WHERE DATE '{day}' BETWEEN first AND last"
            self.places = {str(person): str(unit) for person, unit in reader.run(sql)}
        self.lines: Mapping[str, str] = {}
        if "products" in tables:
            rows = reader.run("SELECT product, product_line FROM products")
            self.lines = {str(product): str(line) for product, line in rows}

    def __call__(self, whole: Series, part: Series) -> bool:
        """Whether one series is a true part of another."""
        if whole == part or part.scope == "company":
            return False
        if whole.scope == "company":
            return True
        if whole.scope == "product_line":
            return part.part == whole.item or (
                part.scope == "product" and self.lines.get(part.item) == whole.item
            )
        if whole.scope != "unit" or whole.part not in ("", part.part):
            return False
        place = self.places.get(part.item) if part.scope == "seller" else part.item
        if part.scope not in ("seller", "unit") or place is None:
            return False
        return whole.item == place or whole.item in self.units.get(place, frozenset())
