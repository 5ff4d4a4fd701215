"""The codes of reasons with the values that each may have: what explanations are made of.

Amounts and measured values are whole ten-thousandths, rates, shares and exact amounts fractions,
days dates. A value that does not apply is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, ...]] = {
    # by line
    "line": ("value", "paid_on", "before", "after", "goal", "share", "exact", "amount"),
    "rate": ("rate",),
    "override-rate": ("rate", "level"),
    "no-rule": (),
    "tier": ("start", "value", "rate", "exact"),
    "reached": ("after", "pays"),
    "below-first": ("start",),
    "again": ("start", "end", "was", "now"),
    "again-sale": ("sale", "was", "now"),
    "curve": ("attained", "pays", "target"),
    "budget": ("budget", "used", "amount"),
    # taken back
    "reversed": ("earned", "part", "of_it", "since", "amount"),
    "return-late": ("since",),
    "return-forgiven": (),
    # once a window
    "entered": ("value", "paid_on", "goal", "rate", "exact"),
    "bonus": ("value", "at", "inside", "amount"),
    "scorecard": ("target", "score"),
    "objective": ("measure", "score", "counted", "weight", "points"),
    "pool": ("size", "share", "members", "weight", "weights", "amount"),
    "pool-short": ("value", "at", "inside"),
    "no-team": (),
    "contest": ("value", "place", "tied", "amount"),
    "contest-unplaced": ("value", "least"),
    # changed
    "gate": ("open", "withholds"),
    "requirement": ("measure", "value", "least", "inside", "met"),
    "multiplier": ("measure", "value", "times"),
    "cap": ("most", "so_far", "excess"),
    "cap-again": ("start", "end", "most", "was", "before", "so_far", "after"),
    "cap-again-lines": ("start", "end", "before", "after"),
    "cap-again-line": ("sale", "line", "before", "after"),
    "carried-in": (),
    "carried-again": ("start", "end"),
    "floor": ("least", "earned"),
    "floor-again": ("least", "earned", "start", "end"),
    "rounding": ("exact", "whole"),
    # of closed periods
    "adjusted": ("before", "after"),
    "drawn": ("amount",),
    "by-hand": ("number",),
}
"""By code. A line rests on rates or tiers, a scorecard on objectives, a gate on requirements."""
