"""What was typed into the grid: the goals that differ from what its reader had before them.

Nothing that was typed is lost: a cell that cannot be read, or that comes after somebody else's
change, goes back into its place as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from husay.basics.problem import Mistake, Problem
from husay.goals.typed import Typed
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.words.workshop import plain_text

GOAL = "g:"
"""What a goal's field is called before its key."""

_LONGEST = 60


@dataclass(frozen=True)
class Cells:
    """The cells that somebody typed into, by key: their texts, and what these say; `problems` by
    key are what cannot be read."""

    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class Sent:
    """What a form of the workshop sent: the version that was seen, the cells, and the reason."""

    seen: int
    cells: Cells
    reason: str


def sent(company: Company, number: int, form: Mapping[str, str]) -> Sent:
    """Read a form of the workshop; raises Mistake where there is no such plan."""
    newest = goal_plans.opened(company, number)
    seen = form.get("seen", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else newest.version
    try:
        before = goal_plans.opened(company, number, version)
    except Mistake:
        before = newest
    return Sent(before.version, cells_of(before, form), form.get("reason", "").strip()[:500])


def cells_of(before: Opened, form: Mapping[str, str]) -> Cells:
    """The cells that differ from a version."""
    reader = Typed(decimal=".", currency=before.plan.currency)
    texts, values, problems = dict[str, str](), dict[str, int](), dict[str, Problem]()
    for key, node in before.plan.by_key.items():
        text = form.get(f"{GOAL}{key}", plain_text(node.value)).strip()[:_LONGEST]
        if text == plain_text(node.value):
            continue
        value = reader.amount(text)
        if isinstance(value, Problem):
            texts[key], problems[key] = text, replace(value, column=key)
        elif value is not None and value != node.value:
            texts[key], values[key] = text, value
    return Cells(texts, values, problems)
