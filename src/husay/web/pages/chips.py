"""What the figures of a page are narrowed to, with the address without each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from husay.measures.conditions import conditions_of, together
from husay.web.address import query_of
from husay.words.conditions import condition_text
from husay.words.naming import Names


@dataclass(frozen=True)
class Chip:
    """One thing that the figures are narrowed to, and the address without it."""

    label: str
    url: str


def chips(parts: Mapping[str, str], names: Names, path: str) -> list[Chip]:
    """The conditions of an address in words; `names` knows what they name."""
    conditions = conditions_of(parts.get("where"))
    made = []
    for condition in conditions:
        left = together(c for c in conditions if c != condition)
        others = {**parts, "where": left or "", "page": ""}
        made.append(Chip(condition_text(condition, names), f"{path}?{query_of(others)}"))
    return made
