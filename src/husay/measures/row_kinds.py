"""The kinds of rows behind figures: sale lines, a deal's events, open deals, activities.

A figure is made of parts (see `part`), and a part of rows: those that meet its condition, each
with what it adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.measures.answer import AnswerColumn
from husay.measures.measure import Measure
from husay.measures.part import (
    ACTIVITY_PARTS,
    DEAL_PARTS,
    LINE_PARTS,
    OPEN_DEAL_PARTS,
    Part,
)
from husay.measures.query import OUTSIDE_QUERY
from husay.measures.relation import ACTIVITIES, DEAL_EVENTS, LINES, OPEN_DEALS, Relation


@dataclass(frozen=True)
class RowKind:
    """One kind of rows: where they are, in what order, and what is shown of them.

    `keys` tell a row apart and say when it was; `facts` are its own figures; `order` makes the
    pages of a long list follow on from each other.
    """

    name: str
    relation: Relation
    keys: tuple[str, ...]
    dimensions: tuple[str, ...]
    facts: tuple[AnswerColumn, ...]
    parts: Mapping[str, Part]
    order: tuple[str, ...]

    def has(self, parts: tuple[str, ...]) -> bool:
        """Whether all these parts are made of rows of this kind (or come from the calendar)."""
        return all(part in self.parts or part in OUTSIDE_QUERY for part in parts)


def _money(*names: str) -> tuple[AnswerColumn, ...]:
    return tuple(AnswerColumn(name, "fact", "money", name) for name in names)


LINE_ROWS = RowKind(
    "lines",
    LINES,
    ("date", "sale", "line", "kind"),
    ("seller", "unit", "customer", "product", "territory", "channel", "currency"),
    (AnswerColumn("quantity", "fact", "quantity", "quantity"),
     *_money("list_amount", "amount", "tax", "cost")),
    LINE_PARTS,
    ("date", "sale", "line", "source", "seller"),
)  # fmt: skip

_DEAL_DIMENSIONS = ("stage", "status", "seller", "unit", "customer", "product", "currency")

DEAL_ROWS = RowKind(
    "deal_events",
    DEAL_EVENTS,
    ("date", "event", "deal"),
    _DEAL_DIMENSIONS,
    (*_money("amount"), AnswerColumn("days", "fact", "days", "days")),
    DEAL_PARTS,
    ("date", "deal", "event", "stage", "source"),
)

OPEN_DEAL_ROWS = RowKind(
    "open_deals",
    OPEN_DEALS,
    ("created", "deal"),
    _DEAL_DIMENSIONS,
    _money("amount"),
    OPEN_DEAL_PARTS,
    ("created", "deal", "source"),
)

ACTIVITY_ROWS = RowKind(
    "activities",
    ACTIVITIES,
    ("date", "activity", "deal"),
    ("activity_type", "seller", "unit", "customer"),
    (),
    ACTIVITY_PARTS,
    ("date", "activity", "source"),
)

ROW_KINDS = (LINE_ROWS, DEAL_ROWS, OPEN_DEAL_ROWS, ACTIVITY_ROWS)


def kind_of(measure: Measure) -> RowKind:
    """The kind of rows that a measure is made of: of its first part, where it has several."""
    first = next(part for part in measure.parts if part not in OUTSIDE_QUERY)
    return next(kind for kind in ROW_KINDS if first in kind.parts)
