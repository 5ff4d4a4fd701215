"""The parts that measures are made of: which rows make each, and what a row adds to it.

Said once, here: `relation` sums them, `rollup` keeps some of the sums, `row_kinds` lists the rows
behind them, and a warning about rows without a rate counts those that a part would have counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ALWAYS = "TRUE"


@dataclass(frozen=True)
class Part:
    """Which rows make a part, as a condition on a relation's row `r`, and what each adds.

    Of a `distinct` part no row adds a share of its own, since an order of two lines is one order:
    it names what is counted once. `{sale}` stands for what tells sales apart, `{judged}` for the
    day as of which a deal's outcome counts. `otherwise` is what a row of another kind adds: 0, or
    nothing, so that a sum over none of its rows is not known.
    """

    condition: str = ALWAYS
    adds: str = "1"
    distinct: str = ""
    otherwise: str = ""

    @property
    def expression(self) -> str:
        """What a row adds, as SQL."""
        if self.condition == ALWAYS:
            return self.adds
        rest = f" ELSE {self.otherwise}" if self.otherwise else ""
        return f"CASE WHEN {self.condition} THEN {self.adds}{rest} END"

    @property
    def sql(self) -> str:
        """The part of all rows together."""
        if self.distinct:
            always = self.condition == ALWAYS
            what = (
                self.distinct if always else f"CASE WHEN {self.condition} THEN {self.distinct} END"
            )
            return f"COUNT(DISTINCT {what})"
        if self.adds == "1":
            return "COUNT(*)" if self.condition == ALWAYS else f"COUNT(*) FILTER ({self.condition})"
        return f"CAST(COALESCE(SUM({self.expression}), 0) AS BIGINT)"


_SALE = "r.kind = 'sale'"
_LISTED = "r.kind = 'sale' AND r.list_amount IS NOT NULL"
_COSTED = "r.cost IS NOT NULL"

LINE_PARTS: Mapping[str, Part] = {
    "amount": Part(adds="r.amount"),
    "sold": Part(_SALE, "r.amount", otherwise="0"),
    "returned": Part("r.kind = 'return'", "r.amount", otherwise="0"),
    "quantity": Part("r.quantity IS NOT NULL", "r.quantity"),
    "list_amount": Part(_LISTED, "r.list_amount"),
    "listed": Part(_LISTED, "r.amount"),
    "cost": Part(_COSTED, "r.cost"),
    "costed": Part(_COSTED, "r.amount"),
    "lines": Part(distinct="{sale} || ' ' || CAST(r.line AS VARCHAR)"),
    "with_list_amount": Part(_LISTED),
    "with_cost": Part(_COSTED),
    "credited": Part("r.seller IS NOT NULL", "r.amount"),
    "orders": Part(_SALE, distinct="{sale}"),
    "customers": Part(_SALE, distinct="r.customer"),
    "sellers": Part("r.seller IS NOT NULL", distinct="r.seller"),
}
"""`listed` is the amount of the sales that have a list amount, `costed` of the lines that have a
cost: a ratio compares like with like, or a missing cost would look like profit. `with_…` tell
whether any is known at all: sums of nothing and sums that cancel out are both 0."""

_CREATED = "r.event = 'created'"
_WON = "r.event = 'won'"
_STAGE = "r.event = 'stage'"
_BY_THEN = " AND r.outcome <= DATE '{judged}'"

DEAL_PARTS: Mapping[str, Part] = {
    "created": Part(_CREATED),
    "created_won": Part(_CREATED + _BY_THEN),
    "won": Part(_WON),
    "lost": Part("r.event = 'lost'"),
    "created_amount": Part(_CREATED, "r.amount"),
    "won_amount": Part(_WON, "r.amount"),
    "lost_amount": Part("r.event = 'lost'", "r.amount"),
    "cycle": Part(f"{_WON} AND r.days IS NOT NULL", "r.days"),
    "cycles": Part(f"{_WON} AND r.days IS NOT NULL"),
    "stage_entered": Part(_STAGE),
    "stage_passed": Part(_STAGE + _BY_THEN),
}

OPEN_DEAL_PARTS: Mapping[str, Part] = {
    "open": Part(),
    "open_amount": Part(adds="r.amount"),
}

ACTIVITY_PARTS: Mapping[str, Part] = {
    "activities": Part(),
    "visits": Part("r.activity_type = 'visit'"),
}

PARTS: Mapping[str, Part] = {**LINE_PARTS, **DEAL_PARTS, **OPEN_DEAL_PARTS, **ACTIVITY_PARTS}
"""Every part by name: no two relations have parts of one name and another meaning."""

MATURING = frozenset({"created_won", "stage_passed"})
"""Parts of rows whose outcome comes later: a deal of January may be won in March."""


def unaliased(sql: str) -> str:
    """A part's SQL where the row has no alias."""
    return re.sub(r"\br\.", "", sql)
