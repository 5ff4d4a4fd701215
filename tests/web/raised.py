"""A company whose published goals of 2024 were passed, so that bars are raised: see
`tests.goal_plans.test_bars`, where they are worked out."""

from __future__ import annotations

from pathlib import Path

from tests.goal_plans.small import ASSIGNMENTS, AT, NAMES, UNITS
from tests.goal_plans.test_bars import YEAR, quarters, sales
from tests.measures.making import Made, make


def raised(folder: Path) -> Made:
    """Ana and Cel brought a tenth more than was asked in every quarter, Ben less, Dan as much; Eve
    had no goal."""
    given = {"sale_lines": sales(), "units": UNITS, "assignments": ASSIGNMENTS,
             "goals": quarters(), "names": NAMES}  # fmt: skip
    made = make(folder, given)
    from husay.store.goal_plans import create, offer
    from husay.store.records.models import GoalPlanRow

    plan = create(made.company, "2024", "revenue", YEAR, at=AT, total=0)
    offer(made.company, plan.row.number, AT)
    GoalPlanRow.objects.update(published=1)
    return made
