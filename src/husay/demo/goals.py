"""The demo company's goals: a year's plan, dealt to months, sellers and product lines.

Every month's goals sum exactly: sellers to their team, teams to their unit, units to their
division (as the company was organised that month), divisions to the company, and so do product
lines. Each goal is there once, in months: a year's goal is the sum of its months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from husay.basics.share import deal
from husay.demo import places
from husay.demo.accounts import Account
from husay.demo.goods import LINES
from husay.demo.scale import MONTHS_PLANNED
from husay.demo.season import day_weight
from husay.demo.sellers import RAMP, Seller
from husay.demo.timeline import DAY
from husay.demo.world import World

STEP = 1_000
"""Goals are set in thousands of pesos."""

STRETCH = 1_075
"""A year's plan against the year before, in permille."""

FIRST_STRETCH = 990
"""The first year's plan against what that year then brought (its past is not known)."""


@dataclass(frozen=True)
class Goal:
    """A goal: `value` is in whole pesos, visits or deals."""

    scope: str
    item: str
    measure: str
    starts: date
    ends: date
    value: int
    currency: str | None = None


def goals(world: World, revenue: Mapping[int, int], by_line: Mapping[str, int]) -> Iterator[Goal]:
    """All goals, month by month, to the end of the last year.

    `revenue` has what each year brought in whole pesos, as far as the history goes; `by_line`
    what each product line brought in the first year.
    """
    plan = _plan(world, revenue)
    open_accounts = _Books(world)
    for month, thousands in plan.items():
        yield from _revenue_goals(world, month, thousands, open_accounts.weights(month))
        yield from _line_goals(month, thousands, by_line)
        yield from _visit_goals(world, month)
        if month.month % 3 == 1:
            yield from _deal_goals(world, month)


def _plan(world: World, revenue: Mapping[int, int]) -> dict[date, int]:
    """The company's goal for each month, in thousands of pesos."""
    start, until = world.timeline.start, world.timeline.until
    plan: dict[date, int] = {}
    for year in range(start.year, until.year + 1):
        base, stretch = (year - 1, STRETCH) if year > start.year else (year, FIRST_STRETCH)
        whole = sum(month_weight(date(base, m, 1)) for m in range(1, 13))
        seen = sum(day_weight(d) for d in days(max(start, date(base, 1, 1)), until, base))
        total = revenue[base] * whole * stretch // (seen * 1000 * STEP)
        months = [date(year, m, 1) for m in range(1, 13)]
        parts = deal(total, [month_weight(m) for m in months])
        plan |= {m: part for m, part in zip(months, parts, strict=True) if m >= start}
    return plan


def days(first: date, last: date, year: int) -> Iterator[date]:
    """The days of a year from `first` to `last`."""
    day = first
    while day <= last and day.year == year:
        yield day
        day += DAY


def month_end(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return (month.replace(day=28) + 4 * DAY).replace(day=1) - DAY


@cache
def month_weight(month: date) -> int:
    """What a month is worth by the season alone."""
    return sum(day_weight(d) for d in days(month, month_end(month), month.year))


class _Books:
    """What each seller's accounts are usually worth, month by month."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.place = {m: at for at, m in enumerate(world.timeline.months())}

    def weights(self, month: date) -> list[int]:
        """What to expect of each seller (by place) in a month; 0 of who is not there."""
        worth = [0] * len(self.world.sellers)
        place = self.place.get(month, len(self.place) - 1)
        for care in self.world.cares:
            account = self.world.accounts[care.account]
            here = care.starts <= month and (care.ends is None or month <= care.ends)
            if here and account.first_month <= place <= account.last_month:
                worth[care.seller] += expected(account, place)
        return [
            amount * _share(seller, month) if seller.active(month) else 0
            for seller, amount in zip(self.world.sellers, worth, strict=True)
        ]


def expected(account: Account, place: int) -> int:
    """What an account is usually worth, with its unit's growth."""
    growth = places.UNITS[account.unit].growth
    return account.pesos * (1000 + growth * place // 12) // 1_000_000


def _share(seller: Seller, month: date) -> int:
    """A plan believes half of what it has seen of a seller, and gives the new ones time."""
    since = (month.year - seller.hired.year) * 12 + month.month - seller.hired.month
    ramp = RAMP[since] if seller.joiner and since < len(RAMP) else 1000
    return (1000 + seller.skill) * ramp // 2000


def _revenue_goals(
    world: World, month: date, thousands: int, weights: Sequence[int]
) -> Iterator[Goal]:
    """A month's revenue goals of company, divisions, units, teams and sellers."""
    parts = [part * STEP for part in deal(thousands, weights)]
    sums: dict[str, int] = {}
    for seller, part in zip(world.sellers, parts, strict=True):
        if part:
            yield _revenue("seller", world.person(seller.index), month, part)
            for unit in _line_up(world, seller.team_on(month), month):
                sums[unit] = sums.get(unit, 0) + part
    for unit, value in sums.items():
        yield _revenue("unit", unit, month, value)
    yield _revenue("company", "", month, thousands * STEP)


def _line_up(world: World, team: int, month: date) -> tuple[str, str, str]:
    """A team, its unit, and that unit's division in a month."""
    business = places.UNITS[world.teams[team].unit]
    moved = business.id == places.MOVED_UNIT and month >= world.timeline.reorganised
    return world.teams[team].id, business.id, places.MOVED_TO if moved else business.division


def _line_goals(month: date, thousands: int, by_line: Mapping[str, int]) -> Iterator[Goal]:
    """A month's revenue goals of the product lines, by the first year's parts and the season."""
    weights = [by_line[line.id] * line.season[month.month - 1] for line in LINES]
    for line, part in zip(LINES, deal(thousands, weights), strict=True):
        yield _revenue("product_line", line.id, month, part * STEP)


def _revenue(scope: str, item: str, month: date, value: int) -> Goal:
    return Goal(scope, item, "revenue", month, month_end(month), value, "PHP")


def _visit_goals(world: World, month: date) -> Iterator[Goal]:
    """So many visits a month from every seller."""
    usual = world.scale.contacts * 72 // (100 * world.scale.sellers * MONTHS_PLANNED)
    value = max(1, (usual + 2) // 5 * 5)
    for seller in world.sellers:
        if seller.active(month):
            person = world.person(seller.index)
            yield Goal("seller", person, "visits", month, month_end(month), value)


def _deal_goals(world: World, month: date) -> Iterator[Goal]:
    """So many new deals a quarter from every business unit."""
    ends = month_end(date(month.year, month.month + 2, 1))
    each = world.scale.deals * 3 * 105 // (world.scale.sellers * MONTHS_PLANNED)
    for at, business in enumerate(places.UNITS):
        crew = [
            s for s in world.sellers
            if s.active(month) and world.teams[s.team_on(month)].unit == at
        ]  # fmt: skip
        value = max(1, each * len(crew) // 100)
        yield Goal("unit", business.id, "deals_created", month, ends, value)
