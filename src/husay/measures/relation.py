"""The relations that a question can be answered from, and which one is the lightest that can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from husay.measures.part import (
    ACTIVITY_PARTS,
    DEAL_PARTS,
    LINE_PARTS,
    OPEN_DEAL_PARTS,
    Part,
)
from husay.measures.question import Shape, Structure
from husay.measures.rollup import DAILY, MONTHLY, PRODUCTS, SUMS, WHO, Rollup
from husay.org.placement import SAME_PLACEMENT

_PLACEMENT_JOIN = "JOIN placements AS pl ON pl.placement = r.placement"
_LINE_PLACEMENT = f"LEFT JOIN placements AS pl ON {SAME_PLACEMENT}"


@dataclass(frozen=True)
class Relation:
    """A table with alias `r`: its plain dimensions, its parts as SQL, and its time columns.

    `placed` says how a row finds its placement `pl`; None when it has none. `exact_days` is
    false where only whole months are kept. `stock` rows hold from day to day: they are taken at
    a period's end, not summed over its days.
    """

    table: str
    dimensions: frozenset[str]
    parts: Mapping[str, str]
    exact_days: bool
    placed: str | None = _PLACEMENT_JOIN
    stock: bool = False

    def column(self, dimension: str, structure: Structure) -> str:
        """SQL of a dimension in this relation."""
        if dimension in self.dimensions:
            return f"r.{dimension}"
        return "pl.seller" if dimension == "seller" else f"pl.{structure}_{dimension}"

    def covers(self, dimensions: frozenset[str], parts: frozenset[str], shape: Shape) -> bool:
        """Whether the relation has all these dimensions and parts."""
        if "lines" in parts and "credits" in shape.tables and self.table.startswith("rollup_"):
            return False  # a line that two people share is one line, and a rollup has two
        placed = frozenset({"seller", "unit", *shape.levels}) if self.placed else frozenset()
        return dimensions <= self.dimensions | placed and parts <= self.parts.keys()

    def wants_placement(self, dimensions: frozenset[str], parts: frozenset[str]) -> bool:
        """Whether a query of these dimensions and parts has to join the placements."""
        return bool(dimensions - self.dimensions) or any(
            "pl." in self.parts[part] for part in parts
        )


def _summed(column: str) -> str:
    return f"CAST(COALESCE(SUM(r.{column}), 0) AS BIGINT)"


def _made(parts: Mapping[str, Part]) -> dict[str, str]:
    """Each part of all rows together, as SQL."""
    return {name: part.sql for name, part in parts.items()}


def _rollup(rollup: Rollup) -> Relation:
    parts = {name: _summed(name) for name in SUMS}
    # A sum of a rollup is NULL where none of its lines has such an amount.
    parts |= {"with_cost": "COUNT(r.cost)", "with_list_amount": "COUNT(r.list_amount)"}
    placed = "seller" in rollup.dimensions
    if placed:
        parts["sellers"] = "COUNT(DISTINCT pl.seller)"
        parts["credited"] = Part("pl.seller IS NOT NULL", "r.amount").sql
    return Relation(
        rollup.table,
        frozenset(rollup.dimensions) - set(WHO),
        parts,
        rollup.time == "date",
        _PLACEMENT_JOIN if placed else None,
    )


def _lines() -> Relation:
    return Relation(
        "placed_lines",
        frozenset({"seller", "product", "product_line", "product_group", "customer",
                   "customer_group", "territory", "channel", "currency", "kind"}),
        _made(LINE_PARTS),
        exact_days=True,
        placed=_LINE_PLACEMENT,
    )  # fmt: skip


LINES = _lines()


def _bare_lines() -> Relation:
    """The lines as they are, for what needs neither who sold them nor who was given credit.

    Sums and counts are those of the placed lines, without the joins that place them.
    """
    absent = {"sellers", "credited"}
    parts = {name: sql for name, sql in LINES.parts.items() if name not in absent}
    parts["lines"] = "COUNT(*)"
    dimensions = frozenset({"product", "customer", "channel", "currency", "kind"})
    return Relation("sale_lines", dimensions, parts, exact_days=True, placed=None)


BARE_LINES = _bare_lines()
SALES = (_rollup(MONTHLY), _rollup(PRODUCTS), _rollup(DAILY), BARE_LINES, LINES)
"""Lightest first."""

_EVENT_DIMENSIONS = frozenset(
    {"customer", "customer_group", "territory", "product", "product_line", "product_group",
     "status", "stage", "lost_reason", "currency", "deal"}
)  # fmt: skip

DEAL_EVENTS = Relation("deal_events", _EVENT_DIMENSIONS, _made(DEAL_PARTS), exact_days=True)
OPEN_DEALS = Relation(
    "open_deals", _EVENT_DIMENSIONS, _made(OPEN_DEAL_PARTS), exact_days=True, stock=True
)
ACTIVITIES = Relation(
    "activity_events",
    frozenset({"customer", "customer_group", "territory", "activity_type"}),
    _made(ACTIVITY_PARTS),
    exact_days=True,
)

RELATIONS: tuple[Relation, ...] = (*SALES, DEAL_EVENTS, OPEN_DEALS, ACTIVITIES)


def relation_of(
    known: Sequence[Relation],
    dimensions: frozenset[str],
    parts: frozenset[str],
    shape: Shape,
    whole_months: bool,
) -> Relation | None:
    """The first of the known relations (lightest first) with all of these; None without any."""
    for relation in known:
        if (relation.exact_days or whole_months) and relation.covers(dimensions, parts, shape):
            return relation
    return None
