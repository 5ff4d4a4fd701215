"""A plan's goals as a file: a row for each goal, which can be given back as it is
(`goals.plan_table`)."""

from __future__ import annotations

from husay.basics.amount import amount_text
from husay.goals.plan_table import GOAL, KEY
from husay.goals.steps import sums_above
from husay.store.goal_plans import Opened, Prospect
from husay.words.sheet import Sheet, SheetColumn


def plan_file(opened: Opened, known: Prospect, names: dict[str, str]) -> Sheet:
    """The goals with what stands beside them, as exact decimal texts."""
    last = f"last_{known.months}_months"
    goals = {g.item: g.goal for g in known.proposal.proposed.goals} if known.proposal else {}
    fair = sums_above(opened.plan, goals) if goals else {}
    rows = [
        {
            KEY: node.key, "name": names[node.key], "level": node.level, "under": node.parent,
            last: _text(known.last.get(node.key)),
            "potential": _text(known.potential.get(node.key)),
            "fair_rule": _text(fair.get(node.key)), GOAL: _text(node.value),
            "how": node.how, "proposed_by_them": _text(node.proposed),
        }
        for node in opened.plan.downward
    ]  # fmt: skip
    columns = (KEY, "name", "level", "under", last, "potential", "fair_rule", GOAL, "how",
               "proposed_by_them")  # fmt: skip
    return Sheet(tuple(SheetColumn(name=name, label=name) for name in columns), rows)


def _text(value: int | None) -> str | None:
    return None if value is None else amount_text(value)
