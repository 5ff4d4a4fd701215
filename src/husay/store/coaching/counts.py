"""That coaching happens, for those who answer for it: counts, stages and states; nobody by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.coaching.areas import Stage
from husay.coaching.attention import LONG
from husay.coaching.plan import State
from husay.store.goal_plans.whole import whole_snapshot
from husay.store.records.models import CoachingPlanRow, CoachingVisit
from husay.tracking.organisation import people_on

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Counts:
    """Plans by stage and state; `visits` of the last `days`, by how many `managers`, and how many
    of the `sellers` they were with."""

    plans: Mapping[tuple[Stage, State], int]
    days: int
    visits: int
    managers: int
    seen: int
    sellers: int

    @property
    def open(self) -> int:
        """How many plans are planned or running."""
        return sum(n for (_, state), n in self.plans.items() if state in ("planned", "running"))


def counts(company: Company) -> Counts:
    """How much is coached in the whole company."""
    company.viewer.check(Right.SEE_COACHING)
    stages = CoachingPlanRow.objects.order_by("id").values_list("stage", "state")
    plans: Counter[tuple[Stage, State]] = Counter(stages)  # type: ignore[arg-type]
    since = company.today - timedelta(days=LONG)
    rows = list(
        CoachingVisit.objects.filter(day__gte=since, day__lte=company.today)
        .order_by("id").values_list("seller", "by")
    )  # fmt: skip
    selling = {
        p.person for p in people_on(whole_snapshot(company), company.today) if p.role == "seller"
    }
    return Counts(
        dict(plans), LONG, len(rows), len({by for _, by in rows}),
        len({seller for seller, _ in rows} & selling), len(selling),
    )  # fmt: skip
