"""The fields of a credited line that conditions and amounts of a plan may name."""

from __future__ import annotations

from collections.abc import Mapping

from husay.pay.document.expression import Unit

FIELDS: Mapping[str, Unit] = {
    "amount": "money",
    "list_amount": "money",
    "cost": "money",
    "quantity": "quantity",
    "discount": "rate",
    "share": "rate",
    "date": "date",
    "invoiced": "date",
    "sale": "text",
    "seller": "text",
    "role": "text",
    "kind": "text",
    "product": "text",
    "product_line": "text",
    "product_group": "text",
    "customer": "text",
    "customer_group": "text",
    "channel": "text",
    "territory": "text",
    "unit": "text",
    "currency": "text",
}
"""Every field that a line has of itself, with its unit.

Amounts are the whole line's, in the plan's currency, whatever share of it is credited. `discount`
is 1 - amount / list_amount, missing where there is no list amount. `seller` is the credited
person, `share` their share, `date` the sale's own date, `currency` the one in which it was sold.
"""

OWN_UNITS: tuple[Unit, ...] = ("text", "money", "quantity", "count", "rate", "date")
"""What a field that a plan adds under `fields` may hold."""
