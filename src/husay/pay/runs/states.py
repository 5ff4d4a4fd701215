"""What may be done to a pay run, by whom, and what it is then.

`draft → calculated → reviewed → approved → released → paid`. It is worked out again as often as
somebody likes until it is approved, and sent back until it is released; a released run never
changes. Whoever worked it out does not approve it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from husay.basics.problem import Problem

State = Literal["draft", "calculated", "reviewed", "approved", "released", "paid"]
Step = Literal["calculate", "review", "approve", "release", "pay", "send-back"]

STATES: tuple[State, ...] = get_args(State)
STEPS: tuple[Step, ...] = get_args(Step)

CLOSED: frozenset[State] = frozenset({"released", "paid"})
"""A run in one of these states has closed its period: nothing about it changes any more."""

_FROM: Mapping[Step, tuple[State, ...]] = {
    "calculate": ("draft", "calculated", "reviewed"),
    "review": ("calculated",),
    "approve": ("reviewed",),
    "release": ("approved",),
    "pay": ("released",),
    "send-back": ("calculated", "reviewed", "approved"),
}
_TO: Mapping[Step, State] = {
    "calculate": "calculated",
    "review": "reviewed",
    "approve": "approved",
    "release": "released",
    "pay": "paid",
    "send-back": "draft",
}


def after(step: Step) -> State:
    """What a run is after a step."""
    return _TO[step]


def refused(state: State, step: Step, by: str, calculated_by: str) -> Problem | None:
    """Why somebody may not take a step, or None.

    `by` and `calculated_by` are as the audit log writes them. Problems: `pay-run-closed`,
    `pay-run-step` (another step comes first), `pay-run-maker` (who worked it out approves it).
    """
    if state in CLOSED and step != "pay":
        return Problem(code="pay-run-closed", value=state)
    if state not in _FROM[step]:
        return Problem(code="pay-run-step", value=step, values=(("state", state),))
    if step == "approve" and by == calculated_by:
        return Problem(code="pay-run-maker", value=by)
    return None


def next_steps(state: State, by: str, calculated_by: str) -> tuple[Step, ...]:
    """The steps that somebody may take now, in order."""
    return tuple(s for s in STEPS if refused(state, s, by, calculated_by) is None)


def waits_for_another(state: State, by: str, calculated_by: str) -> bool:
    """Whether a run waits for approval, and somebody may not give it: they worked it out."""
    problem = refused(state, "approve", by, calculated_by)
    return problem is not None and problem.code == "pay-run-maker"
