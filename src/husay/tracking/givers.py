"""Who gives away more of list price than others do for the same kind of deal.

A deal here is what one seller sold of one product line to one group of customers in one month; each
is compared with what the other sellers of the scope give for that line and group
(`stats.discount`).
"""

from __future__ import annotations

from collections.abc import Callable

from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.discount import Given, Giver, givers
from husay.tracking.sums import month_sums
from husay.tracking.whole_months import months_of

LEAST_SELLERS = 3
_KINDS = ("product_line", "customer_group")


def who_gives(
    reader: SnapshotReader, window: Window, among: Callable[[str], bool]
) -> dict[str, Giver]:
    """What each seller gives away over a window, most money beyond peers first; {} without list
    amounts or with fewer than three sellers who can be compared."""
    if not {"list_amount", "seller"} <= reader.shape.present:
        return {}
    kinds = tuple(kind for kind in _KINDS if kind in reader.shape.present)
    deals: dict[str, list[Given]] = {}
    months = months_of(window, reader.calendar)
    for sums in month_sums(reader, ("price_realisation",), months, ("seller", *kinds)):
        for (seller, *kind), parts in sorted(sums.items(), key=str):
            if seller is not None and parts["list_amount"] > 0 and among(seller):
                given = Given(parts["list_amount"], parts["listed"], tuple(kind))
                deals.setdefault(seller, []).append(given)
    found = givers(dict(sorted(deals.items()))) if deals else {}
    if len(found) < LEAST_SELLERS:
        return {}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].amount, pair[0])))
