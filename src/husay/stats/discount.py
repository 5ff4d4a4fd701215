"""Whether discounts win deals, and who gives away more than peers do for the same.

By bands of the discount offered, the share of deals won is drawn toward the mean of all bands
(`husay.stats.shares`), with its 90 % interval. Whether more discount goes with more wins is told by
the Cochran-Armitage trend over deals:

    T = sum (won_j - p) (d_j - mean d)      z = T / sqrt(p (1 - p) sum (d_j - mean d)^2)

"wins-more" or "wins-less" from a probability of .95 on (either side), else "no-sign". It is what
goes together, not what would happen: a discount is given where a deal is hard to win.

What somebody gives away is compared with what peers give for the same kind of deal (product line,
size, customers: `kind`). With l the list value, c what was taken off and r_ik the kind's rate, the
sum c / sum l of all others together,

    e_i = sum_j (c_j - r_ik(j) l_j) / sum_j l_j     given beyond peers, as a part of list value
    v_i = s^2 (sum_j l_j^2 + sum_k (L_ik / M_ik)^2 sum m^2) / (sum_j l_j)^2

with s^2 a deal's variance about its giver's mean, and of a kind k one's own list value L_ik, and
M_ik = sum m of all others: what they give is not known better than by their deals. Nobody is
compared with themselves: deals of a kind that no other gives are left out of these sums. e_i is
drawn toward the group's mean (`husay.stats.shrinkage.shrink_logs`, which shrinks any figures).
Whoever gives more (less) with a probability of more than .8, and by half a per cent of list value
or more, is named; the money is the shrunken part of the list value that could be compared, in whole
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
    it is seen and `beyond` as it is taken to be, with its 90 % interval; `amount` is that in money,
    of the deals of kinds that others give too. `more` is the chance to give more than peers do."""

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
    """What each gives away against peers, in the order given; who has no deal of a kind that
    another gives too is left out.

    ValueError where nobody has one, and for list values not above zero.
    """
    people = {person: own for person, own in deals.items() if own}
    every = [deal for own in people.values() for deal in own]
    if not every or min(deal.listed for deal in every) <= 0:
        raise ValueError("deals want a list value above zero")
    compared = _compared(people)
    if not compared:
        return {}
    shrunk = shrink_logs([own.beyond for own in compared.values()], _noise([*compared.values()]))
    found = {}
    for (person, beside), rate in zip(compared.items(), shrunk.rates, strict=True):
        own = people[person]
        listed, given = sum(d.listed for d in own), sum(d.listed - d.net for d in own)
        beyond, sd = rate.mean - shrunk.mean, sqrt(rate.variance)
        more = _NORMAL.cdf(beyond / sd)
        found[person] = Giver(
            listed, given, given / listed, rate.raw - shrunk.mean, beyond, beyond - _Z90 * sd,
            beyond + _Z90 * sd, round(Fraction(beyond) * beside.listed), more,
            _giving(beyond, more),
        )  # fmt: skip
    return found


def _giving(beyond: float, more: float) -> Giving:
    if beyond >= MATERIAL and more > SURE:
        return "gives-more"
    return "gives-less" if beyond <= -MATERIAL and more < 1 - SURE else "like-peers"


@dataclass(frozen=True)
class _Compared:
    """Somebody's deals beside those of their kinds of all others: their list value, what was taken
    off each beyond the others' rate as a part of it, and what a deal's variance is multiplied with
    to be that of all of it together."""

    listed: int
    off: tuple[float, ...]
    beyond: float
    weight: float


class _Sums(NamedTuple):
    """What was taken off, list value, and the sum of its squares."""

    given: int = 0
    listed: int = 0
    squares: int = 0

    def less(self, other: _Sums) -> _Sums:
        return _Sums(*(a - b for a, b in zip(self, other, strict=True)))


def _compared(people: Mapping[str, Sequence[Given]]) -> dict[str, _Compared]:
    """Those who have a deal of a kind that another one has too."""
    whole = _sums([deal for own in people.values() for deal in own])
    found = {}
    for person, own in people.items():
        mine = _sums(own)
        others = {kind: whole[kind].less(sums) for kind, sums in mine.items()}
        alike = [deal for deal in own if others[deal.kind].listed]
        if not alike:
            continue
        rates = {k: some.given / some.listed for k, some in others.items() if some.listed}
        off = tuple(1 - deal.net / deal.listed - rates[deal.kind] for deal in alike)
        listed = sum(deal.listed for deal in alike)
        weight = sum(
            mine[k].squares + (mine[k].listed / others[k].listed) ** 2 * others[k].squares
            for k in rates
        )
        beyond = sum(x * deal.listed for x, deal in zip(off, alike, strict=True)) / listed
        found[person] = _Compared(listed, off, beyond, weight / listed**2)
    return found


def _sums(deals: Sequence[Given]) -> dict[Hashable, _Sums]:
    """The sums of each kind."""
    sums: dict[Hashable, _Sums] = {}
    for deal in deals:
        given, listed, squares = sums.get(deal.kind, _Sums())
        given, listed = given + deal.listed - deal.net, listed + deal.listed
        sums[deal.kind] = _Sums(given, listed, squares + deal.listed**2)
    return sums


def _noise(people: Sequence[_Compared]) -> list[float]:
    """v of each: the pooled variance of a deal about its giver's mean, times what one's own deals
    and those of the others are worth."""
    spread = sum((x - fmean(own.off)) ** 2 for own in people for x in own.off)
    free = sum(len(own.off) - 1 for own in people)
    return [(spread / free if free else 1.0) * own.weight for own in people]
