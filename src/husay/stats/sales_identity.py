"""Sales as a product of factors, and how exactly each factor is known of each of a group.

Flow, of what came in over some months (for the stages leads, meetings and won deals):

    net sales a month = leads a month x meetings / leads x won / meetings x list value / won
                        x net / list

Stock, of what is open (Little's law: closed deals a day = open deals / days that one is open):

    net sales a day = open deals x 1 / days to close x won / closed x list value / won x net / list

Of each factor the logarithm is taken, with its variance by chance; what is pooled is pooled over
the group, so that a single one's small numbers do not set their own error:

    leads        ln((y + .5) / (E + .5)) + ln E     1 / y + a / M (as in `husay.stats.shrinkage`)
    a ratio      ln((y + .5) / (n p + .5)) + ln p   phi (1 - p) / (n p), phi / (n p) if above 1
    list value   ln of the mean                     c^2 / won, c a deal's coefficient of variation
    net / list   ln of the ratio of the sums        s^2 sum(list^2) / (net / list sum(list))^2
    open deals   ln of the mean number              1 / closed
    days open    - ln of the mean                   c^2 / closed

phi is what months disperse beyond chance, at least 1; s the standard deviation of a deal's own
ratio. Where a deal's own value at list prices is not known and one's sales tell net / list
(`Priced`), s and the sums are those of these sales: a ratio that was given to all deals alike says
nothing of its error. The error of open deals is an approximation of our own: they are renewed as
often as deals are closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from husay.stats.shrinkage import LEAST_NOISE, LEAST_SHARE, shrink

_Array = NDArray[np.float64]

STAGES = ("leads", "meetings", "wins")
VALUE, PRICE = "deal-value", "price"
STOCK_FACTORS = ("open-deals", "speed", "wins", VALUE, PRICE)


class Won(NamedTuple):
    """A won deal: its value at list prices and its net value, in whole ten-thousandths."""

    listed: int
    net: int


class Priced(NamedTuple):
    """How exactly somebody's net / list is known, by the sales that it is the ratio of: `weight` is
    sum(list^2) / sum(list)^2, and `off` the sum of squared differences of their own ratios."""

    weight: float
    sales: int
    off: float


@dataclass(frozen=True)
class Flow:
    """Somebody's window: what was counted at each stage, month by month (the first stage is what
    comes in; the last, won deals, is counted from `won`), and the deals won in each month.

    `steps` are the months' places in the window, where they are not all of it in their order (two
    people's months stand one after the other's). `priced` says how exactly the price is known,
    where it is not each deal's own.
    """

    counts: tuple[tuple[int, ...], ...]
    won: tuple[tuple[Won, ...], ...]
    steps: tuple[int, ...] = ()
    priced: Priced | None = None

    @property
    def months(self) -> int:
        """How many months the window has."""
        return len(self.won)

    @property
    def stages(self) -> tuple[tuple[int, ...], ...]:
        """The counts of all stages, won deals too."""
        return (*self.counts, tuple(map(len, self.won)))

    @property
    def deals(self) -> list[Won]:
        """All deals won."""
        return [deal for month in self.won for deal in month]

    def part(self, first: int, last: int) -> Flow:
        """The months from `first` until before `last`, with as large a part of the sales that tell
        the price."""
        won, priced = self.won[first:last], self.priced
        if priced is not None:
            priced = priced._replace(weight=priced.weight * self.months / len(won))
        counts = tuple(c[first:last] for c in self.counts)
        return Flow(counts, won, self.steps[first:last], priced)


@dataclass(frozen=True)
class Stock:
    """Somebody's pipeline over a window: its days, the mean number of deals open in it, the days
    that each deal closed in it was open, and those of them that were won."""

    days: int
    open: float
    closed: tuple[int, ...]
    won: tuple[Won, ...]
    priced: Priced | None = None

    @property
    def deals(self) -> list[Won]:
        """All deals won."""
        return list(self.won)


@dataclass(frozen=True)
class Identity:
    """The logarithms of factors and their variances by chance, a row each person; `sales` is each
    one's net sales in whole ten-thousandths, `times` what the product of factors is multiplied with
    to be such sales (months, days), `seen` how many leads (or closed deals) stand behind a row."""

    factors: tuple[str, ...]
    raw: _Array
    noise: _Array
    sales: tuple[int, ...]
    times: tuple[int, ...]
    seen: tuple[int, ...]


Column = tuple[_Array, _Array]


def flow_identity(
    flows: Sequence[Flow], stages: Sequence[str] = STAGES, group: Sequence[Flow] | None = None
) -> Identity:
    """The flow form of each. What is pooled is taken of `group` (the same, if none is given).

    ValueError where there is nobody, a window without months, stages that are not as many as
    counted, or a stage of which the group has nothing.
    """
    team = group or flows
    counted = {len(flow.stages) for flow in (*flows, *team)}
    if not flows or counted != {len(stages)} or min(f.months for f in (*flows, *team)) < 1:
        raise ValueError("a group wants months of everybody, and every stage counted")
    columns = [_arrivals(flows, team)]
    for k in range(1, len(stages)):
        columns.append(_ratio(flows, team, k))
    columns += _values([f.deals for f in flows], [f.deals for f in team],
                       [f.priced for f in flows], [f.priced for f in team])  # fmt: skip
    return _identity(
        (*stages, VALUE, PRICE), columns, [f.deals for f in flows],
        [f.months for f in flows], [sum(f.stages[0]) for f in flows],
    )  # fmt: skip


def stock_identity(stocks: Sequence[Stock]) -> Identity:
    """The stock form of each. ValueError as above, and where the group closed or won nothing."""
    closed = np.array([len(stock.closed) for stock in stocks], dtype=np.float64)
    won = np.array([len(stock.won) for stock in stocks], dtype=np.float64)
    if not stocks or not closed.sum() or not won.sum() or min(s.open for s in stocks) < 0:
        raise ValueError("a group wants deals that were open, closed and won")
    usual, least = float(np.mean([s.open for s in stocks])), np.maximum(closed, 0.5)
    if (won > closed).any() or not usual:
        raise ValueError("nobody wins more deals than are closed, or closes what was never open")
    opened = np.log(np.maximum([s.open for s in stocks], LEAST_SHARE * usual))
    days, spread = _means(*([[max(d, 1) for d in s.closed] for s in stocks],) * 2)
    share = float(won.sum() / closed.sum())
    wins = np.log((won + 0.5) / (closed * share + 0.5)) + log(share)
    columns = [
        (opened, 1 / least),
        (-np.log(days), spread / least),
        (wins, (1 - share) / (least * share)),
        *_values(*([s.deals for s in stocks],) * 2, *([s.priced for s in stocks],) * 2),
    ]
    return _identity(
        STOCK_FACTORS, columns, [s.deals for s in stocks],
        [s.days for s in stocks], [len(s.closed) for s in stocks],
    )  # fmt: skip


def _identity(
    factors: tuple[str, ...], columns: Sequence[Column], deals: Sequence[Sequence[Won]],
    times: Sequence[int], seen: Sequence[int],
) -> Identity:  # fmt: skip
    raw, noise = (np.column_stack([column[i] for column in columns]) for i in (0, 1))
    sales = tuple(sum(deal.net for deal in own) for own in deals)
    return Identity(factors, raw, np.maximum(noise, LEAST_NOISE), sales, tuple(times), tuple(seen))


def _sums(flows: Sequence[Flow], stage: int) -> _Array:
    return np.array([sum(flow.stages[stage]) for flow in flows], dtype=np.float64)


def _arrivals(flows: Sequence[Flow], team: Sequence[Flow]) -> Column:
    months = np.array([flow.months for flow in team], dtype=np.float64)
    usual = float(_sums(team, 0).sum() / months.sum())
    if not usual > 0:
        raise ValueError("the group has nothing at a stage")
    rates = shrink(
        [flow.stages[0] for flow in team], (usual * months).tolist(), precision=0, counted=True,
        steps=[flow.steps or range(flow.months) for flow in team],
    ).rates  # fmt: skip
    first = max(sum(team[0].stages[0]), 0.5)
    beyond = max(0.0, rates[0].monthly - team[0].months / first)
    seen, due = _sums(flows, 0), np.array([usual * flow.months for flow in flows])
    raw = np.log((seen + 0.5) / (due + 0.5)) + log(usual)
    return raw, 1 / np.maximum(seen, 0.5) + beyond * usual / due


def _ratio(flows: Sequence[Flow], team: Sequence[Flow], stage: int) -> Column:
    pooled, tries = float(_sums(team, stage).sum()), float(_sums(team, stage - 1).sum())
    if not pooled or not tries:
        raise ValueError("the group has nothing at a stage")
    p = pooled / tries
    bounded = bool((_sums(team, stage) <= _sums(team, stage - 1)).all())
    unit = max(1 - p, LEAST_SHARE) if bounded else 1.0
    phi = _months_beyond_chance(team, stage, unit)
    y, n = _sums(flows, stage), _sums(flows, stage - 1)
    raw = np.log((y + 0.5) / (n * p + 0.5)) + log(p)
    return raw, phi * unit / np.maximum(n * p, 0.5)


def _months_beyond_chance(team: Sequence[Flow], stage: int, unit: float) -> float:
    """phi, of those with more than one month in which something could come of something."""
    spread, free = 0.0, 0
    for flow in team:
        y, n = (np.array(flow.stages[k], dtype=np.float64) for k in (stage, stage - 1))
        some = n > 0
        if some.sum() > 1 and y[some].sum():
            due = n[some] * y[some].sum() / n[some].sum()
            spread += float((np.square(y[some] - due) / (due * unit)).sum())
            free += int(some.sum()) - 1
    return max(1.0, spread / free) if free else 1.0


def _values(
    deals: Sequence[Sequence[Won]], team: Sequence[Sequence[Won]],
    priced: Sequence[Priced | None], team_priced: Sequence[Priced | None],
) -> list[Column]:  # fmt: skip
    """List value and price of each, from its deals."""
    listed, spread = _means([[deal.listed for deal in own] for own in deals],
                            [[deal.listed for deal in own] for own in team])  # fmt: skip
    won = np.maximum([len(own) for own in deals], 0.5)
    price = _price(deals, team)
    if any(team_priced):
        price = price[0], _price_noise(np.exp(price[0]), priced, team_priced)
    return [(np.log(listed), spread / won), price]


def _means(values: Sequence[Sequence[int]], team: Sequence[Sequence[int]]) -> tuple[_Array, float]:
    """Each one's mean, the team's where there is nothing, and the pooled squared coefficient of
    variation of a value about its own mean."""
    every = [value for own in team for value in own]
    if not every or min(every) <= 0:
        raise ValueError("the group wants values, all above zero")
    means = [sum(own) / len(own) if own else sum(every) / len(every) for own in values]
    free, spread = 0, 0.0
    for own in team:
        if len(own) > 1:
            ratios = np.array(own, dtype=np.float64) / (sum(own) / len(own))
            spread, free = spread + float(np.square(ratios - 1).sum()), free + len(own) - 1
    return np.array(means), spread / free if free else 1.0


def _price(deals: Sequence[Sequence[Won]], team: Sequence[Sequence[Won]]) -> Column:
    every = [deal for own in team for deal in own]
    usual = _realised(every)
    off, free = 0.0, 0
    for own in team:
        if len(own) > 1:
            mine = _realised(own)
            off += sum((deal.net / deal.listed - mine) ** 2 for deal in own)
            free += len(own) - 1
    variance = off / free if free else LEAST_SHARE
    prices = np.array([_realised(own) if own else usual for own in deals])
    weights = np.array([
        sum(d.listed**2 for d in own) / sum(d.listed for d in own) ** 2 if own else 2.0
        for own in deals
    ])  # fmt: skip
    return np.log(prices), variance * weights / np.square(prices)


def _price_noise(
    prices: _Array, priced: Sequence[Priced | None], team: Sequence[Priced | None]
) -> _Array:
    """The error of prices that are known by sales, and not deal by deal."""
    free = sum(one.sales - 1 for one in team if one is not None)
    off = sum(one.off for one in team if one is not None)
    weights = np.array([2.0 if one is None else one.weight for one in priced])
    return (off / free if free else LEAST_SHARE) * weights / np.square(prices)


def _realised(deals: Sequence[Won]) -> float:
    """Net of list, held to a fiftieth: nothing has no logarithm."""
    return max(sum(deal.net for deal in deals) / sum(deal.listed for deal in deals), LEAST_SHARE)
