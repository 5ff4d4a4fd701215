"""Plans of goals in the records: made, changed in versions, agreed, and published into the book.

Each function takes the company as its viewer has it, and checks what they may: planners (the right
to set goals) see and change all; managers move and accept below the units they lead; a goal's owner
comments, counters and agrees. What may not be seen is not there: `goal-plan-unknown`.
"""

from husay.store.goal_plans.bars import NextBars, bars
from husay.store.goal_plans.making import Start, make
from husay.store.goal_plans.monthly import Monthly, monthly
from husay.store.goal_plans.proposing import proposal, take_proposal
from husay.store.goal_plans.prospect import Prospect, prospect
from husay.store.goal_plans.publishing import publish
from husay.store.goal_plans.seen import Opened, PlanRow, number_of, opened, plans
from husay.store.goal_plans.talks import act, acts, bounds_of, entries, leads, move, talks
from husay.store.goal_plans.versions import (
    SCOPES,
    USUAL_STEP,
    VersionRow,
    change,
    create,
    history,
    offer,
    undo,
)
from husay.store.goal_plans.waiting import Coming, Waiting, coming, waiting
from husay.store.goal_plans.worth import seasons, weights

__all__ = [
    "SCOPES", "USUAL_STEP", "Coming", "Monthly", "NextBars", "Opened", "PlanRow", "Prospect",
    "Start", "VersionRow", "Waiting", "act", "acts", "bars", "bounds_of", "change", "coming",
    "create", "entries", "history", "leads", "make", "monthly", "move", "number_of", "offer",
    "opened", "plans", "proposal", "prospect", "publish", "seasons", "take_proposal", "talks",
    "undo", "waiting", "weights",
]  # fmt: skip
