"""From which of a file's headers each column of the book is made, so that people look there."""

from __future__ import annotations

from husay.book.mapping.model import Mapping

_MADE: dict[str, tuple[tuple[str, ...], ...]] = {
    "amount": (("unit_price", "quantity"),),
    "list_amount": (("unit_list_price", "quantity"), ("unit_price", "quantity")),
    "cost": (("unit_cost", "quantity"),),
    "unit": (("division",),),
    "item": (("customer",), ("seller",), ("unit",), ("product",), ("product_line",),
             ("customer_group",), ("territory",)),
    "starts": (("month", "year"), ("month",), ("year",)),
    "ends": (("month", "year"), ("month",), ("year",)),
}  # fmt: skip
"""Columns that no header may give, and the fields that they then follow from, as in `selects`."""


def headers_by_column(mapping: Mapping) -> dict[str, tuple[str, ...]]:
    """The headers that each field is read or worked out from: more than one where it is made."""
    found: dict[str, tuple[str, ...]] = {feed.field: (feed.given,) for feed in mapping.feeds}
    for column, ways in _MADE.items():
        fields = next((fields for fields in ways if mapping.has(*fields)), ())
        if fields and column not in found:
            found[column] = _headers(mapping, fields)
    if mapping.cost == "each" and mapping.has("cost", "quantity"):
        found["cost"] = _headers(mapping, ("cost", "quantity"))
    if not mapping.has("amount") and mapping.has("unit_price", "quantity", "discount"):
        found["amount"] = _headers(mapping, ("unit_price", "quantity", "discount"))
    return found


def _headers(mapping: Mapping, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(feed.given for feed in map(mapping.feed, fields) if feed is not None)
