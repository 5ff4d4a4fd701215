"""Coaching plans: made, changed and taken on by who leads the seller; ticked by both.

A plan goes on when a team gets another manager: whoever leads the seller today sees it with its
actions. What was written in notes does not (`husay.store.coaching.notes`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.plan import (
    Action,
    CoachingPlan,
    State,
    action_mistakes,
    mistakes,
    refused,
)
from husay.store.coaching.people import Leading, check_led, is_own, shown_to
from husay.store.coaching.playbook import practice
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import CoachingAction, CoachingPlanRow

if TYPE_CHECKING:
    from husay.store.company import Company

_AT_ONCE = 200


@dataclass(frozen=True)
class PlanSeen:
    """A plan with its actions. `version` grows with each change; `mine` says that it is the
    viewer's own, and not of somebody whom they lead."""

    number: int
    plan: CoachingPlan
    actions: tuple[Action, ...]
    version: int
    by: str
    made: datetime
    mine: bool

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """What is still to be done."""
        return tuple(one for one in self.actions if one.done is None)


def create(company: Company, plan: CoachingPlan, at: datetime, place: Place = "web") -> PlanSeen:
    """Make a plan for somebody whom the viewer leads; raises Mistake with all that is wrong."""
    company.viewer.check(Right.COACH)
    leading = Leading(company)
    if plan.seller:  # that there is nobody is told with all else that is wrong
        check_led(leading, plan.seller)
    _check(company, plan, leading)
    with alone():
        row = CoachingPlanRow(by=company.author, made=at)
        _put(row, plan)
        _note(company, row, "coaching-planned", at, place, {"stage": plan.stage})
    return _seen(company, row)


def one_plan(company: Company, number: int) -> PlanSeen:
    """A plan by its number; raises Mistake `coaching-unknown` where it is none of the viewer's."""
    return _seen(company, _load(company, number, Leading(company)))


def plans(
    company: Company,
    seller: str | None = None,
    *,
    newest: int | None = None,
    leading: Leading | None = None,
) -> tuple[PlanSeen, ...]:
    """The plans that are the viewer's to see, of one seller or of all, newest first; with `newest`
    at most so many. `leading` is whom the viewer leads, where that was asked."""
    leading = leading or Leading(company)
    rows = CoachingPlanRow.objects.filter(shown_to(company, leading, seller))
    some = rows.prefetch_related("actions").iterator(chunk_size=_AT_ONCE)
    shown = (row for row in some if is_own(company, row.seller) or leading.leads(row.seller))
    return tuple(_seen(company, row) for row in islice(shown, newest))


def change(
    company: Company,
    number: int,
    seen: int,
    plan: CoachingPlan,
    at: datetime,
    place: Place = "web",
) -> PlanSeen:
    """Change what is planned; whose plan it is, its state and what led to it stay.

    Raises Mistake `coaching-changed` where `seen` is not its version any more.
    """
    leading = Leading(company).ready()
    with alone():
        row = _to_change(company, number, leading, seen)
        before = _plan(row)
        kept = replace(
            plan, seller=before.seller, state=before.state, why_stopped=before.why_stopped,
            opened_from=before.opened_from, selected=before.selected,
        )  # fmt: skip
        _check(company, kept, leading)
        if kept != before:
            row.version += 1
            _put(row, kept)
            _note(company, row, "coaching-changed", at, place, {"version": row.version})
    return _seen(company, row)


def take_on(
    company: Company,
    number: int,
    seen: int,
    state: str,
    why: str,
    at: datetime,
    place: Place = "web",
) -> PlanSeen:
    """Start, finish or stop a plan; to stop one wants a reason."""
    leading = Leading(company).ready()
    with alone():
        row = _to_change(company, number, leading, seen)
        wrong = refused(row.state, state, why)  # type: ignore[arg-type]
        if wrong:
            raise Mistake(*wrong)
        before, row.state, row.version = row.state, state, row.version + 1
        row.why_stopped = why.strip() if state == "stopped" else ""
        if state == "running":
            row.begun = company.today
        row.save()
        note(
            company.viewer, "coaching-state", at=at, place=place, kind="coaching",
            item=str(row.pk), before={"state": before}, after={"state": state},
        )  # fmt: skip
    return _seen(company, row)


def add_action(
    company: Company, number: int, text: str, who: str, due: date, at: datetime,
    place: Place = "web",
) -> PlanSeen:  # fmt: skip
    """Agree on something to be done."""
    leading = Leading(company).ready()
    with alone():
        row = _to_change(company, number, leading)
        wrong = action_mistakes(text, who, due)
        if wrong:
            raise Mistake(*wrong)
        made = CoachingAction.objects.create(
            plan=row, text=text.strip(), who=who, due=due, by=company.author, at=at
        )
        _note(company, row, "action-added", at, place, {"action": made.pk})
    return _seen(company, row)


def tick(
    company: Company, number: int, action: int, done: bool, at: datetime, place: Place = "web"
) -> PlanSeen:
    """Say that an action is done, or is not; the seller says so of their own. In a plan that is
    closed nothing changes any more."""
    leading = Leading(company).ready()
    with alone():
        row = _load(company, number, leading)
        if not _plan(row).open:
            raise mistake("coaching-closed")
        found = _action(row, action)
        if is_own(company, row.seller) and found.who != "seller":
            raise mistake("action-of-manager")
        if (found.done is None) is done:
            found.done = company.today if done else None
            found.done_by = company.author if done else ""
            found.save(update_fields=["done", "done_by"])
            what = "action-done" if done else "action-not-done"
            _note(company, row, what, at, place, {"action": action})
    return _seen(company, row)


def drop_action(
    company: Company, number: int, action: int, at: datetime, place: Place = "web"
) -> PlanSeen:
    """Take an action out that was not done."""
    leading = Leading(company).ready()
    with alone():
        row = _to_change(company, number, leading)
        found = _action(row, action)
        if found.done is not None:
            raise mistake("action-is-done")
        found.delete()
        _note(company, row, "action-dropped", at, place, {"action": action})
    return _seen(company, row)


def _load(company: Company, number: int, leading: Leading) -> CoachingPlanRow:
    row = CoachingPlanRow.objects.filter(pk=number).first()
    if row is not None and (is_own(company, row.seller) or leading.leads(row.seller)):
        return row
    raise mistake("coaching-unknown", value=number)


def _to_change(
    company: Company, number: int, leading: Leading, seen: int | None = None
) -> CoachingPlanRow:
    """A plan that the viewer may change; raises Mistake where it is closed, or was changed."""
    row = _load(company, number, leading)
    check_led(leading, row.seller)
    if seen is not None and row.version != seen:
        raise mistake("coaching-changed", value=row.version)
    if not _plan(row).open:
        raise mistake("coaching-closed")
    return row


def _action(row: CoachingPlanRow, action: int) -> CoachingAction:
    found = row.actions.filter(pk=action).first()
    if found is None:
        raise mistake("action-unknown", value=action)
    return found


def _check(company: Company, plan: CoachingPlan, leading: Leading) -> None:
    problems = [*mistakes(plan), *_beyond(company, plan, leading)]
    if problems:
        raise Mistake(*problems)


def _beyond(company: Company, plan: CoachingPlan, leading: Leading) -> Iterable[Problem]:
    """What is wrong with whom and what a plan names."""
    if plan.practice:
        try:
            practice(company, plan.practice)
        except Mistake as wrong:
            yield from wrong.problems
    if plan.shower and not leading.leads(plan.shower):
        yield Problem(code="coaching-shower-unknown", value=plan.shower)


def _put(row: CoachingPlanRow, plan: CoachingPlan) -> None:
    for name in (
        "seller", "stage", "practice", "shower", "opened_from", "starts", "ends", "follow_up",
        "agenda", "state", "why_stopped",
    ):  # fmt: skip
        setattr(row, name, getattr(plan, name))
    row.selected_from = plan.selected.start if plan.selected else None
    row.selected_until = plan.selected.end if plan.selected else None
    row.save()


def _plan(row: CoachingPlanRow) -> CoachingPlan:
    selected = None
    if row.selected_from is not None and row.selected_until is not None:
        selected = Window(row.selected_from, row.selected_until)
    state: State = row.state  # type: ignore[assignment]
    return CoachingPlan(
        seller=row.seller, stage=row.stage, practice=row.practice, shower=row.shower,  # type: ignore[arg-type]
        opened_from=row.opened_from, selected=selected, starts=row.starts, ends=row.ends,
        follow_up=row.follow_up, agenda=row.agenda, state=state, why_stopped=row.why_stopped,
    )  # fmt: skip


def _seen(company: Company, row: CoachingPlanRow) -> PlanSeen:
    actions = tuple(
        Action(number=a.pk, text=a.text, who=a.who, due=a.due, done=a.done)  # type: ignore[arg-type]
        for a in row.actions.all()
    )
    mine = is_own(company, row.seller)
    return PlanSeen(row.pk, _plan(row), actions, row.version, row.by, row.made, mine)


def _note(
    company: Company, row: CoachingPlanRow, action: str, at: datetime, place: Place,
    after: dict[str, object],
) -> None:  # fmt: skip
    note(
        company.viewer, action, at=at, place=place, kind="coaching", item=str(row.pk),
        after={"seller": row.seller, **after},
    )  # fmt: skip
