"""Windfalls: how much a single deal counts for, in small groups as in large ones.

Sizes differ from one to the next, so each deal is first taken against what is usual for whoever
brought it: against their own median deal, or, of fewer than five deals, against the group's. None
counts for more than the 99th percentile (nearest rank) of what the *others'* deals are against
their usual ones: nobody's own luck is the measure of it. Where the others have fewer than twenty
deals, their own count as well but for the largest. (Our own: the 99th percentile of a group of
fewer than a hundred deals is the largest of them, and would cut nothing.)

It does for amounts that are a month's sum as well: what all have in common, such as a season, is
in the others' too, and is not cut. What somebody alone brings in one month counts for as much as
the others' best.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

PERCENT = 99
LEAST_OWN = 5
LEAST_OTHERS = 20
FINE = 10**12
"""Deals are put in order by their ratios to this part."""


def most_that_counts(deals: Sequence[Sequence[int]]) -> tuple[int | None, ...]:
    """The most that a single deal counts for, of each of a group in the order given; None where
    there is nothing to compare with. Deals not above zero (returns) are not looked at."""
    sold = [[deal for deal in own if deal > 0] for own in deals]
    every = [deal for own in sold for deal in own]
    if not every:
        return (None,) * len(sold)
    usual = [median_low(own if len(own) >= LEAST_OWN else every) for own in sold]
    by_size = sorted(
        ((FINE * deal // of, deal, i) for i, (own, of) in enumerate(zip(sold, usual, strict=True))
         for deal in own),
        reverse=True,
    )  # fmt: skip
    return tuple(_most(i, by_size, usual, len(every), len(own)) for i, own in enumerate(sold))


def _most(
    one: int, by_size: Sequence[tuple[int, int, int]], usual: Sequence[int], every: int, own: int
) -> int | None:
    """The most that counts of one; `by_size` has all deals, the largest against the usual first."""
    alone = every - own < LEAST_OTHERS
    count = every - (min(own, 1) if alone else own)
    beyond = count - -(-count * PERCENT // 100)
    largest = alone
    for _, deal, whose in by_size:
        if whose == one and (largest or not alone):
            largest = False
            continue
        if not beyond:
            return usual[one] * deal // usual[whose]
        beyond -= 1
    return None
