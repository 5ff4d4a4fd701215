"""Customers gone quiet: no order for far longer than they ever went without one.

A customer with eleven days of orders or more in the last three years is quiet when more days have
passed since the last order than half as many again as the longest time between two of its orders.
With ten gaps, one customer in eleven would pass the longest of them by chance; half as many again
keeps most of these out. `yearly` is what it bought in the year up to its last order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from husay.measures.reader import SnapshotReader
from husay.tracking.currency import counted_currency

LEAST_DAYS = 11
_BACK, _YEAR = timedelta(days=3 * 365), timedelta(days=365)


@dataclass(frozen=True)
class QuietCustomer:
    """A customer with its last day of an order, the days since, and the longest gap before;
    `seller` sold it last, `yearly` is in ten-thousandths."""

    customer: str
    seller: str | None
    last: date
    days: int
    longest: int
    yearly: int


def quiet_customers(
    everything: SnapshotReader, on: date, among: Callable[[str | None], bool]
) -> tuple[QuietCustomer, ...]:
    """Those whose last order was of a seller for whom `among` holds, the largest first."""
    if "customer" not in everything.shape.present:
        return ()
    rows = everything.run(
        _SQL.format(
            on=on, first=on - _BACK, year=_YEAR.days, least=LEAST_DAYS,
            currency=counted_currency(everything.shape),
        )
    )  # fmt: skip
    found = [
        QuietCustomer(
            str(customer), None if seller is None else str(seller), last,  # type: ignore[arg-type]
            int(str(days)), int(str(longest)), int(str(yearly)),
        )
        for customer, seller, last, days, longest, yearly in rows
        if among(None if seller is None else str(seller))
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-one.yearly, one.customer)))


_SQL = """
WITH days AS (
  SELECT customer, date FROM sale_lines
  WHERE kind = 'sale' AND customer IS NOT NULL AND date BETWEEN DATE '{first}' AND DATE '{on}'
  GROUP BY ALL
),
gaps AS (
  SELECT customer, date, date - LAG(date) OVER (PARTITION BY customer ORDER BY date) AS gap
  FROM days
),
seen AS (
  SELECT customer, MAX(date) AS last, MAX(gap) AS longest FROM gaps
  GROUP BY customer HAVING COUNT(*) >= {least} AND 2 * (DATE '{on}' - MAX(date)) > 3 * MAX(gap)
),
worth AS (
  SELECT s.customer, SUM(l.amount) AS yearly FROM seen AS s JOIN sale_lines AS l
    ON l.customer = s.customer AND l.date > s.last - {year} AND l.date <= s.last
  WHERE COALESCE(l.currency, '') IN ('', '{currency}') GROUP BY s.customer
),
whose AS (
  SELECT s.customer, ARG_MAX(p.seller, p.amount) AS seller FROM seen AS s
  JOIN placed_lines AS p ON p.customer = s.customer AND p.date = s.last GROUP BY s.customer
)
SELECT s.customer, w.seller, s.last, DATE '{on}' - s.last, s.longest, CAST(v.yearly AS BIGINT)
FROM seen AS s JOIN worth AS v USING (customer) LEFT JOIN whose AS w USING (customer)
WHERE v.yearly > 0
""".strip()
