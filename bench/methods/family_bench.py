"""Series that belong together: a shock to all, children who are new; and the rate of false alarms
as it is measured on a history whose truth is known."""

from __future__ import annotations

import numpy as np

from bench.methods import daily
from bench.methods.companies import Array
from bench.methods.daily import BANDS, HISTORY, WATCHED, YEAR, Band
from bench.table import Table
from husay.stats.baseline import fit
from husay.stats.detector import Watch, watch
from husay.stats.false_alarms import false_alarms
from husay.stats.share import watch_shares
from husay.stats.short_history import watch_by_parents

SEED = 20_261_215
FAMILIES = 3
CHILDREN, OWN = 30, 3
SOON_DAYS = 120
NEW_DAYS = 395
LENGTH = HISTORY + WATCHED
DATES = daily.days()
OFF = daily.holidays()


def tables() -> list[Table]:
    """The share of a whole, the shape of a parent, and the measured rate."""
    shocks = [_shock(band, shock) for band in BANDS[1:3] for shock in (1.0, 0.8)]
    heads = ("30 series, 3 of which fall by 30 % themselves", "all fall by", "the whole is told",
             "others alarmed in 120 days", "by share", "the three: median days",
             "by share")  # fmt: skip
    new = [_new(band, shared) for band in BANDS for shared in (0.0, 0.5, 0.8)]
    child = ("Half a year to thirteen months old", "season shared", "false falls", "false rises",
             "−20 %")  # fmt: skip
    rates = [_rate(band) for band in BANDS]
    own = ("Size", "false falls", "measured on own history", "red", "measured")
    return [
        Table("shares", heads, tuple(shocks)),
        Table("children", child, tuple(new)),
        Table("own_rate", own, tuple(rates)),
    ]


def _falls(told: Watch, series: int, since: int) -> list[int]:
    """Days to each alarm for a fall from a day on, 1 for the same day."""
    day = DATES[since].item()
    return [
        (a.day - day).days + 1
        for a in told.alarms
        if a.series == series and a.direction == "fall" and a.day >= day
    ]


def _shock(band: Band, shock: float) -> tuple[str, ...]:
    at = HISTORY + YEAR
    others: tuple[list[float], ...] = ([], [])
    own: tuple[list[float], ...] = ([], [])
    whole: list[float] = []
    for family in range(FAMILIES):
        rng = np.random.default_rng([SEED, family, int(10 * shock)])
        rate = daily.rates(rng, band, CHILDREN, LENGTH, grows=False)
        rate[:, at:] *= shock
        rate[:OWN, at:] *= 0.7
        values = daily.orders(rng, rate, band.shape)
        plain = watch(values, DATES, holidays=OFF)
        for which, told in enumerate((plain, watch_shares(plain, holidays=OFF))):
            soon = [_soon(told, series, at) for series in range(OWN, CHILDREN)]
            others[which].append(float(np.mean(soon)))
            own[which].extend(min(_falls(told, one, at), default=999) for one in range(OWN))
        parent = watch(values.sum(axis=0), DATES, holidays=OFF)
        whole.append(min(_falls(parent, 0, at), default=999))
    seen = f"{np.median(whole):.0f} days" if np.median(whole) <= YEAR else "–"
    return (
        band.name, f"{1 - shock:.0%}", seen,
        *(f"{np.mean(part):.0%}" for part in others),
        *(f"{np.median(part):.0f}" for part in own),
    )  # fmt: skip


def _soon(told: Watch, series: int, at: int) -> bool:
    return any(days <= SOON_DAYS for days in _falls(told, series, at))


def alike(rng: np.random.Generator, band: Band, count: int, shared: float) -> Array:
    """Rates that have a part of their season, week and growth in common."""
    own = daily.rates(rng, band, count, LENGTH, grows=False)
    common = daily.rates(rng, band, 1, LENGTH, grows=False)
    level = own.mean(axis=1, keepdims=True)
    return np.asarray(level * (own / level) ** (1 - shared) * (common / common.mean()) ** shared)


def _new(band: Band, shared: float) -> tuple[str, ...]:
    """Children of a parent with years on record; a third of them fall by a fifth."""
    begin = LENGTH - NEW_DAYS
    at, count, falls = begin + 168 + 28 + 80, 60, 20
    false: list[list[float]] = [[], []]
    delays = []
    for family in range(FAMILIES):
        rng = np.random.default_rng([SEED, 7, family, int(10 * shared)])
        rate = alike(rng, band, count, shared)
        parents = fit(daily.orders(rng, rate.sum(axis=0, keepdims=True), band.shape * count),
                      DATES, holidays=OFF)  # fmt: skip
        rate[:falls, at:] *= 0.8
        values = daily.orders(rng, rate, band.shape)
        values[:, :begin] = np.nan
        told = watch_by_parents(values, parents, [0] * count, holidays=OFF)
        days = float((~np.isnan(told.baseline.expected[falls:])).sum())
        for which, direction in enumerate(("fall", "rise")):
            opened = sum(e.direction == direction and e.series >= falls for e in told.episodes)
            false[which].append(2 * YEAR * opened / days)
        delays += [min(_falls(told, one, at), default=999) for one in range(falls)]
    middle = f"{np.median(delays):.0f}" if np.median(delays) < 999 else "not in 119 days"
    rates = (f"{np.mean(part):.2f}" for part in false)
    return (band.name, f"{shared:.0%}", *rates, middle)


def _rate(band: Band) -> tuple[str, ...]:
    rng = np.random.default_rng([SEED, 9])
    values = daily.orders(rng, daily.rates(rng, band, 200, LENGTH, grows=False), band.shape)
    found = watch(values, DATES, holidays=OFF)
    start = DATES[HISTORY].item()
    falls = [e for e in found.episodes if e.direction == "fall"]
    true = sum(e.opened >= start for e in falls) / 200
    red = sum(e.red is not None and e.red >= start for e in falls) / 200
    told = false_alarms(found)
    assert told is not None, "two years are enough"
    measured = f"{told.falls:.2f} [{told.low:.2f}, {told.high:.2f}]"
    return (band.name, f"{true:.2f}", measured, f"{red:.2f}", f"{told.red:.2f}")
