"""What a manager and a seller talk of when they sit together, laid out from what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from husay.coaching.attention import PersonFacts, Reason

Topic = Literal["went-well", "actions", "reason", "work-on", "practice", "agree"]


@dataclass(frozen=True)
class Item:
    """One line: `reason` is what it is about where it is about one, `text` words of the last visit
    or the title of a practice."""

    topic: Topic
    reason: Reason | None = None
    text: str = ""
    count: int = 0


def agenda(
    facts: PersonFacts,
    why: Sequence[Reason],
    *,
    strength: str = "",
    work_on: str = "",
    practice: str = "",
    open_actions: int = 0,
) -> tuple[Item, ...]:
    """The lines of an agenda: first what went well, last what is agreed.

    `strength` and `work_on` are the words of the last visit, `practice` what the plan works on.
    """
    items = [Item("went-well", text=strength)]
    if open_actions:
        items.append(Item("actions", count=open_actions))
    told = ("signal", "gap", "goal", "choke")
    items += [Item("reason", reason) for reason in why if reason.code in told]
    if work_on:
        items.append(Item("work-on", text=work_on))
    if practice:
        items.append(Item("practice", text=practice))
    return (*items, Item("agree"))
