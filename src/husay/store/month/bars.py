"""The next bars of the plans that are published, as far as the viewer sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.loop import Raised
from husay.store.goal_plans.bars import bars
from husay.store.goal_plans.seen import PlanRow, plans

if TYPE_CHECKING:
    from husay.store.company import Company


def raised(company: Company, decided: date) -> Iterator[tuple[PlanRow, Raised]]:
    """Each published plan with its next bars, decided on a day; plans of which no two periods are
    over yet, and those whose next days are planned already, are left out."""
    if not company.viewer.may(Right.SEE_GOALS):
        return
    known = plans(company)
    for row in known:
        if row.published is None:
            continue
        try:
            found = bars(company, row.number, decided=decided)
        except Mistake:
            continue
        if found.bars and not any(_plans(other, row, found.begins) for other in known):
            more = len([bar for bar in found.bars if bar.verdict == "raised"])
            yield row, Raised(row.name, len(found.bars), more, found.begins)


def _plans(other: PlanRow, row: PlanRow, day: date) -> bool:
    """Whether another plan of the same measure asks something of a day."""
    same = other.measure == row.measure and other.number != row.number
    return same and other.window.contains(day)
