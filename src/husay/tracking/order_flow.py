"""How orders flow where the book knows no deals: customers served, orders of each, value, price.

Sales = customers served x orders per customer x order value x price realisation, month by month.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from husay.basics.period import Window
from husay.book.sql import literal
from husay.measures.reader import SnapshotReader
from husay.org.placement import SAME_PLACEMENT
from husay.stats.sales_identity import Flow, Won
from husay.tracking.currency import counted_currency
from husay.tracking.deal_flow import DealFlows
from husay.tracking.whole_months import months_of

STAGES = ("customers", "orders")


def order_flows(
    reader: SnapshotReader, window: Window, by: str, among: Callable[[str], bool]
) -> DealFlows:
    """The flows of those items of a dimension for which `among` holds."""
    months = months_of(window, reader.calendar)
    column = {"seller": "r.seller", "product_line": "r.product_line"}.get(by, f"pl.then_{by}")
    placed = f"LEFT JOIN placements AS pl ON {SAME_PLACEMENT}" if column.startswith("pl.") else ""
    spans = ", ".join(f"({n}, DATE '{m.start}', DATE '{m.end}')" for n, m in enumerate(months))
    own = (
        f"{column} AS item, s.step, r.source, r.sale, MIN(r.customer) AS customer,\n"
        "  SUM(r.amount) AS net, SUM(r.list_amount) FILTER (r.list_amount IS NOT NULL) AS listed,\n"
        "  SUM(r.amount) FILTER (r.list_amount IS NOT NULL) AS priced"
    )
    items = sorted(str(row[0]) for row in _items(reader, column, placed, window) if row[0])
    wanted = ", ".join(literal(item) for item in items if among(item)) or "NULL"
    sold = (
        f"SELECT {own}\nFROM placed_lines AS r {placed}\n"
        f"JOIN (VALUES {spans}) AS s(step, first, last) ON r.date BETWEEN s.first AND s.last\n"
        f"WHERE r.kind = 'sale' AND r.customer IS NOT NULL AND {column} IN ({wanted})\n"
        f"  AND COALESCE(r.currency, '') IN ('', '{counted_currency(reader.shape)}')\n"
        "GROUP BY 1, 2, 3, 4"
    )
    rows = reader.run(
        "SELECT item, step, COUNT(DISTINCT customer),\n"
        "  LIST(CAST(net AS BIGINT) ORDER BY net, sale) FILTER (net > 0),\n"
        "  CAST(SUM(listed) AS BIGINT), CAST(SUM(priced) AS BIGINT)\n"
        f"FROM ({sold}) GROUP BY 1, 2"
    )
    served: dict[str, list[int]] = {}
    orders: dict[str, list[list[int]]] = {}
    prices: dict[str, list[int]] = {}
    for item, step, customers, nets, listed, priced in rows:
        at, name = int(str(step)), str(item)
        served.setdefault(name, [0] * len(months))[at] = int(str(customers))
        orders.setdefault(name, [[] for _ in months])[at] = [int(n) for n in nets or ()]  # type: ignore[attr-defined]
        price = prices.setdefault(name, [0, 0])
        price[0] += int(str(priced or 0))
        price[1] += int(str(listed or 0))
    flows = {}
    for item in sorted(served):
        net, gross = prices[item]
        rate = Fraction(net, gross) if min(net, gross) > 0 else Fraction(1)
        won = tuple(
            tuple(Won(round(Fraction(n) / rate), n) for n in month) for month in orders[item]
        )
        flows[item] = Flow((tuple(served[item]),), won)
    return DealFlows(window, STAGES, flows, any(min(pair) > 0 for pair in prices.values()))


def _items(
    reader: SnapshotReader, column: str, placed: str, window: Window
) -> list[tuple[object, ...]]:
    days = f"r.date BETWEEN DATE '{window.start}' AND DATE '{window.end}'"
    rows = reader.run(f"SELECT DISTINCT {column} FROM placed_lines AS r {placed} WHERE {days}")
    return [tuple(row) for row in rows]
