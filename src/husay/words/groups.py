"""Measures and dimensions in the groups in which people look for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from husay.words.dimensions import GRAIN_TERMS

if TYPE_CHECKING:
    from husay.words.term import Text

MEASURE_GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("Sales"), ("revenue", "gross_sales", "quantity", "orders", "lines", "customers", "sellers",
                  "average_order", "returns", "return_rate")),
    (_("Price and margin"), ("margin", "margin_rate", "discount", "discount_rate",
                             "price_realisation")),
    (_("Productivity"), ("revenue_per_seller", "revenue_per_day", "revenue_per_visit",
                         "activities", "visits")),
    (_("Deals"), ("deals_created", "deals_won", "deals_lost", "deals_open",
                  "created_amount", "won_amount", "lost_amount", "pipeline")),
    (_("Closing"), ("win_rate_closed", "win_rate_created", "cycle_days", "stage_entered",
                    "stage_conversion")),
)  # fmt: skip

_GOODS = ("product_group", "product_line", "product")
_MARKET = ("territory", "customer_group", "customer", "channel")


def measure_groups(names: Iterable[str]) -> list[tuple[Text, list[str]]]:
    """The groups that have some of these measures, in reading order."""
    offered = set(names)
    groups = [(label, [n for n in group if n in offered]) for label, group in MEASURE_GROUPS]
    return [(label, group) for label, group in groups if group]


def dimension_groups(names: Iterable[str], levels: Iterable[str]) -> list[tuple[Text, list[str]]]:
    """The groups that have some of these dimensions; what fits none stands last."""
    offered = list(dict.fromkeys(names))
    people = (*levels, "unit", "seller")
    groups: list[tuple[Text, list[str]]] = [
        (_("Organisation"), [n for n in people if n in offered]),
        (_("Goods"), [n for n in _GOODS if n in offered]),
        (_("Market"), [n for n in _MARKET if n in offered]),
    ]
    placed = {name for _label, group in groups for name in group} | set(GRAIN_TERMS)
    groups.append((_("Other"), [n for n in offered if n not in placed]))
    return [(label, group) for label, group in groups if group]
