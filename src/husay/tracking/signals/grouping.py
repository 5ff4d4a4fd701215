"""Which signals are one: a fall of all is told once, and a unit's that sits in one line as that.

Two pushed signals of a measure and direction, of which one's item is part of the other's (a
company's unit, a unit's seller or line, a line's product), are looked at over the same days, from
the earlier of the two changes on:

* the part **explains** the whole if at least 70 % of the whole's gap is the part's: then the whole
  is told beneath the part;
* else the part is **shared** with the whole if its own ratio may be the whole's (its 80 % interval
  reaches it), or is at most half as large again (in logarithms): its share has not fallen to speak
  of, and it is told beneath the whole;
* else both stand, for there is more in the part than the whole has.

Each stays an episode of its own; only where it is told changes. Orders of an item whose revenue is
told too are left to `husay.tracking.signals.sweep`, which has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import log

import numpy as np

from husay.basics.amount import SCALE
from husay.measures.reader import SnapshotReader
from husay.stats.detector import Watch
from husay.tracking.signals.found import Signal
from husay.tracking.signals.series import Direction, Series
from husay.tracking.signals.watched import Watched

EXPLAINED = 0.7
MUCH_MORE = 1.5
Above = Mapping[str, frozenset[str]]


def grouped(
    signals: Sequence[Signal], table: Watched, found: Watch, reader: SnapshotReader
) -> list[Signal]:
    """The signals of one measure, those that are told beneath another with which one."""
    pushed = [signal for signal in signals if signal.pushed]
    if len(pushed) < 2:
        return list(signals)
    contains = Containing(reader, table.periods[-1].end)
    rows = {series: at for at, series in enumerate(table.series)}

    def gap(series: Series, since: date) -> float:
        first = int(np.searchsorted(found.baseline.dates, np.datetime64(since)))
        row = rows[series]
        off = found.baseline.expected[row, first:] - found.baseline.values[row, first:]
        return float(np.nansum(off) * table.units[row])

    heads = {signal.key: _head(signal, pushed, contains, gap) for signal in pushed}
    return [replace(s, within=heads.get(s.key)) if s.pushed else s for s in signals]


def _head(
    signal: Signal,
    pushed: Sequence[Signal],
    contains: Containing,
    gap: Callable[[Series, date], float],
) -> tuple[Series, Direction] | None:
    """The signal beneath which another is told: the narrowest that explains it, else the widest
    that it is shared with."""
    explaining, sharing = list[tuple[float, Signal]](), list[tuple[float, Signal]]()
    for other in pushed:
        if other is signal or other.direction != signal.direction:
            continue
        since = min(other.since, signal.since)
        if contains(signal.series, other.series):
            whole, part = gap(signal.series, since), gap(other.series, since)
            if whole and part / whole >= EXPLAINED:
                explaining.append((part / whole, other))
        elif contains(other.series, signal.series):
            whole, part = gap(other.series, since), gap(signal.series, since)
            explains = bool(whole) and part / whole >= EXPLAINED
            if not explains and _reaches(signal, other):
                sharing.append((abs(whole), other))
    for known in (explaining, sharing):
        if known:
            best = max(known, key=lambda pair: (pair[0], pair[1].series))[1]
            return best.key
    return None


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
