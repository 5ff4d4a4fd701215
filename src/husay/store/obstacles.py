"""What stands between a whole and the revenue it could have, most money first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from husay.access.role import Right
from husay.basics.problem import mistake
from husay.measures.question import Whole
from husay.store import outlooks
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.peers import LEAST_TEAM, level_of, people_within
from husay.tracking.coverage import Coverage, thin_coverage
from husay.tracking.currency import counted_currency
from husay.tracking.loss_reasons import LossReason, loss_reasons
from husay.tracking.price_trend import PriceTrend, price_trends
from husay.tracking.quiet import QuietCustomer, quiet_customers
from husay.tracking.stalled import StalledDeal, stalled_deals
from husay.tracking.whole_months import last_whole_months

Kind = Literal["stalled", "quiet", "coverage", "lost", "price"]


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way: of which kind, what (a reason, a product line, a goal's window), of how
    many, and the money at stake in ten-thousandths."""

    kind: Kind
    item: str
    count: int
    amount: int


@dataclass(frozen=True)
class ObstaclesSeen:
    """The obstacles of a whole at the end of a day, most money first, and what is behind each."""

    whole: Whole
    as_of: date
    obstacles: tuple[Obstacle, ...]
    stalled: tuple[StalledDeal, ...]
    quiet: tuple[QuietCustomer, ...]
    reasons: tuple[LossReason, ...]
    slides: tuple[PriceTrend, ...]
    coverage: Coverage | None
    currency: str
    snapshot: int


def obstacles(
    company: Company, whole: Whole | None = None, which: str | int | None = None
) -> ObstaclesSeen | None:
    """The obstacles of a whole (default: the viewer's first) on the last day with a sale; None
    before the book begins. Raises Mistake outside the viewer's scope."""
    company.viewer.check(Right.COMPARE)
    company.viewer.check(Right.SEE_FIGURES)
    company = company.of_one_moment()
    chosen = whole or next(iter(company.wholes()), None)
    if chosen is None:
        raise mistake("nothing-of-your-own")
    own, reader = company.seen_as(chosen, which), everything(company, which)
    on = reader.shape.last
    if on is None:
        return None
    among = _among(company, chosen)
    stalled, quiet = stalled_deals(reader, on, among), quiet_customers(reader, on, among)
    reasons = _reasons(company, chosen, which)
    slides = tuple(trend for trend in price_trends(own) if trend.verdict == "slides")
    coverage = _coverage(company, chosen, which)
    found = [
        *_one("stalled", "", len(stalled), sum(one.amount for one in stalled)),
        *_one("quiet", "", len(quiet), sum(one.yearly for one in quiet)),
        *(Obstacle("lost", one.reason, one.lost, one.amount) for one in reasons),
        *(Obstacle("price", one.item, 1, one.lost) for one in slides),
        *(_one("coverage", coverage.goal.kind, 1, coverage.lacking) if coverage else ()),
    ]
    found.sort(key=lambda one: (-one.amount, one.kind, one.item))
    return ObstaclesSeen(
        chosen, on, tuple(found), stalled, quiet, reasons, slides, coverage,
        counted_currency(reader.shape), reader.number,
    )  # fmt: skip


def _one(kind: Kind, item: str, count: int, amount: int) -> list[Obstacle]:
    return [Obstacle(kind, item, count, amount)] if count else []


def _among(company: Company, whole: Whole) -> Callable[[str | None], bool]:
    """Whose deals and customers: everybody's and nobody's of the company, else the people's."""
    if whole.scope == "company":
        return lambda seller: True
    within = people_within(company, whole)
    return lambda seller: seller is not None and within(seller)


def _reasons(company: Company, whole: Whole, which: str | int | None) -> tuple[LossReason, ...]:
    reader = everything(company, which)
    window = last_whole_months(reader, 12)
    if window is None:
        return ()
    by: str | None = "seller" if whole.scope == "seller" else None
    if whole.scope == "unit":
        by = level_of(company, whole.item).by
        if not by:
            return ()
    # From what is usual of a few, and one's own, the others' could be reckoned.
    least = 2 if company.scope.sight == "all" else LEAST_TEAM
    return loss_reasons(reader, window, by, whole.item, least)


def _coverage(company: Company, whole: Whole, which: str | int | None) -> Coverage | None:
    """Of the longest goal that is under way, where the viewer sees goals."""
    if not company.viewer.may(Right.SEE_GOALS):
        return None
    found = outlooks.outlook(company, whole, which=which)
    goals = [goal for goal in (found.goals if found else ()) if goal.kind != "month"]
    for goal in sorted(goals, key=lambda one: -one.window.days):
        coverage = thin_coverage(company.seen_as(whole, which), goal)
        if coverage is not None:
            return coverage
    return None
