"""One person's months after another's: so that what is counted of a unit is what one of its people
brings, and nobody is held against months in which they were not there.

A large unit is then not one that sells well, nor a new seller one who sells badly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from husay.stats.sales_identity import Flow, Priced, Won

Places = Mapping[str, range]
"""Which months of a window each person was there."""


@dataclass(frozen=True)
class Counted:
    """One person's window: what was counted at each stage, and what was won, month by month."""

    counts: tuple[Sequence[int], ...]
    won: Sequence[Sequence[Won]]

    def there(self, trimmed: bool) -> range:
        """From the first month with anything to the last; all of them if not trimmed."""
        some = [n for n, won in enumerate(self.won) if won or any(c[n] for c in self.counts)]
        return range(some[0], some[-1] + 1) if trimmed and some else range(len(self.won))


def flow_of(
    people: Mapping[str, Counted], trimmed: bool, priced: Priced | None
) -> tuple[Flow, Places]:
    """The flow of one or more people, in their order, and when each was there."""
    places = {who: one.there(trimmed) for who, one in people.items()}
    stages = len(next(iter(people.values())).counts)
    flow = Flow(
        tuple(
            tuple(one.counts[k][n] for who, one in people.items() for n in places[who])
            for k in range(stages)
        ),
        tuple(tuple(one.won[n]) for who, one in people.items() for n in places[who]),
        tuple(n for months in places.values() for n in months),
        priced,
    )
    return flow, places
