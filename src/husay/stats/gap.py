"""Where somebody's gap is: which stage keeps sales below the team's, its best's, or one's own best.

Each factor of the sales identity (`husay.stats.sales_identity`) is drawn toward the team
(`husay.stats.shrinkage.shrink_logs`): a small window's rate is mostly chance. With x_k one's factor
so taken and b_k the benchmark's, X and B their products times the window,

    part_k = LMDI-I contribution of b_k -> x_k to X - B      (`husay.stats.decomposition`)
    chance = net sales - X                                   what is taken to be luck, or no stage's

and parts and chance sum to net sales less the benchmark's, in whole ten-thousandths, to the last.

Benchmarks: the team's mean; the mean of the quarter of the team whose product is the highest (not
the single best one, who was lucky too); or one's own best three months (of at least six), drawn
toward the team as everything is.

Which factor is the weakest is told by 2,000 draws (seeded) of one's factors: in how many of them is
it the one furthest below the benchmark, and by 5 % or more? A stage is named only with a
probability of more than .8, and from 200 leads on. Below that, `more_leads` says how many more: the
least multiple of what was seen (of `TIMES`) that would name a stage if everything stayed as it is,
noise being that much smaller; None if none would. A window with less than 200 leads can be made
longer (`months_wanted`), or people be taken together (`pooled`) and set beside other teams.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, fsum, prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from husay.stats.decomposition import contributions, whole_parts
from husay.stats.sales_identity import STAGES, Flow, Identity, Stock, flow_identity, stock_identity
from husay.stats.shrinkage import Shrunk, shrink_logs

DRAWS, FEW = 2_000, 500
"""Draws in all, and those by which it is told how many more leads are wanted: a rough figure."""
SEED = 20_261_128
SURE = 0.8
LEAST_LEADS = 200
MATERIAL = 0.05
"""A factor that differs by less, in logarithms, is neither weak nor strong."""
QUARTER = 3
TIMES = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0, 12.0, 20.0)

_Array = NDArray[np.float64]
Benchmark = Literal["team", "best-quartile", "own-best-quarter"]


@dataclass(frozen=True)
class Stage:
    """A factor of somebody's sales: as it is seen, as it is taken to be, and the benchmark's.

    `part` is what it adds to the gap (below zero: it is what is missing), in whole ten-thousandths;
    `weakest` and `strongest` are the chances that it is the factor furthest below and furthest
    above the benchmark, by 5 % or more; `reliability` is how much of what is seen is one's own.
    """

    factor: str
    seen: float
    rate: float
    benchmark: float
    part: int
    weakest: float
    strongest: float
    reliability: float


@dataclass(frozen=True)
class Gap:
    """Somebody's gap to a benchmark: `gap` = `sales` - `benchmark` = the stages' parts + `chance`.

    `named` is the factor that is the weakest with a probability of more than .8; without one,
    `more_leads` (or closed deals) says how many more are wanted to name one, None if that would
    not.
    """

    sales: int
    benchmark: int
    stages: tuple[Stage, ...]
    chance: int
    named: str | None
    more_leads: int | None

    @property
    def gap(self) -> int:
        """Below zero: less than the benchmark."""
        return self.sales - self.benchmark


def gaps(
    people: Sequence[Flow] | Sequence[Stock],
    benchmark: Benchmark = "team",
    stages: Sequence[str] = STAGES,
    only: Sequence[int] | None = None,
    more: bool = True,
) -> tuple[Gap, ...]:
    """The gap of each of a team, in the order given, from flows or from stocks.

    `stages` names what flows count; `only` has the places of those whose gap is wanted, all being
    compared with (None: everybody's). Without `more` it is not worked out how many more leads would
    name a stage. ValueErrors as in `husay.stats.sales_identity`, and for a
    best quarter of stocks, or of windows of less than six months.
    """
    flows = [one for one in people if isinstance(one, Flow)]
    stocks = [one for one in people if isinstance(one, Stock)]
    if flows and stocks:
        raise ValueError("flows and stocks are not compared")
    own = stock_identity(stocks) if stocks else flow_identity(flows, stages)
    told = [_team(own, times) for times in (TIMES if more else TIMES[:1])]
    marks = _marks(own, told[0], benchmark, flows, stages)
    drawn = np.random.default_rng(SEED).standard_normal((DRAWS, len(own.factors)))
    wanted = range(len(people)) if only is None else only
    return tuple(_gap(own, i, told, marks[i], drawn) for i in wanted)


@dataclass(frozen=True)
class _Team:
    """What each one's factors are taken to be: means and standard deviations, a row a person."""

    columns: tuple[Shrunk, ...]
    means: _Array
    deviations: _Array


def _team(own: Identity, times: float = 1.0) -> _Team:
    """The team as it is, or as it would be if so many times as much had been seen of it."""
    columns = tuple(
        shrink_logs(raw.tolist(), (noise / times).tolist())
        for raw, noise in zip(own.raw.T, own.noise.T, strict=True)
    )
    means = np.array([[rate.mean for rate in shrunk.rates] for shrunk in columns]).T
    spread = np.array([[rate.variance for rate in shrunk.rates] for shrunk in columns]).T
    return _Team(columns, means, np.sqrt(spread))


def _gap(own: Identity, i: int, told: Sequence[_Team], mark: _Array, drawn: _Array) -> Gap:
    team = told[0]
    rates, benchmark = np.exp(team.means[i]).tolist(), np.exp(mark).tolist()
    weakest, strongest = _chances(team, i, mark, drawn)
    parts, chance, due = _parts(own, i, rates, benchmark)
    sure = own.seen[i] >= LEAST_LEADS and weakest.max() > SURE
    rows = zip(
        own.factors, np.exp(own.raw[i]).tolist(), rates, benchmark, parts, weakest.tolist(),
        strongest.tolist(), [shrunk.rates[i].reliability for shrunk in team.columns],
        strict=True,
    )  # fmt: skip
    return Gap(
        own.sales[i], due, tuple(Stage(*row) for row in rows), chance,
        own.factors[int(weakest.argmax())] if sure else None,
        0 if sure else None if len(told) == 1 else _more(own.seen[i], i, told, mark, drawn[:FEW]),
    )  # fmt: skip


def _parts(
    own: Identity, i: int, rates: Sequence[float], benchmark: Sequence[float]
) -> tuple[tuple[int, ...], int, int]:
    """The stages' parts, chance's, and the benchmark, which together are one's sales."""
    times = own.times[i]
    due = round(times * prod(benchmark))
    parts = [times * part for part in contributions(benchmark, rates)]
    gap = own.sales[i] - due
    *whole, chance = whole_parts(gap, [*parts, gap - fsum(parts)])
    return tuple(whole), chance, due


def _chances(team: _Team, i: int, mark: _Array, drawn: _Array) -> tuple[_Array, _Array]:
    """How often each factor is the one furthest below, and furthest above, the benchmark."""
    off = team.means[i] - mark + drawn * team.deviations[i]
    size = off.shape[1]
    low, high = off.argmin(axis=1), off.argmax(axis=1)
    below = np.bincount(low[off.min(axis=1) < -MATERIAL], minlength=size) / len(off)
    above = np.bincount(high[off.max(axis=1) > MATERIAL], minlength=size) / len(off)
    return below, above


def _more(seen: int, i: int, told: Sequence[_Team], mark: _Array, drawn: _Array) -> int | None:
    for times, team in zip(TIMES, told, strict=True):
        wanted = max(ceil(times * seen), LEAST_LEADS)
        if wanted > seen > 0 and _chances(team, i, mark, drawn)[0].max() > SURE:
            return wanted - seen
    return None


def _marks(
    own: Identity, team: _Team, benchmark: Benchmark, flows: Sequence[Flow], stages: Sequence[str]
) -> _Array:
    """The logarithms of each one's benchmark, a row a person."""
    people = len(own.sales)
    if benchmark == "own-best-quarter":
        return np.array([_best_quarter(flow, flows, team, stages) for flow in flows])
    if benchmark == "team":
        mark = np.array([shrunk.mean for shrunk in team.columns])
    else:
        best = np.argsort(-team.means.sum(axis=1), kind="stable")[: best_quarter(people)]
        mark = team.means[best].mean(axis=0)
    return np.tile(mark, (people, 1))


def best_quarter(people: int) -> int:
    """How many of so many people the best quarter is: one at least."""
    return max(1, round(people / 4))


def _best_quarter(flow: Flow, flows: Sequence[Flow], team: _Team, stages: Sequence[str]) -> _Array:
    """The best of one's quarters, counted from the window's end, each drawn toward the team."""
    ends = range(flow.months, QUARTER - 1, -QUARTER)
    if len(ends) < 2:
        raise ValueError("a best quarter is one of two at least")
    quarters = flow_identity([flow.part(e - QUARTER, e) for e in ends], stages, flows)
    means = np.array([shrunk.mean for shrunk in team.columns])
    between = np.array([shrunk.between for shrunk in team.columns])
    drawn = means + between / (between + quarters.noise) * (quarters.raw - means)
    best: _Array = drawn[int(drawn.sum(axis=1).argmax())]
    return best


def months_wanted(leads: Sequence[int], least: int = LEAST_LEADS) -> int | None:
    """How many of the last months have so many leads together; None where all have less."""
    whole = 0
    for months, count in enumerate(reversed(leads), 1):
        whole += count
        if whole >= least:
            return months
    return None


def pooled(flows: Sequence[Flow]) -> Flow:
    """Several people as one, to be set beside other teams; all of the same months and stages."""
    counts = tuple(
        tuple(map(sum, zip(*stage, strict=True)))
        for stage in zip(*(flow.counts for flow in flows), strict=True)
    )
    months = zip(*(flow.won for flow in flows), strict=True)
    return Flow(counts, tuple(tuple(deal for won in month for deal in won) for month in months))
