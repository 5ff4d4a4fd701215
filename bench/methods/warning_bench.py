"""The early warning on made-up daily sales of four sizes, fresh seeds, nothing tuned per series."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.methods import daily
from bench.methods.companies import Array
from bench.methods.daily import BANDS, HISTORY, Band
from bench.methods.warning_rules import RULES, Flags, Rule, calibrated
from bench.table import Table
from husay.stats.baseline import Baseline, fit
from husay.stats.calendar_terms import Grain
from husay.stats.change_point import change_point
from husay.stats.detector import Watch, detect
from husay.stats.episodes import LIMITS

SEED = 20_261_127
QUIET, CHANGED = 200, 100
CHANGES = daily.CHANGES[1:]
COMPARED = ("rep", "unit")
NEVER = 10_000
GRAINS: dict[Grain, float] = {"week": 7, "month": 30.4}
"""And the days of one."""


@dataclass(frozen=True)
class Cohort:
    """Series watched together: the first on which nothing changes, then those that change, each
    from its day on (its place among the dates)."""

    baseline: Baseline
    quiet: int
    at: NDArray[np.int64]


def cohort(
    band: Band, change: str, seed: int, money: bool = False,
    quiet: int = QUIET, count: int = CHANGED, since: int = 0,
) -> Cohort:  # fmt: skip
    """A cohort, of which the days before `since` are not on record."""
    rng = np.random.default_rng([SEED, seed, zlib.crc32(f"{band.name} {change}".encode())])
    length = HISTORY + daily.WATCHED
    still = daily.rates(rng, band, quiet, length, grows=False)
    rates = daily.rates(rng, band, count, length, grows=change == "growth stops")
    at = daily.change_days(rng, count)
    rates = np.vstack([still, daily.changed(rates, change, at)])
    values = daily.orders(rng, rates, band.shape)
    if money:
        values = daily.amounts(rng, values)
    dates, off = daily.days(), daily.holidays()
    seen = fit(values[:, since:], dates[since:], counted=not money, holidays=off)
    return Cohort(_whole(seen, values, dates), quiet, at)


def _whole(seen: Baseline, values: Array, dates: NDArray[np.datetime64]) -> Baseline:
    """A baseline with the days that were not on record put back as unknown, so that places fit."""
    lost = np.full((len(values), values.shape[1] - seen.values.shape[1]), np.nan)
    parts = (np.hstack([lost, part]) for part in (seen.values, seen.expected, seen.dispersion))
    known, expected, dispersion = parts
    return Baseline(dates, seen.grain, known, expected, dispersion, seen.logs)


@dataclass(frozen=True)
class Found:
    """False alarms per quiet series in two years: amber, rises, red; days to the next alarm after a
    change; and of those alarms how often the true day was in the range told, and how far off."""

    amber: float
    rise: float
    red: float
    delays: Array
    red_delays: Array
    in_range: float
    days_off: float


def judged_twice(band: Band, change: str, money: bool) -> Found:
    """Two cohorts as one."""
    one, two = (judged(cohort(band, change, seed, money)) for seed in (1, 2))
    means = ((getattr(one, part) + getattr(two, part)) / 2 for part in ("amber", "rise", "red"))
    amber, rise, red = means
    return Found(
        amber, rise, red,
        np.concatenate([one.delays, two.delays]),
        np.concatenate([one.red_delays, two.red_delays]),
        (one.in_range + two.in_range) / 2,
        (one.days_off + two.days_off) / 2,
    )  # fmt: skip


def judged(group: Cohort) -> Found:
    """What the detector as it is shipped makes of a cohort."""
    told = detect(group.baseline, LIMITS[group.baseline.grain])
    start = daily.days()[HISTORY].item()
    quiet = [e for e in told.episodes if e.series < group.quiet]
    opened = [e.direction for e in quiet if e.opened >= start]
    red = [e for e in quiet if e.direction == "fall" and e.red is not None and e.red >= start]
    since = [_since(told, group, i) for i in range(len(group.at))]
    dated = [s for s in since if s is not None]
    return Found(
        opened.count("fall") / group.quiet,
        opened.count("rise") / group.quiet,
        len(red) / group.quiet,
        _delays(told, group, "amber"),
        _delays(told, group, "red"),
        float(np.mean([inside for inside, _ in dated])),
        float(np.median([off for _, off in dated])),
    )


def _next(told: Watch, group: Cohort, which: int, level: str) -> int | None:
    """The place of the first alarm after a change; None if a false episode was red by then, so
    that none could come."""
    series, dates = group.quiet + which, group.baseline.dates
    day = dates[group.at[which]].item()
    for e in told.episodes:
        mine = e.series == series and e.direction == "fall" and e.red is not None and e.red < day
        if mine and (e.closed is None or e.closed > day):
            return None
    for alarm in told.alarms:
        mine = alarm.series == series and alarm.direction == "fall" and alarm.day >= day
        if mine and level in ("amber", alarm.level):
            return int(np.searchsorted(dates, np.datetime64(alarm.day)))
    return NEVER


def _delays(told: Watch, group: Cohort, level: str) -> Array:
    """Days from the change to the end of the day of the alarm, 1 for the same day."""
    found = [(_next(told, group, i, level), at) for i, at in enumerate(group.at.tolist())]
    return np.array([place - at + 1 for place, at in found if place is not None], dtype=float)


def _since(told: Watch, group: Cohort, which: int) -> tuple[bool, float] | None:
    place = _next(told, group, which, "red")
    if place is None or place >= len(group.baseline.dates):
        return None
    day = group.baseline.dates[group.at[which]].item()
    found = change_point(group.baseline, group.quiet + which, group.baseline.dates[place].item())
    return found.earliest <= day <= found.latest, abs((found.since - day).days)


def median(delays: Array) -> str:
    """Days, or that within the year that was looked at half were not seen."""
    middle = float(np.median(delays))
    return f"{middle:.0f}" if middle <= daily.YEAR else "> 365"


def tables() -> list[Table]:
    """Delays and false alarms by size; and the yardsticks."""
    kinds = [(band, False) for band in BANDS] + [(band, True) for band in BANDS[1:3]]
    rows, since = [], []
    for band, money in kinds:
        found = {change: judged(cohort(band, change, 1, money)) for change in CHANGES}
        found["-20%"] = judged_twice(band, "-20%", money)
        name = f"{band.name}, money" if money else band.name
        rows += [_row(name, found, "amber"), _row(name, found, "red")]
        since.append(_since_row(name, found["-20%"]))
    heads = ("Size", "level", "false falls", "false rises", "−10 %", "−20 % [95 %]", "−30 %",
             "ramp to −20 %", "growth of 20 % stops")  # fmt: skip
    return [
        Table("warning", heads, tuple(rows)),
        Table("since", ("Size", "true day in the 80 % range", "median days off"), tuple(since)),
        _yardsticks(),
        _histories(),
        _grains(),
    ]


def _row(name: str, found: dict[str, Found], level: str) -> tuple[str, ...]:
    amber = level == "amber"
    delays = {c: f.delays if amber else f.red_delays for c, f in found.items()}
    cells = {change: median(d) for change, d in delays.items()}
    cells["-20%"] += " [{:.0f}, {:.0f}]".format(*_interval(delays["-20%"]))
    falls = np.mean([f.amber if amber else f.red for f in found.values()])
    rises = f"{np.mean([f.rise for f in found.values()]):.2f}" if amber else "–"
    return (name, level, f"{falls:.2f}", rises, *(cells[change] for change in CHANGES))


def _interval(delays: Array) -> tuple[float, float]:
    """Of the median, by the bootstrap."""
    drawn = np.random.default_rng(SEED).choice(delays, (500, len(delays)))
    low, high = np.quantile(np.median(drawn, axis=1), [0.025, 0.975])
    return float(low), min(float(high), 999)


def _since_row(name: str, found: Found) -> tuple[str, ...]:
    return (name, f"{found.in_range:.0%}", f"{found.days_off:.0f}")


def _yardsticks() -> Table:
    """Other rules on the same series, calibrated on others where they have a threshold."""
    bands = [band for band in BANDS if band.name in COMPARED]
    cohorts = {
        b.name: [cohort(b, c, 2, quiet=100, count=60) for c in ("-20%", "-30%")] for b in bands
    }
    calm = {band.name: cohort(band, "-20%", 3, quiet=100, count=1) for band in bands}
    rows = []
    for rule in RULES:
        cells = [rule.name]
        for band in bands:
            cells += _of_rule(rule, calm[band.name], cohorts[band.name])
        rows.append(tuple(cells))
    ours = ["**Husay, amber**"]
    for band in bands:
        found = [judged(group) for group in cohorts[band.name]]
        ours += [f"{np.mean([f.amber for f in found]):.2f}", *(median(f.delays) for f in found)]
    heads = [f"{band.name}: {what}" for band in bands for what in ("false", "−20 %", "−30 %")]
    return Table("yardsticks", ("Rule", *heads), (tuple(ours), *rows))


def _of_rule(rule: Rule, calm: Cohort, groups: Sequence[Cohort]) -> list[str]:
    threshold = calibrated(rule, rows_of(calm.baseline, slice(0, min(100, rule.most_series))))
    false, cells = [], []
    for group in groups:
        most = min(rule.most_series, group.quiet)
        told = rule.alarms(rows_of(group.baseline, slice(0, most)), threshold)
        false.append(float(told[:, HISTORY:].sum()) / most)
        some = slice(group.quiet, group.quiet + min(rule.most_series, len(group.at)))
        told = rule.alarms(rows_of(group.baseline, some), threshold)
        cells.append(median(_first(told, group.at)))
    return [f"{np.mean(false):.2f}", *cells]


def _first(told: Flags, at: NDArray[np.int64]) -> Array:
    after = told & (np.arange(told.shape[1]) >= at[: len(told), None])
    places = np.where(after.any(axis=1), after.argmax(axis=1), NEVER)
    return np.asarray(places - at[: len(told)] + 1, dtype=np.float64)


def rows_of(baseline: Baseline, rows: slice) -> Baseline:
    """Some series of many."""
    return Baseline(
        baseline.dates, baseline.grain, baseline.values[rows], baseline.expected[rows],
        baseline.dispersion[rows], baseline.logs,
    )  # fmt: skip


def coarser(band: Band, grain: Grain, seed: int) -> Cohort:
    """A cohort whose series fall by a fifth, of which only weeks or months are known."""
    rng = np.random.default_rng([SEED, seed, zlib.crc32(f"{band.name} {grain}".encode())])
    length = HISTORY + daily.WATCHED
    rates = daily.rates(rng, band, QUIET + CHANGED, length, grows=False)
    at = daily.change_days(rng, CHANGED)
    rates[QUIET:] = daily.changed(rates[QUIET:], "-20%", at)
    values, dates = daily.orders(rng, rates, band.shape), daily.days()
    if grain == "week":
        begins = np.arange(0, length, 7)
    else:
        begins = np.flatnonzero(dates == dates.astype("datetime64[M]").astype("datetime64[D]"))
    sums = np.add.reduceat(values, begins, axis=1)[:, :-1]
    seen = fit(sums, dates[begins][:-1], holidays=daily.holidays())
    return Cohort(seen, QUIET, np.searchsorted(begins, at, side="right") - 1)


def _grains() -> Table:
    """What is lost where only weeks or months are known."""
    rows = []
    for grain, days in GRAINS.items():
        cells = [f"by {grain}"]
        for band in BANDS:
            found = judged(coarser(band, grain, 6))
            cells += [f"{found.amber:.2f}", median(found.delays * days)]
        rows.append(tuple(cells))
    heads = [f"{band.name}: {what}" for band in BANDS for what in ("false falls", "−20 %")]
    return Table("grains", ("Known", *heads), tuple(rows))


def _histories() -> Table:
    """How much history it takes: three years before the first watched day, or thirteen months."""
    rows = []
    for months, since in ((36, 0), (24, 365), (13, HISTORY - 396)):
        cells = [str(months)]
        for band in BANDS:
            found = judged(cohort(band, "-20%", 5, since=since))
            cells += [f"{found.amber:.2f}", median(found.delays)]
        rows.append(tuple(cells))
    heads = [f"{band.name}: {what}" for band in BANDS for what in ("false falls", "−20 %")]
    return Table("history", ("Months of history", *heads), tuple(rows))
