"""Price, volume and mix, slides of price and who gives what away, as a viewer has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.measures.question import Whole
from husay.stats.discount import Giver
from husay.store.company import Company
from husay.store.peers import people_within
from husay.store.people_ranking import whole_months_asked
from husay.tracking.givers import who_gives
from husay.tracking.price import MONTHS, PriceMix, groupings, price_mix, price_windows
from husay.tracking.price_trend import PriceTrend, price_trends


@dataclass(frozen=True)
class PriceSeen:
    """What a viewer sees of prices: why sales differ, which lines slide, and who gives more than
    others do ({} where the book has no list amounts, or the whole is one seller)."""

    whole: Whole
    found: PriceMix
    trends: tuple[PriceTrend, ...]
    givers: Mapping[str, Giver]
    groupings: tuple[str, ...]


def price(
    company: Company,
    whole: Whole | None = None,
    by: str | None = None,
    level: str | None = None,
    window: Window | None = None,
    which: str | int | None = None,
) -> PriceSeen | None:
    """Prices of a whole (default: the viewer's first) over whole months (default: the last three)
    against the same a year before; None where the book has no year before them. Raises Mistake
    outside the scope, and for what the book does not have."""
    company.viewer.check(Right.COMPARE)
    company.viewer.check(Right.SEE_FIGURES)
    company = company.of_one_moment()
    chosen = whole or next(iter(company.wholes()), None)
    if chosen is None:
        raise mistake("nothing-of-your-own")
    reader = company.seen_as(chosen, which)
    days = whole_months_asked(company, window, which, MONTHS)
    windows = price_windows(reader, window=days) if days is not None else None
    if windows is None:
        return None
    known = groupings(reader)
    if not known:
        raise mistake("price-without-data", value=by or "product")
    found = price_mix(reader, windows, by or known[0], level)
    trends = price_trends(reader, end=windows[0])
    people = people_within(company, chosen)
    gives = who_gives(reader, windows[0], people) if chosen.scope != "seller" else {}
    return PriceSeen(chosen, found, trends, gives, known)
