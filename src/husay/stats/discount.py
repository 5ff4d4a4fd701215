"""Whether discounts win deals, and who gives away more than peers do for the same.

By bands of the discount offered, the share of deals won is drawn toward the mean of all bands
(`husay.stats.shares`), with its 90 % interval. Whether more discount goes with more wins is told by
the Cochran-Armitage trend over deals:

    T = sum (won_j - p) (d_j - mean d)      z = T / sqrt(p (1 - p) sum (d_j - mean d)^2)

"wins-more" or "wins-less" from a probability of .95 on (either side), else "no-sign". It is what
goes together, not what would happen: a discount is given where a deal is hard to win.

What somebody gives away is compared with what peers give for the same kind of deal (product line,
size, customers: `kind`). With l the list value, c what was taken off and r_k the kind's rate, sum c
/ sum l of all peers together,

    e_i = sum_j (c_j - r_k(j) l_j) / sum_j l_j      given beyond peers, as a part of list value
    v_i = s^2 sum l_j^2 / (sum l_j)^2               s^2 a deal's variance about its giver's mean

and e_i is drawn toward the group's mean (`husay.stats.shrinkage.shrink_logs`, which shrinks any
figures). Whoever gives more (less) with a probability of more than .8, and by half a per cent of
list value or more, is named; the money is the shrunken part of own list value, in whole
ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist, fmean
from typing import Literal, NamedTuple

from husay.stats.shares import shrink_shares
from husay.stats.shrinkage import shrink_logs

BANDS = (0, 5, 10, 15, 20)
"""Where bands begin, in per cent of list value; no discount at all is a band of its own."""
SURE, SURE_OF_TREND = 0.8, 0.95
MATERIAL = 0.005

Trend = Literal["wins-more", "wins-less", "no-sign"]
Giving = Literal["gives-more", "gives-less", "like-peers"]
_NORMAL = NormalDist()
_Z90 = _NORMAL.inv_cdf(0.95)


class Offer(NamedTuple):
    """A closed deal: its list value and what was asked for it, in whole ten-thousandths."""

    listed: int
    asked: int
    won: bool

    @property
    def discount(self) -> Fraction:
        """What was taken off, as a part of list value; below zero where more was asked."""
        return Fraction(self.listed - self.asked, self.listed)


@dataclass(frozen=True)
class Band:
    """Deals with a discount above `above` per cent (None: without a lower end) and at most `most`
    (None: without an upper end); `share` is the share won as taken, `seen` as seen."""

    above: int | None
    most: int | None
    deals: int
    won: int
    seen: float
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class DiscountAndWins:
    """The bands that have deals, lowest first, and whether more discount goes with more wins;
    `chance` is the probability that it does."""

    bands: tuple[Band, ...]
    chance: float
    trend: Trend


def wins_by_discount(offers: Sequence[Offer], bands: Sequence[int] = BANDS) -> DiscountAndWins:
    """The share of deals won by discount. ValueError without deals, for list values not above zero,
    and for bands that do not rise."""
    if not offers or min(offer.listed for offer in offers) <= 0:
        raise ValueError("deals want a list value above zero")
    if list(bands) != sorted(set(bands)):
        raise ValueError("bands begin one above the other")
    found: dict[int, list[Offer]] = {}
    for offer in offers:
        found.setdefault(sum(100 * offer.discount > edge for edge in bands), []).append(offer)
    places = sorted(found)
    won = [sum(offer.won for offer in found[place]) for place in places]
    shares = shrink_shares([[w] for w in won], [[len(found[place])] for place in places]).shares
    edges = [None, *bands, None]
    rows = tuple(
        Band(
            edges[place], edges[place + 1], len(found[place]), w, share.raw, share.mean,
            share.at(0.05), share.at(0.95),
        )
        for place, w, share in zip(places, won, shares, strict=True)
    )  # fmt: skip
    chance = _trend(offers)
    trend: Trend = "no-sign"
    if chance > SURE_OF_TREND:
        trend = "wins-more"
    elif chance < 1 - SURE_OF_TREND:
        trend = "wins-less"
    return DiscountAndWins(rows, chance, trend)


def _trend(offers: Sequence[Offer]) -> float:
    discounts = [float(offer.discount) for offer in offers]
    p, mean = fmean(offer.won for offer in offers), fmean(discounts)
    together = sum((o.won - p) * (d - mean) for o, d in zip(offers, discounts, strict=True))
    spread = p * (1 - p) * sum((d - mean) ** 2 for d in discounts)
    return _NORMAL.cdf(together / sqrt(spread)) if spread else 0.5


class Given(NamedTuple):
    """A won deal: list and net value in whole ten-thousandths, and what kind of deal it is."""

    listed: int
    net: int
    kind: Hashable = None


@dataclass(frozen=True)
class Giver:
    """What somebody gives away: `rate` of the own list value `listed`, and beyond peers, `seen` as
    it is seen and `beyond` as it is taken to be, with its 90 % interval; `amount` is that in money.
    `more` is the chance to give more than peers do."""

    listed: int
    given: int
    rate: float
    seen: float
    beyond: float
    low: float
    high: float
    amount: int
    more: float
    verdict: Giving


def givers(deals: Mapping[str, Sequence[Given]]) -> dict[str, Giver]:
    """What each gives away against peers, in the order given; who has no deal is left out.

    ValueError where nobody has one, and for list values not above zero.
    """
    people = {person: own for person, own in deals.items() if own}
    every = [deal for own in people.values() for deal in own]
    if not every or min(deal.listed for deal in every) <= 0:
        raise ValueError("deals want a list value above zero")
    rates = _rates(every)
    seen = [_beyond(own, rates) for own in people.values()]
    noise = _noise(list(people.values()), rates)
    shrunk = shrink_logs(seen, noise)
    found = {}
    for (person, own), rate in zip(people.items(), shrunk.rates, strict=True):
        listed, given = sum(d.listed for d in own), sum(d.listed - d.net for d in own)
        beyond, sd = rate.mean - shrunk.mean, sqrt(rate.variance)
        more = _NORMAL.cdf(beyond / sd)
        found[person] = Giver(
            listed, given, given / listed, rate.raw - shrunk.mean, beyond, beyond - _Z90 * sd,
            beyond + _Z90 * sd, round(Fraction(beyond) * listed), more, _giving(beyond, more),
        )  # fmt: skip
    return found


def _giving(beyond: float, more: float) -> Giving:
    if beyond >= MATERIAL and more > SURE:
        return "gives-more"
    return "gives-less" if beyond <= -MATERIAL and more < 1 - SURE else "like-peers"


def _rates(every: Sequence[Given]) -> dict[Hashable, float]:
    """What is taken off each kind, of list value."""
    sums: dict[Hashable, list[int]] = {}
    for deal in every:
        kind = sums.setdefault(deal.kind, [0, 0])
        kind[0] += deal.listed - deal.net
        kind[1] += deal.listed
    return {kind: given / listed for kind, (given, listed) in sums.items()}


def _beyond(own: Sequence[Given], rates: Mapping[Hashable, float]) -> float:
    beyond = sum(deal.listed - deal.net - rates[deal.kind] * deal.listed for deal in own)
    return beyond / sum(deal.listed for deal in own)


def _noise(people: Sequence[Sequence[Given]], rates: Mapping[Hashable, float]) -> list[float]:
    """v of each: the pooled variance of a deal, and how many equal deals one's are worth."""
    spread, free = 0.0, 0
    for own in people:
        off = [1 - deal.net / deal.listed - rates[deal.kind] for deal in own]
        mine = fmean(off)
        spread += sum((x - mine) ** 2 for x in off)
        free += len(own) - 1
    variance = spread / free if free else 1.0
    return [
        variance * sum(d.listed**2 for d in own) / sum(d.listed for d in own) ** 2 for own in people
    ]
