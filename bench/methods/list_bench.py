"""A company of a thousand series: whom a day's list names, rightly and wrongly; a sweep's time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from time import perf_counter, process_time

import numpy as np

from bench.methods import daily
from bench.methods.daily import BANDS, HISTORY, YEAR
from bench.methods.warning_rules import Flags
from bench.table import Table
from husay.basics.amount import SCALE
from husay.stats.change_point import change_point
from husay.stats.detector import Watch, watch
from husay.stats.many import listed
from husay.stats.usual import Usual
from husay.tracking.signals.pushing import LEAST_CHANCE

SEED = 20_261_201
SIZES = (("rep", 600), ("unit", 300), ("sparse", 100))
FALLERS = 0.06
COMPANIES = 3
AFTER = (30, 60, 90, 120)
CHANCES = (0.0, 0.3, 0.6, 0.8, 0.95, 1.01)


def company(seed: int) -> tuple[Watch, Flags]:
    """A thousand series watched for two years, and which of them fall, by 20 or 40 % on the same
    day, a year into it."""
    rng = np.random.default_rng([SEED, seed])
    length = HISTORY + daily.WATCHED
    parts = []
    for name, count in SIZES:
        band = next(band for band in BANDS if band.name == name)
        rate = daily.rates(rng, band, count, length, grows=False)
        falls = rng.random(count) < FALLERS
        size = np.where(rng.random(count) < 0.5, 0.8, 0.6)
        rate[:, HISTORY + YEAR :] *= np.where(falls, size, 1.0)[:, None]
        parts.append((daily.orders(rng, rate, band.shape), falls))
    values = np.vstack([seen for seen, _ in parts])
    found = watch(values, daily.days(), holidays=daily.holidays())
    return found, np.concatenate([falls for _, falls in parts])


def tables() -> list[Table]:
    """The three lists, how true a told chance is, and how long a sweep takes."""
    companies = [company(seed) for seed in range(COMPANIES)]
    rows = [
        _row("all over 500 (amber)", companies, _over(500)),
        _row("all over 3,650 (red)", companies, _over(3650)),
        _row("e-BH, α 1/365", companies, _listed(1 / 365)),
        _row("**e-BH, α 1/365, and unusual**", companies, _unusual),
        _row("e-BH, α 1/1,000", companies, _listed(1 / 1000)),
        _row("e-BH, α 1/3,650", companies, _listed(1 / 3650)),
    ]
    heads = [f"day {day}: {what}" for day in AFTER for what in ("listed", "false")]
    return [
        Table("list", ("List", *heads, "fallers listed on day 120"), tuple(rows)),
        _chances(companies),
        _sweep(),
    ]


Rule = Callable[[Watch, int], Sequence[int]]
"""Whom a list names at the end of a period."""


def _over(limit: float) -> Rule:
    return lambda found, at: np.flatnonzero(found.evidence[0, :, at] >= limit).tolist()


def _listed(alpha: float) -> Rule:
    return lambda found, at: listed(found.evidence[0, :, at], alpha).series


def _unusual(found: Watch, at: int) -> list[int]:
    """As `husay.tracking.signals.pushing` has it."""
    known = found.baseline
    upto = replace(
        known, dates=known.dates[: at + 1], values=known.values[:, : at + 1],
        expected=known.expected[:, : at + 1], dispersion=known.dispersion[:, : at + 1],
    )  # fmt: skip
    kinds = np.repeat(np.arange(len(SIZES)), [count for _, count in SIZES])
    usual = Usual(upto, kinds, np.full(len(kinds), -1))
    named = []
    for series in listed(found.evidence[0, :, at], 1 / 365).series:
        seen = change_point(upto, series)
        if seen.chance >= LEAST_CHANCE / SCALE and -usual.deviations(series, seen.since) >= 3:
            named.append(series)
    return named


def _row(name: str, companies: list[tuple[Watch, Flags]], rule: Rule) -> tuple[str, ...]:
    cells = [name]
    for day in AFTER:
        names = [rule(found, HISTORY + YEAR + day - 1) for found, _ in companies]
        wrong = sum((~falls[list(n)]).sum() for n, (_, falls) in zip(names, companies, strict=True))
        count = sum(map(len, names))
        cells += [f"{count / len(companies):.0f}", f"{wrong / count:.2f}" if count else "–"]
    right = sum(falls[list(n)].sum() for n, (_, falls) in zip(names, companies, strict=True))
    return (*cells, f"{right / sum(falls.sum() for _, falls in companies):.0%}")


def _chances(companies: list[tuple[Watch, Flags]]) -> Table:
    """Of all over amber 60 and 120 days after the falls: the chance told, and what is true."""
    told = []
    for found, falls in companies:
        for day in (60, 120):
            at = HISTORY + YEAR + day - 1
            for series in np.flatnonzero(found.evidence[0, :, at] >= 500).tolist():
                seen = change_point(found.baseline, series, found.baseline.dates[at].item())
                told.append((seen.chance, bool(falls[series])))
    rows = []
    for low, high in pairwise(CHANCES):
        inside = [(chance, true) for chance, true in told if low <= chance < high]
        if inside:
            mean, came = np.mean(inside, axis=0)
            span = f"{low:.0%} to {min(1, high):.0%}"
            rows.append((span, str(len(inside)), f"{mean:.0%}", f"{came:.0%}"))
    return Table("chance", ("Told chance of a fall", "series", "told", "true"), tuple(rows))


def _sweep() -> Table:
    """The best of three sweeps over a thousand daily series of three years."""
    rng = np.random.default_rng(SEED)
    length = HISTORY
    values = np.vstack([
        daily.orders(rng, daily.rates(rng, band, 250, length, grows=False), band.shape)
        for band in BANDS
    ])  # fmt: skip
    times = []
    for _ in range(3):
        before, worked = perf_counter(), process_time()
        watch(values, daily.days(length), holidays=daily.holidays(length))
        times.append((perf_counter() - before, process_time() - worked))
    seconds, processor = min(times)
    row = ("expected and watched", f"{seconds:.1f}", f"{processor:.1f}")
    heads = ("1,000 daily series of three years", "seconds", "of a processor")
    return Table("sweep", heads, (row,))
