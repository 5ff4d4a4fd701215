"""What operations and support receive: counts and quantities, of nobody by name.

A seller is a number that means nothing outside these relations, and amounts of money are not in
them at all: a page that forgot whom it speaks to would have nothing to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from husay.measures.measure import MEASURES
from husay.measures.rollup import SUMS

VOLUME_MEASURES = frozenset(
    name
    for name, measure in MEASURES.items()
    if measure.unit in ("count", "quantity") and "seller" not in measure.needs
)
"""The measures that are made of counts and quantities alone."""

_MONEY = ("amount", "tax", "list_amount", "cost")
_NOBODY = "CAST(NULL AS VARCHAR) AS seller"
_MONEY_SUMS = tuple(name for name in SUMS if name not in ("quantity", "lines"))

_ALIASES = """
SELECT seller, CAST(ROW_NUMBER() OVER (ORDER BY hash(seller), seller) AS VARCHAR) AS alias
FROM (SELECT DISTINCT seller FROM {book}.placements WHERE seller IS NOT NULL)""".strip()


def _without(columns: Iterable[str], *also: str) -> str:
    nothing = [f"CAST(NULL AS BIGINT) AS {column}" for column in columns]
    return f"* REPLACE ({', '.join((*also, *nothing))})"


VOLUME_RELATIONS: Mapping[str, tuple[str, str]] = {
    "aliases": ("TABLE", _ALIASES),
    "placements": (
        "TABLE",
        "SELECT pl.* REPLACE (a.alias AS seller)\n"
        "FROM {book}.placements AS pl LEFT JOIN aliases AS a ON a.seller = pl.seller",
    ),
    "placed_lines": (
        "VIEW",
        f"SELECT l.{_without(_MONEY, 'a.alias AS seller')}\n"
        "FROM {book}.placed_lines AS l LEFT JOIN aliases AS a ON a.seller = l.seller",
    ),
    "sale_lines": ("VIEW", f"SELECT {_without(_MONEY, _NOBODY)} FROM {{book}}.sale_lines"),
    **{
        name: ("VIEW", f"SELECT {_without(_MONEY_SUMS)} FROM {{book}}.{name}")
        for name in ("rollup_daily", "rollup_monthly", "rollup_products")
    },
    **{
        name: ("VIEW", f"SELECT {_without(('amount',))} FROM {{book}}.{name}")
        for name in ("deal_events", "open_deals")
    },
    "activity_events": ("VIEW", "SELECT * FROM {book}.activity_events"),
    "deals": ("VIEW", f"SELECT {_without(('amount',), _NOBODY)} FROM {{book}}.deals"),
    "activities": ("VIEW", f"SELECT {_without((), _NOBODY)} FROM {{book}}.activities"),
    "customers": ("VIEW", "SELECT * FROM {book}.customers"),
    "products": ("VIEW", f"SELECT {_without(('list_price',))} FROM {{book}}.products"),
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
