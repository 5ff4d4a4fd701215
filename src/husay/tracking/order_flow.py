"""How orders flow where the book knows no deals: customers served, orders of each, value, price.

Sales = customers served x orders per customer x order value x price realisation, month by month, of
one person (of a unit: of each of its people in turn). An order's value at list prices is its own
where its lines have list amounts, else what those of its seller (unit, product line) say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from husay.basics.period import Window
from husay.book.sql import literal
from husay.measures.reader import SnapshotReader
from husay.stats.sales_identity import Flow, Won
from husay.tracking.deal_flow import DealFlows
from husay.tracking.person_months import Counted, Places, flow_of
from husay.tracking.price_spread import price_spreads
from husay.tracking.sql_parts import (
    PLACED_LINE,
    in_counted_currency,
    is_of_units,
    item_of_line,
    month_table,
)
from husay.tracking.whole_months import months_of

STAGES = ("customers", "orders")


def order_flows(
    reader: SnapshotReader,
    window: Window,
    by: str,
    among: Callable[[str], bool],
    per_person: bool = True,
) -> DealFlows:
    """The flows of those items of a dimension for which `among` holds; `per_person` as in
    `tracking.deal_flow.deal_flows`."""
    months = months_of(window, reader.calendar)
    wanted = [item for item in _items(reader, by, window) if among(item)]
    own: dict[str, dict[str, _Orders]] = {}
    for item, who, step, customers, *orders in reader.run(
        _sql(reader, months, by, wanted, per_person)
    ):
        people = own.setdefault(str(item), {})
        counted = people.setdefault(str(who or ""), _Orders(len(months)))
        counted.customers[int(str(step))] = int(str(customers))
        nets, listed, priced = ([int(n) for n in some or ()] for some in orders)  # type: ignore[attr-defined]
        counted.orders[int(str(step))] = list(zip(nets, listed, priced, strict=True))
    spreads = price_spreads(reader, window, by)
    flows, there, known = dict[str, Flow](), dict[str, Places](), False
    for item, people in sorted(own.items()):
        price = _of_list([order for one in people.values() for m in one.orders for order in m])
        known = known or price is not None
        counts = {who: one.counted(price or Fraction(1)) for who, one in sorted(people.items())}
        flows[item], there[item] = flow_of(
            counts, per_person, spreads.get(item) if price is not None else None
        )
    return DealFlows(window, STAGES, flows, there, known)


_Order = tuple[int, int, int]
"""An order's net amount, the list amount of those lines that have one, and their net amount."""


class _Orders:
    """One person's customers and orders by month, as they are read."""

    def __init__(self, months: int) -> None:
        self.customers = [0] * months
        self.orders: list[list[_Order]] = [[] for _ in range(months)]

    def counted(self, price: Fraction) -> Counted:
        """What was counted, with orders that tell no list amount of their own at a price."""
        won = [[Won(_at_list(order, price), order[0]) for order in month] for month in self.orders]
        return Counted((self.customers,), won)


def _of_list(orders: Sequence[_Order]) -> Fraction | None:
    """The part of list that orders brought which have both; None where none has."""
    some = [order for order in orders if min(order[1:]) > 0]
    listed = sum(order[1] for order in some)
    return Fraction(sum(order[2] for order in some), listed) if some else None


def _at_list(order: _Order, price: Fraction) -> int:
    net, listed, priced = order
    own = Fraction(priced, listed) if min(listed, priced) > 0 else price
    return round(Fraction(net * own.denominator, own.numerator))


def _sql(
    reader: SnapshotReader, months: Sequence[Window], by: str, items: Sequence[str],
    per_person: bool,
) -> str:  # fmt: skip
    """Rows of item, person (of a unit), month, customers served, and orders above zero."""
    column, wanted = item_of_line(by), ", ".join(map(literal, items)) or "NULL"
    who = "r.seller" if is_of_units(by) and per_person else "NULL"
    listed = "FILTER (r.list_amount IS NOT NULL)"
    in_order = "ORDER BY net, source, sale) FILTER (net > 0)"
    return (
        f"SELECT item, who, step, COUNT(DISTINCT customer), LIST(net {in_order},\n"
        f"  LIST(listed {in_order}, LIST(priced {in_order}\n"
        f"FROM (SELECT {column} AS item, {who} AS who, s.step, r.source, r.sale,\n"
        "    MIN(r.customer) AS customer, CAST(SUM(r.amount) AS BIGINT) AS net,\n"
        f"    CAST(COALESCE(SUM(r.list_amount) {listed}, 0) AS BIGINT) AS listed,\n"
        f"    CAST(COALESCE(SUM(r.amount) {listed}, 0) AS BIGINT) AS priced\n"
        f"  FROM placed_lines AS r {PLACED_LINE if is_of_units(by) else ''}\n"
        f"  JOIN {month_table(months)} ON r.date BETWEEN s.first AND s.last\n"
        f"  WHERE r.kind = 'sale' AND r.customer IS NOT NULL AND {column} IN ({wanted})\n"
        f"    AND {in_counted_currency(reader)} GROUP BY 1, 2, 3, 4, 5)\n"
        "GROUP BY 1, 2, 3"
    )


def _items(reader: SnapshotReader, by: str, window: Window) -> list[str]:
    rows = reader.run(
        f"SELECT DISTINCT {item_of_line(by)} FROM placed_lines AS r\n"
        f"{PLACED_LINE if is_of_units(by) else ''}\n"
        f"WHERE r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
    )
    return sorted(str(row[0]) for row in rows if row[0])
