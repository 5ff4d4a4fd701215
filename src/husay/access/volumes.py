"""What operations and support receive: counts and quantities, of nobody by name.

A seller is a number that means nothing outside these relations, and amounts of money are not in
them at all: a page that forgot whom it speaks to would have nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from husay.book.schema import ACTIVITIES, DEALS, PRODUCTS, SALE_LINES, Table
from husay.measures.measure import MEASURES
from husay.measures.rollup import SUMS

VOLUME_MEASURES = frozenset(
    name
    for name, measure in MEASURES.items()
    if measure.unit in ("count", "quantity") and "seller" not in measure.needs
)
"""The measures that are made of counts and quantities alone."""

_COUNTED = ("quantity", "lines")
"""What is counted: of all that is summed, or held as an amount, this alone is told."""

_NOBODY = "CAST(NULL AS VARCHAR) AS seller"
_MONEY_SUMS = tuple(name for name in SUMS if name not in _COUNTED)

_ALIASES = """
SELECT seller, CAST(ROW_NUMBER() OVER (ORDER BY hash(seller), seller) AS VARCHAR) AS alias
FROM (SELECT DISTINCT seller FROM {book}.placements WHERE seller IS NOT NULL)""".strip()


def _money(table: Table) -> tuple[str, ...]:
    """The amounts that a table of the book, or what is made of it, has: all but what is counted."""
    return tuple(c.name for c in table.columns if c.kind == "amount" and c.name not in _COUNTED)


def _without(columns: Iterable[str], *also: str) -> str:
    nothing = [f"CAST(NULL AS BIGINT) AS {column}" for column in columns]
    return f"* REPLACE ({', '.join((*also, *nothing))})"


VOLUME_RELATIONS: Mapping[str, tuple[Literal["TABLE", "VIEW"], str]] = {
    "aliases": ("TABLE", _ALIASES),
    "placements": (
        "TABLE",
        "SELECT pl.* REPLACE (a.alias AS seller)\n"
        "FROM {book}.placements AS pl LEFT JOIN aliases AS a ON a.seller = pl.seller",
    ),
    "placed_lines": (
        "VIEW",
        f"SELECT l.{_without(_money(SALE_LINES), 'a.alias AS seller')}\n"
        "FROM {book}.placed_lines AS l LEFT JOIN aliases AS a ON a.seller = l.seller",
    ),
    "sale_lines": (
        "VIEW",
        f"SELECT {_without(_money(SALE_LINES), _NOBODY)} FROM {{book}}.sale_lines",
    ),
    **{
        name: ("VIEW", f"SELECT {_without(_MONEY_SUMS)} FROM {{book}}.{name}")
        for name in ("rollup_daily", "rollup_monthly", "rollup_products")
    },
    **{
        name: ("VIEW", f"SELECT {_without(_money(DEALS))} FROM {{book}}.{name}")
        for name in ("deal_events", "open_deals")
    },
    "activity_events": ("VIEW", "SELECT * FROM {book}.activity_events"),
    "deals": ("VIEW", f"SELECT {_without(_money(DEALS), _NOBODY)} FROM {{book}}.deals"),
    "activities": (
        "VIEW",
        f"SELECT {_without(_money(ACTIVITIES), _NOBODY)} FROM {{book}}.activities",
    ),
    "customers": ("VIEW", "SELECT * FROM {book}.customers"),
    "products": ("VIEW", f"SELECT {_without(_money(PRODUCTS))} FROM {{book}}.products"),
    **{
        name: ("VIEW", f"SELECT * FROM {{book}}.{name} WHERE FALSE")
        for name in (
            "people",
            "assignments",
            "person_spans",
            "credits",
            "potentials",
            "owner_places",
        )
    },
}
