"""The registry of measures: what each one means, counts in, is made of, and how it adds up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.basics.amount import round_half_away
from husay.measures.part import MATURING

Unit = Literal["money", "quantity", "count", "ratio", "days"]
Additivity = Literal["additive", "distinct", "ratio", "at-end"]
"""additive: parts sum to the whole; distinct: counted once over the whole; ratio: of two sums;
at-end: a stock on the last day of the window, never summed over time."""

MONEY_PARTS = frozenset(
    {"amount", "sold", "returned", "list_amount", "listed", "cost", "costed", "credited",
     "won_amount", "lost_amount", "open_amount"}
)  # fmt: skip
"""Sums that are in some currency."""

Family = Literal["sales", "deals", "activities"]
Parts = Mapping[str, int]
Value = int | Fraction | None


@dataclass(frozen=True)
class Measure:
    """One measure. `parts` name the sums that its queries fetch; `value` makes it of them."""

    name: str
    family: Family
    unit: Unit
    additivity: Additivity
    parts: tuple[str, ...]
    value: Callable[[Parts], Value]
    needs: tuple[str, ...] = ()
    more_is_better: bool | None = True

    @property
    def in_money(self) -> bool:
        """Whether currencies matter to it: it is an amount, or a ratio of amounts."""
        return not MONEY_PARTS.isdisjoint(self.parts)

    @property
    def families(self) -> frozenset[Family]:
        """Whose facts it is made of: revenue per visit wants sales and activities."""
        visited: frozenset[Family] = frozenset({"activities"} if "visits" in self.parts else ())
        return visited | {self.family}

    @property
    def matures(self) -> bool:
        """Whether it goes on changing after its days are over: a deal made then is won later."""
        return not MATURING.isdisjoint(self.parts)

    @property
    def grows_with_days(self) -> bool:
        """Whether twice the days give about twice as much, so that it is compared per day.

        An order or a line has one day; the customers and the sellers of two months are mostly
        the same ones.
        """
        return self.additivity == "additive" or self.name in ("orders", "lines")


def _part(name: str, sign: int = 1) -> Callable[[Parts], Value]:
    return lambda parts: sign * parts[name]


def _difference(first: str, second: str, known: str) -> Callable[[Parts], Value]:
    """A difference; None where nothing is known, which is not the same as a difference of 0."""
    return lambda parts: parts[first] - parts[second] if parts[known] else None


def _ratio(top: str, bottom: str, sign: int = 1) -> Callable[[Parts], Value]:
    """A ratio, or None where there is nothing to divide by."""
    return lambda parts: Fraction(sign * parts[top], parts[bottom]) if parts[bottom] > 0 else None


def _each(top: str, bottom: str) -> Callable[[Parts], Value]:
    """An amount for each: rounded to the ten-thousandth, half away from zero."""
    return lambda parts: (
        round_half_away(Fraction(parts[top], parts[bottom])) if parts[bottom] > 0 else None
    )


def _margin_rate(parts: Parts) -> Value:
    if parts["costed"] <= 0:
        return None
    return Fraction(parts["costed"] - parts["cost"], parts["costed"])


def _discount_rate(parts: Parts) -> Value:
    if parts["list_amount"] <= 0:
        return None
    return Fraction(parts["list_amount"] - parts["listed"], parts["list_amount"])


def _of_both(won: str, lost: str) -> Callable[[Parts], Value]:
    def rate(parts: Parts) -> Value:
        closed = parts[won] + parts[lost]
        return Fraction(parts[won], closed) if closed else None

    return rate


def _sales(
    name: str, unit: Unit, additivity: Additivity, parts: tuple[str, ...],
    value: Callable[[Parts], Value], needs: tuple[str, ...] = (), good: bool | None = True,
) -> Measure:  # fmt: skip
    return Measure(name, "sales", unit, additivity, parts, value, needs, good)


def _deals(
    name: str, unit: Unit, additivity: Additivity, parts: tuple[str, ...],
    value: Callable[[Parts], Value], needs: tuple[str, ...] = (), good: bool | None = True,
) -> Measure:  # fmt: skip
    return Measure(name, "deals", unit, additivity, parts, value, ("deals", *needs), good)


_ALL = (
    _sales("revenue", "money", "additive", ("amount",), _part("amount")),
    _sales("gross_sales", "money", "additive", ("sold",), _part("sold")),
    _sales("returns", "money", "additive", ("returned",), _part("returned", -1), good=False),
    _sales("return_rate", "ratio", "ratio", ("returned", "sold"), _ratio("returned", "sold", -1),
           good=False),
    _sales("quantity", "quantity", "additive", ("quantity",), _part("quantity"), ("quantity",)),
    _sales("lines", "count", "distinct", ("lines",), _part("lines"), good=None),
    _sales("orders", "count", "distinct", ("orders",), _part("orders")),
    _sales("customers", "count", "distinct", ("customers",), _part("customers"), ("customer",)),
    _sales("sellers", "count", "distinct", ("sellers",), _part("sellers"), ("seller",), None),
    _sales("average_order", "money", "ratio", ("sold", "orders"), _each("sold", "orders")),
    _sales("margin", "money", "additive", ("costed", "cost", "with_cost"),
           _difference("costed", "cost", "with_cost"), ("cost",)),
    _sales("margin_rate", "ratio", "ratio", ("costed", "cost"), _margin_rate, ("cost",)),
    _sales("discount", "money", "additive", ("list_amount", "listed", "with_list_amount"),
           _difference("list_amount", "listed", "with_list_amount"), ("list_amount",), False),
    _sales("discount_rate", "ratio", "ratio", ("list_amount", "listed"), _discount_rate,
           ("list_amount",), False),
    _sales("price_realisation", "ratio", "ratio", ("list_amount", "listed"),
           _ratio("listed", "list_amount"), ("list_amount",)),
    _sales("revenue_per_seller", "money", "ratio", ("credited", "sellers"),
           _each("credited", "sellers"), ("seller",)),
    _sales("revenue_per_day", "money", "ratio", ("amount", "working_days"),
           _each("amount", "working_days")),
    _sales("revenue_per_visit", "money", "ratio", ("credited", "visits"),
           _each("credited", "visits"), ("activities",)),
    _deals("deals_created", "count", "additive", ("created",), _part("created")),
    _deals("deals_won", "count", "additive", ("won",), _part("won")),
    _deals("deals_lost", "count", "additive", ("lost",), _part("lost"), good=False),
    _deals("deals_open", "count", "at-end", ("open",), _part("open"), good=None),
    _deals("created_amount", "money", "additive", ("created_amount",), _part("created_amount")),
    _deals("won_amount", "money", "additive", ("won_amount",), _part("won_amount")),
    _deals("lost_amount", "money", "additive", ("lost_amount",), _part("lost_amount"),
           good=False),
    _deals("pipeline", "money", "at-end", ("open_amount",), _part("open_amount")),
    _deals("win_rate_closed", "ratio", "ratio", ("won", "lost"), _of_both("won", "lost")),
    _deals("win_rate_created", "ratio", "ratio", ("created_won", "created"),
           _ratio("created_won", "created")),
    _deals("cycle_days", "days", "ratio", ("cycle", "cycles"), _ratio("cycle", "cycles"), (),
           False),
    _deals("stage_entered", "count", "additive", ("stage_entered",), _part("stage_entered"),
           ("deal_stages",)),
    _deals("stage_conversion", "ratio", "ratio", ("stage_passed", "stage_entered"),
           _ratio("stage_passed", "stage_entered"), ("deal_stages",)),
    Measure("activities", "activities", "count", "additive", ("activities",),
            _part("activities"), ("activities",)),
    Measure("visits", "activities", "count", "additive", ("visits",), _part("visits"),
            ("activities",)),
)  # fmt: skip

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _ALL}
"""Every measure by name. Their words, in both languages, are in the glossary of the faces."""
