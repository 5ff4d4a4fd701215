"""A sweep: every series is watched over all its days, and what is or was of late open is told.

Deterministic in a snapshot and a day: it looks at every past day as if it had been today, so the
first sweep of a company finds what has been going on, dated when the alarm would have come.

What is put before people of all this is told by `husay.tracking.signals.pushing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from math import isfinite

import numpy as np

from husay.basics.amount import SCALE
from husay.measures.reader import SnapshotReader
from husay.stats.calendar_terms import Grain
from husay.stats.change_point import change_point
from husay.stats.detector import Watch, watch
from husay.stats.episodes import DIRECTIONS, Episode
from husay.stats.false_alarms import false_alarms
from husay.tracking.signals.contributions import days_of, where_it_sits
from husay.tracking.signals.curve import curve_of
from husay.tracking.signals.flat import flat_of
from husay.tracking.signals.found import Flat, Rate, Signal, Swept
from husay.tracking.signals.grouping import Containing, grouped
from husay.tracking.signals.pushing import Pushing
from husay.tracking.signals.series import Series
from husay.tracking.signals.watched import Watched, watched
from husay.tracking.signals.working import month_exposure

DOUBTED_DAYS = 84
KEPT_DAYS = 365
"""Episodes that ended longer ago are not told any more."""


def sweep(
    reader: SnapshotReader, as_of: date, rebased: Mapping[Series, date] | None = None
) -> Swept:
    """Watch everything in a snapshot at the end of a day. `rebased` has the days from which on the
    level of a series was accepted as its new one."""
    levels = rebased or {}
    signals: list[Signal] = []
    counts, learning, grains = dict[str, int](), dict[str, int](), dict[str, Grain]()
    rates, flat = list[Rate](), list[Flat]()
    for table in watched(reader, as_of):
        found = watch_table(reader, table, levels)
        measure = table.measure
        counts[measure], learning[measure] = len(table.series), len(found.learning)
        grains[measure] = table.grain
        contains = Containing(reader, table.periods[-1].end)
        mine = list(_signals(table, found, Pushing(table, found, contains)))
        signals += [
            _located(reader, one, table, found) for one in grouped(mine, table, found, contains)
        ]
        flat += flat_of(table, found)
        rate = false_alarms(found)
        if rate is not None:
            thousandths = (round(1000 * v) for v in (rate.falls, rate.low, rate.high, rate.red))
            rates.append(Rate(measure, rate.series, *thousandths))
    told = tuple(_orders_beneath(signals))
    return Swept(reader.number, as_of, told, counts, learning, grains, tuple(rates), tuple(flat))


def watch_table(reader: SnapshotReader, table: Watched, levels: Mapping[Series, date]) -> Watch:
    """What is expected of a table's series, and what has left it."""
    exposure = table.exposure
    if exposure is None and table.grain == "month":
        exposure = month_exposure(table.periods, reader.calendar)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return watch(
            table.values, table.dates, counted=table.counted,
            holidays=sorted(reader.calendar.holidays), exposure=exposure,
            rebased=[levels.get(series) for series in table.series] if levels else None,
        )  # fmt: skip


def _signals(table: Watched, found: Watch, pushing: Pushing) -> Iterator[Signal]:
    """The episodes that are open, and red ones that ended within a year.

    One that is back at what was expected, but not for long enough that the evidence of the fall
    would no more be listed, is not over: a good fortnight is no recovery.
    """
    last = table.periods[-1].end
    newest = {(one.series, one.direction): one for one in found.episodes}
    for episode in found.episodes:
        row, closed = episode.series, episode.closed
        if pushing.absurd[row] or (
            closed and (episode.red is None or closed < last - timedelta(days=KEPT_DAYS))
        ):
            continue
        if closed and closed >= last - timedelta(days=DOUBTED_DAYS):
            is_newest = newest[row, episode.direction] is episode
            if is_newest and pushing.listed(row, episode.direction):
                signal = _signal(table, found, replace(episode, closed=None))
                place = signal and pushing.place(signal, row)
                if signal and place:
                    yield replace(signal, pushed=place)
                    continue
        signal = _signal(table, found, episode)
        if signal is not None:
            told = closed is None and signal.red
            yield replace(signal, pushed=pushing.place(signal, row) if told else None)


def _signal(table: Watched, found: Watch, episode: Episode) -> Signal | None:
    """An episode with its size; None where no change can be made out (a level next to nothing)."""
    at = episode.closed
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        change = change_point(found.baseline, episode.series, at, episode.direction)
        begun = change
        if change.since > episode.opened:  # it goes deeper still: it began before the alarm
            begun = change_point(found.baseline, episode.series, episode.opened, episode.direction)
    numbers = (change.ratio, change.low, change.high, change.chance, change.shortfall_a_month)
    if not all(isfinite(number) for number in numbers):
        return None
    sign = table.units[episode.series] * (SCALE if episode.direction == "fall" else -SCALE)
    ratio, low, high, chance = (round(SCALE * number) for number in numbers[:4])
    low, high = min(low, ratio), max(high, ratio)  # of ratios some per cent apart
    evidence = found.evidence[DIRECTIONS.index(episode.direction), episode.series]
    red = episode.red
    if red is None and at is None:
        first = int(np.searchsorted(found.baseline.dates, np.datetime64(episode.opened)))
        sure = np.flatnonzero(evidence[first:] >= found.limits.red)
        red = table.dates[first + int(sure[0])] if len(sure) else None
    return Signal(
        table.series[episode.series], episode.direction, _told(table, episode.opened),
        _told(table, red) if red else None,
        _told(table, episode.closed) if episode.closed else None,
        begun.since, begun.earliest, begun.latest, ratio, low, high, chance,
        round(sign * _lost(found, episode.series, begun.since, at)),
        round(sign * change.shortfall_a_month),
        float(evidence[-1]), table.grain,
        curve_of(table, found.baseline, episode.series, begun.since),
    )  # fmt: skip


def _lost(found: Watch, row: int, since: date, until: date | None) -> float:
    """What was expected of the known periods from a day on, less what came."""
    baseline = found.baseline
    first = int(np.searchsorted(baseline.dates, np.datetime64(since)))
    end = len(baseline.dates)
    if until is not None:
        end = int(np.searchsorted(baseline.dates, np.datetime64(until), "right"))
    return float(np.nansum(baseline.expected[row, first:end] - baseline.values[row, first:end]))


def _told(table: Watched, first: date) -> date:
    """The day on which a period was over: an alarm of a month comes with its last day."""
    return table.periods[table.dates.index(first)].end


def _orders_beneath(signals: list[Signal]) -> list[Signal]:
    """Pushed orders of an item whose revenue is pushed too are told beneath it."""
    pushed = {signal.key for signal in signals if signal.pushed}
    made = []
    for signal in signals:
        money = replace(signal.series, measure="revenue"), signal.direction
        beneath = signal.pushed and signal.series.measure == "orders" and money in pushed
        made.append(replace(signal, within=money) if beneath else signal)
    return made


def _located(reader: SnapshotReader, signal: Signal, table: Watched, found: Watch) -> Signal:
    """A signal with where inside it sits, if it is told of at all."""
    if signal.closed is not None or signal.level != "red" or signal.grain == "month":
        return signal
    days, row = days_of(signal, table.periods[-1].end), table.series.index(signal.series)
    lacks = round(SCALE * float(table.units[row]) * _lost(found, row, days.start, None))
    return replace(signal, where=where_it_sits(reader, signal, days, lacks))
