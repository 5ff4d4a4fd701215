"""What coaching is said to have done where it did nothing, or a tenth; and what can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from math import expm1, log
from statistics import fmean, median

import numpy as np

from bench.methods.companies import Array
from bench.table import Table
from husay.stats.effect import Effect, TooLittle, effect

SEED = 20_320_000
PANELS, POWER_PANELS = 250, 80
BEFORE, CHOSEN_BY = 12, 3
SKILL, SPELL, SEASON = 0.25, 0.15, 0.15
TRUE = (0.0, 0.1)
CHOICES = ("the lowest of last quarter", "by lot")
WAYS = (
    ("differences, against the quarter before", BEFORE - CHOSEN_BY, 0),
    ("differences, against the year before", 0, 0),
    ("**Husay**", 0, CHOSEN_BY),
)
"""A name, the first month that is looked at, and how many are left out as those that chose."""
LOTS = (40, 20, 6, 8)
SIZES = ((40, 10, 3, 8), (80, 20, 3, 8), (80, 20, 6, 8), (200, 50, 6, 8), (80, 20, 6, 40))


@dataclass(frozen=True)
class Panel:
    """Months of deals of persons, and with which month each one's coaching began."""

    months: Array
    starts: list[int | None]


def tables() -> list[Table]:
    """Bias of four ways to compare, and the smallest effects that can be seen."""
    heads = ("Compared", "chosen", "true effect", "told", "95 % interval covers", "“worked”")
    power = (
        "Coached", "months after", "deals a month", "smallest effect told", "seen when it is true",
    )  # fmt: skip
    return [
        Table("coaching", heads, tuple(_bias())),
        Table("power", power, tuple(_power(*size) for size in SIZES)),
    ]


def panel(
    rng: np.random.Generator, true: float, lowest: bool, size: tuple[int, int, int, int],
    staggered: bool = False,
) -> Panel:  # fmt: skip
    """Persons with levels of their own, a season, a spread of months; deals by chance."""
    people, coached, after, deals = size
    length = BEFORE + after
    season = 1 + SEASON * np.sin(2 * np.pi * (np.arange(length) + 3) / 12)
    level = deals * np.exp(rng.normal(0, SKILL, (people, 1))) * season
    level = level * np.exp(rng.normal(0, SPELL, (people, length)))
    before = rng.poisson(level)
    last = before[:, BEFORE - CHOSEN_BY : BEFORE].sum(axis=1)
    chosen = np.argsort(last)[:coached] if lowest else rng.permutation(people)[:coached]
    starts: list[int | None] = [None] * people
    for place, person in enumerate(chosen.tolist()):
        start = BEFORE - (3 if staggered and place % 2 else 0)
        starts[person] = start
        level[person, start:] *= 1 + true
        before[person, start:] = rng.poisson(level[person, start:])
    return Panel(before.astype(np.float64), starts)


def _bias() -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for lowest, chosen in zip((True, False), CHOICES, strict=True):
        for true in TRUE:
            made = [
                panel(_rng(int(lowest), true, i), true, lowest, SIZES[0]) for i in range(PANELS)
            ]
            told = _told([_before_after(p) for p in made])
            rows.append(("before and after", chosen, f"{true:.0%}", told, "–", "–"))
            for name, first, chosen_by in WAYS:
                found = [_told_of(p, first, chosen_by) for p in made]
                rows.append(_row(name, chosen, true, found))
    for true in TRUE:
        lots = [panel(_rng(2, true, i), true, False, LOTS, True) for i in range(PANELS)]
        found = [effect(p.months.tolist(), p.starts, chosen_by=0) for p in lots]
        rows.append(_row("**Husay**, 20 of 40 in two starts", "by lot", true, found))
    for true in TRUE:
        rates = [_conversion(_rng(3, true, i), true) for i in range(PANELS)]
        rows.append(_row("**Husay**, a stage's conversion", CHOICES[0], true, rates))
    return rows


def _rng(which: int, true: float, i: int) -> np.random.Generator:
    return np.random.default_rng([SEED, which, round(100 * true), i])


def _told_of(made: Panel, first: int, chosen_by: int) -> Effect | TooLittle:
    starts = [None if start is None else start - first for start in made.starts]
    return effect(made.months[:, first:].tolist(), starts, chosen_by=chosen_by)


def _before_after(made: Panel) -> float:
    those = [i for i, start in enumerate(made.starts) if start is not None]
    rows = made.months[those]
    return log(rows[:, BEFORE:].mean() / rows[:, BEFORE - CHOSEN_BY : BEFORE].mean())


def _conversion(rng: np.random.Generator, true: float) -> Effect | TooLittle:
    """Twenty leads a month, of which two fifths are met; those who met least are coached."""
    level = rng.normal(0, SKILL, (40, 1)) + rng.normal(0, 0.1, (40, BEFORE + 3))
    rate = np.minimum(0.9, 0.4 * np.exp(level))
    leads = rng.poisson(20, rate.shape)
    met = rng.binomial(leads, rate)
    last = met[:, 9:12].sum(axis=1) / np.maximum(1, leads[:, 9:12].sum(axis=1))
    starts: list[int | None] = [None] * 40
    for person in np.argsort(last)[:10].tolist():
        starts[person] = BEFORE
        again = np.minimum(1, rate[person, BEFORE:] * (1 + true))
        met[person, BEFORE:] = rng.binomial(leads[person, BEFORE:], again)
    return effect(met.tolist(), starts, tried=leads.tolist())


def _row(name: str, chosen: str, true: float, found: list[Effect | TooLittle]) -> tuple[str, ...]:
    told = [one for one in found if isinstance(one, Effect)]
    return (
        name, chosen, f"{true:.0%}", _told([one.log for one in told]),
        f"{fmean(one.low <= true <= one.high for one in told):.0%}",
        f"{fmean(one.verdict == 'worked' for one in told):.0%}",
    )  # fmt: skip


def _told(logs: list[float]) -> str:
    return f"{fmean(map(expm1, logs)):+.1%}"


def _power(people: int, coached: int, after: int, deals: int) -> tuple[str, ...]:
    size = (people, coached, after, deals)
    told = _effects(size, 0.0, 0)
    smallest = median(one.detectable for one in told)
    seen = _effects(size, smallest, 1)
    return (
        f"{coached} of {people}", str(after), str(deals), f"{smallest:.0%}",
        f"{fmean(one.verdict == 'worked' for one in seen):.0%}",
    )  # fmt: skip


def _effects(size: tuple[int, int, int, int], true: float, which: int) -> list[Effect]:
    found = []
    for i in range(POWER_PANELS):
        made = panel(np.random.default_rng([SEED, 4, which, *size, i]), true, True, size)
        one = effect(made.months.tolist(), made.starts)
        assert isinstance(one, Effect)
        found.append(one)
    return found
