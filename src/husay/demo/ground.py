"""Hands the company's small tables to the engine, which draws the large ones from them."""

from __future__ import annotations

from datetime import date

from husay.demo import places
from husay.demo.care import anchor
from husay.demo.customer_groups import GROUPS, index_of
from husay.demo.engine import Connection, load, script, set_variables
from husay.demo.goods import (
    FALLING_LINE,
    LINES,
    RETURNED_GROUP,
    SLIDING_LINE,
    prices,
)
from husay.demo.goods import index_of as line_index
from husay.demo.season import unit_days
from husay.demo.world import World

FALL_PERMILLE = 190
"""The falling unit sells so much less of the falling product line."""

SLIDE_PERMILLE = 80
"""How far the sliding product line's price realisation slides."""

RETURNED_PERCENT = 60
"""How many lines of the returned sales come back, half of each."""

STALLED_PERCENT = 75
"""How many of the deals that reach negotiation in the stalled unit stay there."""

FOREVER = date(9999, 12, 31)


def lay(con: Connection, world: World) -> None:
    """Load everything that the drawing of sales, deals and activities goes by."""
    _settings(con, world)
    con.execute(script("setup"))
    _calendar(con, world)
    _customers(con, world)
    _goods(con, world)
    _sellers(con, world)
    con.execute(script("slots"))
    con.execute(script("chances"))


def _settings(con: Connection, world: World) -> None:
    scale, timeline = world.scale, world.timeline
    units = [u.id for u in places.UNITS]
    set_variables(
        con,
        {
            "seed": str(world.seed),
            "lines": scale.lines,
            "contacts": scale.contacts,
            "deals": scale.deals,
            "drop_percent": scale.drop_percent,
            "deal_percent": scale.deal_percent,
            "until": timeline.until,
            "falling_unit": units.index(places.FALLING_UNIT),
            "falling_line": line_index(FALLING_LINE),
            "fall_from": timeline.fall_from,
            "fall_permille": FALL_PERMILLE,
            "sliding_line": line_index(SLIDING_LINE),
            "slide_from": timeline.slide_from,
            "slide_done": timeline.slide_done,
            "slide_permille": SLIDE_PERMILLE,
            "returning_unit": units.index(places.RETURNING_UNIT),
            "returned_group": RETURNED_GROUP,
            "returned_percent": RETURNED_PERCENT,
            "returned_first": timeline.returned_sales[0],
            "returned_last": timeline.returned_sales[1],
            "late_first": timeline.late_returns[0],
            "late_days": (timeline.late_returns[1] - timeline.late_returns[0]).days + 1,
            "stalled_unit": units.index(places.STALLED_UNIT),
            "stall_from": timeline.stall_from,
            "stalled_percent": STALLED_PERCENT,
            "key_unit": units.index(places.KEY_ACCOUNTS),
            "specialist": world.staff.specialist,
            "overlay_line": "health-baby",
            "overlay_group": "supermarkets",
        },
    )


def _calendar(con: Connection, world: World) -> None:
    """Months, price periods (half years from February and August), and every unit's days."""
    starts = world.timeline.months()
    months = [
        (
            at,
            first.replace(day=15) if first < starts[-1] else first,
            first.month - 1,
            price_period(first) - price_period(starts[0]),
            10 if first.month >= 11 else 0,
        )
        for at, first in enumerate(starts)
    ]
    columns = {"month": "INTEGER", "middle": "DATE", "of_year": "INTEGER", "period": "INTEGER"}
    load(con, "months", columns | {"promotion": "INTEGER"}, months)
    at_month = {(m.year, m.month): at for at, m in enumerate(starts)}
    days = [
        (at, at_month[day.year, day.month], day, weight)
        for at, unit in enumerate(places.UNITS)
        for day, weight in unit_days(
            world.timeline.start, world.timeline.until, unit.growth, world.seed, unit.id
        )
    ]
    columns = {"unit": "INTEGER", "month": "INTEGER", "day": "DATE", "weight": "BIGINT"}
    load(con, "days", columns, days)


def price_period(day: date) -> int:
    """The half year of prices that a day lies in: they change in February and August."""
    return (day.year * 12 + day.month - 2) // 6


def _customers(con: Connection, world: World) -> None:
    columns = {
        "customer": "INTEGER", "id": "VARCHAR", "unit": "INTEGER", "customer_group": "INTEGER",
        "territory": "VARCHAR", "weight": "BIGINT", "first_month": "INTEGER",
        "last_month": "INTEGER", "walk_in": "BOOLEAN",
    }  # fmt: skip
    load(con, "customers", columns, [
        (a.index, a.id, a.unit, a.group, a.territory, a.weight, a.first_month, a.last_month,
         a.walk_in)
        for a in world.accounts
    ])  # fmt: skip
    columns = {
        "customer_group": "INTEGER", "id": "VARCHAR", "centavos": "BIGINT", "visits": "INTEGER",
        "discount": "INTEGER", "lines_in_16": "INTEGER", "lines": "INTEGER[]",
        "channels": "VARCHAR[]",
    }  # fmt: skip
    load(con, "customer_groups", columns, [
        (at, g.id, g.pesos * 100, g.visits, g.discount, g.lines_in_16, list(g.lines),
         g.channel_slots)
        for at, g in enumerate(GROUPS)
    ])  # fmt: skip
    columns = {"customer": "INTEGER", "seller": "INTEGER", "starts": "DATE", "ends": "DATE"}
    load(con, "cares", columns, [
        (c.account, c.seller, c.starts, c.ends or FOREVER) for c in world.cares
    ])  # fmt: skip


def _goods(con: Connection, world: World) -> None:
    periods = price_period(world.timeline.until) - price_period(world.timeline.start) + 1
    rows = prices(periods)
    first = {row.product: row.listed for row in rows if row.period == 0}
    load(con, "prices",
         {"slot": "INTEGER", "listed": "BIGINT", "cost": "BIGINT", "first_listed": "BIGINT"},
         [(r.product * 16 + r.period, r.listed, r.cost, first[r.product]) for r in rows],
    )  # fmt: skip
    columns = {
        "product": "INTEGER", "id": "VARCHAR", "product_line": "INTEGER", "line_id": "VARCHAR",
        "group_id": "VARCHAR", "weight": "INTEGER",
    }  # fmt: skip
    load(con, "products", columns, [
        (at, p.id, p.line, LINES[p.line].id, LINES[p.line].group, p.weight)
        for at, p in enumerate(world.products)
    ])  # fmt: skip
    mixes = [
        (((unit * 5 + group) * 12 + month), at, mix_weight(unit, group, month, at))
        for unit in range(len(places.UNITS))
        for group in range(len(GROUPS))
        for month in range(12)
        for at in range(len(LINES))
    ]
    load(con, "mixes", {"mix": "INTEGER", "product_line": "INTEGER", "weight": "BIGINT"}, mixes)


def mix_weight(unit: int, group: int, month: int, line: int) -> int:
    """How much of a product line a kind of customer of a unit buys in a month of the year."""
    goods = LINES[line]
    liking = 100 + (unit * 37 + line * 53) % 31 - 15
    if places.UNITS[unit].id == places.FALLING_UNIT and goods.id == FALLING_LINE:
        liking = 150
    if group == index_of("pharmacies"):
        liking = liking * 4 if goods.group == "personal" else liking * 6 // 10
    if group == index_of("horeca"):
        liking = liking * 3 // 10 if goods.group == "personal" else liking
    return goods.weight * goods.season[month] * liking


def _sellers(con: Connection, world: World) -> None:
    columns = {
        "seller": "INTEGER", "person": "VARCHAR", "closing": "INTEGER", "discount": "INTEGER",
        "anchor": "VARCHAR", "leaves": "DATE",
    }  # fmt: skip
    anchors = {t.index: world.person(anchor(t, world.sellers).index) for t in world.teams}
    load(con, "sellers", columns, [
        (s.index, world.person(s.index), s.closing, s.discount, anchors[s.team],
         s.left or FOREVER)
        for s in world.sellers
    ])  # fmt: skip
    levels = [
        (s.index, at, s.level(first))
        for s in world.sellers
        for at, first in enumerate(world.timeline.months())
    ]
    columns = {"seller": "INTEGER", "month": "INTEGER", "level": "INTEGER"}
    load(con, "seller_months", columns, levels)
