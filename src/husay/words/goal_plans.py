"""Goal plans as sheets and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from husay.goals.aim import in_units
from husay.goals.plan import GoalPlan, Node
from husay.measures.dimension import NAMED
from husay.measures.measure import MEASURES
from husay.words.format import money_exact, share
from husay.words.sheet import Kind, Sheet, SheetColumn, plain
from husay.words.terms import dimension_term, measure_term
from husay.words.values import window_text

if TYPE_CHECKING:
    from husay.store.goal_plans import Opened, PlanRow
    from husay.words.naming import Named
    from husay.words.term import Text

PLAN_STATES: Mapping[str, Text] = {
    "draft": gettext_lazy("draft"),
    "open": gettext_lazy("open"),
    "published": gettext_lazy("published"),
}

VERSION_KINDS: Mapping[str, Text] = {
    "made": gettext_lazy("made"),
    "dealt": gettext_lazy("dealt"),
    "set": gettext_lazy("set by hand"),
    "released": gettext_lazy("let go to be dealt again"),
    "pasted": gettext_lazy("pasted in"),
    "reserve": gettext_lazy("reserve changed"),
    "over": gettext_lazy("over-assignment changed"),
    "moved": gettext_lazy("moved between people"),
    "agreed": gettext_lazy("agreed in discussion"),
    "proposed": gettext_lazy("proposal taken"),
    "undone": gettext_lazy("undone"),
}
"""What was done to a plan, by the kind of its version."""

HOW: Mapping[str, Text] = {
    "potential": gettext_lazy("by potential"),
    "history": gettext_lazy("by history"),
    "equal": gettext_lazy("equally"),
    "by-hand": gettext_lazy("by hand"),
    "fair": gettext_lazy("by the fair rule"),
}


def how_text(node: Node) -> str:
    """How a goal was set; that it was not, where it is nothing and nobody said so."""
    if not node.value and not node.held:
        return gettext("not dealt yet")
    return str(HOW[node.how])


def node_names(nodes: Iterable[Node], company: Named) -> dict[str, str]:
    """What the nodes of a plan are called, by key; an identifier where there is no name."""
    by_kind: dict[str, set[str]] = {}
    listed = tuple(nodes)
    for node in listed:
        if node.scope in NAMED:
            by_kind.setdefault(NAMED[node.scope], set()).add(node.item)
    known = {kind: company.names(kind, sorted(items)) for kind, items in by_kind.items()}
    found = {}
    for node in listed:
        kind = NAMED.get(node.scope)
        named = known[kind].get(node.item, node.item) if kind else gettext("The company")
        found[node.key] = named
    return found


def plans_sheet(plans: Iterable[PlanRow]) -> Sheet:
    """Plans as a list."""
    rows = [
        {
            "plan": plan.number,
            "name": plan.name,
            "state": str(PLAN_STATES[plan.state]),
            "measure": plan.measure,
            "from": plan.window.start,
            "to": plan.window.end,
            "total": _exact(plan.measure, plan.total),
            "currency": plan.currency,
            "version": plan.newest,
            "published": plan.published,
        }
        for plan in plans
    ]
    columns = (
        SheetColumn(name="plan", label=gettext("Plan"), kind="count"),
        SheetColumn(name="name", label=gettext("Name")),
        SheetColumn(name="state", label=gettext("State")),
        SheetColumn(name="measure", label=gettext("Measure")),
        SheetColumn(name="from", label=gettext("First day"), kind="day"),
        SheetColumn(name="to", label=gettext("Last day"), kind="day"),
        SheetColumn(name="total", label=gettext("Company’s goal")),
        SheetColumn(name="currency", label=gettext("Currency")),
        SheetColumn(name="version", label=gettext("Version"), kind="count"),
        SheetColumn(name="published", label=gettext("Published version"), kind="count"),
    )
    return Sheet(columns, rows)


def plan_sheet(plan: GoalPlan, company: Named) -> Sheet:
    """A plan's goals, each with the one above it."""
    names = node_names(plan.nodes, company)
    rows = [
        {
            "goal_of": node.key,
            "name": names[node.key],
            "level": node.level,
            "under": node.parent,
            "goal": in_units(MEASURES[plan.measure], node.value),
            "how": how_text(node),
            "proposed": _in_units(plan, node.proposed),
        }
        for node in plan.downward
    ]
    columns = (
        SheetColumn(name="goal_of", label=gettext("Goal of")),
        SheetColumn(name="name", label=gettext("Name")),
        SheetColumn(name="level", label=gettext("Level")),
        SheetColumn(name="under", label=gettext("Under")),
        figure_column("goal", gettext("Goal"), plan.measure),
        SheetColumn(name="how", label=gettext("How it was set")),
        figure_column("proposed", gettext("Proposed by them"), plan.measure),
    )
    return Sheet(columns, rows)


def plan_sentence(opened: Opened) -> str:
    """'“Goals 2027” (draft, version 2): revenue of ₱12,000,000.00, 2027.'"""
    row, plan = opened.row, opened.plan
    text = gettext(
        "“%(name)s” (%(state)s, version %(version)s): %(measure)s of %(total)s, %(days)s."
    )
    return text % {
        "name": row.name,
        "state": PLAN_STATES[row.state],
        "version": opened.version,
        "measure": measure_term(row.measure).label,
        "total": amount(plan.measure, plan.root.value, plan.currency),
        "days": window_text(row.window),
    }


def kept_notes(plan: GoalPlan) -> tuple[str, ...]:
    """What is stated to all of a plan: its reserve and its over-assignment."""
    notes = []
    if plan.reserve is not None:
        text = gettext("Reserve “%(name)s”, owned by %(owner)s: %(value)s.")
        value = amount(plan.measure, plan.reserve.value, plan.currency)
        notes.append(
            text % {"name": plan.reserve.name, "owner": plan.reserve.owner, "value": value}
        )
    if plan.over is not None:
        text = gettext("Over-assigned by %(share)s at the level “%(level)s”.")
        notes.append(
            text % {"share": share(plan.over.share), "level": dimension_term(plan.over.level).label}
        )
    return tuple(notes)


def amount(measure: str, value: int, currency: str | None) -> str:
    """A goal in words, exactly: with its currency where it is money."""
    if MEASURES[measure].unit == "money":
        return money_exact(value, currency or "")
    return str(_exact(measure, value))


def _exact(measure: str, value: int) -> str | int | None:
    unit = MEASURES[measure].unit
    return plain(in_units(MEASURES[measure], value), "ratio" if unit == "count" else unit)


def _in_units(plan: GoalPlan, value: int | None) -> int | Fraction | None:
    return None if value is None else in_units(MEASURES[plan.measure], value)


def figure_column(name: str, label: str, measure: str) -> SheetColumn:
    """A column of figures of a measure."""
    kind: Kind = MEASURES[measure].unit
    return SheetColumn(name=name, label=label, kind=kind, parts=kind == "count")
