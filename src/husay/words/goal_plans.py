"""Goal plans, proposed goals and next bars as sheets and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext

from husay.basics.amount import SCALE, round_half_away
from husay.goals.aim import in_units
from husay.goals.fairness import CHANCES, SHARE, Check
from husay.goals.plan import GoalPlan, Node
from husay.goals.proposal import Proposal, ProposedGoal
from husay.measures.measure import MEASURES
from husay.words.format import money_exact, share
from husay.words.sheet import Kind, Sheet, SheetColumn, plain
from husay.words.terms import dimension_term, measure_term
from husay.words.values import window_text

if TYPE_CHECKING:
    from husay.store.goal_plans import NextBars, Opened, PlanRow
    from husay.words.naming import Named
    from husay.words.term import Text

STATES: Mapping[str, Text] = {
    "draft": gettext_lazy("draft"),
    "open": gettext_lazy("open"),
    "published": gettext_lazy("published"),
}

KINDS: Mapping[str, Text] = {
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
}

CHECKS: Mapping[str, Text] = {
    "share-reaching": gettext_lazy("Share expected to reach the goal"),
    "attainment-by-potential": gettext_lazy(
        "Expected attainment goes with potential (correlation)"
    ),
    "surplus-asked-again": gettext_lazy("Of a surplus on the last goal asked for again"),
    "extremes": gettext_lazy("Goals out of reach or too easy"),
}

VERDICTS: Mapping[str, Text] = {
    "raised": gettext_lazy("raised"),
    "within-a-period": gettext_lazy("never within a period"),
    "period-not-over": gettext_lazy("the period is not over"),
    "not-sure": gettext_lazy("not certain enough"),
    "no-reason": gettext_lazy("no reason to"),
}

_PERSONS_AND_UNITS = {
    "unit": "unit", "seller": "person", "product_line": "product_line", "product": "product",
    "customer_group": "customer_group", "territory": "territory",
}  # fmt: skip


def node_names(nodes: Iterable[Node], company: Named) -> dict[str, str]:
    """What the nodes of a plan are called, by key; an identifier where there is no name."""
    by_kind: dict[str, set[str]] = {}
    listed = tuple(nodes)
    for node in listed:
        if node.scope in _PERSONS_AND_UNITS:
            by_kind.setdefault(_PERSONS_AND_UNITS[node.scope], set()).add(node.item)
    known = {kind: company.names(kind, sorted(items)) for kind, items in by_kind.items()}
    found = {}
    for node in listed:
        kind = _PERSONS_AND_UNITS.get(node.scope)
        named = known[kind].get(node.item, node.item) if kind else gettext("The company")
        found[node.key] = named
    return found


def plans_sheet(plans: Iterable[PlanRow]) -> Sheet:
    """Plans as a list."""
    rows = [
        {
            "plan": plan.number,
            "name": plan.name,
            "state": str(STATES[plan.state]),
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
            "how": str(HOW[node.how]),
            "proposed": _in_units(plan, node.proposed),
        }
        for node in plan.downward
    ]
    columns = (
        SheetColumn(name="goal_of", label=gettext("Goal of")),
        SheetColumn(name="name", label=gettext("Name")),
        SheetColumn(name="level", label=gettext("Level")),
        SheetColumn(name="under", label=gettext("Under")),
        _figure("goal", gettext("Goal"), plan.measure),
        SheetColumn(name="how", label=gettext("How it was set")),
        _figure("proposed", gettext("Proposed by them"), plan.measure),
    )
    return Sheet(columns, rows)


def plan_sentence(opened: Opened) -> str:
    """'“Goals 2027” (draft, version 2): revenue of ₱12,000,000.00 over 2027, for 8 others.'"""
    row, plan = opened.row, opened.plan
    text = gettext(
        "“%(name)s” (%(state)s, version %(version)s): %(measure)s of %(total)s, %(days)s."
    )
    return text % {
        "name": row.name,
        "state": STATES[row.state],
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


def proposal_sheet(found: Proposal, plan: GoalPlan, company: Named) -> Sheet:
    """The proposed goals beside those of "last year and so much more"."""
    names = node_names(plan.nodes, company)
    other = {goal.item: goal for goal in found.last_year.goals}
    rows = [
        {
            "goal_of": goal.item,
            "name": names.get(goal.item, goal.item),
            "proposed": in_units(MEASURES[plan.measure], goal.goal),
            "chance": _ratio(goal.chance),
            "expected": in_units(MEASURES[plan.measure], _whole(goal.expected)),
            "last_year_plus": in_units(MEASURES[plan.measure], other[goal.item].goal),
            "last_year_plus_chance": _ratio(other[goal.item].chance),
        }
        for goal in _by_name(found.proposed.goals, names)
    ]
    columns = (
        SheetColumn(name="goal_of", label=gettext("Goal of")),
        SheetColumn(name="name", label=gettext("Name")),
        _figure("proposed", gettext("Proposed"), plan.measure),
        SheetColumn(name="chance", label=gettext("Chance"), kind="ratio"),
        _figure("expected", gettext("Expected"), plan.measure),
        _figure("last_year_plus", gettext("Last year + g"), plan.measure),
        SheetColumn(name="last_year_plus_chance", label=gettext("Its chance"), kind="ratio"),
    )
    return Sheet(columns, rows)


def _by_name(goals: Iterable[ProposedGoal], names: Mapping[str, str]) -> list[ProposedGoal]:
    return sorted(goals, key=lambda goal: (names.get(goal.item, goal.item), goal.item))


def proposal_sentence(found: Proposal, plan: GoalPlan) -> str:
    """What the proposal rests on, and what the total is of what is expected."""
    basis = (
        gettext("Proposed from potentials and history.")
        if found.basis == "potential"
        else gettext("Proposed from history alone: not everybody has a potential.")
    )
    text = gettext(
        "%(total)s is %(share)s of what is expected of all; the company reaches it with a chance "
        "of %(chance)s. %(fair)s would put everybody at a reasonable goal."
    )
    said = {
        "total": amount(plan.measure, found.total, plan.currency),
        "share": share(found.stretch),
        "chance": share(_ratio(found.company_chance), 0),
        "fair": amount(plan.measure, _whole(found.fair_total), plan.currency),
    }
    return f"{basis} {text % said}"


def check_notes(found: Proposal) -> tuple[str, ...]:
    """The checks of both ways, one line each, and who is left out."""
    text = gettext("%(check)s: %(proposed)s; last year + g: %(other)s.")
    notes = [
        text % {"check": CHECKS[one.what], "proposed": _checked(one), "other": _checked(other)}
        for one, other in zip(found.proposed.checks, found.last_year.checks, strict=True)
    ]
    if found.out_of_reach:
        notes.append(
            gettext("More than half of these goals are nearly out of reach: ask for less.")
        )
    if found.left_out:
        left = len(found.left_out)
        said = ngettext(
            "%(n)s has neither a history nor a potential, and no goal: %(who)s.",
            "%(n)s have neither a history nor a potential, and no goal: %(who)s.",
            left,
        )
        notes.append(said % {"n": left, "who": ", ".join(found.left_out)})
    return tuple(notes)


def check_data(checks: Sequence[Check]) -> list[dict[str, object]]:
    """Checks as they stand in JSON."""
    return [
        {"check": c.what, "value": None if c.value is None else f"{c.value:.4f}", "holds": c.holds}
        for c in checks
    ]


def _checked(one: Check) -> str:
    if one.value is None:
        return gettext("cannot be told")
    if one.what == "share-reaching":
        value = share(_ratio(one.value), 0)
        wanted = gettext("%(least)s to %(most)s") % {
            "least": share(SHARE[0], 0), "most": share(SHARE[1], 0),
        }  # fmt: skip
        text = (
            gettext("%(value)s, as it should be")
            if one.holds
            else gettext("%(value)s, not %(wanted)s")
        )
        return text % {"value": value, "wanted": wanted}
    if one.what == "extremes":
        value = str(int(one.value))
        if one.holds:
            return gettext("none")
        limits = {
            "least": share(CHANCES[0], 0), "most": share(CHANCES[1], 0),
            "value": value,
        }  # fmt: skip
        return gettext("%(value)s outside a chance of %(least)s to %(most)s") % limits
    again = one.what == "surplus-asked-again"
    value = share(_ratio(one.value), 0) if again else f"{one.value:+.2f}"
    text = gettext("%(value)s, as it should be") if one.holds else gettext("%(value)s, too much")
    return text % {"value": value}


def bars_sheet(found: NextBars, plan: GoalPlan, company: Named) -> Sheet:
    """The next bars, each of its terms a column."""
    names = node_names(plan.nodes, company)
    measure = MEASURES[plan.measure]
    rows = [
        {
            "goal_of": bar.item,
            "name": names.get(bar.item, bar.item),
            "old": in_units(measure, bar.old),
            "result": in_units(measure, bar.result),
            "counted": in_units(measure, bar.counted),
            "chance": _ratio(bar.chance),
            "for_peers": in_units(measure, bar.for_peers),
            "for_own": in_units(measure, bar.for_own),
            "new": in_units(measure, bar.new),
            "verdict": str(VERDICTS[bar.verdict]),
        }
        for bar in sorted(found.bars, key=lambda bar: (names.get(bar.item, bar.item), bar.item))
    ]
    columns = (
        SheetColumn(name="goal_of", label=gettext("Goal of")),
        SheetColumn(name="name", label=gettext("Name")),
        _figure("old", gettext("Bar"), plan.measure),
        _figure("result", gettext("Came in both"), plan.measure),
        _figure("counted", gettext("Without windfalls"), plan.measure),
        SheetColumn(name="chance", label=gettext("Chance above"), kind="ratio"),
        _figure("for_peers", gettext("Peers’ growth"), plan.measure),
        _figure("for_own", gettext("Own surplus"), plan.measure),
        _figure("new", gettext("Next bar"), plan.measure),
        SheetColumn(name="verdict", label=gettext("Verdict")),
    )
    return Sheet(columns, rows)


def bars_sentence(found: NextBars) -> str:
    """How many bars are raised, on what they rest, for which periods."""
    raised = len([bar for bar in found.bars if bar.verdict == "raised"])
    text = ngettext(
        "%(n)s of %(all)s bars is raised for %(next)s and %(last)s, after %(first)s and "
        "%(second)s.",
        "%(n)s of %(all)s bars are raised for %(next)s and %(last)s, after %(first)s and "
        "%(second)s.",
        raised,
    )
    return text % {
        "n": raised, "all": len(found.bars),
        "next": found.holds[0].key, "last": found.holds[1].key,
        "first": found.periods[0].key, "second": found.periods[1].key,
    }  # fmt: skip


def bars_notes(found: NextBars) -> tuple[str, ...]:
    """The formula, and what raising costs."""
    formula = gettext(
        "Next bar = bar + peers’ growth (%(growth)s) + a tenth of the own surplus, a tenth of the "
        "bar at most; raised only where the bar was passed with a chance of 90 %% or more."
    )
    cost = gettext(
        "Selling one more keeps %(kept)s of what it is worth in pay; with “last year + g” it would "
        "keep %(other)s."
    )
    said = {"kept": share(found.kept, 0), "other": share(found.kept_by_last_year, 0)}
    notes = [formula % {"growth": share(found.growth, signed=True)}, cost % said]
    if found.left_out:
        text = gettext("Without a goal over both periods: %(who)s.")
        notes.append(text % {"who": ", ".join(found.left_out)})
    return tuple(notes)


def amount(measure: str, value: int, currency: str | None) -> str:
    """A goal in words, exactly: with its currency where it is money."""
    if MEASURES[measure].unit == "money":
        return money_exact(value, currency or "")
    return str(_exact(measure, value))


def _exact(measure: str, value: int) -> str | int | None:
    unit = MEASURES[measure].unit
    return plain(in_units(MEASURES[measure], value), "ratio" if unit == "count" else unit)


def _whole(estimate: int) -> int:
    """An estimate in whole pesos or orders: what lies behind the point, nobody knows."""
    return round_half_away(Fraction(estimate, SCALE)) * SCALE


def _in_units(plan: GoalPlan, value: int | None) -> int | Fraction | None:
    return None if value is None else in_units(MEASURES[plan.measure], value)


def _figure(name: str, label: str, measure: str) -> SheetColumn:
    kind: Kind = MEASURES[measure].unit
    return SheetColumn(name=name, label=label, kind=kind, parts=kind == "count")


def _ratio(value: float) -> Fraction:
    """A chance as it is told: in ten-thousandths."""
    return Fraction(round(value * 10_000), 10_000)
