"""A coaching plan: what somebody works on, with whom, from when to when, and how it goes.

The days that made us choose the person (`selected`) are no part of "before" when the plan's effect
is measured: whoever is chosen for a bad quarter would get better anyway (docs/methods.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.coaching.areas import STAGES, Stage
from husay.coaching.days import beyond_belief

State = Literal["planned", "running", "done", "stopped"]
STATES: tuple[State, ...] = ("planned", "running", "done", "stopped")

ONWARD: Mapping[State, tuple[State, ...]] = {
    "planned": ("running", "stopped"),
    "running": ("done", "stopped"),
    "done": (),
    "stopped": (),
}
"""What a plan may become."""

Who = Literal["seller", "manager"]
LONGEST, LONGEST_ACTION, LONGEST_WHY = 2_000, 300, 500


@dataclass(frozen=True, kw_only=True)
class CoachingPlan:
    """A plan for one seller.

    `practice` is a key of the playbook ('' for none), `shower` who shows it ('' for nobody).
    `opened_from` says what led to it: `signal:17`, `gap`, `visit:<key>`, or ''. `agenda` is what
    is talked of when they sit together, `why_stopped` the reason of a plan that was stopped.
    """

    seller: str
    stage: Stage
    practice: str = ""
    shower: str = ""
    opened_from: str = ""
    selected: Window | None = None
    starts: date
    ends: date
    follow_up: date | None = None
    agenda: str = ""
    state: State = "planned"
    why_stopped: str = ""

    @property
    def open(self) -> bool:
        """Whether it is still worked on, or about to be."""
        return self.state in ("planned", "running")


@dataclass(frozen=True, kw_only=True)
class Action:
    """Something that was agreed: who does it, and until when. `done` is the day it was done."""

    number: int
    text: str
    who: Who
    due: date
    done: date | None = None

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done is None and self.due < today


def mistakes(plan: CoachingPlan) -> tuple[Problem, ...]:
    """What is wrong with a plan: `coaching-without-seller`, `coaching-stage`,
    `date-beyond-belief`, `coaching-days`, `coaching-selected`, `coaching-follow-up`,
    `coaching-shower`, `coaching-too-long`."""
    return tuple(_mistakes(plan))


def _mistakes(plan: CoachingPlan) -> Iterable[Problem]:
    if not plan.seller:
        yield Problem(code="coaching-without-seller")
    if plan.stage not in STAGES:
        yield Problem(code="coaching-stage", value=plan.stage)
    yield from beyond_belief(plan.starts, plan.ends, plan.follow_up, plan.selected)
    if plan.ends <= plan.starts:
        yield Problem(code="coaching-days")
    if plan.selected is not None and plan.selected.end >= plan.starts:
        yield Problem(code="coaching-selected")
    if plan.follow_up is not None and plan.follow_up < plan.starts:
        yield Problem(code="coaching-follow-up")
    if plan.shower and plan.shower == plan.seller:
        yield Problem(code="coaching-shower")
    if len(plan.agenda) > LONGEST:
        yield Problem(code="coaching-too-long", values=(("most", str(LONGEST)),))


def refused(state: State, wanted: str, why: str) -> tuple[Problem, ...]:
    """What is wrong with taking a plan on to another state: `coaching-state`, and
    `coaching-without-why` or `coaching-why-too-long` for the reason for which it is stopped."""
    if wanted not in ONWARD[state]:
        values = (("state", state),)
        return (Problem(code="coaching-state", value=wanted, values=values),)
    if wanted == "stopped" and not why.strip():
        return (Problem(code="coaching-without-why"),)
    if wanted == "stopped" and len(why.strip()) > LONGEST_WHY:
        return (Problem(code="coaching-why-too-long", values=(("most", str(LONGEST_WHY)),)),)
    return ()


def action_mistakes(text: str, who: str, due: date) -> tuple[Problem, ...]:
    """What is wrong with an action: `action-without-text`, `action-too-long`, `action-who`,
    `date-beyond-belief`."""
    found = [*beyond_belief(due)]
    if not text.strip():
        found.append(Problem(code="action-without-text"))
    if len(text) > LONGEST_ACTION:
        found.append(Problem(code="action-too-long", values=(("most", str(LONGEST_ACTION)),)))
    if who not in ("seller", "manager"):
        found.append(Problem(code="action-who", value=who))
    return tuple(found)
