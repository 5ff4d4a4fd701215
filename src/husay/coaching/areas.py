"""The five areas that a playbook has, and the stages of selling that a plan may work on.

An area is what a manager can see somebody do; a stage is what figures can tell apart. Each stage
is worked on in one area.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Area = Literal["prospecting", "presenting", "closing", "pricing", "account_growth"]
Stage = Literal[
    "prospecting", "meetings", "closing", "deal_value", "price", "cycle", "account_growth"
]

AREAS: tuple[Area, ...] = ("prospecting", "presenting", "closing", "pricing", "account_growth")
STAGES: tuple[Stage, ...] = (
    "prospecting", "meetings", "closing", "deal_value", "price", "cycle", "account_growth",
)  # fmt: skip

AREA_OF: Mapping[Stage, Area] = {
    "prospecting": "prospecting",
    "meetings": "presenting",
    "closing": "closing",
    "deal_value": "presenting",
    "price": "pricing",
    "cycle": "closing",
    "account_growth": "account_growth",
}
"""Where each stage is worked on."""

STAGE_OF: Mapping[Area, Stage] = {
    "prospecting": "prospecting",
    "presenting": "meetings",
    "closing": "closing",
    "pricing": "price",
    "account_growth": "account_growth",
}
"""The stage that a plan opened from a visit is about."""

WORKS_ON: Mapping[str, Stage] = {
    "leads": "prospecting",
    "meetings": "meetings",
    "wins": "closing",
    "deal-value": "deal_value",
    "price": "price",
    "speed": "cycle",
    "customers": "account_growth",
    "orders": "account_growth",
}
"""The stage of a plan that works on a factor of the sales identity
(`husay.stats.sales_identity`)."""

FACTORS: Mapping[Stage, tuple[str, ...]] = {
    stage: tuple(factor for factor, works_on in WORKS_ON.items() if works_on == stage)
    for stage in STAGES
}
"""The factors whose product shows how somebody does in a stage: of account growth customers served
times orders of each."""
