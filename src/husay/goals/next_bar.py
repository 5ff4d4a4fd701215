"""Raising the bar: the next fair one for those who passed theirs, and when there is none yet.

A bar is what is asked of somebody in every period until it is raised. It is raised only

* between two periods, on the first day that it holds for at the latest, never within one;
* when both of the last two periods lie behind, and over the two together the true rate is above
  the bar with a probability of at least .9 (`husay.stats.shrinkage`: the group's rates against
  their bars, a bar being exact, and months as noisy as spells that outlast them make them);
* when what came in the two is beyond what was asked, too: among those who are far above theirs, one
  who fell short is likely to be above it as well, and is not asked for more all the same;
* not on a windfall: no deal counts for more than `husay.goals.windfall` lets it.

A bar is compared with, and raised for, the same periods of a year (the last quarters of one for
those of the next): what a season brings is in both, and a year's growth is asked for once a year.

The new bar is

    old + old * growth of peers + min(.1 * own surplus + stretch, .1 * old)

The surplus is what came in a period beyond the old bar, windfalls cut. So nine tenths of what
somebody brings beyond the bar is never asked for again, and nobody is asked for more than a tenth
more, beside what all grow by. What raising costs is told by `worth_of_a_unit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from husay.basics.amount import round_half_away
from husay.basics.period import Grain, Window
from husay.goals.windfall import most_that_counts
from husay.stats.shrinkage import lasting_of, shrink

SURE = Fraction(90, 100)
OF_SURPLUS = Fraction(10, 100)
MOST = Fraction(10, 100)
LEAST_MONTHS = 2
DISCOUNT = Fraction(10, 100)
"""What a period's wait takes from what pay is worth to somebody (METHODS 5.1)."""
BAR_GRAINS: tuple[Grain, ...] = ("month", "quarter", "year")
"""The periods by which a bar may be raised."""

Verdict = Literal["raised", "within-a-period", "period-not-over", "not-sure", "no-reason"]


@dataclass(frozen=True)
class Record:
    """What somebody brought in two periods that follow each other, month by month.

    Each month is its deals (or sales) one by one, so that a windfall can be seen; `bar` is what was
    asked for in each of the two.
    """

    item: str
    bar: int
    months: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class NextBar:
    """The bar after the two periods, and why; `new` is `old` unless the verdict is 'raised'.

    `for_peers` and `for_own` are what is added for the growth of peers and for one's own surplus
    and stretch: new = old + for_peers + for_own. `chance` is the probability that the true rate is
    above the old bar, `result` what came in the two periods, `counted` the same with windfalls cut.
    """

    item: str
    old: int
    new: int
    for_peers: int
    for_own: int
    verdict: Verdict
    chance: float
    result: int
    counted: int


def next_bars(
    records: Sequence[Record],
    periods: tuple[Window, Window],
    begins: date,
    decided: date,
    growth: Fraction,
    stretch: int = 0,
    lasting: float | None = None,
) -> tuple[NextBar, ...]:
    """The next bar of each of a group, in the order given.

    `periods` are the two that the records are of, `begins` the first day for which the new bars are
    to hold, `decided` the day of the decision; `growth` is how the peers grew from these periods of
    the year before, and `stretch` what is asked for besides. `lasting` is how long spells of the
    group last (`husay.stats.shrinkage.lasting_of`, of a longer history; None: of the records' own
    months, of which a year is wanted to see any). ValueError for periods that do not follow each
    other, a bar of zero or less, or a record of fewer than two months.
    """
    if (periods[1].start - periods[0].end).days != 1:
        raise ValueError(f"two periods that follow each other, not {periods}")
    if any(r.bar <= 0 or len(r.months) < LEAST_MONTHS for r in records):
        raise ValueError("a bar above zero and two months of each")
    if not records:
        return ()
    counted = months_that_count([record.months for record in records])
    lasting = lasting_of(counted) if lasting is None else lasting
    rates = shrink(counted, [2 * r.bar for r in records], precision=0, lasting=lasting).rates
    too_early = _too_early(periods, begins, decided)
    return tuple(
        _next(record, sum(months), rate.chance_above(0), too_early, growth, stretch)
        for record, months, rate in zip(records, counted, rates, strict=True)
    )


def worth_of_a_unit(weight: Fraction, discount: Fraction) -> Fraction:
    """What selling one unit more today is worth of its pay, when the next bars rise with it.

    With next bar = (1 - weight) bar + weight * result, a unit sold today is asked for again in all
    periods to come, less and less; at a discount rate per period that leaves
    discount / (discount + weight). At 10 %: .1 leaves a half, 1 ("last year and so much more") a
    eleventh. ValueError unless the weight lies from 0 to 1 and the discount is above 0.
    """
    if not 0 <= weight <= 1 or discount <= 0:
        raise ValueError(f"a weight from 0 to 1 and a discount above 0, not {weight}, {discount}")
    return Fraction(discount) / (discount + weight)


def months_that_count(records: Sequence[Sequence[Sequence[int]]]) -> list[list[int]]:
    """Each one's months with windfalls cut, of each one's months of single deals; returns are left
    as they are."""
    most = most_that_counts([[deal for month in months for deal in month] for months in records])
    return [
        [sum(deal if top is None else min(deal, top) for deal in month) for month in months]
        for months, top in zip(records, most, strict=True)
    ]


def _too_early(periods: tuple[Window, Window], begins: date, decided: date) -> Verdict | None:
    if decided < periods[1].end:
        return "period-not-over"
    return "within-a-period" if begins < decided else None


def _next(
    record: Record,
    counted: int,
    chance: float,
    too_early: Verdict | None,
    growth: Fraction,
    stretch: int,
) -> NextBar:
    old = record.bar
    surplus = max(Fraction(0), Fraction(counted, 2) - old)
    own = round_half_away(min(OF_SURPLUS * surplus + stretch, MOST * old))
    peers = round_half_away(growth * old)
    passed = chance >= SURE and counted > 2 * old
    verdict: Verdict = too_early or ("raised" if passed else "not-sure")
    if verdict == "raised" and own + peers <= 0:
        verdict = "no-reason"
    if verdict != "raised":
        own = peers = 0
    result = sum(map(sum, record.months))
    return NextBar(
        record.item, old, old + peers + own, peers, own, verdict, chance, result, counted
    )
