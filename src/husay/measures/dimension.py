"""Dimensions: by what a measure can be broken down, and how one leads to the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from husay.basics.period import Grain
from husay.measures.question import Shape

GRAINS: tuple[Grain, ...] = ("day", "week", "month", "quarter", "year")

SALES = ("seller", "unit", "product", "product_line", "product_group", "customer",
         "customer_group", "territory", "channel", "currency", "kind")  # fmt: skip
DEALS = ("seller", "unit", "customer", "customer_group", "territory", "product", "product_line",
         "product_group", "status", "stage", "lost_reason", "currency", "deal")  # fmt: skip
ACTIVITIES = ("seller", "unit", "customer", "customer_group", "territory", "activity_type")

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "sales": SALES, "deals": DEALS, "activities": ACTIVITIES,
}  # fmt: skip

GOAL_WINDOW = "goal_window"
"""A dimension of its own: the windows of the goals set for the first dimension's items."""

_HIERARCHIES: tuple[tuple[str, ...], ...] = (
    ("product_group", "product_line", "product"),
    ("territory", "customer"),
    ("customer_group", "customer"),
    ("year", "quarter", "month", "day"),
)

NAMED: Mapping[str, str] = {
    "seller": "person", "unit": "unit", "product": "product", "product_line": "product_line",
    "product_group": "product_group", "customer": "customer", "customer_group": "customer_group",
    "territory": "territory", "channel": "channel",
}  # fmt: skip
"""Which kind of name a dimension's identifiers have; the units' levels have 'unit'."""

_COLUMN_OF = {
    "seller": "seller", "product": "product", "product_line": "product_line",
    "product_group": "product_group", "customer": "customer", "customer_group": "customer_group",
    "territory": "territory", "channel": "channel",
}  # fmt: skip


def name_kind(dimension: str, shape: Shape) -> str | None:
    """The kind of name that the dimension's identifiers have, or None."""
    return "unit" if dimension in shape.levels else NAMED.get(dimension)


def dimensions(family: str, shape: Shape) -> tuple[str, ...]:
    """What measures of a family can be broken down by in this snapshot."""
    known = FAMILIES[family]
    levels = shape.levels if "unit" in known else ()
    offered = [d for d in known if _has(d, shape, (family,))]
    return (*offered, *levels)


def _has(dimension: str, shape: Shape, families: Collection[str]) -> bool:
    """Whether the sales have it or these families have: what is told of a company's sales can be
    asked of its deals too, and what only its deals have, of those alone."""
    if dimension == "unit":
        return bool(shape.tables & {"assignments", "units"}) or "unit" in shape.present
    if dimension == "currency":
        return True
    column = _COLUMN_OF.get(dimension)
    own = (present for family, present in shape.present_in if family in families)
    return column is None or column in shape.present.union(*own)


def below(dimension: str, shape: Shape) -> str | None:
    """The next finer dimension that this snapshot has, for drilling down."""
    for hierarchy in (*_HIERARCHIES, (*shape.levels, "unit", "seller", "customer")):
        if dimension in hierarchy:
            for finer in hierarchy[hierarchy.index(dimension) + 1 :]:
                if finer in GRAINS or finer in shape.levels or _has(finer, shape, tuple(FAMILIES)):
                    return finer
    return None
