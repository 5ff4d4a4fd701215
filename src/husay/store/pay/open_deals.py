"""The open deals of some people, as the book has them: what may be supposed to be sold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from husay.book.sql import literal
from husay.store.warehouse.reading import Snapshot


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDeal:
    """A deal that is open: whose, with whom, of what, how much (ten-thousandths of `currency`), and
    when it is expected to close (None: nobody said)."""

    deal: str
    person: str
    amount: int
    currency: str
    expected: date | None
    stage: str
    customer: str
    product: str
    attributes: tuple[tuple[str, str], ...]


_NAMES = ("product", "product_line", "product_group", "customer", "customer_group")

_SQL = """
SELECT d.deal, d.seller, d.amount, d.currency, d.expected_close, d.stage, d.product,
  p.product_line, p.product_group, d.customer, c.customer_group
FROM deals AS d
LEFT JOIN products AS p ON p.product = d.product
LEFT JOIN customers AS c ON c.customer = d.customer
WHERE d.status = 'open' AND d.amount > 0 AND d.seller IN ({people})
ORDER BY d.expected_close NULLS LAST, d.deal, d.source""".strip()


def open_deals_of(
    snapshot: Snapshot, people: Iterable[str], otherwise: str
) -> tuple[OpenDeal, ...]:
    """The open deals of people that have an amount, those that close first first. `otherwise` is
    the currency of deals that name none."""
    listed = ", ".join(literal(person) for person in sorted(people))
    if not listed or snapshot.shape.first_deal is None:
        return ()
    rows: Iterable[Any] = snapshot.run(_SQL.format(people=listed))
    found: dict[str, OpenDeal] = {}
    for deal, person, amount, currency, expected, stage, *texts in rows:
        known = tuple((n, str(t)) for n, t in zip(_NAMES, texts, strict=True) if t)
        told = dict(known)
        one = OpenDeal(
            deal=deal, person=person, amount=amount, currency=currency or otherwise,
            expected=expected, stage=stage or "", customer=told.get("customer", ""),
            product=told.get("product", ""), attributes=known,
        )  # fmt: skip
        found.setdefault(deal, one)
    return tuple(found.values())


def product_lines(snapshot: Snapshot) -> tuple[str, ...]:
    """Every product line of the book."""
    rows = snapshot.run(
        "SELECT DISTINCT product_line FROM products WHERE product_line IS NOT NULL ORDER BY 1"
    )
    return tuple(str(name) for (name,) in rows)
