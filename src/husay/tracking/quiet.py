"""Customers gone quiet: no order for far longer than they ever went without one.

A customer with eleven days of orders or more in the last three years is quiet when more days have
passed since the last order than half as many again as the longest time between two of its orders.
With ten gaps, one customer in eleven would pass the longest of them by chance; half as many again
keeps most of these out. `yearly` is what it bought in the year up to its last order, from the
sellers who are asked about: what others sold it is neither theirs to lose nor theirs to know.
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
            str(customer), _text(seller), last,  # type: ignore[arg-type]
            int(str(days)), int(str(longest)), _yearly(bought, among),
        )
        for customer, seller, last, days, longest, bought in rows
        if among(_text(seller))
    ]  # fmt: skip
    return tuple(
        sorted((one for one in found if one.yearly > 0), key=lambda o: (-o.yearly, o.customer))
    )


def _yearly(bought: object, among: Callable[[str | None], bool]) -> int:
    """What was bought of those for whom `among` holds, of a list of sellers with amounts."""
    assert isinstance(bought, list), "a list of structs"
    return sum(int(one["amount"]) for one in bought if among(_text(one["seller"])))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


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
sold AS (
  SELECT s.customer, p.seller, CAST(SUM(p.amount) AS BIGINT) AS amount
  FROM seen AS s JOIN placed_lines AS p
    ON p.customer = s.customer AND p.date > s.last - {year} AND p.date <= s.last
    AND p.date > DATE '{first}' - {year}
  WHERE COALESCE(p.currency, '') IN ('', '{currency}') GROUP BY s.customer, p.seller
),
worth AS (
  SELECT customer, LIST({{'seller': seller, 'amount': amount}}) AS bought
  FROM sold GROUP BY customer
),
whose AS (
  SELECT s.customer, ARG_MAX(p.seller, p.amount) AS seller FROM seen AS s
  JOIN placed_lines AS p ON p.customer = s.customer AND p.date = s.last GROUP BY s.customer
)
SELECT s.customer, w.seller, s.last, DATE '{on}' - s.last, s.longest, v.bought
FROM seen AS s JOIN worth AS v USING (customer) LEFT JOIN whose AS w USING (customer)
""".strip()
