"""What was typed into a grid of goals: those that differ from what its reader had before them.

Nothing that was typed is lost: a cell that cannot be read, or that comes after somebody else's
change, goes back into its place as it was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.typed import Typed
from husay.store import goal_plans
from husay.store.company import Company
from husay.store.goal_plans import Opened
from husay.words.workshop import plain_text

GOAL, MOVED = "g:", "m:"
"""What a goal's field is called before its key: in the grid, and where managers move goals."""

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
    """What a form of a plan sent: the version that was seen (None: it does not say), the cells, and
    the reason."""

    seen: int | None
    cells: Cells
    reason: str

    @property
    def version(self) -> int:
        """The version that was seen; raises Mistake `goal-version-unsaid`."""
        if self.seen is None:
            raise mistake("goal-version-unsaid")
        return self.seen


def seen_in(form: Mapping[str, str]) -> int | None:
    """The version of a plan that a form says its reader had before them; None where it does not."""
    text = form.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def sent(company: Company, number: int, form: Mapping[str, str], prefix: str = GOAL) -> Sent:
    """Read a form of a plan, its goals in the fields of `prefix`; raises Mistake where there is no
    such plan. What was typed is what differs from the version that was seen, or where that cannot
    be told, from the newest."""
    before, seen = goal_plans.opened(company, number), seen_in(form)
    if seen is not None:
        with suppress(Mistake):  # whoever changes a version that is none is told then
            before = goal_plans.opened(company, number, seen)
    return Sent(seen, cells_of(before, form, prefix), _reason(form))


def _reason(form: Mapping[str, str]) -> str:
    """Why: as it was written below the grid, or beside the buttons above it."""
    below, above = (form.get(name, "").strip() for name in ("reason", "why"))
    return (below or above)[:500]


def cells_of(before: Opened, form: Mapping[str, str], prefix: str = GOAL) -> Cells:
    """The cells that differ from a version."""
    reader = Typed(decimal=".", currency=before.plan.currency)
    texts, values, problems = dict[str, str](), dict[str, int](), dict[str, Problem]()
    for key, node in before.plan.by_key.items():
        text = form.get(f"{prefix}{key}", plain_text(node.value)).strip()[:_LONGEST]
        if text == plain_text(node.value):
            continue
        value = reader.amount(text)
        if isinstance(value, Problem):
            texts[key], problems[key] = text, replace(value, column=key)
        elif value is not None and value != node.value:
            texts[key], values[key] = text, value
    return Cells(texts, values, problems)
