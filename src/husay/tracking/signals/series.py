"""A series: what an early warning watches, named in a way that lasts from sweep to sweep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from husay.measures.measure import MEASURES, Measure
from husay.measures.question import Whole

Scope = Literal["company", "unit", "seller", "product_line", "product", "customer_group"]
Direction = Literal["fall", "rise"]

DISCOUNT = "discount"
"""Held against list amounts: a price that slides is a discount that grows."""

RETURNS = "returns"
"""Counted in lines that came back, each at what one usually comes to."""

OVERDUE = "deals_overdue"
"""Deals on the day on which they have stood in a stage for longer than 19 of 20 did. It is no
measure to be asked for: which day that is follows all deals that were ever there."""


@dataclass(frozen=True, order=True)
class Series:
    """One measure of one item. `part` is a product line of a unit, or '': of all that it sells.

    The company's item is ''.
    """

    measure: str
    scope: Scope
    item: str = ""
    part: str = ""

    @property
    def whole(self) -> Whole | None:
        """What whoever may see the series stands for; None where it is a part of the company that
        only who sees all of it may see."""
        if self.scope in ("unit", "seller"):
            return Whole(self.scope, self.item)
        return Whole() if self.scope == "company" else None

    @property
    def in_money(self) -> bool:
        """Whether a shortfall of it is an amount."""
        return known_measure(self.measure).unit == "money"

    def bad(self, direction: Direction) -> bool:
        """Whether a direction is the one that one is warned of."""
        more = self.measure != OVERDUE and known_measure(self.measure).more_is_better
        return (direction == "fall") == (more is not False)


def known_measure(name: str) -> Measure:
    """The measure that a series is of, or is counted like."""
    return MEASURES["deals_created" if name == OVERDUE else name]
