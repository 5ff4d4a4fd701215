"""The kinds of rows behind figures: sale lines, a deal's events, open deals, activities.

A figure is made of parts, and a part of rows: those that meet the part's condition, each with
what it adds. The conditions here and the sums of `relation` must say the same; tests hold them
together, figure by figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.measures.answer import AnswerColumn
from husay.measures.measure import Measure
from husay.measures.query import OUTSIDE_QUERY
from husay.measures.relation import ACTIVITIES, DEAL_EVENTS, LINES, OPEN_DEALS, Relation

ALWAYS = "TRUE"


@dataclass(frozen=True)
class RowPart:
    """Which rows make a part, as a condition on the relation's row `r`, and what each adds.

    Of a `distinct` part no row adds a share of its own: an order of two lines is one order.
    """

    condition: str
    adds: str = "1"
    distinct: bool = False


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
    parts: Mapping[str, RowPart]
    order: tuple[str, ...]

    def has(self, parts: tuple[str, ...]) -> bool:
        """Whether all these parts are made of rows of this kind (or come from the calendar)."""
        return all(part in self.parts or part in OUTSIDE_QUERY for part in parts)


def _money(*names: str) -> tuple[AnswerColumn, ...]:
    return tuple(AnswerColumn(name, "fact", "money", name) for name in names)


_SOLD = RowPart("r.kind = 'sale'", "r.amount")
_LISTED = "r.kind = 'sale' AND r.list_amount IS NOT NULL"

LINE_ROWS = RowKind(
    "lines",
    LINES,
    ("date", "sale", "line", "kind"),
    ("seller", "unit", "customer", "product", "territory", "channel", "currency"),
    (AnswerColumn("quantity", "fact", "quantity", "quantity"),
     *_money("list_amount", "amount", "tax", "cost")),
    {
        "amount": RowPart(ALWAYS, "r.amount"),
        "sold": _SOLD,
        "returned": RowPart("r.kind = 'return'", "r.amount"),
        "quantity": RowPart("r.quantity IS NOT NULL", "r.quantity"),
        "list_amount": RowPart(_LISTED, "r.list_amount"),
        "listed": RowPart(_LISTED, "r.amount"),
        "cost": RowPart("r.cost IS NOT NULL", "r.cost"),
        "costed": RowPart("r.cost IS NOT NULL", "r.amount"),
        "credited": RowPart("r.seller IS NOT NULL", "r.amount"),
        "lines": RowPart(ALWAYS, distinct=True),
        "orders": RowPart("r.kind = 'sale'", distinct=True),
        "customers": RowPart("r.kind = 'sale'", distinct=True),
        "sellers": RowPart("r.seller IS NOT NULL", distinct=True),
    },
    ("date", "sale", "line", "source", "seller"),
)  # fmt: skip

_DEAL_DIMENSIONS = ("stage", "status", "seller", "unit", "customer", "product", "currency")

DEAL_ROWS = RowKind(
    "deal_events",
    DEAL_EVENTS,
    ("date", "event", "deal"),
    _DEAL_DIMENSIONS,
    (*_money("amount"), AnswerColumn("days", "fact", "days", "days")),
    {
        "created": RowPart("r.event = 'created'"),
        "created_won": RowPart("r.event = 'created' AND r.won"),
        "won": RowPart("r.event = 'won'"),
        "lost": RowPart("r.event = 'lost'"),
        "won_amount": RowPart("r.event = 'won'", "r.amount"),
        "lost_amount": RowPart("r.event = 'lost'", "r.amount"),
        "cycle": RowPart("r.event = 'won'", "r.days"),
        "stage_entered": RowPart("r.event = 'stage'"),
        "stage_passed": RowPart("r.event = 'stage' AND r.won"),
    },
    ("date", "deal", "event", "stage", "source"),
)

OPEN_DEAL_ROWS = RowKind(
    "open_deals",
    OPEN_DEALS,
    ("created", "deal"),
    _DEAL_DIMENSIONS,
    _money("amount"),
    {"open": RowPart(ALWAYS), "open_amount": RowPart(ALWAYS, "r.amount")},
    ("created", "deal", "source"),
)

ACTIVITY_ROWS = RowKind(
    "activities",
    ACTIVITIES,
    ("date", "activity", "deal"),
    ("activity_type", "seller", "unit", "customer"),
    (),
    {
        "activities": RowPart(ALWAYS),
        "visits": RowPart("r.activity_type = 'visit'"),
    },
    ("date", "activity", "source"),
)

ROW_KINDS = (LINE_ROWS, DEAL_ROWS, OPEN_DEAL_ROWS, ACTIVITY_ROWS)


def kind_of(measure: Measure) -> RowKind:
    """The kind of rows that a measure is made of: of its first part, where it has several."""
    first = next(part for part in measure.parts if part not in OUTSIDE_QUERY)
    return next(kind for kind in ROW_KINDS if first in kind.parts)
