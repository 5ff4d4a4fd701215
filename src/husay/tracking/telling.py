"""When somebody is told of a goal: what is expected of them once, and the odds when they change.

The odds have changed where they are on the other side of even than they were told last, or by a
fifth (20 points) or more. Each change is told once: the next one is measured from what was told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from husay.basics.amount import SCALE
from husay.tracking.outlook import GoalOutlook

Reason = Literal["expected", "odds"]
EVEN, MUCH = SCALE // 2, SCALE // 5


@dataclass(frozen=True)
class Told:
    """What was told last of a goal: its amount and its chance (None: none was known)."""

    goal: int
    chance: int | None


def reason_to_tell(outlook: GoalOutlook, last: Told | None) -> Reason | None:
    """Why somebody is to be told of a goal; None where they know already, and of one that is over.

    A goal that was changed is told anew, as is a chance that can be told for the first time only
    once it speaks against the goal.
    """
    if outlook.until >= outlook.window.end:
        return None
    if last is None or last.goal != outlook.goal:
        return "expected"
    now = outlook.chance
    if now is None:
        return None
    before = EVEN if last.chance is None else last.chance
    crossed = (before >= EVEN) != (now >= EVEN)
    return "odds" if crossed or abs(now - before) >= MUCH else None
