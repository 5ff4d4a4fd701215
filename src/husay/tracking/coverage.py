"""Thin coverage: what is open against what a goal still needs.

What open deals bring by the usual share (of the money in deals closed in the last twelve whole
months, the part that was won) is set beside what the goal lacks after what history alone says will
come in (`tracking.outlook`; its expected result has weighed open deals in already). Coverage is
thin where they usually bring less than that. Told only where the goal is more likely missed than
reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from husay.basics.amount import SCALE, round_half_away
from husay.measures.reader import SnapshotReader
from husay.tracking.open_deals import amounts_open
from husay.tracking.outlook import GoalOutlook
from husay.tracking.sums import window_sums
from husay.tracking.whole_months import last_whole_months

EVEN = SCALE // 2


@dataclass(frozen=True)
class Coverage:
    """A goal that is likely missed, what it is `lacking` by history alone, and less than that:
    what is `usual` to be won of what is `open`; all in ten-thousandths."""

    goal: GoalOutlook
    lacking: int
    open: int
    usual: int


def thin_coverage(reader: SnapshotReader, goal: GoalOutlook) -> Coverage | None:
    """The coverage of a whole's goal, where it is thin and the book knows deals."""
    told = goal.forecast
    if told is None or told.chance is None or reader.shape.first_deal is None:
        return None
    expected = told.expected if told.by_history is None else told.by_history
    lacking = goal.goal - expected
    if told.chance >= EVEN or lacking <= 0 or goal.until >= goal.window.end:
        return None
    window = last_whole_months(reader, 12, goal.until)
    sums = window_sums(reader, ("won_amount", "lost_amount"), window, ()) if window else {}
    parts = sums.get((), {})
    won, lost = parts.get("won_amount", 0), parts.get("lost_amount", 0)
    opened = sum(amount for some in amounts_open(reader, goal.until).values() for amount in some)
    usual = round_half_away(Fraction(opened * won, won + lost)) if won + lost > 0 else 0
    return Coverage(goal, lacking, opened, usual) if usual < lacking else None
