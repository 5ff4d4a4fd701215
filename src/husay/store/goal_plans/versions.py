"""Making plans and changing them: every change is a new version, with who, when and why.

Whoever changes a plan names the version that they looked at: where another came meanwhile nothing
is changed, and the refusal says whose it was. What was agreed with somebody and is changed is taken
up again, with the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import amount_text
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.book.source import nearest
from husay.goals.agreed import Discussion, Entry, Role, act
from husay.goals.cascade import Cascaded, Weights
from husay.goals.document import as_data
from husay.goals.edit import Change
from husay.goals.plan import GoalPlan
from husay.measures.measure import MEASURES
from husay.store.goal_plans.seen import (
    Opened,
    PlanRow,
    as_seen,
    changes_of,
    changes_seen,
    discussions,
    load,
    plan_at,
    plan_of,
    plan_row,
    shown_from,
    with_proposals,
)  # fmt: skip
from husay.store.goal_plans.sight import is_planner
from husay.store.goal_plans.whole import in_money, nodes_on
from husay.store.goal_plans.worth import weights_of
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import GoalEntry, GoalPlanRow, GoalPlanVersion
from husay.store.records.users import actor_name

if TYPE_CHECKING:
    from husay.store.company import Company

How = Callable[[GoalPlan, Weights], Cascaded]

SCOPES = ("product_line", "product", "customer_group", "territory")
"""What a plan may be for, beside the organisation."""

USUAL_STEP = 10_000_000
"""Goals are dealt in whole 1,000.00 unless another step is asked for."""

MOST = 10**18
"""No goal is larger, in ten-thousandths: a hundred trillion."""

_WORDS, _NAME = 2_000, 200
"""How much of what was said, and of a name, is kept."""

_ELSEWHERE = "–"
"""Why a goal is taken up again, where the words were said of the goal above it."""

_NOTED = 200
"""How many changed goals the audit log lists; how many there were, it always says."""


@dataclass(frozen=True)
class VersionRow:
    """A version in a plan's history: who made it, when and why, and which goals it changed, of
    those that the viewer sees. Who and why are empty where it changed none of these."""

    number: int
    kind: str
    reason: str
    by: str
    at: datetime
    changed: tuple[Change[str], ...]


def create(
    company: Company,
    name: str,
    measure: str,
    window: Window,
    currency: str | None = None,
    *,
    at: datetime,
    total: int | None = None,
    step: int = USUAL_STEP,
    scope: str | None = None,
    how: How | None = None,
) -> Opened:
    """A draft over the organisation of the window's first day, or over a `scope` of `SCOPES`.

    `total` is the company's goal (None: not set yet). `how` deals it (None: nothing is dealt yet);
    with its errors nothing is made. Problems:
    `goal-plan-without-name`, `goal-plan-exists`, `unknown-measure`, `goal-not-dealt`,
    `goal-window-empty`, `goal-step`, `goal-scope-unknown`, `goal-too-large`.
    """
    company.viewer.check(Right.SET_GOALS)
    problems = tuple(_mistakes(name, measure, window, step, scope))
    if problems:
        raise Mistake(*problems)
    money = in_money(measure)
    nodes = nodes_on(company, window.start, scope)
    plan = GoalPlan(
        measure, window, nodes,
        (currency or company.home.read_settings().currency) if money else None, step=step,
    )  # fmt: skip
    if total is not None:
        root = replace(plan.root, value=total, how="by-hand")
        plan = plan.with_nodes({root.key: root})
    told: tuple[Problem, ...] = ()
    if how is not None:
        plan, told = _dealt(how, plan, weights_of(company, plan))
    check_sizes(plan)
    name = name.strip()[:_NAME]
    with alone():
        if GoalPlanRow.objects.filter(name=name).exists():
            raise mistake("goal-plan-exists", value=name)
        row = GoalPlanRow.objects.create(name=name, created=at, created_by=company.author, newest=1)
        version = _write(row, 1, plan, "made", "", company.author, at)
        note(
            company.viewer, "goal-plan-made", at=at, place=company.place,
            kind="goal", item=str(row.pk),
            after={"name": row.name, "measure": measure, "goals": len(plan.nodes)},
        )  # fmt: skip
    return as_seen(company, row, plan, version, told)


def _dealt(how: How, plan: GoalPlan, weights: Weights) -> tuple[GoalPlan, tuple[Problem, ...]]:
    """What `how` makes of a plan, and what a planner should know of it; raises Mistake with its
    errors."""
    made = how(plan, weights)
    errors = tuple(p for p in made.problems if p.severity == "error")
    if errors:
        raise Mistake(*errors)
    return made.plan, made.problems


def _mistakes(
    name: str, measure: str, window: Window, step: int, scope: str | None
) -> Iterable[Problem]:
    if not name.strip():
        yield Problem(code="goal-plan-without-name")
    if measure not in MEASURES:
        near = (("nearest", nearest(measure, list(MEASURES))),)
        yield Problem(code="unknown-measure", value=measure, values=near)
    elif not MEASURES[measure].grows_with_days:
        yield Problem(code="goal-not-dealt", value=measure)
    if window.days == 0:
        yield Problem(code="goal-window-empty")
    if step < 1:
        yield Problem(code="goal-step", value=amount_text(step))
    if scope is not None and scope not in SCOPES:
        known = (("known", ", ".join(SCOPES)),)
        yield Problem(code="goal-scope-unknown", value=scope, values=known)


def offer(company: Company, number: int, at: datetime) -> PlanRow:
    """Open a draft to those who are in it, so that they can agree their goals."""
    company.viewer.check(Right.SET_GOALS)
    row, plan = load(company, number)
    with alone():
        row.refresh_from_db()
        if row.state == GoalPlanRow.State.DRAFT:
            row.state = GoalPlanRow.State.OPEN
            row.offered = row.newest if row.offered is None else row.offered
            row.save(update_fields=["state", "offered"])
            note(
                company.viewer, "goals-offered", at=at, place=company.place,
                kind="goal", item=str(row.pk),
                after={"version": row.newest},
            )  # fmt: skip
    return plan_row(row, plan)


def change(
    company: Company,
    number: int,
    seen: int,
    kind: str,
    reason: str,
    at: datetime,
    how: How,
) -> Opened:
    """Change a plan as a planner: `how` makes the new plan of the whole newest one.

    Nothing is written where nothing changes. Raises Mistake with `how`'s errors,
    `goal-plan-changed` where `seen` is not the newest version, and `goals-agreed-change` where
    agreed goals change without a reason.
    """
    company.viewer.check(Right.SET_GOALS)
    row, plan = load(company, number)
    check_newest(row, seen)
    made, told = _dealt(how, plan, weights_of(company, plan))
    return save(company, number, seen, made, kind, reason, at, problems=told)


def undo(
    company: Company,
    number: int,
    seen: int,
    at: datetime,
    reason: str = "",
) -> Opened:
    """Take the last change back that was not taken back yet: a new version like the one before.

    What that change took up again is agreed as before, unless something was said of it since.
    Raises Mistake `goal-nothing-to-undo`, and as `change`.
    """
    company.viewer.check(Right.SET_GOALS)
    row, _ = load(company, number)
    check_newest(row, seen)
    standing = list[int]()
    for version in row.versions.only("number", "kind", "restored"):
        if version.restored is None:
            standing.append(version.number)
        else:
            standing.pop()
    if len(standing) < 2:
        raise mistake("goal-nothing-to-undo")
    undone, before = standing[-1], standing[-2]
    return save(
        company, number, seen, plan_at(row, before), "undone", reason, at,
        restored=before, undone=undone,
    )  # fmt: skip


def history(company: Company, number: int) -> tuple[VersionRow, ...]:
    """A plan's versions, newest first; for who is no planner, from the one that was offered on."""
    row, _ = load(company, number)
    planner = is_planner(company)
    found, before = list[VersionRow](), None
    for version in row.versions.filter(number__gte=shown_from(company, row)).order_by("number"):
        plan = plan_of(version)
        changes = changes_seen(company, before, plan)
        told = planner or bool(changes)
        found.append(
            VersionRow(
                version.number, version.kind, version.reason if told else "",
                version.by if told else "", version.at, changes,
            )
        )  # fmt: skip
        before = plan
    return tuple(reversed(found))


def check_sizes(plan: GoalPlan) -> None:
    """Raise Mistake `goal-too-large` for goals that neither records nor book could hold."""
    for node in plan.nodes:
        if max(abs(node.value), abs(node.unassigned), plan.step) > MOST:
            raise mistake("goal-too-large", value=node.key, most=amount_text(MOST))


def check_newest(row: GoalPlanRow, seen: int) -> None:
    """Raise Mistake `goal-plan-changed` where a newer version than the one seen is there."""
    if row.newest == seen:
        return
    newest = GoalPlanVersion.objects.get(plan=row, number=row.newest)
    raise mistake(
        "goal-plan-changed", value=row.name, who=actor_name(newest.by),
        when=f"{newest.at:%Y-%m-%d %H:%M} UTC", seen=seen, newest=row.newest,
    )  # fmt: skip


def save(
    company: Company,
    number: int,
    seen: int,
    plan: GoalPlan,
    kind: str,
    reason: str,
    at: datetime,
    *,
    role: Role = "planner",
    entry: tuple[str, Entry] | None = None,
    restored: int | None = None,
    undone: int | None = None,
    problems: tuple[Problem, ...] = (),
) -> Opened:
    """Write a new version, for the store alone: whether it is allowed was checked before.

    `entry` is what was said with it, of one goal, and its words stay with that goal: neither the
    version nor the audit log has them. Agreed goals that change are reopened by `role`; those that
    the version `undone` reopened are agreed again.
    """
    check_sizes(plan)
    noted = "" if entry else reason
    with alone():
        row = GoalPlanRow.objects.get(pk=number)
        check_newest(row, seen)
        before = plan_at(row, seen)
        talks = discussions(row, before)
        if entry:
            speak(row, talks, *entry)
        elif plan == before:
            version = row.versions.get(number=seen)
            return as_seen(company, row, with_proposals(company, plan, talks), version, problems)
        changes = changes_of(before, plan)
        keys = [c.key for c in changes if entry is None or c.key != entry[0]]
        why = _ELSEWHERE if entry and reason.strip() else reason
        _reopen(row, talks, keys, role, company.author, why, at)
        if undone is not None:
            _restore(row, plan, undone, company.author, reason, at)
        version = _write(row, seen + 1, plan, kind, noted, company.author, at, restored)
        row.newest = version.number
        if row.state == GoalPlanRow.State.PUBLISHED:
            row.state = GoalPlanRow.State.OPEN
        row.save(update_fields=["newest", "state"])
        _note(company, row, kind, changes, noted, at)
        talks = discussions(row, plan)
    return as_seen(company, row, with_proposals(company, plan, talks), version, problems)


def speak(row: GoalPlanRow, talks: Mapping[str, Discussion], key: str, entry: Entry) -> None:
    """Keep what is said of a goal, for the store alone; raises Mistake where it is not allowed."""
    talk = talks.get(key, Discussion(0))
    refused = act(talk, entry)[1]
    if refused:
        raise Mistake(*refused)
    entry_row(row, key, entry).save(force_insert=True)


def entry_row(row: GoalPlanRow, key: str, entry: Entry) -> GoalEntry:
    """What was said of a goal, as it is kept."""
    return GoalEntry(
        plan=row, node=key, act=entry.act, role=entry.role, by=entry.by, at=entry.at,
        words=entry.words[:_WORDS], value=entry.value,
    )  # fmt: skip


def _reopen(
    row: GoalPlanRow,
    talks: Mapping[str, Discussion],
    keys: Iterable[str],
    role: Role,
    by: str,
    reason: str,
    at: datetime,
) -> None:
    """Take up again what was agreed and changes now; raises Mistake where that is not allowed."""
    keys = [key for key in keys if key in talks and talks[key].state in ("agreed", "published")]
    if keys and not reason.strip():
        raise Mistake(Problem(code="goals-agreed-change", value=", ".join(keys), count=len(keys)))
    for key in keys:
        speak(row, talks, key, Entry("reopen", role, by, at, reason))


def _restore(
    row: GoalPlanRow, plan: GoalPlan, undone: int, by: str, reason: str, at: datetime
) -> None:
    """Agree again what a version that is undone took up, where nothing was said of it since."""
    version = row.versions.get(number=undone)
    taken_up = row.entries.filter(act="reopen", by=version.by, at=version.at)
    changed = {change.key for change in changes_of(plan_of(version), plan)}
    keys = [key for key in taken_up.values_list("node", flat=True) if key in changed]
    talks = discussions(row, plan)
    for key in keys:
        entry = Entry("restore", "planner", by, at, reason)
        if key in talks and not act(talks[key], entry)[1]:
            entry_row(row, key, entry).save(force_insert=True)


def _write(
    row: GoalPlanRow,
    number: int,
    plan: GoalPlan,
    kind: str,
    reason: str,
    by: str,
    at: datetime,
    restored: int | None = None,
) -> GoalPlanVersion:
    return GoalPlanVersion.objects.create(
        plan=row, number=number, document=as_data(plan), kind=kind, reason=reason.strip()[:500],
        by=by, at=at, restored=restored,
    )  # fmt: skip


def _note(
    company: Company,
    row: GoalPlanRow,
    kind: str,
    changes: tuple[Change[str], ...],
    reason: str,
    at: datetime,
) -> None:
    listed = changes[:_NOTED]
    note(
        company.viewer, "goals-moved" if kind == "moved" else "goals-changed", at=at,
        place=company.place, kind="goal", item=str(row.pk), reason=reason,
        before={"version": row.newest - 1,
                "goals": {c.key: _said(c.before) for c in listed}},
        after={"version": row.newest, "what": kind, "changed": len(changes),
               "goals": {c.key: _said(c.after) for c in listed}},
    )  # fmt: skip


def _said(value: int | None) -> str | None:
    return None if value is None else amount_text(value)
