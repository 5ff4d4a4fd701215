"""AdventureWorks: orders, lines and their difference; sellers, quotas, territories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import median

from tests.sources.expected.raw import rows, sums, total

COMPANY = "adventureworks"
LAST_QUOTA_ENDS = date(2014, 5, 31)
"""Decided, not given: the last quota (2014-03-01) is open; the others are three months long."""


@dataclass(frozen=True)
class Order:
    """An order's header. `seller` is '' on an order from the web."""

    number: str
    day: date
    seller: str
    customer: str
    territory: str
    online: bool
    sub_total: Decimal


@dataclass(frozen=True)
class Line:
    """An order's line, with the list price of its day and its cost, both for the whole line."""

    number: str
    line: int
    product: str
    quantity: int
    amount: Decimal
    list_amount: Decimal
    cost: Decimal


@dataclass(frozen=True)
class Quota:
    """A seller's goal over a window (`ends` is its last day), and what was sold in it."""

    seller: str
    starts: date
    ends: date
    closed: bool
    quota: Decimal
    revenue: Decimal

    @property
    def attainment(self) -> Decimal:
        """Revenue over quota, to Decimal's 28 digits."""
        return self.revenue / self.quota


@dataclass(frozen=True)
class Held:
    """A territory held by a seller; `until` is the last day, None while it goes on."""

    seller: str
    territory: str
    since: date
    until: date | None


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


@cache
def orders(data: Path) -> tuple[Order, ...]:
    """Every order, by its header."""
    return tuple(
        Order(
            number=row["sales_order_number"],
            day=_day(row["order_date"]),
            seller=row["sales_person_id"],
            customer=row["customer_id"],
            territory=row["territory_id"],
            online=row["online_order_flag"] == "1",
            sub_total=Decimal(row["sub_total"]),
        )
        for row in rows(data, "sales_order_header")
    )


@cache
def lines(data: Path) -> tuple[Line, ...]:
    """Every line of every order, without the adjustments."""
    order_of = {order.number: order for order in orders(data)}
    return tuple(
        Line(
            number=(number := "SO" + row["sales_order_id"]),
            line=int(row["line_number"]),
            product=row["product_id"],
            quantity=(quantity := int(row["order_qty"])),
            amount=Decimal(row["line_total"]),
            list_amount=quantity * list_price(data, row["product_id"], order_of[number].day),
            cost=quantity * Decimal(row["product_standard_cost"]),
        )
        for row in rows(data, "sales_order_detail")
    )


@cache
def _prices(data: Path) -> dict[str, list[tuple[date, date, Decimal]]]:
    found: dict[str, list[tuple[date, date, Decimal]]] = {}
    for row in rows(data, "product_list_price_history"):
        until = _day(row["end_date"]) if row["end_date"] else date.max
        price = (_day(row["start_date"]), until, Decimal(row["list_price"]))
        found.setdefault(row["product_id"], []).append(price)
    return found


def list_price(data: Path, product: str, day: date) -> Decimal:
    """A product's list price on a day: by the history, else the one in the product file."""
    for since, until, price in _prices(data).get(product, []):
        if since <= day <= until:
            return price
    return next(
        Decimal(row["list_price"]) for row in rows(data, "product") if row["product_id"] == product
    )


def adjustments(data: Path) -> dict[str, Decimal]:
    """By order: what its header has more than its lines (or less), where they differ."""
    explained = sums((line.number, line.amount) for line in lines(data))
    return {
        order.number: difference
        for order in orders(data)
        if (difference := order.sub_total - explained.get(order.number, Decimal(0)))
    }


def revenue(data: Path) -> Decimal:
    """Revenue before tax, by the headers."""
    return total(order.sub_total for order in orders(data))


def revenue_by_month(data: Path, *, online: bool | None = None) -> dict[str, Decimal]:
    """By month ('2014-06'), of all orders, those from the web, or those of resellers."""
    return sums(
        (order.day.isoformat()[:7], order.sub_total)
        for order in orders(data)
        if online is None or order.online is online
    )


def revenue_by_seller(
    data: Path, start: date = date.min, end: date = date.max
) -> dict[str, Decimal]:
    """By seller over a window (`end` is its last day); '' is the web."""
    return sums(
        (order.seller, order.sub_total) for order in orders(data) if start <= order.day <= end
    )


def sales_ytd(data: Path) -> dict[str, Decimal]:
    """By seller: the company's own figure for what was sold since 2013-05-30."""
    found = ((r["business_entity_id"], Decimal(r["sales_ytd"])) for r in rows(data, "sales_person"))
    return dict(sorted(found))


def revenue_by_order_territory(data: Path) -> dict[str, Decimal]:
    """By the territory on the order, web orders included."""
    return sums((order.territory, order.sub_total) for order in orders(data))


def revenue_by_customer_group(data: Path) -> dict[str, Decimal]:
    """By kind of customer: 'individual', or 'store-' with the store's business type."""
    types = {r["business_entity_id"]: r["business_type"].lower() for r in rows(data, "store")}
    groups = {
        row["customer_id"]: "store-" + types[row["store_id"]] if row["store_id"] else "individual"
        for row in rows(data, "customer")
    }
    return sums((groups[order.customer], order.sub_total) for order in orders(data))


def revenue_by_product_group(data: Path) -> dict[str, Decimal]:
    """By product category; '' is the adjustments, which have no product."""
    category = {
        row["product_subcategory_id"]: row["product_category_id"]
        for row in rows(data, "product_subcategory")
    }
    group = {r["product_id"]: r["product_subcategory_id"] for r in rows(data, "product")}
    sold = [(category[group[line.product]], line.amount) for line in lines(data)]
    return sums([*sold, *(("", amount) for amount in adjustments(data).values())])


# Goals


@cache
def quotas(data: Path) -> tuple[Quota, ...]:
    """Every quota with the revenue of its window [its date, the seller's next one)."""
    given: dict[str, list[tuple[date, Decimal]]] = {}
    for row in rows(data, "sales_person_quota_history"):
        dated_quota = (_day(row["quota_date"]), Decimal(row["sales_quota"]))
        given.setdefault(row["business_entity_id"], []).append(dated_quota)
    found = []
    for seller in sorted(given):
        dated = sorted(given[seller])
        for place, (starts, quota) in enumerate(dated):
            closed = place + 1 < len(dated)
            ends = dated[place + 1][0] - timedelta(days=1) if closed else LAST_QUOTA_ENDS
            sold = revenue_by_seller(data, starts, ends).get(seller, Decimal(0))
            found.append(Quota(seller, starts, ends, closed, quota, sold))
    return tuple(found)


def quotas_reached(data: Path) -> int:
    """How many quotas were reached."""
    return sum(quota.revenue >= quota.quota for quota in quotas(data))


def median_attainment(data: Path, *, closed_only: bool) -> Decimal:
    """The median attainment, of all quotas or of those whose window is closed."""
    return median(q.attainment for q in quotas(data) if q.closed or not closed_only)


# Structure


@cache
def held(data: Path) -> tuple[Held, ...]:
    """Who held which territory when, by the history."""
    return tuple(
        Held(
            seller=row["business_entity_id"],
            territory=row["territory_id"],
            since=_day(row["start_date"]),
            until=_day(row["end_date"]) if row["end_date"] else None,
        )
        for row in rows(data, "sales_territory_history")
    )


def divisions(data: Path) -> dict[str, str]:
    """The division that each unit of a territory lies in."""
    return {
        "territory-" + row["territory_id"]: row["group"].lower().replace(" ", "-")
        for row in rows(data, "sales_territory")
    }


def managers(data: Path) -> dict[str, tuple[str, date]]:
    """The division that each selling manager runs, and since when."""
    runs = {"274": "north-america", "285": "pacific", "287": "europe"}
    return {
        row["business_entity_id"]: (runs[row["business_entity_id"]], _day(row["hire_date"]))
        for row in rows(data, "employee")
        if row["business_entity_id"] in runs
    }


def unit_then(data: Path, seller: str, day: date) -> str:
    """The unit that a seller was assigned to on a day, '' for none."""
    for row in held(data):
        if row.seller == seller and row.since <= day <= (row.until or date.max):
            return "territory-" + row.territory
    division, since = managers(data).get(seller, ("", date.max))
    return division if since <= day else ""


def unit_now(data: Path, seller: str) -> str:
    """The unit that a seller is assigned to today, or was last; '' for one who never was."""
    mine = [row for row in held(data) if row.seller == seller]
    if mine:
        return "territory-" + max(mine, key=lambda row: (row.until is None, row.since)).territory
    return managers(data).get(seller, ("", date.max))[0]


def revenue_by_unit_then(data: Path) -> dict[str, Decimal]:
    """By the unit of the seller on the order's day; '' where the seller had none that day.

    A division's own figure is its manager's sales; its territories are not in it.
    """
    return sums(
        ("online" if order.online else unit_then(data, order.seller, order.day), order.sub_total)
        for order in orders(data)
    )


def revenue_by_unit_now(data: Path) -> dict[str, Decimal]:
    """By the unit that the seller is in today (or was last)."""
    return sums(
        ("online" if order.online else unit_now(data, order.seller), order.sub_total)
        for order in orders(data)
    )


def rolled_up(data: Path, by_unit: dict[str, Decimal]) -> dict[str, Decimal]:
    """Figures by unit as figures by division, each with all that lies below it."""
    above = divisions(data)
    return sums((above.get(unit, unit), amount) for unit, amount in by_unit.items())


def seller_orders_by_place(data: Path) -> dict[str, int]:
    """Sellers' orders by whether they lie in the territory held that day: own, other, none."""
    found = {"own": 0, "other": 0, "none": 0}
    for order in orders(data):
        if not order.online:
            unit = unit_then(data, order.seller, order.day)
            own = unit == "territory-" + order.territory
            found["own" if own else "other" if unit.startswith("territory-") else "none"] += 1
    return found


# The trap: one booking date a month


def reseller_dates(data: Path) -> dict[str, dict[date, Decimal]]:
    """By month: the reseller revenue of each date that has any."""
    found: dict[str, dict[date, Decimal]] = {}
    for order in orders(data):
        if not order.online:
            dates = found.setdefault(order.day.isoformat()[:7], {})
            dates[order.day] = dates.get(order.day, Decimal(0)) + order.sub_total
    return dict(sorted(found.items()))


def share_on_one_date(data: Path) -> tuple[int, int, Decimal]:
    """How many months have reseller orders; how many have them all on one date; and the share of
    reseller revenue that lies on its month's biggest date."""
    months = reseller_dates(data)
    biggest = total(max(dates.values()) for dates in months.values())
    everything = total(amount for dates in months.values() for amount in dates.values())
    return len(months), sum(len(d) == 1 for d in months.values()), biggest / everything
